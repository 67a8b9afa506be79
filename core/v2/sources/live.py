"""The database of a v2 that still runs, read as its dump would be: the same items in one read-only transaction.

Owns which of a database's tables are a v2's, their order (notes, links, users, and last how many rows the others have), and
what a person is told of the database. Refuses to know SQL and how a row becomes a value. Memory stays the same for databases
of any size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.errors import BrainError, Cancelled
from core.language import thousands, tr, tr_noop
from core.progress import Progress, Stop, never, unheard
from core.store.foreign import ForeignDatabase, ForeignTable, looking_into
from core.store.whereabouts import complete_address, same_place
from core.v2.plan import Recognized
from core.v2.seen import SeenIds
from core.v2.sources import shapes
from core.v2.sources.copytext import Row
from core.v2.sources.rows import LinkRows, MemoryRows
from core.v2.sources.userrows import UserRows
from core.v2.values import FileRead, Item, Role, SetAside, TableRead, V2Memory

_STEP = 512  # rows between two looks at whether it shall go on
_LONGEST = 64 << 20  # bytes of a row, as in a dump
_HINT = tr_noop("Nothing was changed there. Check the address: it names v2's own server and database.")


def source_address(url: str, notebook: str = "") -> str:
    """The address of a v2's database, completed by what libpq's variables (PGPASSWORD and the like) say of it now.

    Starting the built-in database takes those variables from the process, so ask for it before that. Raises BrainError when
    it is no address of a Postgres, and when it is the very one that the notebook is to be opened at: a notebook needs a
    database of its own.
    """
    address = complete_address(url)
    if _is_ours(address, notebook):
        raise BrainError(
            tr("The database to read and the one to write are the same."),
            tr(
                "Nothing was changed. The notebook needs a database of its own: CREATE DATABASE "
                "second_brain; or leave the target out to use the built-in one."
            ),
        )
    return address


def recognize_database(url: str, notebook: str = "") -> Recognized:
    """What is at the address, told without reading any note. `notebook` is the address of the open notebook's own database.

    Raises BrainError when it cannot be reached, and when no v2 keeps its notes there.
    """
    address = complete_address(url)
    with looking_into(address) as database:
        memories = _Tables(database, _is_ours(address, notebook)).memories
        rows = sum(database.count(table) for table in memories)
        shape = tr(shapes.SHAPES[shapes.memory_shape(memories[0].columns)])
        words = tr(
            "the database of a v2 ({shape}) with {rows} notes, on Postgres {version}",
            shape=shape,
            rows=thousands(rows),
            version=database.server,
        )
        return Recognized(database.place, "database", words, sum(map(database.size, memories)))


def read_database(
    url: str, progress: Progress = unheard, cancelled: Stop = never, notebook: str = ""
) -> Iterator[Item]:
    """Everything that the database holds, as `read_dump` tells it of a dump. Lines are numbers of rows in their table.

    `progress` hears of bytes; how many there are in all is estimated as they come. Raises BrainError when the database
    cannot be read or goes away, Cancelled when `cancelled` answers True: after the TableRead of what was read until then.
    """
    address = complete_address(url)
    with looking_into(address) as database:
        tables = _Tables(database, _is_ours(address, notebook))
        yield from _Reading(database, tables, progress, cancelled).items()


def _is_ours(address: str, notebook: str) -> bool:
    return bool(notebook) and same_place(address, complete_address(notebook))


class _Tables:
    """The tables of a database by what they hold. Raises BrainError when no v2 keeps its notes there."""

    def __init__(self, database: ForeignDatabase, ours: bool) -> None:
        found = database.tables()
        newer = {table.schema for table in found if shapes.holds_events(table.columns)}
        found = tuple(table for table in found if table.schema not in newer)
        self.memories = _memories(found)
        if not self.memories:
            raise _nothing_found(database.place, found, bool(newer), ours)
        others = [table for table in found if table not in self.memories]
        self.links = [table for table in others if shapes.holds_links(table.columns) and not table.view]
        self.users = [
            table for table in others if shapes.holds_users(table.name, table.columns) and not table.view
        ]
        left = [table for table in others if table not in self.links and table not in self.users]
        self.others = [table for table in left if not table.view]
        for table in (*self.memories, *self.links, *self.users):
            if not table.readable:
                raise BrainError(
                    tr(
                        "This user may not read the table {table} of the v2 database at {place}.",
                        table=table,
                        place=database.place,
                    ),
                    tr(
                        "Nothing was changed there. Use the user that v2 itself uses, or let the database's "
                        "owner say: GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO that_user;",
                        schema=table.schema,
                    ),
                )


def _memories(found: Sequence[ForeignTable]) -> list[ForeignTable]:
    """The tables of notes; views of that name only where no table has it, since they show the same notes again."""
    named = [
        table for table in found if table.name.lower() == "memories" and shapes.memory_shape(table.columns)
    ]
    return [table for table in named if not table.view] or named


def _nothing_found(place: str, found: Sequence[ForeignTable], newer: bool, ours: bool) -> BrainError:
    if ours:
        return BrainError(
            tr("This is the database that holds this notebook itself, and there are no notes of a v2 in it."),
            tr(_HINT),
        )
    if newer:
        return BrainError(
            tr("The database at {place} holds a notebook of Second Brain 3, not a v2.", place=place),
            tr(_HINT),
        )
    named = [table for table in found if table.name.lower() == "memories"]
    if named:
        columns = ", ".join(named[0].columns[:12]) or "none"
        return BrainError(
            tr(
                "The table {table} at {place} is not one that a v2 wrote: its columns are {columns}.",
                table=named[0],
                place=place,
                columns=columns,
            ),
            tr(_HINT),
        )
    if found:
        names = ", ".join(map(str, found))[:300]
        return BrainError(
            tr(
                "The database at {place} holds no table of memories. It holds: {names}.",
                place=place,
                names=names,
            ),
            tr(_HINT),
        )
    return BrainError(tr("The database at {place} is empty.", place=place), tr(_HINT))


class _Reading:
    """One pass over the tables."""

    def __init__(
        self, database: ForeignDatabase, tables: _Tables, progress: Progress, cancelled: Stop
    ) -> None:
        self._database = database
        self._tables = tables
        self._progress = progress
        self._cancelled = cancelled
        self._seen = SeenIds()
        self._done = 0
        self._expected = 0
        self._stopped = False

    def items(self) -> Iterator[Item]:
        self._progress(0, 0)
        for table in self._tables.memories:
            reader = MemoryRows(str(table), table.columns)
            yield from self._read(table, reader, "memories", shapes.memory_shape(table.columns))
        for table in self._tables.links:
            yield from self._read(table, LinkRows(str(table), table.columns), "links")
        for table in self._tables.users:
            yield from self._read(table, UserRows(str(table), table.columns), "users")
        for table in self._tables.others:
            if self._cancelled():
                raise Cancelled
            yield TableRead(str(table), self._database.count(table), "")
        self._progress(self._done, self._done)
        yield FileRead(self._done, whole=True)

    def _read(
        self, table: ForeignTable, reader: MemoryRows | LinkRows | UserRows, role: Role, shape: str = ""
    ) -> Iterator[Item]:
        rows, before, total = 0, self._done, self._database.count(table)
        for line in self._database.lines(table, table.columns):
            if rows % _STEP == 0 and self._stop():
                break
            rows += 1
            self._done += len(line) + 1
            self._expected = self._done + (self._done - before) * max(total - rows, 0) // rows
            yield self._once(reader.read(Row(rows, line, "too-long" if len(line) > _LONGEST else None)))
        yield TableRead(str(table), rows, role, shape)
        if self._stopped:
            raise Cancelled

    def _once(self, item: Item) -> Item:
        if isinstance(item, V2Memory) and not self._seen.add(item.id):
            return SetAside(
                item.table,
                str(item.id),
                item.line,
                "repeated-id",
                tr_noop("Another note with this id came before it."),
                tr_noop("The first one was taken. If the two differ, add this one by hand."),
                item.content[:200],
            )
        return item

    def _stop(self) -> bool:
        self._stopped = self._cancelled()
        if self._done:
            self._progress(self._done, self._expected)
        return self._stopped
