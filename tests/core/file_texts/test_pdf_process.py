"""A PDF that anybody may have made is read apart from the program, and can do it no harm."""

from __future__ import annotations

import sys
import time
import zlib
from pathlib import Path

import pytest

from core.errors import Cancelled
from core.file_texts import pdf_process
from core.file_texts.pdf_process import read_pdf
from core.file_texts.pdf_reader import CHARACTERS
from core.search.file_text import Lack
from tests.fixtures.pdf import pdf, pdf_of

SAYS_ONE = (
    "import json, os, time; print(json.dumps({'pages': 3})); print(json.dumps({'text': 'one'}), flush=True)"
)
HANGS = f"{SAYS_ONE}; time.sleep(600)"
WORKS_ON = (
    f"from core.file_texts import pdf_reader as it; it.SECONDS = 1; it._limit(); {SAYS_ONE}\nwhile True: pass"
)
DIES = f"{SAYS_ONE}; print('{{', end='', flush=True); os.abort()"
LIES = "print('[1, 2]'); print('nonsense')"
MADE_UP = "print('{\"pages\": null}')"
NOISY = "import json; print(json.dumps({'pages': 1, 'text': 'a\\0b\\ud800c', 'end': True}))"
ROOT = str(Path(pdf_process.__file__).parents[2])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.pdf"


def acting(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(
        pdf_process, "_command", lambda: ([sys.executable, "-c", program], {"PYTHONPATH": ROOT})
    )


def test_pages_come_one_by_one_with_their_letters(path: Path) -> None:
    path.write_bytes(pdf("Straße 7 (hinten)\nzweite Zeile", "", "Prix: 5 €"))
    read = read_pdf(path)
    assert (read.pages, read.read, read.lack) == (3, 3, Lack.NONE)
    assert read.text.split("\f") == ["Straße 7 (hinten)\nzweite Zeile", "", "Prix: 5 €"]


def test_the_reader_does_not_know_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@example.invalid/notes")
    _, environment = pdf_process._command()
    assert "secret" not in " ".join(environment.values())


def test_one_that_asks_for_a_password_is_told(path: Path) -> None:
    path.write_bytes(
        pdf(
            "secret",
            lists=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >>"
            " /ID [<00> <00>]",
        )
    )
    assert read_pdf(path).lack is Lack.LOCKED


def test_a_page_that_grows_without_end_when_it_is_unpacked_harms_nobody(path: Path) -> None:
    bomb = zlib.compress(zlib.compress(b"(x) Tj " * 1_000_000, 1), 9)
    path.write_bytes(
        pdf_of(
            [
                b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
                % (len(bomb), bomb)
            ]
        )
    )
    read = read_pdf(path)
    assert len(read.text) <= CHARACTERS


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_one_that_takes_for_ever_is_ended_and_what_was_read_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting(monkeypatch, WORKS_ON)
    read = read_pdf(path)
    assert (read.text, read.pages, read.read, read.lack) == ("one", 3, 1, Lack.LONG)


def test_one_that_waits_for_ever_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, "import time; time.sleep(600)")
    assert read_pdf(path, patience=0.1).lack is Lack.SLOW


def test_the_person_need_not_wait_for_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, HANGS)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        read_pdf(path, cancelled=lambda: time.monotonic() > began + 0.2)


@pytest.mark.skipif(sys.platform == "win32", reason="it cannot be told there")
def test_a_reader_that_ends_with_the_machine_says_nothing_about_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting(monkeypatch, f"{SAYS_ONE}; import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    with pytest.raises(Cancelled):
        read_pdf(path)


def test_a_disk_that_fails_says_nothing_about_the_file(path: Path) -> None:
    with pytest.raises(OSError, match="error"):
        read_pdf(path.parent / "not there")


@pytest.mark.parametrize(
    ("program", "text", "lack"),
    [(DIES, "one", Lack.DAMAGED), (LIES, "", Lack.BROKEN), (MADE_UP, "", Lack.BROKEN)],
)
def test_a_reader_that_dies_or_lies_is_survived(
    path: Path, monkeypatch: pytest.MonkeyPatch, program: str, text: str, lack: Lack
) -> None:
    acting(monkeypatch, program)
    read = read_pdf(path)
    assert (read.text, read.lack) == (text, lack)


def test_what_no_note_can_hold_is_left_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, NOISY)
    assert read_pdf(path).text == "abc"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_its_memory_is_limited(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = "from core.file_texts.pdf_reader import _limit; _limit(); print(len(bytearray(3 << 30)))"
    acting(monkeypatch, greedy)
    assert read_pdf(path).lack is Lack.BROKEN
