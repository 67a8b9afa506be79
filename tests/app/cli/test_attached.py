"""Files of notes from the command line: attached, listed, saved, taken off."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from app.words import THIN
from tests.app.cli.conftest import CommandLine
from tests.fixtures.pdf import pdf

HELLO = hashlib.sha256(b"hello").hexdigest()
FILE = {"sha256": HELLO, "name": "hello.txt", "media_type": "text/plain", "size": 5}
READ = FILE | {"text": "Search finds its text."}


@pytest.fixture
def hello(tmp_path: Path) -> Path:
    path = tmp_path / "hello.txt"
    path.write_bytes(b"hello")
    return path


def test_files_come_and_go(second_brain: CommandLine, hello: Path) -> None:
    note = second_brain.capture("a note")
    assert second_brain.json("files", note) == {"id": note, "files": [], "saved": None, "refused": []}
    assert "no files" in second_brain("files", note).stderr
    assert second_brain.json("files", note, "--attach", hello)["files"] == [READ]
    assert second_brain.json("show", note)["attachments"] == [FILE]
    assert second_brain.text("files", note) == f"hello.txt\t5 bytes\ttext/plain\t{HELLO[:12]}\n"
    assert second_brain.text("search", "has:attachment").startswith(note)
    assert second_brain.json("files", note, "--detach", "hello.txt")["files"] == []
    assert "taken a file from" in second_brain.text("history", note)


def test_a_file_that_cannot_be_read_now_is_attached_all_the_same(
    second_brain: CommandLine, hello: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_data: bytes) -> str:
        raise OSError(5, "Input/output error")

    note = second_brain.capture("a note")
    with monkeypatch.context() as patched:
        patched.setattr("core.file_texts.reading.decoded", failing)
        told = second_brain("files", note, "--attach", hello, "--json")
        assert (told.exit_code, "Its text is read later." in told.stderr) == (0, True)
        assert json.loads(told.stdout)["files"] == [FILE | {"text": None}]
        assert second_brain("files", "--read").exit_code == 1
    assert second_brain.json("files", "--read") == {"on": True, "waiting": 0, "elsewhere": 0, "lacking": []}


def test_a_file_is_saved_where_one_says(second_brain: CommandLine, hello: Path, tmp_path: Path) -> None:
    note = second_brain.capture("a note")
    second_brain("files", note, "--attach", hello)
    goal = tmp_path / "copy"
    assert second_brain.text("files", note, "--save", "hello.txt", "--to", goal) == f"Saved as {goal}\n"
    assert goal.read_bytes() == b"hello"
    again = second_brain("files", note, "--save", "hello.txt", "--to", goal)
    assert (again.exit_code, "left alone" in again.stderr) == (1, True)
    second_brain.text("files", note, "--save", HELLO[:8].upper(), "--to", goal, "--replace")
    (tmp_path / "folder").mkdir()
    told = second_brain.json("files", note, "--save", "hello.txt", "--to", tmp_path / "folder")
    assert told["saved"] == str(tmp_path / "folder" / "hello.txt")
    assert (tmp_path / "folder" / "hello.txt").read_bytes() == b"hello"


def test_one_that_is_too_large_keeps_no_other_back(
    second_brain: CommandLine, hello: Path, tmp_path: Path
) -> None:
    note = second_brain.capture("a note")
    assert second_brain.json("files", "--limit", "1 MB")["limit"] == 1 << 20
    assert second_brain.text("files") == "A note takes files up to 1 MB.\n"
    film = tmp_path / "film.mov"
    film.write_bytes(b"." * (1 << 20) + b".")
    told = second_brain.json("files", note, "--attach", film, "--attach", hello, code=1)
    assert [each["name"] for each in told["files"]] == ["hello.txt"]
    assert "“film.mov” has 1.1 MB" in told["refused"][0]["words"]
    assert "film.mov" in second_brain("files", note, "--attach", film).stderr
    assert second_brain("files", "--attach", hello).exit_code == 2


def test_unused_contents_are_counted_first_and_removed_when_told(
    second_brain: CommandLine, hello: Path
) -> None:
    note = second_brain.capture("a note")
    second_brain("files", note, "--attach", hello)
    loose = second_brain.home / "blobs" / "ab" / ("ab" * 32)
    loose.parent.mkdir()
    loose.write_bytes(b"." * 2000)
    assert second_brain.json("files", "--unused") == {
        "unused": 0,
        "size": 0,
        "lately": 1,
        "removed": False,
        "far": 0,
        "far_trouble": "",
    }
    os.utime(loose, (0, 0))
    assert second_brain.text("files", "--unused") == f"1 file unused, 2{THIN}kB. Removing cannot be undone.\n"
    assert loose.exists()
    assert second_brain.json("files", "--unused", "--remove")["removed"] is True
    assert not loose.exists()
    assert second_brain.text("files", "--unused", "--remove") == "No file was removed.\n"
    assert second_brain.json("files", note)["files"] == [READ]
    assert second_brain("files", "--remove").exit_code == 2


def test_the_notes_that_have_the_same_file_are_listed(second_brain: CommandLine, hello: Path) -> None:
    first, second = second_brain.capture("first"), second_brain.capture("second")
    for note in (first, second):
        second_brain("files", note, "--attach", hello)
    told = second_brain.json("files", first, "--used", "hello.txt")
    assert [each["title"] for each in told["notes"]] == ["second", "first"] and told["file"] == FILE
    assert second_brain.text("files", first, "--used", HELLO[:8]) == f"{second}\tsecond\n{first}\tfirst\n"


def test_what_cannot_be_meant_is_told_in_words(
    second_brain: CommandLine, hello: Path, tmp_path: Path
) -> None:
    note = second_brain.capture("a note")
    second_brain("files", note, "--attach", hello)
    hello.write_bytes(b"hello again")
    second_brain("files", note, "--attach", hello)
    for arguments, words in (
        (("--attach", tmp_path / "nothing"), "cannot be read"),
        (("--attach", tmp_path), "is no file"),
        (("--detach", "other.txt"), "no file called"),
        (("--detach", "hello.txt"), "2 files called"),
        (("--save", "", "--to", tmp_path / "x"), "no file called"),
    ):
        told = second_brain("files", note, *arguments)
        assert (told.exit_code, words in told.stderr) == (1, True), told.stderr
    assert second_brain("files", note, "--save", "hello.txt").exit_code == 2
    assert len(second_brain.json("files", note)["files"]) == 2


def test_what_files_say_is_found_and_what_cannot_be_read_is_listed(
    second_brain: CommandLine, tmp_path: Path
) -> None:
    note = second_brain.capture("a note")
    (tmp_path / "manual.pdf").write_bytes(pdf("Manual", "the warranty"))
    (tmp_path / "scan.pdf").write_bytes(pdf(""))
    told = second_brain.json(
        "files", note, "--attach", tmp_path / "manual.pdf", "--attach", tmp_path / "scan.pdf"
    )
    assert [each["text"].split()[0] for each in told["files"]] == ["Search", "Its"]
    (hit,) = second_brain.json("search", "warranty")["hits"]
    assert (hit["id"], hit["why"][0]["file"], hit["why"][0]["page"]) == (note, "manual.pdf", 2)
    assert "warranty (page 2 of manual.pdf)" in second_brain.text("search", "warranty", "--explain")
    read = second_brain.json("files", "--read")
    assert (read["waiting"], read["elsewhere"]) == (0, 0)
    assert [(each["id"], each["name"]) for each in read["lacking"]] == [(note, "scan.pdf")]
    assert second_brain.text("files", "--read").startswith("scan.pdf\tIts pages are pictures")


def test_search_looks_into_files_only_as_long_as_it_may(second_brain: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "manual.pdf").write_bytes(pdf("the warranty"))
    assert not second_brain.json("files", "--texts", "off")["on"]
    note = second_brain.capture("a note")
    second_brain.json("files", note, "--attach", tmp_path / "manual.pdf")
    assert second_brain.json("search", "warranty")["hits"] == []
    assert "--texts on" in second_brain("files", "--read").stderr
    assert second_brain.json("files", "--texts", "on")["on"]
    (hit,) = second_brain.json("search", "warranty")["hits"]
    assert hit["id"] == note
    assert second_brain("files", note, "--texts", "on").exit_code == 2
