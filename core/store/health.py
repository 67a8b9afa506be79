"""The condition of a notebook's database: what it is, how much it holds, and whether what it promises still holds.

Owns the questions that `second-brain doctor` asks of the store. Only reads. Each question stands for itself: one that the
database cannot answer is told as such, and the others are answered all the same. What is mended is in `core.store.mending`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

from core.checks import Check, mendable
from core.clock import milliseconds
from core.errors import BrainError
from core.language import thousands, tr
from core.store import orphans, soundness, understanding
from core.store.blobs import Blobs
from core.store.engine import Connection
from core.store.file_words import FILES
from core.store.upgrade import OLDEST_VECTOR, head
from core.store.vocabulary import is_right

_FAR = 300.0  # seconds that a clock may be away before it is worth words
_MANY = 50  # documents: more are not counted by the next search, but in the background


@dataclass(frozen=True, slots=True)
class Health:
    """A database at a glance. `size` is in bytes, `known_schema` is what this program works with."""

    server: str
    pgvector: str
    schema: str
    known_schema: str
    size: int
    events: int
    memories: int
    trash: int
    drafts: int
    checks: tuple[Check, ...]


def health(connection: Connection, blobs: Blobs) -> Health:
    """Look at everything once; `blobs` are the contents of the notes' files. BrainError when the tables are not there that
    a notebook has."""
    row = _facts(connection)
    return Health(
        server=row.server,
        pgvector=row.pgvector or "",
        schema=row.schema,
        known_schema=head(),
        size=row.size,
        events=row.events,
        memories=row.memories - row.trash,
        trash=row.trash,
        drafts=row.drafts,
        checks=(
            Check("database", True, tr("The database answers: Postgres {version}.", version=row.server)),
            *(_looked_at(connection, name, look) for name, look in _LOOKS.items()),
            _looked_at(connection, "files", lambda connection: _files(connection, blobs)),
        ),
    )


def _facts(connection: Connection) -> Any:
    try:
        return _row(connection, _FACTS)
    except psycopg.ProgrammingError as error:
        raise BrainError(
            tr("The database has not all that a notebook has: {reason}.", reason=error.diag.message_primary),
            tr("Nothing was changed. Restore a backup beside it and compare."),
        ) from error


def _looked_at(connection: Connection, name: str, look: Callable[[Connection], Check]) -> Check:
    """One check; a question that the database refuses is a finding, and costs only itself."""
    try:
        with connection.transaction():
            return look(connection)
    except psycopg.OperationalError:
        raise  # it is gone, full, or was told to stop: that concerns all of them
    except psycopg.Error as error:
        told = error.diag.message_primary or type(error).__name__
        return Check(
            name,
            False,
            tr("This could not be looked at ({name}): {told}.", name=name, told=told),
            tr("Please report it."),
        )


def _row(connection: Connection, query: str) -> Any:
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(query.encode()).fetchone()


_FACTS = """
select current_setting('server_version') as server,
    (select extversion from pg_extension where extname = 'vector') as pgvector,
    (select version_num from alembic_version) as schema,
    pg_database_size(current_database()) as size,
    (select count(*) from events) as events,
    (select count(*) from memories) as memories,
    (select count(*) from memories where deleted_at is not null) as trash,
    (select count(*) from drafts) as drafts
