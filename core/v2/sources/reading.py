"""Everything that a v2 left behind as one stream: the dump or the database first, then vectors, then files.

Owns the order in which sources are read, and progress over all of them. Refuses to know how each of them is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from core.errors import BrainError
from core.language import tr
from core.progress import Progress, Stop
from core.v2.choices import Sources
from core.v2.sources.attachments import read_files
from core.v2.sources.live import read_database
from core.v2.sources.pg_dump import read_dump
from core.v2.sources.qdrant import read_points
from core.v2.standing import Phase
from core.v2.values import Item

Keep = Callable[[Iterable[bytes]], tuple[str, int]]
"""Takes the bytes of a file; its SHA-256 in hexadecimal and its size."""

Heard = Callable[[Phase, str, int, int], None]
"""Hears what is being read, and how many bytes of all sources are done."""


def read_everything(sources: Sources, keep: Keep, heard: Heard, cancelled: Stop) -> Iterator[Item]:
    """All items of all sources. Raises what their readers raise."""
    sizes = [_size(path) for path in sources.files]
    total = sum(sizes)
    before = 0

    def part(phase: Phase, name: str, size: int) -> Progress:
        start = before

        def told(done: int, of: int) -> None:
            if not size:  # a database, whose size only its reader knows
                heard(phase, name, start + done, total + of)
            else:
                heard(phase, name, start + (size * done // of if of else 0), total)

        return told

    if sources.database is not None:
        yield from read_database(sources.database, part("reading", sources.database_name, 0), cancelled)
    for path, size in zip(sources.files, sizes, strict=True):
        if path == sources.dump:
            yield from read_dump(path, part("reading", path.name, size), cancelled)
        elif path in sources.qdrant:
            yield from read_points(path, part("vectors", path.name, size), cancelled)
        else:
            yield from read_files(path, keep, part("files", path.name, size), cancelled)
        before += size


def _size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; at least 1, so that each has its share of the whole."""
    try:
        if path.is_dir():
            return max(1, sum(each.lstat().st_size for each in path.rglob("*") if each.is_file()))
        return max(1, path.stat().st_size)
    except FileNotFoundError:
        raise BrainError(
            tr("There is no file {path}.", path=path), tr("Nothing was changed. Choose the file again.")
        ) from None
    except OSError as error:
        raise BrainError(
            tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error),
            tr("Nothing was changed. Check that it is still there and that you may read it, then try again."),
        ) from None
