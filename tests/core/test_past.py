"""The notebook as of any moment is what folding every stream up to that moment gives, whatever happened in between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Brain, Cancelled, Mode, NotFound, Order, View, new_id
from core.events import CREATED, DELETED, PURGED, RESTORED, TAGGED, UNTAGGED, UPDATED, VOIDED, Event
from core.history import FOREVER, memory_at, stretches
from core.memory import Memory, evolve
from core.typed import text_change

_USER = UUID(int=7)
_DAY = datetime(2025, 3, 1, tzinfo=UTC)
_TAGS = ("work", "home", "garden")
_WORDS = ("apple", "boiler", "cellar", "dahlia", "engine", "ferry")


def _when(day: int) -> datetime:
    return _DAY + timedelta(days=day)


def _next(memory: Memory | None, memory_id: UUID, kind: int, day: int, other: int) -> Event:
    """Something that can happen to a memory, on a day that may be earlier than the one before."""
    version = memory.version + 1 if memory else 1
    text = f"{_WORDS[other % 6]} {_WORDS[kind % 6]}\n\nThe {_WORDS[(kind + other) % 6]}."
    tag = _TAGS[other % 3]
    if memory is None or (memory.voided and kind % 2):
        data = {"content": text, "tags": [tag], "metadata": {}, "updated_at": _when(day + other).isoformat()}
        return Event(new_id(), memory_id, CREATED, version, _USER, _when(day), data)
    if memory.purged:
        raise StopIteration
    choices = [UPDATED, TAGGED if tag not in memory.tags else UNTAGGED]
    choices += [RESTORED, PURGED] if memory.deleted_at else [DELETED, VOIDED]
    name = choices[kind % 4]
    data = {}
    if name == UPDATED:
        data = text_change(memory.content, text + "x" * version, version)
    elif name in (TAGGED, UNTAGGED):
        data = {"tags": [tag]}
    return Event(new_id(), memory_id, name, version, _USER, _when(day), data)


def _stream(steps: Sequence[tuple[int, int, int]]) -> list[Event]:
    memory_id, told = new_id(), list[Event]()
    memory: Memory | None = None
    for kind, day, other in steps:
        try:
            event = _next(memory, memory_id, kind, day, other)
        except StopIteration:
            break
        memory = evolve(memory, event)
        told.append(event)
    return told


_STEPS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 12), st.integers(0, 5)), min_size=1, max_size=12
)


@given(_STEPS)
def test_stretches_tell_at_every_moment_what_the_fold_tells(steps: list[tuple[int, int, int]]) -> None:
    stream = _stream(steps)
    told = list(stretches(stream))
    for day in range(-1, 20):
        moment = _when(day)
        here = [each for each in told if each.began <= moment < each.ended]
        try:
            expected = memory_at(stream[0].aggregate_id, stream, moment)
        except NotFound:
            assert here == []
            continue
        (stretch,) = here
        assert stretch.memory == expected
        assert stretch.memory.updated_at <= moment


def test_what_is_so_now_has_no_end() -> None:
    stream = _stream([(0, 0, 0), (0, 3, 1)])
    assert [each.ended for each in stretches(stream)][-1] == FOREVER


def _append(brain: Brain, stream: Sequence[Event]) -> None:
    """Put a whole stream into the log as it is told."""
    memory: Memory | None = None
    for event in stream:
        memory = evolve(memory, event)
    assert memory is not None
    last = replace(memory, _events=tuple(stream))
    brain._log.append([last.id], lambda _: [last])


def _naive(streams: Sequence[Sequence[Event]], moment: datetime) -> dict[UUID, Memory]:
    found = {}
    for stream in streams:
        try:
            found[stream[0].aggregate_id] = memory_at(stream[0].aggregate_id, stream, moment)
        except NotFound:
            continue
    return found


_KEYS = {
    Order.UPDATED: lambda each: (each.updated_at, each.id),
    Order.CREATED: lambda each: (each.created_at, each.id),
    Order.TITLE: lambda each: (each.title.lower(), each.id),
}


def _listed(memories: dict[UUID, Memory], view: View) -> list[UUID]:
    """The ids of a view, from memories that were folded one by one."""
    shown = [
        each
        for each in memories.values()
        if (each.deleted_at is not None) == view.trash
        and (view.tag is None or view.tag in each.tags)
        and (not view.untagged or not each.tags)
    ]
    if view.trash:
        shown.sort(key=lambda each: (each.deleted_at or _DAY, each.id), reverse=True)
    else:
        shown.sort(key=_KEYS[view.order], reverse=view.order is not Order.TITLE)
    return [each.id for each in shown]


def test_every_question_of_then_is_answered_as_by_folding_each_note_up_to_then(
    brain: Brain, chance: random.Random
) -> None:
    streams: list[list[Event]] = []
    views = [View(order=order) for order in Order] + [View(trash=True), View(untagged=True)]
    views += [View(tag=tag) for tag in _TAGS]
    for _ in range(3):
        for _ in range(25):
            steps = [(chance.randrange(12), chance.randrange(13), chance.randrange(6)) for _ in range(8)]
            streams.append(_stream(steps))
            _append(brain, streams[-1])
        for day in chance.sample(range(-1, 20), 6):
            moment = _when(day)
            then, expected = brain.past.as_of(moment), _naive(streams, moment)
            for view in views:
                wanted = _listed(expected, view)
                assert list(then.memory_ids(view)) == wanted
                first = then.memories(view, limit=4)
                rest = then.memories(view, first.after, 1_000).items if first.after else ()
                assert [row.id for row in (*first.items, *rest)] == wanted
            rows = then.summaries(list(expected))
            assert [(row.title, row.version, row.updated_at) for row in rows] == [
                (each.title, each.version, each.updated_at) for each in expected.values()
            ]
            live = [each for each in expected.values() if each.deleted_at is None]
            assert then.counts().memories == len(live)
            assert {each.tag: each.count for each in then.tags()} == {
                tag: count for tag in _TAGS if (count := sum(tag in each.tags for each in live))
            }
            assert {(each.tag, each.count) for each in then.tagging.tree()} == {
                (each.tag, each.count) for each in then.tags()
            }
            word = chance.choice(_WORDS)
            found = {hit.id for hit in then.search(f'"{word}"', limit=100).hits}
            assert found == {each.id for each in live if word in each.content}, word


def test_the_first_look_reads_the_whole_log_and_can_be_stopped(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.stretching._ANEW", 3)
    monkeypatch.setattr("core.store.stretching._NOTES", 2)
    ids = [brain.create_memory(f"Note {number}").memory for number in range(9)]
    heard: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        brain.past.as_of(datetime.now(UTC), lambda *told: heard.append(told), lambda: len(heard) == 2)
    assert brain.past.behind() == 9
    brain.update_memory(ids[0], "Changed while it was stopped")
    then = brain.past.as_of(datetime.now(UTC), lambda *told: heard.append(told))
    assert then.counts().memories == 9
    assert then.summaries([ids[0]])[0].title == "Changed while it was stopped"
    assert brain.past.behind() == 0


def test_what_was_prepared_in_steps_need_not_be_read_when_somebody_looks_back(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.stretching._ANEW", 3)
    monkeypatch.setattr("core.store.stretching._NOTES_OF_A_STEP", 2)
    ids = [brain.create_memory(f"Note {number}").memory for number in range(9)]
    assert brain.past.prepare()
    assert brain.past.prepare()
    heard: list[tuple[int, int]] = []
    monkeypatch.setattr("core.store.stretching._NOTES", 2)
    with pytest.raises(Cancelled):
        brain.past.as_of(datetime.now(UTC), lambda *told: heard.append(told), lambda: bool(heard))
    assert heard == [(6, 9)], "what was prepared counts as done"
    while brain.past.prepare():
        pass
    assert brain.past.behind() == 0
    brain.update_memory(ids[0], "Changed after that")
    assert brain.past.prepare()
    assert not brain.past.prepare()
    then = brain.past.as_of(datetime.now(UTC))
    assert then.counts().memories == 9
    assert then.summaries([ids[0]])[0].title == "Changed after that"


def test_a_search_of_then_finds_what_was_written_then_and_not_what_is_written_now(brain: Brain) -> None:
    kept = brain.create_memory("The ferry leaves at noon").memory
    changed = brain.create_memory("The boiler is cold", tags=["home"]).memory
    gone = brain.create_memory("The boiler was sold").memory
    moment = datetime.now(UTC)
    brain.update_memory(changed, "The dahlia is tall")
    brain.delete(gone)
    brain.purge(gone)
    then = brain.past.as_of(moment)
    assert {hit.id for hit in then.search("boiler").hits} == {changed, gone}
    assert [hit.id for hit in then.search("boiler tag:home").hits] == [changed]
    assert then.search("dahlia").hits == ()
    assert [hit.id for hit in then.search("ferry").hits] == [kept]
    assert "boiler" in then.search("boiler").hits[0].excerpt.text
    told = brain.search(f"boiler as-of:{moment.isoformat()}", mode=Mode.BOTH)
    assert {hit.id for hit in told.hits} == {changed, gone}
    assert told.cut == ("The notebook of another day is searched by words only.",)
    assert [hit.id for hit in brain.search("dahlia").hits] == [changed], "today is untouched"


def test_a_task_that_is_done_today_was_open_then(brain: Brain) -> None:
    note = brain.create_memory("Pay\n\n- [ ] the plumber").memory
    moment = datetime.now(UTC)
    brain.update_memory(note, "Pay\n\n- [x] the plumber")
    then = brain.past.as_of(moment)
    for search, state, other in ((then.search, "open", "done"), (brain.search, "done", "open")):
        assert [hit.id for hit in search(f"has:{state}-task").hits] == [note]
        assert search(f"has:{other}-task").hits == ()


def test_tags_of_then_are_a_tree_with_what_stands_below(brain: Brain) -> None:
    note = brain.create_memory("Roof", tags=["house/roof"]).memory
    moment = datetime.now(UTC)
    brain.untag(note, "house/roof")
    then = brain.past.as_of(moment)
    assert [(each.tag, each.count) for each in then.tagging.tree()] == [("house", 1), ("house/roof", 1)]
    assert list(then.memory_ids(View(tag="house", below=True))) == [note]
    assert brain.tagging.tree() == ()


def test_a_note_that_came_from_elsewhere_is_there_from_when_it_was_written(brain: Brain) -> None:
    """It shows the text it came with, because nobody kept an earlier one, but not a change that was still to come."""
    written, changed = _when(0), _when(10)
    memory = Memory.create("From version 2", brain.user_id, created_at=written, updated_at=changed)
    brain._log.append((), lambda _: [memory])
    assert brain.past.as_of(_when(-1)).memories().items == ()
    assert brain.past.as_of(_when(5)).memories().items[0].updated_at == written
    assert brain.past.as_of(_when(11)).memories().items[0].updated_at == changed
    assert brain.memory(memory.id, at=_when(5)).updated_at == written


def test_bringing_back_makes_new_events_and_can_be_taken_back(brain: Brain) -> None:
    note = brain.create_memory("First", tags=["work"], metadata={"color": "red"}).memory
    gone = brain.create_memory("Gone for good", tags=["home"]).memory
    moment = datetime.now(UTC)
    brain.update_memory(note, "Second", set_metadata={"color": "blue", "more": 1})
    brain.untag(note, "work")
    brain.delete([note, gone])
    brain.purge(gone)
    before = brain.memory(note)
    then = brain.past.as_of(moment)
    assert set(then.differing()) == {note, gone}
    action = new_id()
    returned = brain.past.bring_back(then.versions([note, gone]), action)
    again = brain.memory(note)
    assert (again.content, again.tags, again.metadata, again.deleted_at) == (
        "First",
        ("work",),
        {"color": "red"},
        None,
    )
    assert again.version > before.version, "nothing was taken out of its history"
    (made,) = returned.made
    assert (brain.memory(made).content, brain.memory(made).tags) == ("Gone for good", ("home",))
    assert returned.notes == 2
    assert brain.undo.undo(action) is not None
    now = brain.memory(note)
    assert (now.content, now.tags, now.metadata) == (before.content, before.tags, before.metadata)
    assert now.deleted_at is not None
    assert brain.memory(made).deleted_at is not None
    assert not brain.past.bring_back({note: before.version}).changes, "what is so already is left alone"
    with pytest.raises(NotFound):
        brain.past.bring_back({new_id(): 1})
    assert brain.upkeep.replay().equal
