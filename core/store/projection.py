"""The live tables, derived from the log: writing what events changed, and reading a memory back for the next command.

Owns the rows of `memories`, `links`, `attachments` and `memory_vectors`, and has the words of notes indexed
(`core.store.words`). They are disposable: `replay` shows on any brain that the log alone gives the same rows. Everything
runs on the caller's cursor, in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.types.json import Jsonb

from core.events import PURGED, UNEMBEDDED, VOIDED, Event
from core.memory import Attachment, Link, Memory
from core.store.cutting import Cut, cut_here
from core.store.engine import COPY_FROM, Cursor, Row, copy_rows
from core.store.file_words import follow, forget
from core.store.lexemes import Part
from core.store.words import forget_words, words_differ, write_words
from core.text.embedded import PICTURES

ATTACHMENTS = "select memory_id, sha256, name, media_type, size from attachments"
FIRST_PICTURE = (
    "coalesce((select encode(a.sha256, 'hex') from attachments a where a.memory_id = {id}"
    f" and a.media_type = any('{{{{{','.join(PICTURES)}}}}}') order by a.ordinal limit 1), '')"
)
"""The SHA-256 of the first picture of the note with this id, as `Summary.picture` has it."""
MEMORY_COLUMNS = "id, content, user_id, created_at, updated_at, tags, metadata, version, deleted_at, clashes"
_COLUMNS = "id, version, user_id, created_at, updated_at, deleted_at, tags, title, metadata, clashes, content"
_TYPES = (
    "uuid",
    "int4",
    "uuid",
    "timestamptz",
    "timestamptz",
    "timestamptz",
    "text[]",
    "text",
    "jsonb",
    "int4[]",
    "text",
)
_INSERT = f"insert into memories ({_COLUMNS}) values ({', '.join(['%s'] * len(_TYPES))})"
_UPDATE = (
    "update memories set version = %s, user_id = %s, created_at = %s, updated_at = %s, deleted_at = %s, tags = %s,"
    " title = %s, metadata = %s, clashes = %s"
)


@dataclass(frozen=True, slots=True)
class Step:
    """What the live tables need to follow events; the words of its memories are being cut already."""

    events: Sequence[Event]
    before: Mapping[UUID, Memory]
    new: Sequence[Memory]
    changed: Sequence[Memory]
    purged: Sequence[UUID]
    worded: Sequence[Memory]
    words: Iterator[Sequence[Part]]

    def project(self, cursor: Cursor) -> None:
        """Take the step. Only once: words are cut as they are written."""
        _insert(cursor, self.new)
        for memory in self.changed:
            _update(cursor, self.before[memory.id], memory)
        _forget(cursor, self.purged)
        _write_embeddings(cursor, self.events)
        rewritten = self.worded[len(self.new) :]
        if rewritten:
            forget_words(cursor, [memory.id for memory in rewritten])
        write_words(cursor, self.worded, self.words)
        if filed := self._filed():
            follow(cursor, filed)

    def _filed(self) -> list[UUID]:
        """Memories of which other files may have words now than before."""
        filed = [each.id for each in self.new if each.attachments]
        return filed + [
            each.id for each in self.changed if each.attachments != self.before[each.id].attachments
        ]


def step(
    before: Mapping[UUID, Memory], after: Iterable[Memory], events: Sequence[Event], cut: Cut = cut_here
) -> Step:
    """How the live tables get from `before` to `after`; `events` are those in between. `cut` begins to cut words."""
    new, changed, purged = _sorted_out(before, after)
    worded = [*new, *(memory for memory in changed if words_differ(before[memory.id], memory))]
    return Step(events, before, new, changed, purged, worded, cut(worded))


def memory_from(row: Row, links: tuple[Link, ...] = (), attachments: tuple[Attachment, ...] = ()) -> Memory:
    """A memory from a row of `MEMORY_COLUMNS`."""
    return Memory(
        id=row[0],
        content=row[1],
        user_id=row[2],
        created_at=row[3],
        updated_at=row[4],
        tags=tuple(row[5]),
        metadata=row[6],
        version=row[7],
        deleted_at=row[8],
        clashes=tuple(row[9]),
        links=links,
        attachments=attachments,
    )


def attachments_by_memory(rows: Iterable[Row]) -> dict[UUID, tuple[Attachment, ...]]:
    """The files of each memory, from rows of `ATTACHMENTS`."""
    found: dict[UUID, list[Attachment]] = {}
    for memory_id, sha256, *rest in rows:
        found.setdefault(memory_id, []).append(Attachment(sha256.hex(), *rest))
    return {memory_id: tuple(attachments) for memory_id, attachments in found.items()}


def load(cursor: Cursor, ids: Collection[UUID]) -> dict[UUID, Memory]:
    """The memories with these ids, purged ones without text; ids that never existed are missing."""
    wanted = list(ids)
    links: dict[UUID, list[Link]] = {}
    cursor.execute(
        "select source, target, kind, metadata from links where source = any(%s) order by source, ordinal",
        (wanted,),
    )
    for source, target, kind, metadata in cursor.fetchall():
        links.setdefault(source, []).append(Link(target, kind, metadata))
    cursor.execute(f"{ATTACHMENTS} where memory_id = any(%s) order by memory_id, ordinal", (wanted,))
    attachments = attachments_by_memory(cursor.fetchall())
    cursor.execute(f"select {MEMORY_COLUMNS} from memories where id = any(%s)", (wanted,))
    found = {
        row[0]: memory_from(row, tuple(links.get(row[0], ())), attachments.get(row[0], ()))
        for row in cursor.fetchall()
    }
    missing = [memory_id for memory_id in wanted if memory_id not in found]
    return found | (_purged(cursor, missing) if missing else {})


def stream_versions(cursor: Cursor, ids: Collection[UUID]) -> dict[UUID, int]:
    """The present version of each of these streams; ids that never existed are missing."""
    cursor.execute(
        "select aggregate_id, max(stream_version) from events where aggregate_id = any(%s)"
        " and superseded_by is null group by 1",
        (list(ids),),
    )
    return dict(cursor.fetchall())


def _purged(cursor: Cursor, ids: Collection[UUID]) -> dict[UUID, Memory]:
    cursor.execute(
        "select distinct on (aggregate_id) aggregate_id, user_id, occurred_at, stream_version, event_type = %s"
        " from events where aggregate_id = any(%s) and superseded_by is null"
        " order by aggregate_id, stream_version desc",
        (VOIDED, list(ids)),
    )
    return {
        row[0]: Memory(row[0], "", row[1], row[2], row[2], version=row[3], purged=True, voided=row[4])
        for row in cursor.fetchall()
    }


def _sorted_out(
    before: Mapping[UUID, Memory], after: Iterable[Memory]
) -> tuple[list[Memory], list[Memory], list[UUID]]:
    """New, changed and purged memories; of several values of one memory the last one counts."""
    last = {memory.id: memory for memory in after}
    alive = [memory for memory in last.values() if not memory.purged]
    return (
        [memory for memory in alive if not _is_there(before.get(memory.id))],
        [memory for memory in alive if _is_there(before.get(memory.id))],
        [memory.id for memory in last.values() if memory.purged],
    )


def _is_there(memory: Memory | None) -> bool:
    return memory is not None and not memory.purged


def _insert(cursor: Cursor, memories: Sequence[Memory]) -> None:
    rows = ((*_head(memory), memory.content) for memory in memories)
    if len(memories) < COPY_FROM:
        for row in rows:
            cursor.execute(_INSERT, row)
    else:
        copy_rows(cursor, f"memories ({_COLUMNS})", _TYPES, rows)
    for memory in memories:
        _write_links(cursor, memory)
    _write_attachments(cursor, memories)


def _update(cursor: Cursor, old: Memory, new: Memory) -> None:
    if old.content == new.content:  # a 10 MB note gets a tag without being written again
        cursor.execute(f"{_UPDATE} where id = %s", (*_head(new)[1:], new.id))
    else:
        cursor.execute(f"{_UPDATE}, content = %s where id = %s", (*_head(new)[1:], new.content, new.id))
    if old.links != new.links:
        cursor.execute("delete from links where source = %s", (new.id,))
        _write_links(cursor, new)
    if old.attachments != new.attachments:
        cursor.execute("delete from attachments where memory_id = %s", (new.id,))
        _write_attachments(cursor, [new])


def _head(memory: Memory) -> Row:
    """The columns of a memory but its text."""
    return (
        memory.id,
        memory.version,
        memory.user_id,
        memory.created_at,
        memory.updated_at,
        memory.deleted_at,
        list(memory.tags),
        memory.title,
        Jsonb(memory.metadata),
        list(memory.clashes),
    )


def _write_links(cursor: Cursor, memory: Memory) -> None:
    for ordinal, link in enumerate(memory.links):
        cursor.execute(
            "insert into links (source, target, kind, ordinal, metadata) values (%s, %s, %s, %s, %s)",
            (memory.id, link.target, link.kind, ordinal, Jsonb(link.metadata)),
        )


def _write_attachments(cursor: Cursor, memories: Iterable[Memory]) -> None:
    rows = [
        (memory.id, bytes.fromhex(each.sha256), each.name, each.media_type, each.size, ordinal)
        for memory in memories
        for ordinal, each in enumerate(memory.attachments)
    ]
    if rows:
        cursor.execute(
            "insert into attachments (memory_id, sha256, name, media_type, size, ordinal)"
            " select * from unnest(%s::uuid[], %s::bytea[], %s::text[], %s::text[], %s::int8[], %s::int4[])",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _forget(cursor: Cursor, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    forget(cursor, ids)
    for table, column in (
        ("memories", "id"),
        ("links", "source"),
        ("attachments", "memory_id"),
        ("memory_vectors", "memory_id"),
        ("search_documents", "memory_id"),
    ):
        cursor.execute(f"delete from {table} where {column} = any(%s)", (list(ids),))


def _write_embeddings(cursor: Cursor, events: Sequence[Event]) -> None:
    named: list[tuple[UUID, str, bytes]] = []
    gone: list[tuple[UUID, str]] = []
    for memory_id, vectors in _embeddings_after(events).items():
        for model, sha256 in vectors.items():
            if sha256 is None:
                gone.append((memory_id, model))
            else:
                named.append((memory_id, model, bytes.fromhex(sha256)))
    for memory_id, model in gone:
        cursor.execute("delete from memory_vectors where memory_id = %s and model = %s", (memory_id, model))
    if named:
        cursor.execute(
            "insert into memory_vectors (memory_id, model, sha256)"
            " select * from unnest(%s::uuid[], %s::text[], %s::bytea[])"
            " on conflict (memory_id, model) do update set sha256 = excluded.sha256",
            tuple(map(list, zip(*named, strict=True))),
        )


def _embeddings_after(events: Sequence[Event]) -> dict[UUID, dict[str, str | None]]:
    """By memory and model: the vector that these events leave it with, None for one that they took away."""
    left: dict[UUID, dict[str, str | None]] = {}
    for event in events:
        if "embedding" in event.data:
            embedding = event.data["embedding"]
            left.setdefault(event.aggregate_id, {})[embedding["model"]] = embedding["sha256"]
        elif event.event_type == UNEMBEDDED:
            left.setdefault(event.aggregate_id, {})[event.data["model"]] = None
        elif event.event_type in (VOIDED, PURGED):
            left.pop(event.aggregate_id, None)  # its rows went with the memory
    return left
