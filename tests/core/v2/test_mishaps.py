"""What is left of an import whose disk is full, whose program is killed at a bad moment, or whose files have odd names."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.brain import Brain
from core.errors import BrainError
from core.v2.batch import BatchState
from core.v2.choices import Choices, Sources
from core.v2.manifest import ManifestWriter
from core.v2.standing import Standing
from tests.core.v2.importing import bring, link, note, outcome, write


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
    brain: Brain, path: Path
) -> None:
    brain.create_memory("mine")
    write(path, [note(f"note {n}") for n in range(2_000)])
    phases: list[str] = []

    def told(standing: Standing) -> None:
        phases.append(standing.phase)

    asked = iter([False, False, True])
    stopped = brain.migration.run(
        Sources(dump=path), Choices(), told, lambda: "reading" in phases and next(asked)
    )
    assert not stopped.finished and Path(stopped.backup).exists()
    assert stopped.batch is not None
    assert brain.migration.resume(stopped.batch).backup == stopped.backup


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
