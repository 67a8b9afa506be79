"""Taking an import back takes nothing that a person did, and nothing twice."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.errors import Cancelled
from core.events import Event
from core.replica import Account, Answer
from core.v2 import undoing
from core.v2.choices import Choices, Duplicates, Sources
from core.v2.report import Report
from tests.core.v2.importing import COLUMNS, VECTOR, bring, note, outcome, write
from tests.core.v2.sources.copying import copy_block, dump
from tests.core.v2.test_belonging import ONE, point, vectors

NEWER = "[" + ",".join(["0.25", *["0.5"] * 1535]) + "]"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


def batch_of(report: Report) -> UUID:
    assert report.batch is not None
    return report.batch


def vector_for(brain: Brain, path: Path, memory_id: UUID) -> UUID:
    """An import that brings nothing but a vector for a note that is here."""
    path.write_text(json.dumps([point(ONE, memory_id=str(memory_id))]))
    return batch_of(brain.migration.run(Sources(qdrant=(path,)), Choices(backup=False)))


def test_what_was_taken_back_and_brought_again_is_taken_back_once(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(bring(brain, write(path, [note(f"note {n}") for n in range(6)])))
    monkeypatch.setattr(undoing, "_CHUNK", 2)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        brain.migration.undo(batch, cancelled=lambda: next(asked))
    assert brain.counts().memories == 4
    again = brain.migration.retry(batch)
    assert (outcome(again), brain.counts().memories) == ((6, 0, 0), 6)
    monkeypatch.undo()
    assert brain.migration.undoing(batch).removed == 6
    done = brain.migration.undo(batch)
    assert (done.removed, done.kept, brain.counts().memories) == (6, 0, 0)
    assert brain.upkeep.replay().equal


def test_it_is_said_before_how_many_notes_the_other_devices_lose_too(brain: Brain, path: Path) -> None:
    batch = batch_of(bring(brain, write(path, [note(f"note {n}") for n in range(3)])))
    assert brain.migration.undoing(batch).synced == 0
    brain.replica.join(Account("https://team", "maria", uuid4(), uuid4(), "laptop"))
    assert brain.migration.undoing(batch).synced == 0
    sent = brain.replica.outgoing(2, 1 << 20)
    assert sent is not None
    brain.replica.settle(sent, [Answer(event.event_id, "stored") for event in sent.events])
    assert brain.migration.undoing(batch).synced == 2


def test_taking_everything_back_leaves_text_alone_that_the_import_never_touched(
    brain: Brain, tmp_path: Path
) -> None:
    one = brain.create_memory("mine").memory
    batch = vector_for(brain, tmp_path / "qdrant.json", one)
    brain.update_memory(one, "my better text")
    brain.migration.undo(batch, everything=True)
    assert (brain.memory(one).content, vectors(brain)) == ("my better text", {})


def test_an_update_of_nothing_but_tags_comes_again_after_it_was_taken_back(brain: Brain, path: Path) -> None:
    one = uuid4()
    row, columns = note("same", one), (*COLUMNS, "tags")
    path.write_bytes(dump(copy_block("public.memories", columns, [[*row, None]])))
    bring(brain, path)
    path.write_bytes(dump(copy_block("public.memories", columns, [[*row, "{new}"]])))
    report = bring(brain, path, duplicates=Duplicates.UPDATE, backup=False)
    assert brain.memory(one).tags == ("new",)
    brain.migration.undo(batch_of(report))
    assert brain.memory(one).tags == ()
    assert brain.migration.undo(batch_of(report)).restored == 0
    bring(brain, path, duplicates=Duplicates.UPDATE, backup=False)
    assert brain.memory(one).tags == ("new",)


def test_an_update_brings_its_vector_and_taking_it_back_gives_back_the_former_one(
    brain: Brain, path: Path
) -> None:
    one, two = uuid4(), uuid4()
    bring(brain, write(path, [note("as it was", one, VECTOR), note("two", two)]))
    before = vectors(brain)
    newer = [note("as v2 has it", one, NEWER), note("two, as v2 has it", two, NEWER)]
    report = bring(brain, write(path, newer), duplicates=Duplicates.UPDATE, backup=False)
    assert report.embeddings == 2
    assert set(vectors(brain)) == {one, two}
    assert before[one] not in vectors(brain).values()
    told = brain.migration.verify()
    assert told.sound and not told.deviations
    assert brain.migration.undo(batch_of(report)).restored == 2
    assert vectors(brain) == before
    assert brain.migration.undo(batch_of(report)).restored == 0
    assert brain.upkeep.replay().equal


def test_what_was_put_back_before_it_was_stopped_counts_when_it_goes_on(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [uuid4() for _ in range(5)]
    bring(brain, write(path, [note(f"note {each}", each) for each in ids]))
    newer = [note(f"newer {each}", each, tag="new") for each in ids]
    batch = batch_of(bring(brain, write(path, newer), duplicates=Duplicates.UPDATE, backup=False))
    monkeypatch.setattr(undoing, "_CHUNK", 2)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        brain.migration.undo(batch, cancelled=lambda: next(asked))
    assert sum(brain.memory(each).content.startswith("note") for each in ids) == 2
    assert brain.migration.undoing(batch).restored == 3
    done = brain.migration.undo(batch)
    assert (done.restored, done.removed, done.kept) == (5, 0, 0)
    assert all(brain.memory(each).content == f"note {each}" for each in ids)
    assert brain.migration.undo(batch).restored == 0


def test_who_edits_a_note_while_its_update_is_taken_back_keeps_what_was_written(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = uuid4()
    bring(brain, write(path, [note("as it was", one)]))
    report = bring(
        brain, write(path, [note("as v2 has it", one)]), duplicates=Duplicates.UPDATE, backup=False
    )
    stream = brain._log.stream

    def edited_right_after(memory_id: UUID) -> tuple[Event, ...]:
        told = stream(memory_id)
        monkeypatch.undo()
        brain.update_memory(memory_id, "by hand")
        return told

    monkeypatch.setattr(brain._log, "stream", edited_right_after)
    done = brain.migration.undo(batch_of(report))
    assert (done.restored, done.kept, done.touched[0].how) == (0, 1, "edited")
    assert brain.memory(one).content == "by hand"


def test_a_note_that_a_later_import_brought_anew_is_not_changed_by_taking_back_an_earlier_one(
    brain: Brain, path: Path, tmp_path: Path
) -> None:
    one = uuid4()
    first = bring(brain, write(path, [note("first", one)]))
    gave = vector_for(brain, tmp_path / "qdrant.json", one)
    brain.migration.undo(batch_of(first))
    bring(brain, write(path, [note("third", one)]), backup=False)
    assert brain.migration.undo(gave).restored == 0
    assert brain.memory(one).content == "third"
    assert brain.upkeep.replay().equal
