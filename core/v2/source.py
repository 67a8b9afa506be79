"""Reading a v2 dump: recognized in a moment, then read once from end to end.

Owns which tables are read and how, what a file must hold to be a v2 dump, and progress. Foreign errors of the file system
become words here. Refuses to know what becomes of what it yields. Memory stays the same for files of any size.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.errors import BrainError, Cancelled
from core.progress import Progress, unheard
from core.v2 import shapes
from core.v2.copytext import Block, Dump
from core.v2.forms import HEAD, require_plain_dump
from core.v2.rows import LinkRows, MemoryRows
from core.v2.seen import SeenIds
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Memory

_FIRST_PART = 4 << 20  # bytes that are enough to recognize a dump by
_BUFFER = 1 << 20
_STEP = 512  # rows between two calls of `progress`

_HINT = "Nothing was changed. Choose the backup that you made of your v2 database."


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the first part of a file shows: the shape of its memories ("" when only reading on will tell), and its tables."""

    shape: str
    table: str
    tables: tuple[str, ...]
    size: int


def recognise(path: Path) -> Recognised:
    """What the file is, from its first 4 MB, in milliseconds.

    Raises BrainError when it is no v2 dump, or one in a form that is not read yet.
    """
    with _opened(path) as (stream, size):
        head = stream.read(_FIRST_PART)
    dump = Dump(io.BytesIO(head))
    named = {str(block.name): block.columns for block in dump.blocks()}
    columns = {str(name): found for name, found in dump.defined.items()} | named
    if any(map(shapes.holds_events, columns.values())):
        raise _newer()
    for table, found in columns.items():
        if _is_memories(table) and (shape := _shape(table, found)):
            if not named and size <= len(head):
                raise _nothing_found(dump, [])
            return Recognised(shape, table, tuple(columns), size)
    if size <= len(head) or not (columns or dump.inserted):
        raise _nothing_found(dump, list(columns))
    return Recognised("", "", tuple(columns), size)


def read_dump(
    path: Path,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Item]:
    """Everything that the dump holds, in its order: memories, links and rows set aside as they come, a TableRead after each
    table, one FileRead at the end. An id that came before is set aside.

    `progress` hears of bytes. Raises BrainError when the file is no v2 dump or cannot be read, Cancelled when `cancelled`
    answers True, which is asked every few hundred rows: after the TableRead of what was read until then.
    """
    with _opened(path) as (stream, size):
        reading = _Reading(Dump(stream), size, progress, cancelled)
        yield from reading.items()


class _Reading:
    def __init__(self, dump: Dump, size: int, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self._dump = dump
        self._size = size
        self._progress = progress
        self._cancelled = cancelled
        self._seen = SeenIds()
        self._rows = 0
        self._stopped = False

    def items(self) -> Iterator[Item]:
        tables: list[str] = []
        memories = False
        for block in self._dump.blocks():
            tables.append(str(block.name))
            if shapes.holds_events(block.columns):
                raise _newer()
            if _is_memories(tables[-1]):
                memories = True
                yield from self._memories(block, _shape(tables[-1], block.columns))
            elif shapes.holds_links(block.columns):
                yield from self._links(block)
            else:
                yield from self._passed_over(block)
            if self._stopped:
                raise Cancelled
        if not memories:
            raise _nothing_found(self._dump, tables)
        self._tell()
        yield FileRead(self._size, self._dump.whole)

    def _memories(self, block: Block, shape: str) -> Iterator[Item]:
        table = str(block.name)
        reader = MemoryRows(table, block.columns, self._dump.codec)
        rows = 0
        for row in block.rows():
            if self._stop():
                break
            rows += 1
            item = reader.read(row)
            if isinstance(item, V2Memory) and not self._seen.add(item.id):
                yield _repeated(table, item)
            else:
                yield item
        yield TableRead(table, rows, "memories", shape)

    def _links(self, block: Block) -> Iterator[Item]:
        table = str(block.name)
        reader = LinkRows(table, block.columns, self._dump.codec)
        rows = 0
        for row in block.rows():
            if self._stop():
                break
            rows += 1
            yield reader.read(row)
        yield TableRead(table, rows, "links")

    def _passed_over(self, block: Block) -> Iterator[Item]:
        rows = 0
        for _row in block.rows():
            if self._stop():
                break
            rows += 1
        yield TableRead(str(block.name), rows, "")

    def _stop(self) -> bool:
        """Takes note of one more row; True when it is not wanted any more."""
        if self._rows % _STEP == 0:
            self._stopped = self._cancelled()
            self._tell()
        self._rows += 1
        return self._stopped

    def _tell(self) -> None:
        self._progress(min(self._dump.lines.offset, self._size), self._size)


def _repeated(table: str, memory: V2Memory) -> SetAside:
    return SetAside(
        table,
        str(memory.id),
        memory.line,
        "repeated-id",
        "Another note with this id came before it in the file.",
        "The first one was taken. If the two differ, add this one by hand.",
        memory.content[:200],
    )


def _is_memories(table: str) -> bool:
    return table.rpartition(".")[2].lower() == "memories"


def _shape(table: str, columns: tuple[str, ...]) -> str:
    """The shape of a table that is named as v2's memories are. Raises BrainError when it has none of them."""
    shape = shapes.memory_shape(columns)
    if shape:
        return shape
    named = ", ".join(columns[:12]) or "none"
    raise BrainError(
        f"The table {table} of this dump is not one that a v2 wrote: its columns are {named}.", _HINT
    )


def _newer() -> BrainError:
    return BrainError("This is a dump of a Second Brain v3, not of a v2.", _HINT)


def _nothing_found(dump: Dump, tables: list[str]) -> BrainError:
    """Why a file without rows of memories is no v2 dump that can be read."""
    if any(_is_memories(str(name)) for name in dump.inserted):
        return BrainError(
            "This dump holds its rows as INSERT statements, which are not read yet.",
            "Nothing was changed. Make the dump again with pg_dump, without --inserts, and choose that file.",
        )
    if any(_is_memories(str(name)) for name in dump.defined):
        return BrainError(
            "This dump describes the tables of a v2 but holds no rows.",
            "Nothing was changed. Make the dump again with pg_dump, without --schema-only.",
        )
    if tables or dump.defined:
        found = ", ".join(dict.fromkeys([*tables, *map(str, dump.defined)]))
        return BrainError(f"This dump holds no table of memories. It holds: {found[:300]}.", _HINT)
    return BrainError("This file is no dump of a v2 database: no tables were found in it.", _HINT)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The file, positioned at its start, and its size. Errors of the file system become words, whenever they come."""
    try:
        with path.open("rb", buffering=_BUFFER) as stream:
            require_plain_dump(stream.read(HEAD))
            stream.seek(0)
            yield stream, path.stat().st_size
    except FileNotFoundError:
        raise BrainError(f"There is no file {path}.", "Nothing was changed. Choose the file again.") from None
    except IsADirectoryError:
        raise BrainError(f"{path} is a folder; this form of a dump is not read yet.", _HINT) from None
    except OSError as error:
        raise BrainError(
            f"The file {path} cannot be read: {error.strerror or error}.",
            "What was imported is safe. Check that the file is still there and that you may read it, then try again.",
        ) from None
