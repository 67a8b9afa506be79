"""What a file is, is found out by looking into it, whatever it is called and however it is packed."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.brain import Brain
from core.errors import BrainError
from core.v2.sources.recognizing import recognized
from tests.core.v2.importing import note, write

POINTS = json.dumps({"points": [{"id": 1, "vector": [0.5] * 1536, "payload": {"memory_id": "x"}}]}).encode()


def tar(mode: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]  # any mode
        member = tarfile.TarInfo("x/photo.jpg")
        member.size = 3
        archive.addfile(member, io.BytesIO(b"abc"))
    return packed.getvalue()


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "hi")
    return packed.getvalue()


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, bz2.compress, lzma.compress, lambda raw: raw.decode().encode("utf-16")]
)
def test_vectors_are_known_however_they_are_packed(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "backup.sql"
    path.write_bytes(pack(POINTS))
    assert recognized(path).kind == "qdrant"


@pytest.mark.parametrize("content", [tar("w"), tar("w:gz"), tar("w:bz2"), tar("w:xz"), zipped()])
def test_archives_of_files_are_known_however_they_are_packed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "qdrant.json"
    path.write_bytes(content)
    assert recognized(path).kind == "attachments"
    assert recognized(tmp_path).kind == "attachments"


def test_a_dump_is_known_by_any_name(tmp_path: Path) -> None:
    assert recognized(write(tmp_path / "photos.zip", [note("one")])).kind == "dump"


@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2\3" * 100, b"dear diary", b"[1, 2]", bz2.compress(b"nothing")]
)
def test_what_no_v2_left_is_said_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "backup.sql"
    path.write_bytes(content)
    with pytest.raises(BrainError) as problem:
        recognized(path)
    assert problem.value.hint


def test_two_dumps_at_once_are_refused(brain: Brain, tmp_path: Path) -> None:
    both = [write(tmp_path / name, [note("one")]) for name in ("a.sql", "b.sql")]
    with pytest.raises(BrainError, match="one dump or one database"):
        brain.migration.sources(both)
