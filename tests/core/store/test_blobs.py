"""The store of files' contents: whole or not there, once each, and nobody can name a way out of it."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import BrainError
from core.store import blobs
from core.store.blobs import Blobs

HELLO = hashlib.sha256(b"hello").hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "blobs"


@pytest.fixture
def store(folder: Path) -> Blobs:
    return Blobs(folder)


def everything(folder: Path) -> list[str]:
    """The names of all files, but for the one that is locked for a moment."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != "lock")


def test_what_was_put_in_is_read_back_and_kept_once(store: Blobs, folder: Path) -> None:
    assert not store.has(HELLO)
    assert store.put([b"he", b"", b"llo"]) == (HELLO, 5)
    assert store.put(iter([b"hello"])) == (HELLO, 5)
    with store.open(HELLO) as file:
        assert file.read() == b"hello"
    assert everything(folder) == [HELLO]
    assert store.path(HELLO) == folder / "2c" / HELLO


def test_an_empty_file_is_a_file(store: Blobs) -> None:
    assert store.put([]) == (hashlib.sha256().hexdigest(), 0)


def test_nobody_else_may_look(store: Blobs, folder: Path) -> None:
    store.put([b"hello"])
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert stat.S_IMODE(store.path(HELLO).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "../../etc/passwd", HELLO.upper(), HELLO + "\n", "a" * 63, "/" + HELLO])
def test_only_a_sha256_names_a_content(store: Blobs, name: str) -> None:
    with pytest.raises(BrainError, match="no SHA-256"):
        store.open(name)


def test_a_content_that_is_not_here_is_told_in_words(store: Blobs) -> None:
    assert not store.verify(HELLO)
    with pytest.raises(BrainError, match="not on this device"):
        store.open(HELLO)


def test_a_changed_content_is_noticed_and_a_cut_one_is_mended(store: Blobs) -> None:
    store.put([b"hello"])
    assert store.verify(HELLO)
    store.path(HELLO).write_bytes(b"hell0")
    assert not store.verify(HELLO)
    store.path(HELLO).write_bytes(b"he")
    store.put([b"hello"])
    assert store.verify(HELLO)


def test_chunks_that_fail_leave_nothing_behind(store: Blobs, folder: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"some"
        raise ValueError("the archive ends here")

    with pytest.raises(ValueError, match="ends here"):
        store.put(failing())
    assert everything(folder) == []


def test_no_space_left_is_told_in_words_and_leaves_nothing_behind(store: Blobs, folder: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, before[1]))
    try:
        with pytest.raises(BrainError, match="no space left"):
            store.put([b"x" * 2_000, b"y" * 2_000])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert everything(folder) == []


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file in the way")
    with pytest.raises(BrainError, match="cannot be kept"):
        Blobs(tmp_path / "blobs").put([b"hello"])


def test_what_a_killed_writer_left_goes_away_and_what_is_being_written_stays(folder: Path) -> None:
    (folder / "new").mkdir(parents=True)
    (folder / "new" / "left").write_bytes(b"half")

    def while_another_one_tidies() -> Iterator[bytes]:
        yield b"hel"
        Blobs(folder).put([b"other"])
        yield b"lo"

    assert Blobs(folder).put(while_another_one_tidies())[0] == HELLO
    assert everything(folder) == sorted([HELLO, hashlib.sha256(b"other").hexdigest()])


_WRITER = """
import hashlib, os, sys
from pathlib import Path
from core.store.blobs import Blobs
store = Blobs(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    number += 1
    sha256, _ = store.put(os.urandom(1 << 16) for _ in range(20 + number % 40))
    os.write(1, (sha256 + "\\n").encode())
"""


def test_what_was_fetched_in_part_and_did_not_grow_for_a_day_goes_away(store: Blobs) -> None:
    given_up, growing = store.coming("a" * 64), store.coming("b" * 64)
    for part in (given_up, growing):
        part.write_bytes(b"half of")
    yesterday = time.time() - 25 * 3600
    os.utime(given_up, (yesterday, yesterday))
    assert store.coming("a" * 64).exists(), "it goes on"
    store.coming(HELLO)
    assert not given_up.exists()
    assert growing.exists()


def test_whenever_a_writer_is_killed_every_name_has_its_whole_content(
    folder: Path, chance: random.Random
) -> None:
    told: list[str] = []
    for number in range(16):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder), str(number)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout
            told.append(writer.stdout.readline().strip())
            time.sleep(chance.uniform(0, 0.05))
            os.kill(writer.pid, signal.SIGKILL)
            told += [line.strip() for line in writer.stdout if line.endswith("\n")]
    store = Blobs(folder)
    assert all(store.verify(sha256) for sha256 in told)
    named = [name for name in everything(folder) if not (folder / "new" / name).exists()]
    assert set(told) <= set(named)
    assert all(store.verify(name) for name in named)
    store.put([b"hello"])
    assert everything(folder / "new") == []


def test_a_file_is_read_a_piece_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * (2 << 20) + b"y")
    with (tmp_path / "big").open("rb") as file:
        assert [len(piece) for piece in blobs.pieces(file)] == [1 << 20, 1 << 20, 1]
