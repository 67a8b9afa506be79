"""What the log tells of imports: which came, what each of them appended, and whether what is here came with one.

Owns the queries behind the migration's runs, checks and undoing. Only reads. What a memory is made of is folded elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg

from core.errors import BrainError
from core.events import (
    ATTACHED,
    CREATED,
    EMBEDDED,
    IMPORT_STARTED,
    IMPORT_UNDONE,
    LINKED,
    UNEMBEDDED,
    UPDATED,
    VOIDED,
)
from core.language import tr
from core.store.engine import Connection, Row, connect, translating
from core.store.rows import COUNTS
from core.store.settled import SENT

_CHUNK = 1_000
_IMPORTING = 0x5EC0_4D_1390  # any number that nobody else takes for an advisory lock
# Not of a life that was voided, and not of an import that was taken back.
_STILL_COUNTS = (
    " and e.superseded_by is null"
    " and not exists (select from events v where v.aggregate_id = e.aggregate_id and v.superseded_by is null"
    f" and v.event_type = '{VOIDED}' and v.stream_version > e.stream_version)"
)
_LAST_LIFE = (
    " and e.superseded_by is null"
    " and not exists (select from events c where c.aggregate_id = e.aggregate_id and c.superseded_by is null"
    f" and c.event_type = '{CREATED}' and c.stream_version > e.stream_version)"
)
# An action of a person has a correlation, too. That an import began is told on the device that did it only.
_IMPORTED = (
    " and (exists (select from events b where b.aggregate_id = e.correlation_id and b.event_type = 'import.started')"
    " or exists (select from events b where b.correlation_id = e.correlation_id and b.data ? 'source'))"
)
_NOT_UNDONE = (
    " and not exists (select from events u where u.aggregate_id = e.correlation_id"
    " and u.event_type = 'import.undone')"
)


def links_brought(connection: Connection, ids: Collection[UUID]) -> dict[tuple[UUID, UUID, str], UUID]:
    """Every link of these memories that an import ever made, also one that was removed since: with the last such import."""
    rows = connection.execute(
        "select e.aggregate_id, (e.data ->> 'target')::uuid, e.data ->> 'kind', e.correlation_id from events e"
        " where e.aggregate_id = any(%s) and e.event_type = %s"
        f"{_IMPORTED}{_STILL_COUNTS}{_NOT_UNDONE} order by e.position".encode(),
        (list(ids), LINKED),
    )
    return {(source, target, kind): batch for source, target, kind, batch in rows}


def rows_brought(connection: Connection, ids: Collection[UUID], batch: UUID) -> dict[UUID, tuple[str, bool]]:
    """Of these memories those that this import created or updated: the SHA-256 of the source's row, and whether it was an
    update. Later imports may have updated them again."""
    rows = connection.execute(
        "select distinct on (e.aggregate_id) e.aggregate_id, e.data -> 'source' ->> 'sha256', e.event_type = %s"
        " from events e where e.aggregate_id = any(%s) and e.correlation_id = %s and e.data ? 'source'"
        f"{_LAST_LIFE} order by e.aggregate_id, e.stream_version desc".encode(),
        (UPDATED, list(ids), batch),
    )
    return {memory_id: (sha256, updated) for memory_id, sha256, updated in rows}


def vectors_brought(connection: Connection, ids: Collection[UUID]) -> dict[UUID, tuple[str, UUID | None]]:
    """Of these memories those that have an imported vector: its SHA-256, and the import that brought it."""
    rows = connection.execute(
        "select distinct on (e.aggregate_id) e.aggregate_id, e.event_type, e.data -> 'embedding' ->> 'sha256',"
        " e.correlation_id from events e"
        " where e.aggregate_id = any(%s) and e.superseded_by is null"
        " and (e.event_type = any(%s) or e.event_type = %s and e.data ? 'embedding')"
        " order by e.aggregate_id, e.stream_version desc",
        (list(ids), [EMBEDDED, UNEMBEDDED, VOIDED], CREATED),
    )
    return {
        memory_id: (sha256, batch) for memory_id, kind, sha256, batch in rows if kind in (CREATED, EMBEDDED)
    }


def files_brought(connection: Connection, ids: Collection[UUID]) -> dict[tuple[UUID, str, str], UUID]:
    """Every file (by note, SHA-256 and name) that an import ever attached to these memories, also one that was taken off
    since: with the last such import."""
    rows = connection.execute(
        "select e.aggregate_id, e.data ->> 'sha256', e.data ->> 'name', e.correlation_id from events e"
        " where e.aggregate_id = any(%s) and e.event_type = %s"
        f"{_IMPORTED}{_STILL_COUNTS}{_NOT_UNDONE} order by e.position".encode(),
        (list(ids), ATTACHED),
    )
    return {(memory_id, sha256, name): batch for memory_id, sha256, name, batch in rows}


def ids_of_texts(connection: Connection, texts: Collection[str]) -> dict[str, UUID]:
    """The memory that has exactly this text, for each text that one has; the oldest where several have."""
    rows = connection.execute(
        "select distinct on (content) content, id from memories where content = any(%s)"
        " order by content, created_at, id",
        (list(texts),),
    )
    return dict(rows.fetchall())


def every_text(connection: Connection) -> Iterator[tuple[UUID, str]]:
    """The text and the properties of every memory as one text, streamed."""
    with connection.cursor(name="every_text") as rows:
        rows.itersize = 500
        rows.execute("select id, content || E'\\n' || metadata::text from memories order by created_at, id")
        yield from rows


def begun(connection: Connection, batch: UUID) -> bool:
    """Whether an import appended anything about a memory yet."""
    query = (
        f"select from events where correlation_id = %s and event_type like 'memory.%%' and {COUNTS} limit 1"
    )
    return connection.execute(query.encode(), (batch,)).fetchone() is not None


def count_created(connection: Connection, batch: UUID) -> int:
    """How many memories an import created."""
    query = f"select count(*) from events where correlation_id = %s and event_type = %s and {COUNTS}"
    row = connection.execute(query.encode(), (batch, CREATED)).fetchone()
    return int(row[0]) if row else 0


def count_voided(connection: Connection, batch: UUID) -> int:
    """How many memories of an import were taken back since that was last said to have come to its end."""
    row = connection.execute(
        "select count(*) from events e where e.correlation_id = %s and e.event_type = %s"
        " and e.position > coalesce((select max(u.position) from events u where u.aggregate_id = %s"
        f" and u.event_type = %s), 0){_LAST_LIFE}".encode(),
        (batch, VOIDED, batch, IMPORT_UNDONE),
    ).fetchone()
    return int(row[0]) if row else 0


def count_restored(connection: Connection, batch: UUID) -> int:
    """How many memories that an import had changed were put back since it, or taking it back, was last said to have come to
    its end. Of one that never came to its end nothing tells that apart from the import itself: 0."""
    row = connection.execute(
        b"with ended as (select position, event_type from events where aggregate_id = %s and event_type like 'import.%%'"
        b" order by position desc limit 1)"
        b" select count(distinct e.aggregate_id) from events e, ended where e.correlation_id = %s"
        b" and e.event_type like 'memory.%%' and e.event_type not in (%s, %s) and e.superseded_by is null"
        b" and e.position > ended.position and ended.event_type <> %s",
        (batch, batch, CREATED, VOIDED, IMPORT_STARTED),
    ).fetchone()
    return int(row[0]) if row else 0


def created_by(
    connection: Connection, batch: UUID, after: int = 0, limit: int = _CHUNK
) -> list[tuple[int, UUID]]:
    """The next memories that an import created, after a position, each with the position of its event: once each, also where
    it created one anew after that had been taken back; not those that another import created anew."""
    return connection.execute(
        "select e.position, e.aggregate_id from events e"
        f" where e.correlation_id = %s and e.event_type = %s and e.position > %s{_LAST_LIFE}"
        " order by e.position limit %s".encode(),
        (batch, CREATED, after, limit),
    ).fetchall()


@dataclass(frozen=True, slots=True)
class Brought:
    """What one event of an import says that it brought to a memory. Hashes are SHA-256 in hexadecimal, empty where there is
    nothing to hash."""

    position: int
    memory_id: UUID
    event_type: str
    text: str
    vector: str
    target: UUID | None
    kind: str
    file: str
    name: str


def brought_by(connection: Connection, batch: UUID, after: int = 0, limit: int = _CHUNK) -> list[Brought]:
    """The next that an import brought, after a position: notes, vectors, links and files, by what the log says. Not of a
    life of a memory that is over, because the memory was created anew since."""
    rows = connection.execute(
        "select e.position, e.aggregate_id, e.event_type,"
        " coalesce(encode(sha256(convert_to(e.data ->> 'content', 'UTF8')), 'hex'), ''),"
        " coalesce(e.data -> 'embedding' ->> 'sha256', ''), (e.data ->> 'target')::uuid,"
        " coalesce(e.data ->> 'kind', ''), coalesce(e.data ->> 'sha256', ''), coalesce(e.data ->> 'name', '')"
        f" from events e where e.correlation_id = %s and e.event_type = any(%s) and e.position > %s{_LAST_LIFE}"
        " order by e.position limit %s".encode(),
        (batch, [CREATED, LINKED, EMBEDDED, ATTACHED], after, limit),
    )
    return [Brought(*row) for row in rows]


def links_here(connection: Connection, ids: Collection[UUID]) -> set[tuple[UUID, UUID, str]]:
    """The links of these memories: source, target, kind."""
    query = "select source, target, kind from links where source = any(%s)"
    return set(connection.execute(query, (list(ids),)))


def vectors_here(connection: Connection, ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    """The imported vectors of these memories whose values are here, each by its memory and its SHA-256."""
    query = (
        "select m.memory_id, encode(m.sha256, 'hex') from memory_vectors m join vectors using (sha256)"
        " where m.memory_id = any(%s)"
    )
    return set(connection.execute(query, (list(ids),)))


def files_here(connection: Connection, ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    """The files of these memories, each by its memory and its SHA-256."""
    query = "select memory_id, encode(sha256, 'hex') from attachments where memory_id = any(%s)"
    return set(connection.execute(query, (list(ids),)))


def changed_by(connection: Connection, batch: UUID) -> list[UUID]:
    """The memories that were here before an import, and that it changed."""
    rows = connection.execute(
        "select distinct e.aggregate_id from events e"
        " where e.correlation_id = %s and e.event_type like 'memory.%%' and e.superseded_by is null"
        " and not exists (select from events c where c.aggregate_id = e.aggregate_id and c.superseded_by is null"
        " and c.correlation_id = e.correlation_id and c.event_type = %s)",
        (batch, CREATED),
    )
    return [row[0] for row in rows]


def count_synced(connection: Connection, batch: UUID) -> int:
    """How many memories the server has as an import made them."""
    row = connection.execute(
        "select count(distinct e.aggregate_id) from events e where e.correlation_id = %s"
        f" and e.event_type like 'memory.%%' and e.{COUNTS} and {SENT}".encode(),
        (batch,),
    ).fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a stream, without what it says."""

    version: int
    event_type: str
    batch: UUID | None
    occurred_at: datetime
    device_id: UUID


