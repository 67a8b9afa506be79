"""JSON lines go out with the contents of files, and bring them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import BrainError
from core.brain import Brain


def test_files_go_out_with_json_lines_and_come_back(brain: Brain, other_brain: Brain, tmp_path: Path) -> None:
    memory_id = brain.create_memory("# With files").memory
    kept = brain.files.keep(b"a picture", "picture.png")
    lost = brain.files.keep(b"not here any more", "lost.txt")
    brain.files.give(memory_id, kept, lost)
    brain.files.blobs.path(lost.sha256).unlink()
    out = tmp_path / "out.jsonl"

    told = brain.export(out)
    assert (told.files, told.file_size, told.files_missing) == (1, len(b"a picture"), 1)
    tried = other_brain.import_notes(out, dry_run=True)
    assert (tried.files, tried.files_missing) == (1, 1)
    assert not other_brain.files.blobs.has(kept.sha256)

    first, again = other_brain.import_notes(out), other_brain.import_notes(out)
    assert (first.created, first.files, first.files_missing) == (1, 1, 1)
    assert (again.created, again.identical, again.set_aside) == (0, 1, 0)
    with other_brain.files.open(kept.sha256) as file:
        assert file.read() == b"a picture"
    assert other_brain.memory(memory_id).attachments == brain.memory(memory_id).attachments


def test_a_changed_copy_is_missing_and_not_kept(brain: Brain, other_brain: Brain, tmp_path: Path) -> None:
    kept = brain.files.keep(b"a picture", "picture.png")
    brain.files.give(brain.create_memory("# With a file").memory, kept)
    brain.export(tmp_path / "out.jsonl")
    (tmp_path / "out.jsonl.files" / kept.sha256).write_bytes(b"something else")
    assert other_brain.import_notes(tmp_path / "out.jsonl").files_missing == 1
    assert not other_brain.files.blobs.has(kept.sha256)


def test_a_folder_that_is_there_is_left_alone(brain: Brain, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.files").mkdir()
    with pytest.raises(BrainError, match="left alone"):
        brain.export(tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
