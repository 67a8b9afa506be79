"""Attachments out of folders and archives: every file is taken or counted."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from core.errors import BrainError, Cancelled
from core.store.blobs import hashed
from core.v2.sources.attachments import read_files, recognize_files
from core.v2.sources.folder import folder_members
from core.v2.sources.members import Refused
from core.v2.values import Item, TableRead
from tests.core.v2.sources.archives import FORMS, aside, folder_of, taken, tar_of, tar_with, whole

NOTE = UUID("6f1c7c1e-9e3b-4c0e-8f0a-2f4f5f6f7f8f")
FILES: dict[str, bytes] = {
    f"{NOTE}/photo.jpg": b"\xff\xd8\xff" * 400,
    "empty": b"",
    "a/b/Zürich ☃.pdf": b"%PDF" + bytes(5000),
    f"{'long/' * 60}name.txt": b"x" * 512,
}
Write = Callable[[bytes], Path]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(data: bytes) -> Path:
        path = tmp_path / "no ending"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("form", [*FORMS, "folder"])
def test_every_form_gives_the_same_files(file: Write, tmp_path: Path, form: str) -> None:
    path = folder_of(tmp_path / "folder", FILES) if form == "folder" else file(FORMS[form](FILES))
    kept: list[bytes] = []

    def take(chunks: Iterable[bytes]) -> tuple[str, int]:
        kept.append(b"".join(chunks))
        return hashlib.sha256(kept[-1]).hexdigest(), len(kept[-1])

    items = list(read_files(path, take))
    found = {item.path: item for item in taken(items)}
    assert found.keys() == FILES.keys() and sorted(kept) == sorted(FILES.values())
    for name, data in FILES.items():
        assert (found[name].size, found[name].sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert (found[name].name, found[name].remarks) == (name.rpartition("/")[2], ())
    assert whole(items) and recognize_files(path)
    photo = found[f"{NOTE}/photo.jpg"]
    assert (photo.memory_ids, photo.media_type) == ((NOTE,), "image/jpeg")
    assert found["empty"].media_type == "application/octet-stream"
    assert found["a/b/Zürich ☃.pdf"].media_type == "application/pdf"


@pytest.mark.parametrize("form", ["v7", "oldgnu", "gnu", "ustar", "pax"])
def test_what_the_system_s_tar_writes_is_read(tmp_path: Path, form: str) -> None:
    files = {"a.txt": b"a" * 700, "sub/b.txt": b"b"} | (
        {} if form == "v7" else {f"{'d' * 90}/{'n' * 90}": b"n"}
    )
    folder = folder_of(tmp_path / "folder", files)
    (folder / "link").symlink_to("a.txt")
    os.link(folder / "a.txt", folder / "z")
    subprocess.run(["tar", f"--format={form}", "-C", folder, "-cf", tmp_path / "x", "."], check=True)
    items = list(read_files(tmp_path / "x"))
    assert whole(items)
    assert {item.path for item in taken(items)} | {name for name, _ in aside(items)} == {*files, "link", "z"}
    assert [code for _, code in aside(items)] == ["not-a-file"] * 2


@pytest.mark.parametrize("form", ["gnu", "pax"])
def test_a_sparse_file_is_set_aside_and_the_next_is_read(tmp_path: Path, form: str) -> None:
    folder = folder_of(tmp_path / "folder", {"z": b"last"})
    with (folder / "hole").open("wb") as hole:
        for at in range(0, 64 << 20, 2 << 20):
            hole.seek(at)
            hole.write(b"x")
    tar = ["tar", "--sparse", f"--format={form}", "--sort=name", "-C", str(folder)]
    subprocess.run([*tar, "-cf", tmp_path / "x", "."], check=True)
    items = list(read_files(tmp_path / "x"))
    assert whole(items) and aside(items) == [("hole", "sparse-file")]
    assert [item.path for item in taken(items)] == ["z"]


def test_nothing_but_files_is_taken_out_of_a_folder(tmp_path: Path) -> None:
    outside = folder_of(tmp_path / "outside", {"secret": b"s"})
    folder = folder_of(tmp_path / "folder", {"good": b"data"})
    (folder / "link").symlink_to(outside / "secret")
    (folder / "away").symlink_to(outside, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    items = list(read_files(folder))
    assert whole(items) and [item.path for item in taken(items)] == ["good"]
    assert aside(items) == [(name, "not-a-file") for name in ("away", "link", "pipe", "round")]


def test_a_file_that_vanishes_meanwhile_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "folder", {"a": b"1", "b": b"2", "c/d": b"3", "e": b"4"})
    reading = read_files(folder)
    items = [next(reading)]
    (folder / "b").unlink()
    (folder / "e").unlink()
    (folder / "e").symlink_to("/etc/passwd")
    (folder / "c" / "d").unlink()
    (folder / "c").rmdir()
    items += reading
    assert aside(items) == [("b", "vanished"), ("c", "vanished"), ("e", "not-a-file")]
    assert not whole(items), "nobody knows what was in the folder"


def test_a_file_that_becomes_a_link_at_the_last_moment_is_not_followed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "folder", {"a": b"1", "b": b"2", "c": b"3"})
    found = list(folder_members(folder))
    (folder / "a").unlink()
    (folder / "a").symlink_to("/etc/passwd")
    (folder / "b").unlink()
    os.mkfifo(folder / "b")
    for member, code in zip(found, ("not-a-file", "not-a-file", ""), strict=True):
        assert member.chunks
        found_code = ""
        try:
            assert list(member.chunks()) == [b"3"]
        except Refused as refused:
            found_code = refused.code
        assert found_code == code


def test_junk_is_counted_and_not_taken(file: Write) -> None:
    double = b"\0\5\x16\7\0\2\0\0Mac OS X"
    files = {
        ".DS_Store": b"x",
        "__MACOSX/a/._b": b"x",
        "a/._b.txt": double,
        "a/._mine": b"mine",
        "Thumbs.db": b"x",
    }
    for form in ("tar", "zip"):
        items = list(read_files(file(FORMS[form](files))))
        assert [item.path for item in taken(items)] == ["a/._mine"]
        assert [code for _, code in aside(items)] == ["junk"] * 4


def test_a_path_that_comes_twice_is_taken_twice(file: Write) -> None:
    archives = [tar_with(("a", {}), ("b", {}), ("a", {}), data=b"x")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in ("a", "b", "a"):
                archive.writestr(name, b"x")
    archives.append(out.getvalue())
    for data in archives:
        found = taken(read_files(file(data)))
        assert [(item.path, item.remarks) for item in found] == [
            ("a", ()),
            ("b", ()),
            ("a", ("repeated-path",)),
        ]


def test_the_ids_in_a_path_are_told_the_last_one_first(file: Write) -> None:
    user, note = uuid4(), uuid4()
    path = f"{user}/{note.hex.upper()}_{note}/{'0' * 64}.png"
    (found,) = taken(read_files(file(tar_of({path: b""}))))
    assert found.memory_ids == (note, user)


def test_several_archives_after_each_other_are_all_read(file: Write) -> None:
    items = list(read_files(file(tar_of({"a": b"1"}) + tar_of({"b": b"2"}))))
    assert [item.path for item in taken(items)] == ["a", "b"] and whole(items)


def test_a_file_that_is_not_there_gets_words(tmp_path: Path) -> None:
    with pytest.raises(BrainError, match="no file"):
        list(read_files(tmp_path / "none.tar"))


@pytest.mark.parametrize("form", ["tar", "zip", "folder"])
def test_reading_stops_when_it_is_asked_to(file: Write, tmp_path: Path, form: str) -> None:
    files = {f"{n}": os.urandom(600_000) for n in range(6)}
    path = folder_of(tmp_path / "folder", files) if form == "folder" else file(FORMS[form](files))
    told: list[tuple[int, int]] = []
    items: list[Item] = []
    with contextlib.suppress(Cancelled):
        items.extend(
            read_files(path, hashed, lambda done, of: told.append((done, of)), lambda: len(told) > 9)
        )
        pytest.fail("it went on")
    assert 1 <= len(taken(items)) < 6
    assert items[-1] == TableRead(path.name, len(taken(items)), "files")
    assert told == sorted(told)


def test_what_keeping_a_file_raises_comes_through(file: Write) -> None:
    def full(_: Iterable[bytes]) -> tuple[str, int]:
        raise OSError(28, "No space left on device")

    for form in ("tar", "zip"):
        with pytest.raises(OSError, match="No space"):
            list(read_files(file(FORMS[form](FILES)), full))
