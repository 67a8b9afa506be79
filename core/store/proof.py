"""The proof of a backup: the file is read back into a server of its own, and must be what the notebook was.

Owns the figures by which two databases are compared (counts, and a hash over the rows that cannot be made again, the log
above all), and the scratch server that a backup is restored into. The notebook's own server never sees the copy. Refuses to
know where backups lie and how many are kept.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from core.errors import BrainError, Cancelled
from core.language import tr
from core.progress import Progress, Stop, never, unheard
from core.store.backup import back_up, put_back
from core.store.cluster import Cluster
from core.store.database import Database
from core.store.engine import Connection
from core.store.replay import replay
from core.store.upgrade import upgrade
from core.store.words import catch_up

SERVER = 100 << 20
"""Bytes that such a server takes beside what is in it."""
SCRATCH = "proving-"
"""How the folders begin in which backups are read back; one that is left behind can go."""

# What is folded from the log is compared by folding it; the rest of these is made again from the notes.
_MADE_AGAIN = (
    "memories", "links", "attachments", "memory_vectors", "search_documents", "vocabulary", "languages", "uncounted",
    "passages", "uncut", "unembedded", "indexing", "file_texts", "file_words", "unread_files",
)  # fmt: skip
_TABLES = (
    "select relname::text from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'"
    " and relname <> all(%s) order by relname"
)
# Each row's hash in two halves, which are put together in an order that does not matter.
_HASHED = (
    "select count(*), coalesce(bit_xor(('x' || left(h, 16))::bit(64)::int8), 0),"
    " coalesce(bit_xor(('x' || right(h, 16))::bit(64)::int8), 0) from (select md5(t::text) as h from {} t) as hashed"
)
_HALF = 1 << 64


@dataclass(frozen=True, slots=True)
class Figures:
    """What two copies of a notebook must agree in. `tables` has for each table its rows and a hash over them."""

    notes: int
    trash: int
    events: int
    tables: dict[str, tuple[int, str]]
    files: dict[str, int]
    """Every content that a note has or had, by its SHA-256, with its size."""

    def unlike(self, other: Figures) -> tuple[str, ...]:
        """The names of what differs; none when they are the same."""
        names = [
            name for name in ("notes", "trash", "events", "files") if _of(self, name) != _of(other, name)
        ]
        tables = self.tables.keys() | other.tables.keys()
        return (*names, *sorted(name for name in tables if self.tables.get(name) != other.tables.get(name)))


def _of(figures: Figures, name: str) -> object:
    found: object = getattr(figures, name)
    return found


def figures_of(connection: Connection) -> Figures:
    """The figures of the database as this transaction sees it."""
    for setting in (
        "timezone to 'UTC'",
        "datestyle to 'ISO, YMD'",
        "extra_float_digits to 1",
        "bytea_output to 'hex'",
    ):
        connection.execute(f"set local {setting}".encode())
    counted = connection.execute(
        "select count(*) filter (where deleted_at is null), count(*) filter (where deleted_at is not null),"
        " (select count(*) from events) from memories"
    ).fetchone()
    assert counted is not None, "a count is one row"
    files = connection.execute(
        "select distinct data ->> 'sha256', (data ->> 'size')::int8 from events where event_type = 'memory.attached'"
    )
    names = [name for (name,) in connection.execute(_TABLES.encode(), (list(_MADE_AGAIN),))]
    notes, trash, events = counted
    tables = {name: _hashed(connection, name) for name in names}
    return Figures(notes, trash, events, tables, dict(files.fetchall()))


def written(
    database: Database, path: Path, about: int = 0, progress: Progress = unheard, cancelled: Stop = never
) -> Figures:
    """Write a backup to this path, and the figures of exactly what is in it. Raises as `back_up` does."""
    with database.connection() as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        figures = figures_of(connection)
        row = connection.execute("select pg_export_snapshot()").fetchone()
        assert row is not None, "a snapshot has a name"
        back_up(database.address, path, about, progress, cancelled, snapshot=row[0])
    return figures


@contextmanager
def restored(home: Path, path: Path, cancelled: Stop = never) -> Iterator[Database]:
    """The backup at this path in a server of its own, until the end of the block. Raises BrainError for a damaged one."""
    with scratch_server(home) as address:
        database = Database(address)
        try:
            put_back(database.address, path, cancelled)
            yield database
        finally:
            database.close()


@contextmanager
def scratch_server(home: Path) -> Iterator[str]:
    """The address of an empty database in a server that goes away at the end of the block, and in which all is allowed."""
    try:
        place = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=home))
    except OSError as error:
        raise BrainError(
            tr(
                "The backup cannot be read back, because {home} cannot be written: {reason}.",
                home=home,
                reason=error.strerror,
            ),
            tr("Your notes are safe. Free some space and try again."),
        ) from error
    try:
        with Cluster(place, beside=True) as cluster:
            yield cluster.admin_url()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def check(
    database: Database, expected: Figures, progress: Progress = unheard, cancelled: Stop = never
) -> None:
    """Compare what was read back with what was written, and fold its log anew. Raises BrainError when it is not the
    same, and Cancelled."""

    def heard(done: int, total: int) -> None:
        if cancelled():
            raise Cancelled
        progress(done, total)

    with database.connection() as connection:
        unlike = figures_of(connection).unlike(expected)
    if unlike:
        raise _not_the_same(", ".join(unlike))
    if upgrade(database.address):
        catch_up(database)
    told = replay(database, heard)
    if not told.equal:
        raise _not_the_same(", ".join(name for name, count in told.differences.items() if count))


def sweep(home: Path) -> None:
    """Remove what a program that was killed left of such servers. Only for whoever holds the lock of backups."""
    for place in home.glob(f"{SCRATCH}*"):
        shutil.rmtree(place, ignore_errors=True)


def _hashed(connection: Connection, table: str) -> tuple[int, str]:
    row = connection.execute(sql.SQL(_HASHED).format(sql.Identifier(table))).fetchone()
    assert row is not None, "a count is one row"
    return row[0], f"{row[1] % _HALF:016x}{row[2] % _HALF:016x}"


def _not_the_same(what: str) -> BrainError:
    return BrainError(
        tr("The backup was read back and is not what the notebook was; it differs in: {what}.", what=what),
        tr(
            "Your notes are safe, but this backup does not count. Make another one; if it stays so, "
            "run `second-brain doctor`."
        ),
    )
