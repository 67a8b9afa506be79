"""What a person does about what is held: takes it, keeps what they have, or leaves it at the server."""

from __future__ import annotations

from uuid import UUID

import pytest

from core import Changes
from sync.far import FeedPage
from sync.syncing import Sync
from tests.sync.devices import device_at, travel, write
from tests.sync.simulation.teamserver import TeamServer
from tests.sync.test_syncing import Desk, Steady, until, words


def held_desk() -> Desk:
    """A device before which another one deleted 30 notes."""
    desk = Desk(TeamServer(page=100))
    other = device_at(desk.server, 2)
    notes = [write(other, f"note {number}") for number in range(50)]
    travel(other, desk.server)
    desk.sync.once()
    for memory in notes[:30]:
        other.write(other.notes[memory.id].delete())
    travel(other, desk.server)
    return desk


def in_trash(desk: Desk) -> int:
    return sum(memory.deleted_at is not None for memory in desk.notebook.notes.values())


def test_what_was_held_is_shown_and_taken_when_a_person_says_so() -> None:
    desk = held_desk()
    with desk.working():
        until(lambda: words(desk) == "needs you")
        held = desk.sync.status().held
        assert held is not None
        assert len(held.deleted) == 30
        assert in_trash(desk) == 0
        desk.sync.accept_held()
        until(lambda: words(desk) == "synced")
    assert in_trash(desk) == 30


def test_what_was_held_is_left_at_the_server_while_a_person_pauses() -> None:
    desk = held_desk()
    with desk.working():
        until(lambda: words(desk) == "needs you")
        desk.sync.pause()
        until(lambda: words(desk) == "paused")
        desk.sync.resume()
        until(lambda: words(desk) == "needs you")
    assert in_trash(desk) == 0


def test_what_was_held_and_is_kept_is_put_back_on_every_device() -> None:
    desk = held_desk()
    with desk.working():
        until(lambda: words(desk) == "needs you")
        desk.sync.keep_held()
        until(lambda: words(desk) == "synced")
    assert in_trash(desk) == 0
    other = device_at(desk.server, 2)
    travel(other, desk.server)
    assert sum(memory.deleted_at is not None for memory in other.notes.values()) == 0


def test_whoever_is_killed_behind_the_decision_to_keep_puts_back_at_the_next_start() -> None:
    desk = held_desk()
    held = desk.sync.once().held
    assert held is not None
    desk.notebook.keep(held.deleted)  # and nothing else is done any more
    again = Sync(desk.notebook, lambda _: desk.server, Steady(desk.clock), clock=desk.clock)
    assert again.once().words == "synced"
    assert (in_trash(desk), desk.notebook.keeping()) == (0, frozenset())


def test_a_round_looks_once_for_decisions_and_one_that_comes_meanwhile_has_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(TeamServer())
    note = write(desk.notebook, "Bread")
    looked = list[str]()
    keeping, put_back, pull = desk.notebook.keeping, desk.notebook.put_back, desk.server.pull

    def looks_for_decisions() -> frozenset[UUID]:
        looked.append("keeping")
        return keeping()

    def puts_back() -> Changes:
        looked.append("put back")
        return put_back()

    monkeypatch.setattr(desk.notebook, "keeping", looks_for_decisions)
    monkeypatch.setattr(desk.notebook, "put_back", puts_back)
    desk.sync.once()
    assert looked == ["keeping"]

    def meanwhile(cursor: str) -> FeedPage:
        monkeypatch.setattr(desk.server, "pull", pull)
        desk.notebook.keep([note.id])
        return pull(cursor)

    monkeypatch.setattr(desk.server, "pull", meanwhile)
    desk.sync.once()
    assert (looked, keeping()) == (["keeping"] * 2, frozenset({note.id}))
    desk.sync.once()
    assert (looked, keeping()) == (["keeping"] * 3 + ["put back"], frozenset())
