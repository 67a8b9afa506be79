"""Keeping notes that the server takes away: what was decided is written down, and whoever is killed goes on with it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any
from uuid import UUID

import pytest

from core.brain import Brain
from core.events import ACTION_ENDED, new_id
from core.memory import Memory
from core.store.log import Log
from tests.core.store.test_replica import agree, here, server, there
from tests.fixtures.exchange import Exchange, pull, push, round_of

__all__ = ["here", "server", "there"]

_CHILD = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from core import open_brain
brain = open_brain(Path(sys.argv[1]), sys.argv[2])
brain.replica.keep([UUID(each) for each in sys.argv[3:]])
os.kill(os.getpid(), signal.SIGKILL)
"""
TEXTS = ["Bread", "Cake as I wrote it", "Soup"]


@pytest.fixture
def threatened(here: Brain, there: Brain, server: Exchange) -> list[UUID]:
    """Notes of here of which another device deletes the first, empties the second and deletes the third for good."""
    notes = [here.create_memory(text, tags=["food"]).memory for text in TEXTS]
    round_of(here.replica, server)
    round_of(there.replica, server)
    there.delete([notes[0], notes[2]])
    there.update_memory(notes[1], "Cake")
    there.purge(notes[2])
    push(there.replica, server)
    return notes


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes are put back one after the other, as those of very many are in parts."""
    monkeypatch.setattr("core.bulk._AT_ONCE", 1)


def texts_of(brain: Brain) -> list[str]:
    return sorted(brain.memory(each).content for each in brain.memory_ids())


def test_what_was_decided_outlives_the_program_that_was_killed_with_it(
    here: Brain, there: Brain, server: Exchange, database_url: str, threatened: list[UUID]
) -> None:
    command = [sys.executable, "-c", _CHILD, str(here.home), database_url, *map(str, threatened)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode < 0, told.stderr
    assert here.replica.keeping() == set(threatened)
    pull(here.replica, server)
    assert texts_of(here) == ["Cake"]
    assert len(here.replica.put_back().memories) == 3
    assert texts_of(here) == TEXTS
    assert [each.tags for each in map(here.memory, here.memory_ids())] == [("food",)] * 3
    assert here.replica.keeping() == frozenset()
    push(here.replica, server)
    pull(there.replica, server)
    agree(server, here, there)


def test_putting_back_that_was_broken_off_is_made_again_and_doubles_nothing(
    here: Brain, server: Exchange, threatened: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    here.replica.keep(threatened)
    pull(here.replica, server)
    record = Log.record

    def broken(log: Log, event_type: str, *rest: object) -> None:
        assert event_type == ACTION_ENDED
        raise KeyboardInterrupt

    monkeypatch.setattr(Log, "record", broken)
    with pytest.raises(KeyboardInterrupt):
        here.replica.put_back()
    monkeypatch.setattr(Log, "record", record)
    assert here.replica.keeping() == set(threatened)
    assert not here.replica.put_back()
    assert (texts_of(here), here.replica.keeping()) == (TEXTS, frozenset())
    assert not here.replica.put_back(), "nothing is left to be done"


def test_what_was_done_here_after_the_decision_stays(
    here: Brain, server: Exchange, threatened: list[UUID]
) -> None:
    here.replica.keep(threatened)
    here.update_memory(threatened[1], "Cake with cherries")
    pull(here.replica, server)
    here.replica.put_back()
    assert here.memory(threatened[0]).deleted_at is None
    clashing = here.memory(threatened[1])
    assert clashing.content == "Cake with cherries" or clashing.clashes


def test_a_second_decision_before_the_first_was_carried_out_knows_what_there_was_before_both(
    here: Brain, server: Exchange, threatened: list[UUID]
) -> None:
    here.replica.keep(threatened)
    pull(here.replica, server)  # a part of it came, and then more that would be taken away
    here.replica.keep(threatened)
    here.replica.put_back()
    assert texts_of(here) == TEXTS


def test_all_that_was_put_back_is_one_thing_to_undo(
    here: Brain, server: Exchange, threatened: list[UUID]
) -> None:
    here.replica.keep(threatened[:2])
    pull(here.replica, server)
    here.replica.put_back()
    offered = here.undo.offers().undo
    assert offered is not None
    assert offered.notes == 2


def test_what_is_decided_while_others_are_put_back_waits_for_its_own_turn(
    here: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (here.create_memory(text).memory for text in ("Bread", "Soup"))
    here.replica.keep([first])
    record = Log.record

    def meanwhile(log: Log, event_type: str, *rest: Any) -> None:
        if event_type == ACTION_ENDED:
            monkeypatch.setattr(Log, "record", record)
            here.replica.keep([second])
        record(log, event_type, *rest)

    monkeypatch.setattr(Log, "record", meanwhile)
    here.replica.put_back()
    assert here.replica.keeping() == {second}
    here.delete([second])
    here.replica.put_back()
    assert here.replica.keeping() == frozenset()


def test_a_note_of_somebody_else_that_is_made_again_is_of_whom_it_is_made_by(here: Brain) -> None:
    theirs = Memory.create("Cake", new_id())
    here._log.append((), lambda _: [theirs])
    here.replica.keep([theirs.id])
    here.delete([theirs.id])
    here.purge([theirs.id])
    here.replica.put_back()
    here.past.bring_back({theirs.id: 1})
    assert [here.memory(each).user_id for each in here.memory_ids()] == [here.user_id] * 2


def links_of(brain: Brain, text: str) -> list[tuple[str, str, Any]]:
    """What the note with this text links to by id: the other one's text, the kind, and what is said of it."""
    (note,) = (each for each in map(brain.memory, brain.memory_ids()) if each.content == text)
    return [(brain.memory(each.target).content, each.kind, dict(each.metadata)) for each in note.links]


