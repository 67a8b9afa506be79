"""What is sent at once, and what stays behind: batches that are too much, and events that nobody takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import pytest

from core import Answer, Outgoing
from sync.far import Broke, Slow, TooLarge, Unwell
from sync.protocol import MOST_EVENTS
from sync.round import MOST_TRIES, BatchSize, Round
from tests.sync.devices import device_at, edit, travel, write
from tests.sync.simulation.faults import Fault, Line
from tests.sync.simulation.teamserver import TeamServer


def test_an_event_that_the_server_refuses_stops_only_its_note() -> None:
    server = TeamServer()
    laptop = device_at(server)
    good, bad = write(laptop, "good"), write(laptop, "bad")
    edit(laptop, bad, "worse")
    other = write(laptop, "also good")
    server.refused.add(next(iter(laptop.streams[bad.id])).event_id)
    travel(laptop, server)
    assert laptop.waiting() == 0
    assert set(server.streams) >= {good.id, other.id}
    assert not server.streams.get(bad.id)
    (aside,) = laptop.set_aside()
    assert (aside.memory_id, aside.incoming) == (bad.id, False)
    assert laptop.notes[bad.id].content == "worse"
    server.refused.clear()
    laptop.retry()
    travel(laptop, server)
    assert len(server.streams[bad.id]) == 2


def test_an_event_that_cannot_be_understood_here_stops_only_its_note() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    good, bad = write(laptop, "good"), write(laptop, "bad")
    travel(laptop, server)
    newer = replace(server.streams[bad.id][0], event_type="memory.dreamt")
    server.feed = [newer if event.aggregate_id == bad.id else event for event in server.feed]
    server.streams[bad.id] = [newer]
    travel(desktop, server)
    assert desktop.notes[good.id].content == "good"
    assert [each.incoming for each in desktop.set_aside()] == [True]
    travel(desktop, server)
    assert desktop.notes.keys() == {good.id}


def test_what_is_too_large_goes_in_smaller_batches_that_grow_again() -> None:
    server = Narrow(3)
    laptop, size = device_at(server), BatchSize()
    for number in range(20):
        write(laptop, f"note {number}")
    travel(laptop, server, size)
    assert laptop.waiting() == 0
    assert len(server.feed) == 20
    server.most = MOST_EVENTS
    for number in range(1_000):
        write(laptop, f"more {number}")
    travel(laptop, server, size)
    assert server.largest == MOST_EVENTS


def test_a_single_event_that_is_too_large_is_set_aside() -> None:
    server = Narrow(0)
    laptop = device_at(server)
    note = write(laptop, "huge")
    travel(laptop, server)
    assert [(each.memory_id, each.code) for each in laptop.set_aside()] == [(note.id, "TOO_LARGE")]
    assert laptop.notes[note.id].content == "huge"


def test_an_event_that_breaks_the_server_is_found_and_set_aside() -> None:
    server = Fragile()
    laptop, size = device_at(server), BatchSize()
    notes = [write(laptop, f"note {number}") for number in range(10)]
    server.breaks_at = laptop.streams[notes[4].id][0].event_id
    for _ in range(20):
        try:
            travel(laptop, server, size)
        except Broke:
            continue
        break
    assert laptop.waiting() == 0
    assert [each.memory_id for each in laptop.set_aside()] == [notes[4].id]
    assert len(server.feed) == 9


def test_a_slow_line_never_sets_a_small_event_aside() -> None:
    server = TeamServer()
    laptop, size = device_at(server), BatchSize()
    write(laptop, "small")
    for _ in range(2 * MOST_TRIES):
        at = 1 if laptop.batch else 3
        with pytest.raises(Slow):
            Round(laptop, Line(server, [], Fault.LATE, at=at).face(), size).run()
    assert laptop.set_aside() == ()
    travel(laptop, server, size)
    assert laptop.waiting() == 0


def test_conflicts_without_end_end_the_round() -> None:
    server = Stubborn()
    laptop = device_at(server)
    note = write(laptop, "mine")
    with pytest.raises(Unwell):
        travel(laptop, server)
    assert server.pushes < 20
    assert laptop.waiting() == 1
    assert laptop.notes[note.id].content == "mine"


class Narrow(TeamServer):
    """Takes that many events at once."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.largest = 0

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        if len(batch.events) > self.most:
            raise TooLarge("Too large.")
        self.largest = max(self.largest, len(batch.events))
        return super().push(batch)


class Fragile(TeamServer):
    """Breaks over one event."""

    breaks_at = uuid4()

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        if self.breaks_at in {event.event_id for event in batch.events}:
            raise Broke("It broke.")
        return super().push(batch)


class Stubborn(TeamServer):
    """Says conflict to everything."""

    pushes = 0

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        self.pushes += 1
        return [Answer(event.event_id, "conflict") for event in batch.events]
