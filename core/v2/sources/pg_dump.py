"""Reading a v2 dump: recognized in a moment, then read once from end to end.

Owns which tables are read and how, what a dump must hold to be one of a v2, and progress. Refuses to know in which form the
rows stand there, and what becomes of what it yields. Memory stays the same for files of any size.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import BrainError, Cancelled
from core.language import tr, tr_noop
from core.progress import Progress, Stop, never, unheard
from core.v2.seen import SeenIds
from core.v2.sources import shapes
from core.v2.sources.copytext import Row, TableName
from core.v2.sources.dump import Block, Dump
from core.v2.sources.inserts import InsertBlock
from core.v2.sources.layouts import guess
from core.v2.sources.rows import LinkRows, MemoryRows
from core.v2.sources.script import FIRST_PART, Script, look_into, open_script
from core.v2.sources.userrows import UserRows
from core.v2.values import FileRead, Item, Role, SetAside, TableRead, V2Memory

_STEP = 512  # rows between two calls of `progress`

_HINT = tr_noop("Nothing was changed. Choose the backup that you made of your v2 database.")


@dataclass(frozen=True, slots=True)
class Found:
    """What a file or folder is. `kind` is "dump", "qdrant" or "attachments", `words` say it to a person, `size` is in bytes.

    Of a dump, `shape` is that of its memories ("" when only reading on will tell), and `tables` those that its
    first part names.
    """

    kind: str
    words: str
    size: int
    shape: str = ""
    table: str = ""
    tables: tuple[str, ...] = ()


def recognize(path: Path) -> Found:
    """What the file or folder is, told in milliseconds by looking into it; an archive of pg_dump takes somewhat longer.

    Raises BrainError when no v2 left such a thing, or it cannot be read.
    """
    with look_into(path) as (form, _, size):
        if form.content in ("qdrant", "attachments"):
            return Found(form.content, form.words, size)
    with open_script(path, definitions_only=True) as script:
        head = script.stream.read(FIRST_PART)
        return _recognized(
            Dump(io.BytesIO(head), recoded=script.form.recoded), script, len(head) < FIRST_PART
        )


def _recognized(dump: Dump, script: Script, all_of_it: bool) -> Found:
    """What the first part of a dump shows, which may be all of it."""
    filled = {block.name: _columns(block) for block in dump.blocks()}
    columns = dump.defined | filled
    newer = {name[:2] for name, found in columns.items() if shapes.holds_events(found)}
    older = {name: found for name, found in columns.items() if name[:2] not in newer}
    tables = tuple(map(str, columns))
    rows_to_come = not all_of_it or script.form.content != "plain"
    notes = [(name, shapes.memory_shape(found)) for name, found in older.items() if _is_memories(name)]
    notes = [(name, shape) for name, shape in notes if shape]
    if notes and (filled or rows_to_come):
        name, shape = notes[0]
        words = tr("{what}, of {shape}", what=script.form.words, shape=tr(shapes.SHAPES[shape]))
        if len(notes) > 1:
            names = ", ".join(str(name) for name, _ in notes)
            words = tr("{what}, with {n} tables of notes: {names}", what=words, n=len(notes), names=names)
        return Found("dump", words, script.size, shape, str(name), tables)
    if rows_to_come and not newer and (columns or filled) and not _unknown_memories(older):
        return Found("dump", script.form.words, script.size, "", "", tables)
    raise _nothing_found(columns)


def read_dump(path: Path, progress: Progress = unheard, cancelled: Stop = never) -> Iterator[Item]:
    """Everything that the dump holds, in its order: memories, links, users and rows set aside as they come, a TableRead
    after each table or part of one, one FileRead at the end. An id that came before is set aside, also in another table.

    `progress` hears of bytes. Raises BrainError when the file is no v2 dump or cannot be read, Cancelled when `cancelled`
    answers True, which is asked every few hundred rows: after the TableRead of what was read until then.
    """
    with open_script(path, progress, cancelled) as script:
        yield from _Reading(script, progress, cancelled).items()


class _Reading:
    def __init__(self, script: Script, progress: Progress, cancelled: Stop) -> None:
        self._script = script
        self._dump = Dump(script.stream, recoded=script.form.recoded)
        self._progress = progress
        self._cancelled = cancelled
        self._seen = SeenIds()
        self._rows = 0
        self._stopped = False
        self._newer: set[tuple[str, ...]] = set()  # databases and schemas that are a v3's

    def items(self) -> Iterator[Item]:
        tables: dict[TableName, tuple[str, ...]] = {}
        memories = False
        for block in self._dump.blocks():
            columns = _columns(block)
            tables[block.name] = columns
            role, shape, read = self._reader(block.name, columns)
            memories |= role == "memories"
            yield from self._table(block, role, shape, read)
            if self._stopped:
                raise Cancelled
        if not memories:
            raise _nothing_found(self._dump.defined | tables)
        self._tell()
        yield FileRead(self._script.size, self._dump.whole and not self._script.cut)

    def _reader(
        self, name: TableName, columns: tuple[str, ...]
    ) -> tuple[Role, str, Callable[[Row], Item] | None]:
        """What the rows of a table are, the shape of memories, and what reads them."""
        table, codec = str(name), self._dump.codec
        known = self._dump.defined | {name: columns}
        self._newer |= {other[:2] for other, found in known.items() if shapes.holds_events(found)}
        if name[:2] not in self._newer:
            if _is_memories(name) and not columns:
                raise _nothing_found({name: columns})
            if _is_memories(name) and (shape := shapes.memory_shape(columns)):
                return "memories", shape, MemoryRows(table, columns, codec).read
            if shapes.holds_links(columns):
                return "links", "", LinkRows(table, columns, codec).read
            if shapes.holds_users(name.table, columns):
                return "users", "", UserRows(table, columns, codec).read
        return "", "", None

    def _table(
        self, block: Block, role: Role, shape: str, read: Callable[[Row], Item] | None
    ) -> Iterator[Item]:
        table = str(block.name)
        rows = 0
        for row in block.rows():
            if self._stop():
                break
            rows += 1
            if read is not None:
                item = read(row)
                if isinstance(item, V2Memory) and not self._seen.add(item.id):
                    item = _repeated(table, item)
                yield item
        yield TableRead(table, rows, role, shape)

    def _stop(self) -> bool:
        """Takes note of one more row; True when it is not wanted any more."""
        if self._rows % _STEP == 0:
            self._stopped = self._cancelled()
            self._tell()
        self._rows += 1
        return self._stopped

    def _tell(self) -> None:
        size = self._script.size
        self._progress(min(self._script.position(), size), size)


def _columns(block: Block) -> tuple[str, ...]:
    """The block's columns; where neither it nor the dump names them, those of the v2 table whose rows look the same."""
    if not block.columns and isinstance(block, InsertBlock):
        block.columns = guess(block.name.table, (row.cells or () for row in block.peek() if not row.trouble))
    return block.columns