@pytest.mark.parametrize("order", [1, -1])
def test_links_to_what_was_made_anew_follow_whoever_they_come_from(
    here: Brain, there: Brain, server: Exchange, one_at_a_time: None, order: int
) -> None:
    gone, also_gone, deleted = (here.create_memory(text).memory for text in ("Soup", "Salt", "Bread"))
    stays = here.create_memory("Menu").memory
    for note in (also_gone, deleted, stays):
        here.link(note, gone, "needs", {"sure": True})
    here.link(gone, also_gone)
    round_of(here.replica, server)
    round_of(there.replica, server)
    there.delete([gone, also_gone, deleted])
    there.purge([gone, also_gone])
    push(there.replica, server)
    here.replica.keep([gone, also_gone, deleted][::order])
    pull(here.replica, server)
    here.replica.put_back()
    assert texts_of(here) == ["Bread", "Menu", "Salt", "Soup"]
    for text in ("Salt", "Bread", "Menu"):
        assert links_of(here, text) == [("Soup", "needs", {"sure": True})]
    assert links_of(here, "Soup") == [("Salt", "related", {})]
    here.undo.undo()
    here.undo.redo()
    assert links_of(here, "Menu") == [("Soup", "needs", {"sure": True})]
    push(here.replica, server)
    pull(there.replica, server)
    agree(server, here, there)


def test_a_note_of_somebody_else_that_links_to_what_was_made_anew_is_left_alone(here: Brain) -> None:
    mine = here.create_memory("Soup").memory
    theirs = Memory.create("Menu", new_id()).link(mine)
    here._log.append((), lambda _: [theirs])
    here.replica.keep([mine])
    here.delete([mine])
    here.purge([mine])
    here.replica.put_back()
    assert texts_of(here) == ["Menu", "Soup"]
    assert here.memory(theirs.id).version == theirs.version


def test_links_to_a_note_that_is_only_put_back_stay(here: Brain) -> None:
    bread, menu = (here.create_memory(text).memory for text in ("Bread", "Menu"))
    here.link(menu, bread)
    before = here.memory(menu).version
    here.replica.keep([bread])
    here.delete([bread])
    here.replica.put_back()
    assert here.memory(menu).version == before
    assert links_of(here, "Menu") == [("Bread", "related", {})]
