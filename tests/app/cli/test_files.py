"""Files in and out, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cli.conftest import CommandLine


def test_import_notes_counts_and_tells_what_it_set_aside(second_brain: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b"}\nnonsense\n')
    assert second_brain.json("import-notes", path, "--dry-run")["created"] == 2
    assert second_brain.json("list")["total"] == 0
    told = second_brain.json("import-notes", path)
    names = "path format dry_run finished source created identical set_aside passed_over passed_over_listed"
    assert list(told) == [
        *names.split(),
        *"files files_missing first_missing listed tags links text_tags folders taking".split(),
        *"converted unread unread_listed links_lost links_lost_files lost_listed refused batch complete".split(),
    ]
    assert list(told["listed"][0]) == "file line id reason remedy".split()
    assert (told["source"], told["created"], told["set_aside"], told["complete"]) == (3, 2, 1, True)
    text = second_brain.text("import-notes", path)
    assert "3 notes" in text
    assert "0 created, 2 here already, 1 set aside" in text
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "Monday.md").write_text("![[gone.pdf]]")
    (vault / "notes.doc").write_text("no note")
    of_vault = second_brain.text("import-notes", vault, "--dry-run")
    assert "0 files of notes to bring along; 1 file was not found: gone.pdf." in of_vault
    assert "1 file belongs to no note and was left where it is." in of_vault
    assert "notes.jsonl, line 3: The line is not JSON" in text


def test_folders_become_tags_unless_they_are_left(second_brain: CommandLine, tmp_path: Path) -> None:
    for name in ("Projects/Garden/Beds.md", "Projects/Plan.md"):
        (tmp_path / "vault" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vault" / name).write_text("Text")
    left = second_brain.text("import-notes", tmp_path / "vault", "--dry-run", "--leave-folders")
    assert "Folders with notes: 2. They become no tags." in left
    told = second_brain.json("import-notes", tmp_path / "vault", "--leave-folders", "--dry-run")
    assert (told["folders"], told["tags"], told["taking"]) == (2, 0, {"folders": False, "text_tags": True})
    assert "They are tags of the notes in them." in second_brain.text("import-notes", tmp_path / "vault")
    assert {each["tag"] for each in second_brain.json("tags")["tags"]} == {"Projects", "Projects/Garden"}


@pytest.mark.parametrize("form", ["jsonl", "markdown"])
def test_export_writes_what_import_notes_reads(second_brain: CommandLine, tmp_path: Path, form: str) -> None:
    second_brain.capture("a", "--tag", "x")
    second_brain.text("delete", second_brain.capture("b"))
    told = second_brain.json("export", tmp_path / "out", "--format", form)
    assert list(told) == ["path", "format", "notes", "trash", "size", "files", "files_missing", "file_size"]
    assert (told["notes"], told["trash"]) == (2, 1)
    assert second_brain.json("import-notes", tmp_path / "out")["identical"] == 2
    again = second_brain("export", tmp_path / "out", "--format", form)
    assert (again.exit_code, again.stderr != "") == (1, True)


def test_an_export_lies_in_the_folders_that_are_asked_for(second_brain: CommandLine, tmp_path: Path) -> None:
    second_brain.capture("Saw", "--tag", "garden/tools")
    for folders, place in ((), "garden/tools/Saw.md"), (("--folders", "flat"), "Saw.md"):
        out = tmp_path / f"out{len(folders)}"
        second_brain.text("export", out, "--format", "markdown", *folders)
        assert (out / place).exists()


def test_an_export_replaces_a_file_only_when_told(second_brain: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("mine")
    assert "--replace" in second_brain.json("export", path, code=1)["error"]["hint"]
    assert path.read_text() == "mine"
    second_brain.text("export", path, "--replace")
    assert path.read_text() == ""
