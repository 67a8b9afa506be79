"""What a fuzzer calls: any bytes, as an export of Qdrant or as an archive, bring items or words and nothing else."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import BrainError
from core.store.blobs import hashed
from core.v2.sources.attachments import Limits, read_files, recognize_files
from core.v2.sources.qdrant import read_points, recognize_points
from core.v2.values import FileRead, SetAside, TableRead, V2File, V2Point

_LIMITS = Limits(file=1 << 20, least=4 << 20, ratio=10)


def fuzz_points(data: bytes) -> None:
    """Reads the bytes as a file of points. Raises when that brings anything but items that add up, or a BrainError."""
    recognize_points(data)
    with _file(data) as path, contextlib.suppress(BrainError):
        _check(list(read_points(path)))


def fuzz_files(data: bytes) -> None:
    """Reads the bytes as an archive. Raises when that brings anything but items that add up, or a BrainError."""
    with _file(data) as path, contextlib.suppress(BrainError):
        recognize_files(path)
        _check(list(read_files(path, hashed, limits=_LIMITS)))


def _check(items: Sequence[object]) -> None:
    rows = sum(isinstance(item, V2Point | V2File | SetAside) for item in items)
    table, end = items[-2:]
    assert isinstance(table, TableRead) and isinstance(end, FileRead)
    assert (table.rows, len(items)) == (rows, rows + 2)


@contextlib.contextmanager
def _file(data: bytes) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        yield Path(file.name)
