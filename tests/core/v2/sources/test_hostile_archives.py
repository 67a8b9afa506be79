"""Archives that mean harm, are damaged, or are none: each is told, and takes neither memory nor a place on the disk."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BrainError
from core.v2.sources.attachments import Limits, read_files, recognize_files
from tests.core.v2.sources.archives import (
    FORMS,
    Files,
    aside,
    folder_of,
    taken,
    tar_of,
    tar_with,
    whole,
    zip_of,
)

Write = Callable[[bytes], Path]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(data: bytes) -> Path:
        path = tmp_path / "no ending"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("told", "path", "name"),
    [
        ("../../etc/passwd", "(up)/(up)/etc/passwd", "passwd"),
        ("/etc/passwd", "etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini", "C:/Windows/system.ini", "system.ini"),
        ("\\\\server\\share\\x", "server/share/x", "x"),
        ("a\u202egpj.exe", "a_gpj.exe", "a_gpj.exe"),
        ("bell\x07\x1b[31m.txt", "bell__[31m.txt", "bell__[31m.txt"),
        ("CON.txt", "CON.txt", "_CON.txt"),
        ("dir/lpt1", "dir/lpt1", "_lpt1"),
        ("what?.md", "what?.md", "what_.md"),
        ("ends. . ", "ends. . ", "ends"),
        ("..", "(up)", "(up)"),
        ("n" * 300 + ".jpeg", "n" * 300 + ".jpeg", "n" * 195 + ".jpeg"),
    ],
)
@pytest.mark.parametrize("form", ["tar", "zip"])
def test_a_name_does_no_harm(file: Write, form: str, told: str, path: str, name: str) -> None:
    items = list(read_files(file(FORMS[form]({told: b"data"}))))
    (found,) = taken(items)
    assert (found.path, found.name, found.remarks) == (path, name, ("odd-path",))
    assert found.sha256 == hashlib.sha256(b"data").hexdigest()


def test_nothing_but_files_is_taken_out_of_a_tar(file: Write) -> None:
    odd = {
        "link": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "disk": tarfile.BLKTYPE,
        "tty": tarfile.CHRTYPE,
        "pipe": tarfile.FIFOTYPE,
    }
    members = [(name, {"type": kind, "linkname": "/etc/passwd"}) for name, kind in odd.items()]
    data = tar_with(("suid", {"mode": 0o6777}), *members, ("folder", {"type": tarfile.DIRTYPE}), data=b"data")
    items = list(read_files(file(data)))
    assert whole(items)
    assert [item.path for item in taken(items)] == ["suid"]
    assert aside(items) == [(name, "not-a-file") for name in odd]


def test_nothing_but_files_is_taken_out_of_a_zip(file: Write) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("good", b"data")
        archive.writestr("folder/", b"")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    locked = bytearray(out.getvalue())
    at = locked.index(b"PK\1\2")  # the entry of "good": its flag says that it is encrypted
    locked[at + 8] |= 1
    assert aside(read_files(file(bytes(locked)))) == [("good", "encrypted"), ("link", "not-a-file")]


@pytest.mark.parametrize("form", ["tar", "tar.gz", "zip", "folder"])
def test_a_file_that_is_too_large_is_set_aside(file: Write, tmp_path: Path, form: str) -> None:
    files = {"a": b"1", "b": os.urandom(2000), "c": b"3"}
    path = folder_of(tmp_path / "folder", files) if form == "folder" else file(FORMS[form](files))
    items = list(read_files(path, limits=Limits(file=1999)))
    assert whole(items) and [item.path for item in taken(items)] == ["a", "c"]
    assert aside(items) == [("b", "too-large")]


BOMB = {"first": b"1", "bomb": bytes(8 << 20), "last": b"3"}


@pytest.mark.parametrize("form", ["tar.gz", "tar.bz2", "tar.xz"])
def test_a_bomb_in_a_tar_ends_its_reading(file: Write, form: str) -> None:
    items = list(read_files(file(FORMS[form](BOMB)), limits=Limits(least=1 << 20)))
    assert [item.path for item in taken(items)] == ["first"]
    assert aside(items) == [("bomb", "bomb")] and not whole(items)


def test_a_bomb_in_a_zip_is_set_aside(file: Write) -> None:
    items = list(read_files(file(zip_of(BOMB)), limits=Limits(least=1 << 20)))
    assert [item.path for item in taken(items)] == ["first", "last"]
    assert aside(items) == [("bomb", "bomb")]


def test_a_zip_that_claims_less_than_it_holds_is_told(file: Write) -> None:
    data = bytearray(zip_of({"a": bytes(100_000)}))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    sizes: list[int] = []

    def take(chunks: Iterable[bytes]) -> tuple[str, int]:
        sizes.extend(map(len, chunks))
        return "", sum(sizes)

    assert aside(read_files(file(bytes(data)), take)) == [("a", "damaged")]
    assert sum(sizes) <= 10


@pytest.mark.parametrize("form", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_a_cut_tar_gives_what_it_has_and_is_not_whole(file: Write, form: str) -> None:
    files = {f"file {n}": os.urandom(100_000) for n in range(20)}
    data = FORMS[form](files)
    items = list(read_files(file(data[: len(data) // 2])))
    assert not whole(items)
    count = len(taken(items))
    assert 8 <= count <= 10 or form == "tar.bz2"
    assert [item.path for item in taken(items)] == list(files)[:count]
    assert aside(items) in ([(f"file {count}", "cut")], [])


@pytest.mark.parametrize("form", ["zip", "stored zip", "streamed zip"])
def test_a_cut_zip_gives_what_it_has_and_is_not_whole(file: Write, form: str) -> None:
    files = {f"file {n}": os.urandom(100_000) + bytes(400_000) * (form != "stored zip") for n in range(20)}
    data = streamed_zip(files) if form == "streamed zip" else FORMS[form](files)
    for part, expected in ((0.5, 9), (0.9999, 20)):
        items = list(read_files(file(data[: int(len(data) * part)])))
        assert not whole(items)
        found = taken(items)
        assert expected <= len(found) <= expected + 1
        assert [(item.path, item.sha256) for item in found] == [
            (name, hashlib.sha256(files[name]).hexdigest()) for name in list(files)[: len(found)]
        ]
        assert aside(items) == ([(f"file {len(found)}", "cut")] if part == 0.5 else [])


def test_a_cut_zip_may_hold_a_bomb_or_a_file_that_is_too_large(file: Write) -> None:
    data = streamed_zip(BOMB)[:-50]
    assert aside(read_files(file(data), limits=Limits(least=1 << 20))) == [("bomb", "bomb")]
    items = list(read_files(file(data), limits=Limits(file=1 << 20)))
    assert [item.path for item in taken(items)] == ["first", "last"]
    assert aside(items) == [("bomb", "too-large")]


class _Forward(io.RawIOBase):
    """Cannot be positioned, so that the sizes follow the files."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)
        return len(data)


