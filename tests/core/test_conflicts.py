"""Typing into a note that changes meanwhile: merged, or both texts are kept for a person to look at."""

from __future__ import annotations

import pytest

from core import NotFound, VersionConflict, new_id
from core.brain import Brain
from core.events import UPDATED
from core.history import text_with
from core.memory import Memory
from core.merge import integrate
from core.typed import text_hash


def test_typing_into_a_note_that_changes_meanwhile_merges_both(brain: Brain) -> None:
    note = brain.create_memory("# Trip\n\nTickets\nHotel").memory
    brain.update_memory(note, "# Trip\n\nTickets\nHotel by the sea")
    assert brain.write(note, "# Trip\n\nTickets for two\nHotel", 1).memories == {note}
    assert brain.memory(note).content == "# Trip\n\nTickets for two\nHotel by the sea"
    assert brain.memory(note).clashes == ()
    (typed,) = brain.history(note)[-1].typed
    assert typed.text == "# Trip\n\nTickets for two\nHotel"
    assert typed.device_id == brain.device_id


def test_two_words_for_one_keep_both_texts_and_mark_the_note(brain: Brain) -> None:
    note = brain.create_memory("at 9").memory
    other = brain.create_memory("at 9, too").memory
    brain.update_memory(note, "at 10")
    assert brain.write(note, "at 11", 1).memories == {note}
    assert brain.memory(note).content == "at 10"
    assert [each.id for each in brain.conflicts.notes()] == [note]
    assert [hit.id for hit in brain.search("is:conflict").hits] == [note]
    assert len(brain.memories().items) == 2
    assert brain.conflicts.of(other) == ()
    (conflict,) = brain.conflicts.of(note)
    assert (conflict.present, conflict.other.text, conflict.both) == ("at 10", "at 11", "at 10\nat 11")
    assert brain.upkeep.replay().equal


@pytest.mark.parametrize("chosen", ["at 10", "at 11", "at 10\nat 11", "at noon"])
def test_a_conflict_is_settled_by_one_choice_and_the_other_text_stays_in_history(
    brain: Brain, chosen: str
) -> None:
    note = brain.create_memory("at 9").memory
    brain.update_memory(note, "at 10")
    brain.write(note, "at 11", 1)
    (conflict,) = brain.conflicts.of(note)
    brain.conflicts.settle(note, conflict, chosen)
    assert brain.memory(note).content == chosen
    assert brain.conflicts.notes() == ()
    assert brain.conflicts.of(note) == ()
    texts = {each.memory.content for each in brain.history(note)}
    texts |= {typed.text for each in brain.history(note) for typed in each.typed}
    assert {"at 9", "at 10", "at 11", chosen} <= texts
    assert brain.upkeep.replay().equal


def test_what_changed_since_somebody_looked_is_not_overwritten_by_a_choice(brain: Brain) -> None:
    note = brain.create_memory("at 9").memory
    brain.update_memory(note, "at 10")
    brain.write(note, "at 11", 1)
    (conflict,) = brain.conflicts.of(note)
    brain.update_memory(note, "at 10 sharp")
    with pytest.raises(VersionConflict):
        brain.conflicts.settle(note, conflict, "at 11")
    assert brain.memory(note).content == "at 10 sharp"
    (again,) = brain.conflicts.of(note)
    assert again.both == "at 10 sharp\nat 11"


def test_a_conflict_of_a_note_that_is_gone_is_none(brain: Brain) -> None:
    note = brain.create_memory("at 9").memory
    brain.delete(note)
    brain.purge(note)
    with pytest.raises(NotFound):
        brain.conflicts.of(note)


def test_what_is_typed_alike_elsewhere_is_no_conflict(brain: Brain) -> None:
    note = brain.create_memory("a").memory
    brain.update_memory(note, "a b")
    assert not brain.write(note, "a b", 1)
    brain.update_memory(note, "a b c")
    assert not brain.write(note, "a b", 1, "a b")
    assert brain.memory(note).content == "a b c"


def test_a_draft_finds_the_text_it_was_typed_over_when_versions_are_counted_anew(brain: Brain) -> None:
    note = brain.create_memory("one\ntwo").memory
    brain.update_memory(note, "one\ntwo\nthree")
    brain.save_draft(note, "one\ntwo\nthree\nfour", 2, "one\ntwo\nthree")
    brain.update_memory(note, "zero\none\ntwo")  # what is version 2 elsewhere is something else here
    brain.save_draft(note, "one\ntwo\nthree\nfour", 3, "one\ntwo\nthree")
    brain.recover_drafts()
    assert brain.memory(note).content == "zero\none\ntwo\nfour"
    assert brain.memory(note).clashes == ()


def test_a_text_is_found_by_its_hash_in_events_that_count_no_longer() -> None:
    me = new_id()
    here = Memory.create("word " * 100, me)
    base = here.collect_events()
    ours = here.update("word " * 100 + "ours").collect_events()[1:]
    theirs = here.update("theirs " + "word " * 100).collect_events()[1:]
    done = integrate([*base, *ours], 1, theirs)
    everything = [*base, *ours, *done.appended]
    for text in ("word " * 100 + "ours", "theirs " + "word " * 100, "theirs " + "word " * 100 + "ours"):
        assert text_with(everything, text_hash(text)) == text
    assert text_with(everything, text_hash("never")) is None
    assert done.appended[-1].event_type == UPDATED
