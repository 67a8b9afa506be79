"""Events as they are stored and sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from core.errors import BrainError
from core.events import CREATED, Data, Event, new_id, upcast


def an_event(**changes: object) -> Event:
    values: dict[str, object] = {
        "event_id": uuid4(),
        "aggregate_id": uuid4(),
        "event_type": CREATED,
        "stream_version": 1,
        "user_id": uuid4(),
        "occurred_at": datetime(2026, 3, 1, 12, 30, 0, 123456, tzinfo=UTC),
        "data": {"content": "é\u2028", "tags": [], "metadata": {}},
        "device_id": uuid4(),
        "clock": 2**62 + 1,
        "position": 7,
    }
    return Event(**(values | changes))  # type: ignore[arg-type]  # the point is to vary any of them


def test_an_event_survives_the_wire() -> None:
    event = an_event(causation_id=uuid4())
    assert Event.decode(json.loads(json.dumps(event.encode()))) == event


def test_an_event_that_is_not_appended_yet_survives_too() -> None:
    event = an_event(device_id=None, clock=None, position=None)
    assert Event.decode(event.encode()) == event


def test_the_envelope_has_the_names_of_the_contract() -> None:
    contract = {"event_id", "aggregate_id", "event_type", "event_version", "user_id", "occurred_at"}
    assert (
        contract | {"correlation_id", "causation_id", "stream_version", "data"} <= an_event().encode().keys()
    )


def test_old_payloads_are_read_through_every_upcaster_in_turn() -> None:
    def to_2(data: Data) -> Data:
        return {"content": data["text"]}

    def to_3(data: Data) -> Data:
        return {**data, "tags": []}

    chain = {("memory.created", 1): to_2, ("memory.created", 2): to_3}
    known = {"memory.created": 3}
    assert upcast("memory.created", 1, {"text": "x"}, chain, known) == (3, {"content": "x", "tags": []})
    assert upcast("memory.created", 3, {"content": "y"}, chain, known) == (3, {"content": "y"})


@pytest.mark.parametrize(("event_type", "version"), [("memory.created", 99), ("memory.painted", 1)])
def test_an_event_of_a_newer_program_is_refused_in_words(event_type: str, version: int) -> None:
    with pytest.raises(BrainError, match="newer Second Brain"):
        upcast(event_type, version, {})


def test_ids_are_version_7_and_grow() -> None:
    ids = [new_id() for _ in range(1_000)]
    assert all(each.version == 7 and each.variant == "specified in RFC 4122" for each in ids)
    assert len(set(ids)) == 1_000
    assert [each.int >> 80 for each in ids] == sorted(each.int >> 80 for each in ids)
    assert isinstance(ids[0], UUID)