def streamed_zip(files: Files) -> bytes:
    out = _Forward()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.data


def test_a_tar_cut_between_two_files_is_not_whole(file: Write) -> None:
    data = tar_of({"a": b"1", "b": b"2"})
    items = list(read_files(file(data[:1024])))
    assert len(taken(items)) == 1 and not whole(items)


def test_after_a_damaged_place_in_a_tar_the_next_file_is_found(file: Write) -> None:
    data = bytearray(tar_of({"a": b"1", "b": b"2" * 2000, "c": b"3"}))
    data[1024:1100] = b"\xff" * 76
    items = list(read_files(file(bytes(data))))
    assert [item.path for item in taken(items)] == ["a", "c"]
    assert aside(items) == [(None, "damaged")] and not whole(items)


@pytest.mark.parametrize("size", [8 << 30, 1 << 70, -5])
@pytest.mark.parametrize("kind", [b"0", b"x", b"g", b"L", b"K", b"S", b"1", b"5", b"Z"])
def test_a_header_that_lies_about_its_size_takes_no_memory(file: Write, size: int, kind: bytes) -> None:
    header = bytearray(tarfile.TarInfo("liar").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = (b"\xff" if size < 0 else b"\x80") + size.to_bytes(11, signed=True)
    header[156:157] = kind
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    path = file(tar_of({"a": b"1"})[:1024] + bytes(header) + bytes(4 << 20))
    tracemalloc.start()
    items = list(read_files(path, limits=Limits(file=1 << 80)))
    assert tracemalloc.get_traced_memory()[1] < 3 << 20
    tracemalloc.stop()
    assert [item.path for item in taken(items)][:1] == ["a"]
    whole(items)


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(tar_of({f"{n}": bytes(1 << 20) for n in range(40)}), 1))
    tracemalloc.start()
    assert len(taken(read_files(path))) == 40
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"hello", "no archive of files"),
        (gzip.compress(b"hello", mtime=0), "packed, but there is no archive"),
        (b"\x1f\x8b\x08", "damaged or was cut"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
        (b"PGDMP" + bytes(600), "dump of a database"),
        (tar_of({"toc.dat": b"PGDMP"}), "dump of a database in tar format"),
    ],
)
def test_what_is_no_archive_is_refused_in_words(file: Write, data: bytes, words: str) -> None:
    with pytest.raises(BrainError, match=words) as caught:
        list(read_files(file(data)))
    assert "Nothing was changed" in caught.value.hint


def test_a_pipe_is_no_archive(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BrainError, match="no file"):
        list(read_files(tmp_path / "pipe"))


SEEDS = [
    FORMS[form]({"a/b": b"data" * 99, "c": b""})
    for form in ("tar", "gnu tar", "tar.gz", "zip", "lzma zip", "tar.xz")
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An archive with some bytes of it changed, or cut."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 8))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


@settings(max_examples=200)
@given(st.binary() | damaged())
def test_no_bytes_bring_anything_but_items_or_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any archive"
    path.write_bytes(data)
    with contextlib.suppress(BrainError):
        recognize_files(path)
    with contextlib.suppress(BrainError):
        whole(list(read_files(path)))