def steps(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Step]]:
    """What happened to each of these memories, in order."""
    rows = connection.execute(
        "select aggregate_id, stream_version, event_type, correlation_id, occurred_at, device_id from events"
        f" where aggregate_id = any(%s) and {COUNTS} order by aggregate_id, stream_version".encode(),
        (list(ids),),
    )
    told: dict[UUID, list[Step]] = {}
    for memory_id, *step in rows:
        told.setdefault(memory_id, []).append(Step(*step))
    return told


def linked_by_others(connection: Connection, ids: Collection[UUID], batch: UUID) -> set[UUID]:
    """Of these memories those that a link points to which this import did not make."""
    rows = connection.execute(
        "select distinct l.target from links l where l.target = any(%s) and not exists (select from events e"
        " where e.aggregate_id = l.source and e.superseded_by is null and e.event_type = %s and e.correlation_id = %s"
        " and e.data ->> 'target' = l.target::text)",
        (list(ids), LINKED, batch),
    )
    return {row[0] for row in rows}


def drafted(connection: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Of these memories those that somebody types into just now."""
    rows = connection.execute("select distinct memory_id from drafts where memory_id = any(%s)", (list(ids),))
    return {row[0] for row in rows}


@dataclass(frozen=True, slots=True)
class Present:
    """A memory as it is now: the SHA-256 of its text, whether it is in the trash, and its title."""

    sha256: bytes
    trashed: bool
    title: str


def present(connection: Connection, ids: Collection[UUID]) -> Mapping[UUID, Present]:
    """Those of these memories that are here."""
    rows: Sequence[Row] = connection.execute(
        "select id, sha256(convert_to(content, 'UTF8')), deleted_at is not null, title from memories"
        " where id = any(%s)",
        (list(ids),),
    ).fetchall()
    return {row[0]: Present(*row[1:]) for row in rows}


@contextmanager
def only_import(address: str) -> Iterator[None]:
    """Be the only import into the notebook, in whatever program, until the end of the block. Raises BrainError where
    another one runs."""
    with translating():
        connection = connect(address)
    try:
        connection.autocommit = True
        row = connection.execute("select pg_try_advisory_lock(%s)", (_IMPORTING,)).fetchone()
        if row is None or not row[0]:
            raise BrainError(
                tr("Another import into this notebook is running, in this program or another one."),
                tr("Nothing was changed. Wait until it has ended, or stop it there."),
            )
        yield
    finally:
        with suppress(psycopg.Error):  # said, for the server hears of a closed connection only a moment later
            connection.execute("select pg_advisory_unlock_all()")
        connection.close()  # the lock goes with it, also when the server went before


def size(connection: Connection) -> int:
    """Bytes that the database takes."""
    row = connection.execute("select pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def empty(connection: Connection) -> bool:
    """Whether there is no memory at all, not even in the trash."""
    return connection.execute("select from memories limit 1").fetchone() is None


def gather_statistics(connection: Connection) -> None:
    """Have the server look at the tables, so that it plans well with many new rows."""
    for table in _TABLES:
        connection.execute(f"analyze {table}".encode())


_TABLES = ("events", "memories", "links", "memory_vectors", "search_documents", "passages")