"""


def _vectors_work(connection: Connection) -> Check:
    row = _row(connection, "select extversion as version from pg_extension where extname = 'vector'")
    if row is None:
        return Check(
            "pgvector",
            False,
            tr("The database lacks the extension pgvector."),
            tr("Run there as an administrator: CREATE EXTENSION vector;"),
        )
    if tuple(int(part) for part in row.version.split(".")[:2]) < OLDEST_VECTOR:
        return Check(
            "pgvector",
            False,
            tr("The database has pgvector {version}; a notebook needs 0.8 or later.", version=row.version),
            tr("Install the newer one on the server, then run there: ALTER EXTENSION vector UPDATE;"),
        )
    try:
        with connection.transaction():
            near = _row(connection, _NEAR).near
    except psycopg.ProgrammingError:  # its library is not where the server looks for it
        near = None
    if near is None or not 0.28 < near < 0.29:
        words = tr("pgvector {version} is there and does not calculate as it should.", version=row.version)
        return Check("pgvector", False, words, tr("Install pgvector on the server again."))
    return Check("pgvector", True, tr("pgvector {version} compares vectors.", version=row.version))


# 1 - cos of the two is 2/7.
_NEAR = "select '[1,2,3]'::halfvec <=> '[3,2,1]'::halfvec as near"


def _log(connection: Connection) -> Check:
    row = _row(
        connection,
        "select (select count(*) from events) as events, (select coalesce(max(position), 0) from events) as last,"
        " (select position from log_head) as head",
    )
    ok = row.events == row.last == row.head
    words = tr("The history has {events} events and no gap.", events=thousands(row.events))
    if not ok:
        words = tr(
            "The history has {events} events, but its last one is number {last} of {head}.",
            events=thousands(row.events),
            last=thousands(row.last),
            head=thousands(row.head),
        )
    return Check("history", ok, words, "" if ok else tr("Restore a backup beside this notebook and compare."))


def _guard(connection: Connection) -> Check:
    row = _row(
        connection,
        "select count(*) = 2 as guards from pg_trigger where tgrelid = 'events'::regclass"
        " and tgname in ('append_only', 'append_only_rows') and tgenabled in ('O', 'A')",
    )
    if row.guards:
        return Check("append-only", True, tr("The database itself keeps the history from being changed."))
    return mendable("append-only", tr("The history is not protected from changes."), tr("Protect it again."))


def _time(connection: Connection) -> Check:
    """The machine's clock against the newest that the log knows, and against the server's."""
    row = _row(
        connection,
        "select (select clock from log_head) as clock,"
        " (select extract(epoch from occurred_at)::float8 from events order by position desc limit 1) as newest,"
        " extract(epoch from clock_timestamp())::float8 as server",
    )
    now = time.time()
    ahead = max(milliseconds(row.clock) / 1000, row.newest or 0.0) - now
    if ahead > _FAR:
        return Check(
            "time",
            False,
            tr(
                "The newest change in the history is {ahead} ahead of this machine's clock.",
                ahead=_long(ahead),
            ),
            tr(
                "Set the clock of this machine. If it is right, it was wrong once; the order of changes "
                "holds."
            ),
        )
    if abs(row.server - now) > _FAR:
        return Check(
            "time",
            False,
            tr(
                "The clock of the database's server is {apart} away from this machine's.",
                apart=_long(abs(row.server - now)),
            ),
            tr("Set the clock of the one that is wrong."),
        )
    return Check("time", True, tr("The clock of this machine goes on from the newest change in the history."))


def _long(seconds: float) -> str:
    days, hours, minutes = (
        thousands(round(seconds / 86_400)),
        thousands(round(seconds / 3_600)),
        thousands(round(seconds / 60)),
    )
    if seconds >= 2 * 86_400:
        return tr("{days} days", days=days)
    if seconds >= 2 * 3_600:
        return tr("{hours} hours", hours=hours)
    if seconds >= 2 * 60:
        return tr("{minutes} minutes", minutes=minutes)
    return tr("{seconds} seconds", seconds=thousands(round(seconds)))


def _search(connection: Connection) -> Check:
    row = _row(
        connection,
        "select (select count(*) from memories) as memories, (select count(*) from memories m"
        f" where not exists (select from search_documents d where d.memory_id = m.id and d.part < {FILES})) as unindexed",
    )
    if not row.unindexed:
        return Check(
            "search",
            True,
            tr("All {memories} notes can be found by their words.", memories=thousands(row.memories)),
        )
    words = tr(
        "{indexed} of {all} notes can be found by their words.",
        indexed=thousands(row.memories - row.unindexed),
        all=thousands(row.memories),
    )
    return mendable("search", words, tr("Index the words of the others."))


def _vocabulary(connection: Connection) -> Check:
    row = _row(connection, "select count(*) as waiting from uncounted")
    if not is_right(connection):
        words = tr("The counts of words, by which results are ordered, are not right.")
        return mendable("vocabulary", words, tr("Count all words anew."))
    if row.waiting > _MANY:
        words = tr(
            "The words of {waiting} new pieces of notes are not counted yet; results may be ordered less well.",
            waiting=thousands(row.waiting),
        )
        return mendable("vocabulary", words, tr("Count them."), ok=True)
    return Check("vocabulary", True, tr("The words of the notes are counted."))


def _files(connection: Connection, blobs: Blobs) -> Check:
    """Whether the content of every attached file is here in full; that it is not damaged is known when it is saved."""
    rows = connection.execute(_FILES).fetchall()
    elsewhere = blobs.elsewhere()
    away = [row for row in rows if not _is_whole(blobs, row[0], row[1])]
    missing = [name for sha256, _, name in away if sha256 not in elsewhere or blobs.has(sha256)]
    if not missing:
        return Check(
            "files", True, tr("Every file that a note has is here.") if rows else tr("No note has a file.")
        )
    some = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
    return Check(
        "files",
        False,
        tr(
            "Files of notes whose content is not here, or not all of it: {missing} ({some}).",
            missing=thousands(len(missing)),
            some=some,
        ),
        tr(
            "Copy the folder “blobs” from the data folder where they were attached or from a backup, "
            "or attach them again."
        ),
    )


_FILES = """
select encode(a.sha256, 'hex'), min(a.size), min(a.name) from attachments a join memories m on m.id = a.memory_id
group by 1 order by 3
"""


def _is_whole(blobs: Blobs, sha256: str, size: int) -> bool:
    try:
        return blobs.path(sha256).stat().st_size == size
    except (OSError, BrainError):
        return False


def _durable(connection: Connection) -> Check:
    row = _row(
        connection,
        "select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'"
        " and current_setting('synchronous_commit') <> 'off' as durable",
    )
    if row.durable:
        return Check("durability", True, tr("What is saved is on the disk."))
    return Check(
        "durability",
        False,
        tr("The server does not wait until what is saved is on the disk."),
        tr("Switch fsync, full_page_writes and synchronous_commit on."),
    )


def _checksums(connection: Connection) -> Check:
    row = _row(
        connection,
        "select current_setting('data_checksums') = 'on' as checksums, (select coalesce(max(checksum_failures), 0)"
        " from pg_stat_database where datname = current_database()) as damaged",
    )
    if row.damaged:
        words = tr("The server found {damaged} damaged pages on the disk.", damaged=thousands(row.damaged))
        return Check(
            "checksums", False, words, tr("Make a copy of the data folder now, then check the disk.")
        )
    if row.checksums:
        return Check("checksums", True, tr("Checking of pages is on and has found no damage."))
    words = tr("Checking of pages is off on this server, so damage to the disk may go unseen.")
    return Check("checksums", True, words)


_LOOKS: dict[str, Callable[[Connection], Check]] = {
    "pgvector": _vectors_work,
    "history": _log,
    "append-only": _guard,
    "time": _time,
    "search": _search,
    "orphans": orphans.look,
    "vocabulary": _vocabulary,
    "indexes": soundness.indexes,
    "statistics": soundness.statistics,
    "vectors": orphans.look_for_vectors,
    "meaning": understanding.look,
    "durability": _durable,
    "checksums": _checksums,
}
