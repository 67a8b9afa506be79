"""What a person did is taken back and done again in a real notebook: whatever it was, also after a restart."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from core import BrainError, View, open_brain
from core.brain import Brain
from core.events import new_id
from core.store.database import Database


def offered(brain: Brain) -> tuple[str | None, str | None]:
    offers = brain.undo.offers()
    undo, redo = offers.undo, offers.redo
    return undo.words if undo else None, redo.words if redo else None


def test_the_last_action_is_offered_in_words_and_taken_back_whatever_it_was(brain: Brain) -> None:
    assert offered(brain) == (None, None)
    assert brain.undo.undo() is None
    boiler = brain.create_memory("Boiler\n\nrepaired").memory
    others = [brain.create_memory(f"Note {number}").memory for number in range(3)]
    brain.update_memory(boiler, "Boiler\n\nrepaired in May")
    assert offered(brain) == ("edit “Boiler”", None)
    brain.tag(others, "house")
    assert offered(brain)[0] == "add tag “house” to 3 notes"
    brain.delete(others)
    assert offered(brain)[0] == "delete 3 notes"
    brain.restore(others[:1])
    assert offered(brain)[0] == "restore “Note 0”"

    for words in ("restore “Note 0”", "delete 3 notes", "add tag “house” to 3 notes", "edit “Boiler”"):
        undone = brain.undo.undo()
        assert undone is not None
        assert (undone.words, undone.left, undone.finished) == (words, 0, True)
    assert brain.memory(boiler).content == "Boiler\n\nrepaired"
    assert (brain.counts().memories, brain.tags()) == (4, ())
    assert offered(brain) == ("new note “Note 2”", "edit “Boiler”")

    for _ in range(2):
        brain.undo.redo()
    assert brain.memory(boiler).content == "Boiler\n\nrepaired in May"
    assert offered(brain) == ("add tag “house” to 3 notes", "delete 3 notes")
    brain.untag(others[0], "house")
    assert offered(brain) == ("remove tag “house” from “Note 0”", None)
    assert brain.undo.redo() is None
    assert brain.upkeep.replay().equal


def test_a_bulk_action_in_parts_is_one_also_after_a_restart(database_url: str, tmp_path: Path) -> None:
    with open_brain(tmp_path / "home", database_url) as brain:
        ids = [brain.create_memory(f"Note {number}").memory for number in range(5)]
        action = new_id()
        brain.delete(ids[:3], action=action)
        brain.delete(ids[3:], action=action)
    with open_brain(tmp_path / "home", database_url) as brain:
        assert offered(brain) == ("delete 5 notes", None)
        brain.undo.undo()
    with open_brain(tmp_path / "home", database_url) as brain:
        assert brain.counts().memories == 5
        assert offered(brain) == ("new note “Note 4”", "delete 5 notes")
        brain.undo.redo()
        assert brain.counts().memories == 0


def test_an_undo_that_was_stopped_is_gone_on_with(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.bulk._AT_ONCE", 2)
    ids = [brain.create_memory(f"Note {number}").memory for number in range(5)]
    brain.delete(ids)
    heard: list[tuple[int, int]] = []
    stopped = brain.undo.undo(None, lambda done, total: heard.append((done, total)), lambda: True)
    assert stopped is not None
    assert (stopped.finished, heard, brain.counts().memories) == (False, [(2, 5)], 2)
    assert offered(brain) == ("delete 5 notes", "delete 5 notes")
    brain.undo.undo()
    assert (brain.counts().memories, offered(brain)[1]) == (5, "delete 5 notes")


def test_deleting_for_good_has_no_way_back_and_what_was_before_has(brain: Brain) -> None:
    kept, gone = (brain.create_memory(text).memory for text in ("Kept", "Gone"))
    brain.tag(kept, "house")
    brain.delete(gone)
    brain.purge(gone)
    offer = brain.undo.offers().undo
    assert offer is not None
    assert (offer.words, offer.possible) == ("delete 1 note for good", False)
    with pytest.raises(BrainError, match="no way back"):
        brain.undo.undo()
    brain.undo.undo()  # not the deletion before it: nothing is there to come back
    assert brain.memory(kept).tags == ()


def test_what_is_typed_since_stays_and_what_cannot_be_taken_back_is_said(brain: Brain) -> None:
    note = brain.create_memory("Plan\n\nfirst").memory
    brain.write(note, "Plan\n\nfirst thing", 1)
    elsewhere(brain, note, "Plan\n\nfirst of all", brain.memory(note).version)
    undone = brain.undo.undo()
    assert undone is not None
    assert undone.explained.startswith("“Plan” was changed since then in the same place")
    assert brain.memory(note).content == "Plan\n\nfirst of all"
    assert offered(brain)[0] == "new note “Plan”"


def test_an_edit_of_one_note_is_taken_back_though_other_things_were_done_since(brain: Brain) -> None:
    note, other = (brain.create_memory(text).memory for text in ("Boiler", "Other"))
    brain.write(note, "Boiler, repaired", 1)
    brain.write(note, "Boiler, repaired in May", 2)
    brain.delete(other)
    assert brain.undo.undo_edit(note, 1) is None  # the edits came after that version
    for text in ("Boiler, repaired", "Boiler"):
        assert brain.undo.undo_edit(note, 3)
        assert brain.memory(note).content == text
    assert brain.undo.undo_edit(note, 3) is None
    assert brain.undo.redo_edit(note)
    assert brain.memory(note).content == "Boiler, repaired"
    assert brain.counts().trash == 1
    assert brain.undo.offers().undo is not None


def test_what_other_devices_and_imports_did_is_not_taken_back(brain: Brain, tmp_path: Path) -> None:
    note = brain.create_memory("Mine").memory
    file = tmp_path / "notes.jsonl"
    file.write_text('{"id": "1", "text": "Imported"}\n')
    brain.import_notes(file)
    elsewhere(brain, note, "Mine\n\nand yours", 1)
    assert offered(brain)[0] == "new note “Mine”"
    assert len(brain.memory_ids(View())) == 2


def elsewhere(brain: Brain, note: UUID, text: str, version: int) -> None:
    """Another device of the same notebook writes."""
    own = brain._log.device_id
    brain._log.device_id = new_id()
    try:
        brain.update_memory(note, text, expected_version=version)
    finally:
        brain._log.device_id = own


def test_looking_for_the_last_action_does_not_read_the_whole_log(
    brain: Brain, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.undo._PIECE", 2)
    monkeypatch.setattr("core.undo._ENOUGH", 2)
    for number in range(6):
        brain.create_memory(f"Note {number}")
    assert offered(brain)[0] == "new note “Note 5”"
    assert len(brain.undo._seen) == 2
