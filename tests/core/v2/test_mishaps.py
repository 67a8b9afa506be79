"""What is left of an import whose disk is full, whose program is killed at a bad moment, or whose files have odd names."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.changes import Changes
from core.errors import BrainError
from core.v2 import run
from core.v2.batch import BatchState
from core.v2.choices import Choices, Sources
from core.v2.manifest import ManifestWriter
from core.v2.standing import Standing
from tests.core.v2.importing import bring, link, note, outcome, write
from tests.core.v2.test_belonging import ONE, OTHER, archive, point
from tests.core.v2.test_undoing import batch_of


class Killed(BaseException):
    """The program ends here."""


def killed(*_: Any) -> None:
    raise Killed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


@pytest.fixture
def waiting(brain: Brain, path: Path) -> UUID:
    """An import whose link can come now."""
    one, late = uuid4(), uuid4()
    report = bring(brain, write(path, [note("one", one)], [link(one, late)]))
    brain.create_memory("late", id=late)
    assert report.batch is not None
    return report.batch


def test_a_full_disk_is_told_in_words_and_the_import_goes_on_when_there_is_room(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    write(path, [note(f"note {n}") for n in range(5)])
    monkeypatch.setattr(gzip.GzipFile, "write", full)
    with pytest.raises(BrainError, match="No space left"):
        bring(brain, path)
    monkeypatch.undo()
    [batch] = brain.migration.batches()
    rest = brain.migration.resume(batch.id)
    assert (outcome(rest), brain.counts().memories) == ((5, 0, 0), 5)
    assert brain.migration.verify().manifest_intact


def test_a_retry_that_is_killed_before_the_log_has_its_manifest_leaves_the_former_one(
    brain: Brain, waiting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brain._log, "record", killed)
    with pytest.raises(Killed):
        brain.migration.retry(waiting)
    monkeypatch.undo()
    assert brain.migration.verify().manifest_intact
    assert outcome(brain.migration.retry(waiting), "links") == (1, 0, 0)
    assert brain.migration.verify().manifest_intact


def test_a_retry_that_is_killed_when_the_log_has_its_manifest_has_the_new_one(
    brain: Brain, waiting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ManifestWriter, "keep", killed)
    with pytest.raises(Killed):
        brain.migration.retry(waiting)
    monkeypatch.undo()
    assert brain.migration.verify().manifest_intact


def test_a_finished_import_has_its_report_whenever_its_program_was_killed(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = brain._log.record

    def killed_right_after(kind: str, *told: Any) -> None:
        record(kind, *told)
        if kind == "import.finished":
            raise Killed

    monkeypatch.setattr(brain._log, "record", killed_right_after)
    with pytest.raises(Killed):
        bring(brain, write(path, [note("one")]))
    [batch] = brain.migration.batches()
    assert batch.state is BatchState.FINISHED
    assert brain.migration.report(batch.id).complete
    assert brain.migration.verify().manifest_intact


def test_the_report_of_an_import_that_was_gone_on_with_names_the_backup_of_its_beginning(
    brain: Brain, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brain.create_memory("mine")
    write(path, [note("one")])
    monkeypatch.setattr(ManifestWriter, "close", killed)
    with pytest.raises(Killed):
        bring(brain, path)
    monkeypatch.undo()
    [backup] = (brain.home / "backups").iterdir()
    assert bring(brain, path).backup == str(backup)


@pytest.mark.parametrize("only", [frozenset(), frozenset({"maria"})])
def test_an_import_that_is_stopped_before_its_first_note_can_be_gone_on_with(
    brain: Brain, path: Path, tmp_path: Path, only: frozenset[str]
) -> None:
    one = brain.create_memory("mine, with map_7.png").memory
    tar = archive(tmp_path / "files.tar", {"up/map_7.png": b"a map"})
    notes = [note(f"note {n}") for n in range(600)] if only else []
    sources = Sources(dump=write(path, notes), attachments=(tar,))
    choices, phases = Choices(only=only), list[str]()

    def told(standing: Standing) -> None:
        phases.append(standing.phase)

    stopped = brain.migration.run(sources, choices, told, lambda: bool(only) or "backup" in phases)
    assert not stopped.finished
    assert brain.memory(one).attachments == ()
    assert [batch.id for batch in brain.migration.batches()] == [stopped.batch]
    rest = brain.migration.resume(batch_of(stopped))
    assert (rest.complete, Path(rest.backup).exists()) == (True, True)
    assert len(brain.memory(one).attachments) == 1


@pytest.mark.skipif(os.name != "posix", reason="only there a file's name need not be text")
def test_files_whose_names_are_no_text_come_across(brain: Brain, tmp_path: Path) -> None:
    dump = Path(os.fsdecode(os.fsencode(tmp_path) + b"/sauvegarde \xe9t\xe9.sql"))
    qdrant = Path(os.fsdecode(os.fsencode(tmp_path) + b"/vecteurs \xe9t\xe9.json"))
    qdrant.write_text('[{"id": 1, "vector": null, "payload": {"data": {"note": "text"}, "id": "x"}}]')
    report = brain.migration.run(Sources(dump=write(dump, [note("one")]), qdrant=(qdrant,)))
    assert (report.complete, brain.counts().memories) == (True, 2)
    assert brain.migration.batches()[0].names == ("sauvegarde ?t?.sql", "vecteurs ?t?.json")
    assert report.batch is not None
    assert brain.migration.report(report.batch).tables == report.tables


def test_an_import_that_dies_after_every_single_step_ends_as_one_that_never_did(
    brain: Brain, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [uuid4() for _ in range(6)]
    notes = [note(f"note {n}, with map_{n}.png", key) for n, key in enumerate(ids)]
    write(path, notes, [link(ids[n], ids[n - 1]) for n in range(6)] + [link(ids[0], uuid4())])
    qdrant = tmp_path / "qdrant.json"
    texts = [point(OTHER, n, data={"note": f"text {n}"}, id=f"old {n}") for n in range(1, 4)]
    qdrant.write_text(json.dumps([*(point(ONE, memory_id=str(key)) for key in ids), *texts]))
    files = {f"up/map_{n}.png": b"map %d" % n for n in range(4)} | {f"{ids[5]}/photo.jpg": b"a photo"}
    tar = archive(tmp_path / "files.tar", files)
    sources, choices = Sources(dump=path, qdrant=(qdrant,), attachments=(tar,)), Choices(backup=False)
    monkeypatch.setattr(run, "_BATCH_ROWS", 2)
    expected = brain.migration.plan(sources, choices).report
    append = brain._log.append

    def dies_after(*args: Any, **named: Any) -> Changes:
        changes = append(*args, **named)
        if changes.memories:
            raise Killed
        return changes

    monkeypatch.setattr(brain._log, "append", dies_after)
    deaths, report = 0, None
    while report is None:
        try:
            report = brain.migration.run(sources, choices)
        except Killed:
            deaths += 1
    assert deaths >= 12
    assert report.tables == expected.tables
    assert [batch.created for batch in brain.migration.batches()] == [6]
    assert brain.counts().memories == 9
    told = brain.migration.verify()
    assert told.sound and not told.deviations
    assert {each.kind: each.checked for each in told.others} == {"link": 6, "vector": 9, "file": 5}
    assert brain.upkeep.replay().equal
    monkeypatch.setattr(brain._log, "append", append)
    assert brain.migration.undo(batch_of(report)).removed == 9
    assert brain.counts().memories == 0
    assert brain.upkeep.replay().equal