def _repeated(table: str, memory: V2Memory) -> SetAside:
    return SetAside(
        table,
        str(memory.id),
        memory.line,
        "repeated-id",
        tr_noop("Another note with this id came before it in the file."),
        tr_noop("The first one was taken. If the two differ, add this one by hand."),
        memory.content[:200],
    )


def _is_memories(name: TableName) -> bool:
    return name.table.lower() == "memories"


def _unknown_memories(columns: Mapping[TableName, tuple[str, ...]]) -> list[TableName]:
    return [name for name, found in columns.items() if _is_memories(name) and not shapes.memory_shape(found)]


def _nothing_found(columns: Mapping[TableName, tuple[str, ...]]) -> BrainError:
    """Why a dump without rows of memories is none of a v2. `columns` are those of all its tables."""
    if any(map(shapes.holds_events, columns.values())):
        return BrainError(tr("This is a dump of a Second Brain v3, not of a v2."), tr(_HINT))
    for name in _unknown_memories(columns):
        named = ", ".join(columns[name][:12])
        if named:
            return BrainError(
                tr(
                    "The table {name} of this dump is not one that a v2 wrote: its columns are {named}.",
                    name=name,
                    named=named,
                ),
                tr(_HINT),
            )
        return BrainError(
            tr(
                "This dump does not name the columns of the table {name}, and its rows do not look like "
                "those that a v2 wrote.",
                name=name,
            ),
            tr(
                "Nothing was changed. Make the dump again without --data-only, or with --column-inserts, "
                "and choose that file."
            ),
        )
    if any(map(_is_memories, columns)):
        return BrainError(
            tr("This dump describes the tables of a v2 but holds no rows."),
            tr("Nothing was changed. Make the dump again with pg_dump, without --schema-only."),
        )
    if columns:
        found = ", ".join(map(str, columns))
        return BrainError(
            tr("This dump holds no table of memories. It holds: {found}.", found=found[:300]), tr(_HINT)
        )
    return BrainError(tr("This file is no dump of a v2 database: no tables were found in it."), tr(_HINT))
