"""Events between the notebook and the wire: whatever a newer program made comes out as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from core import Event
from sync import wire
from sync.protocol import MOST_PULLED, Pulled, SentEvent, StoredEvent

WHEN = datetime(2026, 11, 28, 9, 0, 0, 123_456, tzinfo=UTC)


def stored(number: int = 1, **changes: Any) -> StoredEvent:
    told: dict[str, Any] = {
        "event_id": UUID(int=number),
        "aggregate_id": UUID(int=1_000_000 + number),
        "event_type": "memory.created",
        "event_version": 1,
        "stream_version": 1,
        "user_id": UUID(int=1),
        "device_id": UUID(int=2),
        "occurred_at": WHEN,
        "clock": f"{number:016x}",
        "position": number,
        "data": {"content": f"note {number}"},
    }
    return StoredEvent(**(told | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"event_type": "memory.dreamt", "data": {"of": [1, {"a": None}], "1": 2**70, "空": 1.5}},
        {"event_version": 900, "data": {}},
        {"event_type": "space.opened"},
        {"correlation_id": UUID(int=5), "causation_id": UUID(int=6)},
        {"clock": "7fffffffffffffff"},
    ],
)
def test_an_event_of_a_newer_program_comes_out_as_it_is(changes: dict[str, Any]) -> None:
    there = StoredEvent.model_validate_json(stored(**changes).model_dump_json())
    event = wire.received(there)
    for name, value in (stored().model_dump() | changes).items():
        if name not in ("clock", "position"):
            assert getattr(event, name) == value, name
    assert f"{event.clock:016x}" == there.clock


def test_keys_that_a_newer_server_tells_are_passed_over() -> None:
    told = stored().model_dump(mode="json") | {"mood": "blue"}
    assert wire.received(StoredEvent.model_validate(told)) == wire.received(stored())


def test_what_is_sent_is_what_comes_back() -> None:
    event = wire.received(stored(7, stream_version=3, event_type="memory.dreamt", event_version=2))
    sent = SentEvent.model_validate_json(wire.sent(event).model_dump_json())
    assert (sent.expected_version, sent.clock, sent.occurred_at) == (2, f"{7:016x}", WHEN)
    told = sent.model_dump(exclude={"expected_version"})
    back = StoredEvent(**told, stream_version=3, user_id=event.user_id, position=9)
    assert wire.received(back) == event


def test_a_whole_page_comes_out_in_its_order() -> None:
    page = Pulled(events=[stored(number) for number in range(1, MOST_PULLED + 1)], cursor="c", has_more=True)
    events: list[Event] = list(map(wire.received, Pulled.model_validate_json(page.model_dump_json()).events))
    assert [event.event_id.int for event in events] == list(range(1, MOST_PULLED + 1))
    assert events[-1].data == {"content": f"note {MOST_PULLED}"}
