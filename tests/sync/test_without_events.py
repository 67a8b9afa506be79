"""Servers that take no events: one that never did is sent texts alone, one that did is waited for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core import Answer, Event, Outgoing
from sync.far import FeedPage, NoEvents, Unwell
from sync.round import Round
from tests.sync.devices import device_at, write
from tests.sync.simulation.teamserver import TeamServer


class Plain(TeamServer):
    """Knows part 1 only."""

    def snapshot(self, after: str = "") -> FeedPage:
        raise NoEvents("No such call.")


def test_a_server_without_events_is_served_by_plain_calls() -> None:
    server = Plain()
    laptop = device_at(server)
    write(laptop, "plain")
    with pytest.raises(NoEvents):
        Round(laptop, server).run()
    sent: list[Event] = []

    def push_plainly(batch: Outgoing) -> Sequence[Answer]:
        sent.extend(batch.events)
        return [Answer(event.event_id, "stored") for event in batch.events]

    for _ in range(2):
        Round(laptop, server, plain=push_plainly).run()
    assert len(sent) == 1
    assert laptop.waiting() == 0
    account = laptop.account()
    assert account is not None
    assert account.plain


def test_a_server_that_took_events_once_and_does_not_just_now_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As behind a gateway that is set up anew: its notes are there with their history, and must not be made once more."""
    server = TeamServer()
    laptop = device_at(server)
    write(laptop, "with a history")
    Round(laptop, server).run()
    write(laptop, "waiting")
    sent: list[Outgoing] = []

    def push_plainly(batch: Outgoing) -> Sequence[Answer]:
        sent.append(batch)
        return []

    def knows_no_such_call(*_: object) -> FeedPage:
        raise NoEvents("No such call.")

    with monkeypatch.context() as patch:
        patch.setattr(server, "pull", knows_no_such_call)
        with pytest.raises(Unwell):
            Round(laptop, server, plain=push_plainly).run()
    account = laptop.account()
    assert account is not None and not account.plain
    assert (sent, laptop.waiting()) == ([], 1)
    Round(laptop, server, plain=push_plainly).run()
    assert (sent, laptop.waiting()) == ([], 0)
