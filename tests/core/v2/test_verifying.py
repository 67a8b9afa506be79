"""Months later: whether links, vectors and files of an import are still here, and whose doing it is when they are not."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.v2.batch import Verified
from core.v2.choices import Choices, Duplicates
from core.v2.manifest import NAME
from tests.core.v2.importing import VECTOR, bring, link, note, write
from tests.core.v2.test_belonging import OTHER, archive, point

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


@pytest.fixture(params=["by its manifest", "by the log"])
def imported(request: pytest.FixtureRequest, brain: Brain, path: Path, tmp_path: Path) -> Brain:
    """Two notes with a link, a vector each, and a file."""
    notes = [note("one", ONE, VECTOR), note("two", TWO)]
    write(path, notes, [link(ONE, TWO), link(TWO, ONE, "builds on")])
    qdrant = tmp_path / "qdrant.json"
    qdrant.write_text(json.dumps([point(OTHER, memory_id=str(TWO))]))
    tar = archive(tmp_path / "files.tar", {f"{ONE}/photo.jpg": b"a photo"})
    report = brain.migration.run(brain.migration.sources([path, qdrant, tar]), Choices(backup=False))
    if request.param == "by the log":
        (brain.home / "imports" / str(report.batch) / NAME).unlink()
    return brain


def others(told: Verified) -> dict[str, tuple[int, int, int]]:
    return {each.kind: (each.checked, each.changed, each.lost) for each in told.others}


def test_links_vectors_and_files_are_looked_for_too(imported: Brain) -> None:
    told = imported.migration.verify()
    assert (told.checked, told.same, told.deviations) == (2, 2, ())
    assert others(told) == {"link": (2, 0, 0), "vector": (2, 0, 0), "file": (1, 0, 0)}
    assert told.sound


def test_what_a_person_took_away_is_a_change_and_no_loss(imported: Brain) -> None:
    imported.unlink(TWO, ONE, "builds on")
    [attached] = imported.memory(ONE).attachments
    imported.files.detach(ONE, attached.sha256, attached.name)
    told = imported.migration.verify()
    assert others(told) == {"link": (2, 1, 0), "vector": (2, 0, 0), "file": (1, 1, 0)}
    assert {(each.memory_id, each.what.split()[0], each.kind) for each in told.deviations} == {
        (TWO, "link", "changed"),
        (ONE, "file", "changed"),
    }
    assert all(each.device == str(imported.device_id) and each.since for each in told.deviations)
    assert told.sound


def test_what_went_with_its_note_is_no_loss(imported: Brain) -> None:
    imported.delete([ONE])
    imported.purge([ONE])
    told = imported.migration.verify()
    assert others(told) == {"link": (2, 1, 0), "vector": (2, 1, 0), "file": (1, 1, 0)}
    assert {each.kind for each in told.deviations} == {"purged"}
    assert told.sound


def test_what_no_event_explains_is_lost(imported: Brain) -> None:
    imported.unlink(TWO, ONE, "builds on")
    imported._database.ask(lambda db: db.execute("delete from links where source = %s", (ONE,)))
    imported._database.ask(lambda db: db.execute("delete from memory_vectors where memory_id = %s", (ONE,)))
    [attached] = imported.memory(ONE).attachments
    imported.files.blobs.path(attached.sha256).unlink()
    told = imported.migration.verify()
    assert others(told) == {"link": (2, 1, 1), "vector": (2, 0, 1), "file": (1, 0, 1)}
    missing = {each.what for each in told.deviations if each.kind == "missing"}
    assert {what.split()[0] for what in missing} == {"link", "vector", "file"}
    assert f"link “extends” to {TWO}" in missing
    assert not told.sound


def test_a_note_that_was_edited_before_a_retry_gave_it_a_link_is_changed_and_not_lost(
    brain: Brain, path: Path
) -> None:
    late = uuid4()
    report = bring(brain, write(path, [note("one", ONE)], [link(ONE, late)]))
    brain.update_memory(ONE, "by hand")
    brain.create_memory("late", id=late)
    assert report.batch is not None
    brain.migration.retry(report.batch)
    told = brain.migration.verify()
    assert (told.changed, told.lost, told.sound) == (1, 0, True)


def test_a_note_that_was_in_the_trash_when_it_was_updated_is_as_it_came(brain: Brain, path: Path) -> None:
    bring(brain, write(path, [note("as it was", ONE)]))
    brain.delete([ONE])
    bring(brain, write(path, [note("as v2 has it", ONE)]), duplicates=Duplicates.UPDATE, backup=False)
    told = brain.migration.verify()
    assert (told.same, told.lost, told.sound) == (1, 0, True)
