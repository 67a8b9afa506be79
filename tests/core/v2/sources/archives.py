"""Archives and folders of attachments, as people and attackers make them, and how their reading is judged."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from core.v2.report import REMARKS
from core.v2.values import FileRead, Item, SetAside, TableRead, V2File

Files = dict[str, bytes]


def tar_of(files: Files, form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def tar_with(*members: tuple[str, dict[str, Any]], data: bytes = b"") -> bytes:
    """Members with any fields; those that are files have the data."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, fields in members:
            member = tarfile.TarInfo(name)
            for field, value in fields.items():
                setattr(member, field, value)
            member.size = len(data) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def zip_of(files: Files, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def folder_of(path: Path, files: Files) -> Path:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


FORMS: dict[str, Callable[[Files], bytes]] = {
    "tar": tar_of,
    "gnu tar": lambda files: tar_of(files, tarfile.GNU_FORMAT),
    "tar.gz": lambda files: gzip.compress(tar_of(files)),
    "tar.bz2": lambda files: bz2.compress(tar_of(files)),
    "tar.xz": lambda files: lzma.compress(tar_of(files)),
    "zip": zip_of,
    "stored zip": lambda files: zip_of(files, zipfile.ZIP_STORED),
    "lzma zip": lambda files: zip_of(files, zipfile.ZIP_LZMA),
}


def taken(items: Iterable[Item]) -> list[V2File]:
    found = [item for item in items if isinstance(item, V2File)]
    assert all(set(item.remarks) <= REMARKS.keys() for item in found)
    return found


def aside(items: Iterable[Item]) -> list[tuple[str | None, str]]:
    found = [item for item in items if isinstance(item, SetAside)]
    assert all(item.reason and item.remedy for item in found)
    return [(item.id, item.code) for item in found]


def whole(items: list[Item]) -> bool:
    """Whether it was; checks that all rows are counted."""
    table, end = items[-2:]
    assert isinstance(table, TableRead) and isinstance(end, FileRead)
    kinds = Counter(map(type, items))
    assert (table.role, table.rows) == ("files", kinds[V2File] + kinds[SetAside])
    return end.whole
