"""One round of sync: what it does in which order, and what it never does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from core import Answer, Cancelled, Outgoing, Received
from core.typed import text_hash
from sync.far import CursorGone, FeedPage, Slow, Unreachable
from sync.round import Arrived, BatchSize, Round, Tally
from tests.sync.devices import device_at, edit, travel, write
from tests.sync.simulation.faults import Fault, Killed, Line
from tests.sync.simulation.teamserver import TeamServer


def test_a_note_is_on_the_other_device_after_a_round_of_each() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    note = write(laptop, "written in the train")
    travel(laptop, server)
    assert travel(desktop, server).tally.pulled == 1
    assert desktop.notes[note.id].content == "written in the train"
    assert (laptop.waiting(), desktop.waiting()) == (0, 0)


def test_what_is_under_way_goes_first_and_under_its_key() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    write(laptop, "one")
    with pytest.raises(Killed):
        Round(laptop, Line(server, [], Fault.KILLED_BEFORE, at=3).face()).run()
    assert laptop.batch is not None, "its key was not durable before it was sent"
    key = laptop.batch.key
    write(desktop, "two")
    travel(desktop, server)
    write(laptop, "three")

    calls = Recording(server)
    Round(laptop, calls).run()
    assert [name for name, _ in calls.told] == ["push", "pull", "push", "pull"]
    assert calls.told[0][1] == key
    assert laptop.waiting() == 0


def test_a_batch_whose_answer_was_lost_is_stored_once() -> None:
    server = TeamServer()
    laptop = device_at(server)
    write(laptop, "once")
    with pytest.raises(Slow):
        Round(laptop, Line(server, [], Fault.NO_ANSWER, at=3).face()).run()
    assert laptop.waiting() == 1
    travel(laptop, server)
    assert laptop.waiting() == 0
    assert len(server.feed) == 1


def test_the_cursor_waits_before_a_gap_and_the_whole_stream_is_fetched() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    travel(desktop, server)
    note = write(laptop, "one")
    edit(laptop, note, "two")
    travel(laptop, server)
    _, before = desktop.seen()
    missed = Skipping(server, 1)
    with pytest.raises(Killed):  # dies when it learns of the gap
        Round(desktop, Line(missed, [], Fault.KILLED_BEFORE, at=2).face()).run()
    assert desktop.seen()[1] == before
    Round(desktop, missed).run()
    assert desktop.notes[note.id].content == "two"
    assert desktop.seen()[1] == laptop_cursor(server)


def test_an_echo_is_no_conflict() -> None:
    server = TeamServer()
    laptop = device_at(server)
    note = write(laptop, "mine")
    edit(laptop, note, "mine again")
    heard: list[Received] = []
    travel(laptop, server)
    edit(laptop, note, "and again")
    Round(laptop, server, tally=Tally(took=heard.append)).run()
    travel(laptop, server)
    assert not any(each.merged or each.clashed for each in heard)
    assert [event.stream_version for event in server.streams[note.id]] == [1, 2, 3]


def test_a_stale_device_cannot_overwrite_newer_edits() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    note = write(laptop, "first line\nsecond line")
    travel(laptop, server)
    travel(desktop, server)
    edit(desktop, note, "first line\nsecond line, written last week")  # and the lid was closed
    for text in ("first line, today\nsecond line", "first line, tonight\nsecond line"):
        edit(laptop, note, text)
        travel(laptop, server)
    travel(desktop, server)
    travel(laptop, server)
    assert laptop.notes == desktop.notes
    assert laptop.notes[note.id].content == "first line, tonight\nsecond line, written last week"


def test_a_new_empty_server_deletes_nothing_and_gets_everything() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    notes = [write(laptop, f"note {number}") for number in range(30)]
    travel(laptop, server)
    travel(desktop, server)
    before = dict(desktop.notes)
    server.become(TeamServer())
    travel(desktop, server)
    travel(laptop, server)
    assert desktop.notes == laptop.notes == before
    assert set(server.streams) == {note.id for note in notes}


def test_a_server_restored_from_a_backup_gets_what_it_lost() -> None:
    server = TeamServer()
    laptop = device_at(server)
    note = write(laptop, "before")
    travel(laptop, server)
    backup = server.backup()
    edit(laptop, note, "after")
    travel(laptop, server)
    travel(laptop, server)
    server.become(backup)
    travel(laptop, server)
    assert [event.data["content"] for event in server.streams[note.id]] == ["before", "after"]
    assert laptop.notes[note.id].content == "after"


def test_a_server_restored_while_a_device_was_killed_behind_its_push_gets_what_it_lost() -> None:
    """Another device wrote in between, so the answer to the push could not tell the place behind it."""
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    travel(laptop, server)
    write(desktop, "from the desktop")
    server = Shared(server, lambda there: travel(desktop, there))
    note = write(laptop, "from the laptop")
    with pytest.raises(Killed):
        Round(laptop, Line(server, [], Fault.KILLED_BEFORE, at=3).face()).run()
    assert laptop.waiting() == 0
    assert note.id in server.streams
    server.become(server.before)
    assert note.id not in server.streams
    travel(laptop, server)
    assert [event.data["content"] for event in server.streams[note.id]] == ["from the laptop"]
    assert len(laptop.notes) == 2


def test_what_was_under_way_to_a_server_that_was_replaced_ends_equal_with_the_new_one() -> None:
    """The new one has other edits of the note under the same numbers, and answers with the last of them."""
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    note = write(laptop, "one\ntwo\nthree")
    travel(laptop, server)
    travel(desktop, server)
    edit(desktop, note, "one\ntwo\nthree, there")
    travel(desktop, server)
    edit(desktop, note, "one\ntwo\nthree, there, at night")
    with pytest.raises(Killed):
        Round(desktop, Line(server, [], Fault.KILLED_BEFORE, at=2).face()).run()
    assert desktop.batch is not None
    server.become(TeamServer())
    for text in ("one, here\ntwo\nthree", "one, here\ntwo\nthree\nfour", "one, here\ntwo\nthree\nfour\nfive"):
        edit(laptop, note, text)
    travel(laptop, server)
    travel(desktop, server)
    travel(laptop, server)
    assert laptop.notes == desktop.notes
    assert laptop.notes[note.id].content == "one, here\ntwo\nthree, there, at night\nfour\nfive"
    assert desktop.digest("") == server.digest("")


def test_a_server_that_lost_its_place_again_and_again_ends_the_round() -> None:
    server = TeamServer()
    laptop = device_at(server)
    travel(laptop, server)
    with pytest.raises(CursorGone):
        Round(laptop, Placeless(server)).run()


def test_a_server_that_loses_everything_again_and_again_ends_the_round() -> None:
    server = Forgetful()
    laptop = device_at(server)
    write(laptop, "note")
    with pytest.raises(CursorGone):
        Round(laptop, server).run()
    assert server.calls < 20
    assert len(laptop.notes) == 1


def test_no_network_changes_nothing() -> None:
    server = TeamServer()
    laptop = device_at(server)
    note = write(laptop, "here")
    with pytest.raises(Unreachable):
        Round(laptop, Line(server, [], Fault.DROPPED, at=1).face()).run()
    assert (laptop.waiting(), laptop.notes[note.id].content) == (1, "here")


def test_a_stopped_round_ends_between_two_steps_and_the_next_one_goes_on() -> None:
    server = TeamServer()
    laptop = device_at(server)
    for number in range(10):
        write(laptop, f"note {number}")
    size, looks = BatchSize(events=2), iter([False] * 5 + [True] * 100)
    with pytest.raises(Cancelled):
        Round(laptop, server, size, stop=lambda: next(looks)).run()
    assert 0 < len(server.feed) < 10
    travel(laptop, server)
    assert len(server.feed) == 10


def test_a_round_with_nothing_new_is_one_call_whatever_there_is() -> None:
    server = TeamServer()
    laptop = device_at(server)
    for number in range(50):
        write(laptop, f"note {number}")
    travel(laptop, server)
    travel(laptop, server)
    before = server.calls
    travel(laptop, server)
    assert server.calls - before == 1


def test_what_was_sent_does_not_come_back() -> None:
    server = TeamServer()
    laptop = device_at(server)
    travel(laptop, server)
    write(laptop, "the first")
    travel(laptop, server)
    for number in range(30):
        write(laptop, f"note {number}")
    before = server.calls
    travel(laptop, server, BatchSize(events=10))
    assert server.calls - before == 1 + 3 + 1, "a pull, three batches, and a pull that brings nothing"
    assert server.place(laptop.seen()[1]) == len(server.feed)


def test_a_page_that_a_long_poll_brought_is_not_fetched_again() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    travel(desktop, server)
    note = write(laptop, "news")
    travel(laptop, server)
    _, cursor = desktop.seen()
    arrived = Arrived(cursor, server.pull(cursor))
    before = server.calls
    Round(desktop, server).run(arrived)
    assert server.calls == before
    assert desktop.notes[note.id].content == "news"
    Round(desktop, server).run(arrived)
    assert server.calls == before + 1, "a page for another place was taken"


def test_a_snapshot_that_was_cut_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    server = TeamServer(page=10)
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    for number in range(50):
        write(laptop, f"note {number}")
    travel(laptop, server)
    monkeypatch.setattr("sync.round.LOOK_AHEAD", 1)
    with pytest.raises(Unreachable):
        Round(desktop, Line(server, [], Fault.DROPPED, at=4).face()).run()
    assert len(desktop.notes) == 30
    before = server.calls
    travel(desktop, server)
    assert server.calls - before == 3, "two pages of the snapshot, and the feed behind it"
    assert desktop.notes == laptop.notes


def test_both_texts_of_a_clash_are_in_the_history_of_both() -> None:
    server = TeamServer()
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    note = write(laptop, "the plan")
    travel(laptop, server)
    travel(desktop, server)
    edit(laptop, note, "the old plan")
    edit(desktop, note, "the new plan")
    for each in (laptop, desktop, laptop):
        travel(each, server)
    assert laptop.notes == desktop.notes
    last = laptop.streams[note.id][-1].data
    assert text_hash("the new plan") in [typed["sha256"] for typed in last["merged"]["typed"]]
    assert laptop.notes[note.id].clashes


class Recording(TeamServer):
    """Writes down what it is asked, in front of another one."""

    def __init__(self, inner: TeamServer) -> None:
        super().__init__()
        self.become(inner)
        self.told: list[tuple[str, object]] = []

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        self.told.append(("push", batch.key))
        return super().push(batch)

    def pull(self, cursor: str, wait: float = 0, stop: object = None) -> FeedPage:
        self.told.append(("pull", cursor))
        return super().pull(cursor)


class Skipping(TeamServer):
    """Its feed begins too late by some events."""

    def __init__(self, inner: TeamServer, skipped: int) -> None:
        super().__init__()
        self.become(inner)
        self.skipped = skipped

    def pull(self, cursor: str, wait: float = 0, stop: object = None) -> FeedPage:
        page = super().pull(cursor)
        return replace(page, events=page.events[self.skipped :])


class Shared(TeamServer):
    """Somebody else sends something right before the first push, and then a backup is made: `before`."""

    def __init__(self, inner: TeamServer, other: Callable[[TeamServer], object]) -> None:
        super().__init__()
        self.become(inner)
        self.before = self.backup()
        self._others = [other]

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        while self._others:
            self._others.pop()(self)
            self.before = self.backup()
        return super().push(batch)


class Placeless(TeamServer):
    """Knows no place in its feed."""

    def __init__(self, inner: TeamServer) -> None:
        super().__init__()
        self.become(inner)

    def pull(self, cursor: str, wait: float = 0, stop: object = None) -> FeedPage:
        raise CursorGone("Gone.")


class Forgetful(TeamServer):
    """Loses everything as soon as it said that it has it."""

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        answers = super().push(batch)
        self.become(TeamServer())
        return answers


def laptop_cursor(server: TeamServer) -> str:
    """The place behind all that is there."""
    fresh = device_at(server, 9)
    travel(fresh, server)
    return fresh.seen()[1]
