"""Memories as the plain calls read them, folded from the events.

Owns the table `memories` and how far it has come. It is derived: emptied, it is folded again. Folding happens before a plain
call reads, one process at a time, so that pushing events never waits for it. What does not fold is noted and left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from core import Attachment, BrainError, Event, Link, Memory, evolve
from sync.server.database import Connection, Database
from sync.server.log import EVENT

_LOCK = 0x5EC0_F01D  # any number that nobody else takes for an advisory lock
_AT_ONCE = 1_000  # rows of the feed in one transaction
_SEARCHED = 200_000  # characters of a text: Postgres takes one megabyte of words

COLUMNS = (
    "m.id, m.version, m.content, m.tags, m.metadata, m.created_at, m.updated_at, m.deleted_at, m.purged, m.links,"
    " m.attachments, m.clashes"
)
_UPSERT = """
insert into memories (id, version, content, tags, metadata, created_at, updated_at, deleted_at, purged, links,
    attachments, clashes, words)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, to_tsvector('simple', %s))
on conflict (id) do update set version = excluded.version, content = excluded.content, tags = excluded.tags,
    metadata = excluded.metadata, created_at = excluded.created_at, updated_at = excluded.updated_at,
    deleted_at = excluded.deleted_at, purged = excluded.purged, links = excluded.links,
    attachments = excluded.attachments, clashes = excluded.clashes, words = excluded.words
"""


async def catch_up(database: Database) -> None:
    """Fold what was appended since the last time, as far as it goes."""
    while True:
        async with database.transaction() as connection:
            if not await _news(connection):
                return
            await connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
            if not await _fold_news(connection):
                return


async def fold_streams(connection: Connection, streams: Iterable[UUID]) -> dict[UUID, Memory]:
    """These streams' memories as they are now, also written down. The caller's transaction holds their locks."""
    wanted = list(streams)
    known = await _known(connection, wanted)
    changed: dict[UUID, Memory] = {}
    for stream, events in (await _newer(connection, wanted)).items():
        memory = await _folded(connection, stream, known.get(stream), events)
        if memory is not None:
            changed[stream] = memory
    await _write(connection, changed.values())
    return known | changed


def memory_of(row: TupleRow, owner: UUID) -> Memory:
    """A memory from a row of `COLUMNS`."""
    return Memory(
        id=row[0],
        content=row[2],
        user_id=owner,
        created_at=row[5],
        updated_at=row[6],
        tags=tuple(row[3]),
        metadata=row[4],
        links=tuple(Link(UUID(each["target"]), each["kind"], each["metadata"]) for each in row[9]),
        attachments=tuple(Attachment(**each) for each in row[10]),
        version=row[1],
        deleted_at=row[7],
        purged=row[8],
        clashes=tuple(row[11]),
    )


async def _news(connection: Connection) -> bool:
    query = "select head > position from server, folded"
    row = await (await connection.execute(query)).fetchone()
    return row is not None and bool(row[0])


async def _fold_news(connection: Connection) -> bool:
    """Fold the next rows of the feed; whether there were any."""
    query = (
        "select position, stream_id from feed where position > (select position from folded)"
        " order by position limit %s"
    )
    rows = await (await connection.execute(query, (_AT_ONCE,))).fetchall()
    if rows:
        await fold_streams(connection, dict.fromkeys(row[1] for row in rows))
        await connection.execute("update folded set position = %s", (rows[-1][0],))
    return bool(rows)


async def _known(connection: Connection, streams: list[UUID]) -> dict[UUID, Memory]:
    query = f"select {COLUMNS}, s.owner_id from memories m join streams s using (id) where m.id = any(%s)"
    rows = await (await connection.execute(query.encode(), (streams,))).fetchall()
    return {row[0]: memory_of(row, row[-1]) for row in rows}


async def _newer(connection: Connection, streams: list[UUID]) -> dict[UUID, list[Event]]:
    query = (
        f"select {EVENT}"
        " from streams s join events e on e.stream_id = s.id left join memories m on m.id = s.id"
        " where s.id = any(%s) and e.stream_version > coalesce(m.version, 0)"
        " order by e.stream_id, e.stream_version"
    )
    newer: defaultdict[UUID, list[Event]] = defaultdict(list)
    for row in await (await connection.execute(query.encode(), (streams,))).fetchall():
        newer[row[1]].append(Event(*row))
    return newer


async def _folded(
    connection: Connection, stream: UUID, memory: Memory | None, events: Iterable[Event]
) -> Memory | None:
    """The memory after these events, as far as they can be folded; where they cannot, that is noted."""
    for event in events:
        try:
            memory = evolve(memory, event)
        except (BrainError, ValueError, KeyError, TypeError) as error:
            await connection.execute(
                "insert into unfoldable values (%s, %s, %s) on conflict (stream_id) do update"
                " set stream_version = excluded.stream_version, words = excluded.words",
                (stream, event.stream_version, type(error).__name__),
            )
            break
    return memory


async def _write(connection: Connection, memories: Iterable[Memory]) -> None:
    async with connection.cursor() as cursor:
        await cursor.executemany(_UPSERT, [_row(memory) for memory in memories])


def _row(memory: Memory) -> tuple[Any, ...]:
    links = [
        {"target": str(each.target), "kind": each.kind, "metadata": dict(each.metadata)}
        for each in memory.links
    ]
    return (
        memory.id,
        memory.version,
        memory.content,
        list(memory.tags),
        Jsonb(dict(memory.metadata)),
        memory.created_at,
        memory.updated_at,
        memory.deleted_at,
        memory.purged,
        Jsonb(links),
        Jsonb([asdict(each) for each in memory.attachments]),
        list(memory.clashes),
        " ".join((memory.title, *memory.tags, memory.content[:_SEARCHED])),
    )
