"""Notes go out whole or not at all, and over nobody's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import BrainError, Cancelled
from core.brain import Brain


@pytest.fixture
def full_brain(brain: Brain) -> Brain:
    brain.create_memory("# One\ntext")
    brain.create_memory("# one\nother")
    brain.create_memory("# Con")
    brain.delete(brain.create_memory("# One\ngone").memory)
    return brain


def test_a_folder_of_markdown_has_a_file_a_note_and_the_trash_apart(
    full_brain: Brain, tmp_path: Path
) -> None:
    exported = full_brain.export(tmp_path / "out", "markdown")
    assert (exported.notes, exported.trash) == (4, 1)
    names = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.md"))
    assert [names[0], names[1], names[-1]] == ["Con note.md", "One.md", "trash/One.md"]
    assert names[2].startswith("one ")
    assert exported.size == sum(path.stat().st_size for path in (tmp_path / "out").rglob("*.md"))


@pytest.mark.parametrize("form", ["jsonl", "markdown"])
def test_what_is_there_already_is_left_alone(full_brain: Brain, tmp_path: Path, form: str) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(BrainError, match="left alone"):
        full_brain.export(there, form)  # type: ignore[arg-type]  # one of the two, from the parameters
    assert there.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["there"]


def test_a_folder_with_something_in_it_is_left_alone_and_an_empty_one_used(
    full_brain: Brain, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    full_brain.export(folder, "markdown")
    assert (folder / "One.md").exists()
    for replace in (False, True):
        with pytest.raises(BrainError, match="left alone"):
            full_brain.export(folder, "markdown", replace=replace)
        with pytest.raises(BrainError, match="is a folder"):
            full_brain.export(folder, "jsonl", replace=replace)


def test_a_file_is_replaced_when_that_is_asked_for(full_brain: Brain, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    full_brain.export(path, replace=True)
    assert len(path.read_bytes().splitlines()) == 4


@pytest.mark.parametrize("form", ["jsonl", "markdown"])
def test_a_stopped_export_leaves_nothing(full_brain: Brain, tmp_path: Path, form: str) -> None:
    with pytest.raises(Cancelled):
        full_brain.export(tmp_path / "out", form, cancelled=lambda: True)  # type: ignore[arg-type]  # one of the two, from the parameters
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_missing_folder_is_told(full_brain: Brain, tmp_path: Path) -> None:
    with pytest.raises(BrainError, match="no folder"):
        full_brain.export(tmp_path / "not" / "there.jsonl")


def test_progress_counts_notes(full_brain: Brain, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    full_brain.export(tmp_path / "out", progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 4), (4, 4)]
