"""Reading the live tables: one note, pages and orders of notes, tags, drafts, and the owner.

Owns the queries behind `Brain`'s questions but searching (that is `core.store.finding`). Every value that leaves is frozen.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Any
from uuid import UUID

from core.lists import Counts, MemoryIds, Order, Page, Summary, TagCount, View
from core.memory import Draft, Link, Memory
from core.store.engine import Connection, Row
from core.store.projection import (
    ATTACHMENTS,
    FIRST_PICTURE,
    MEMORY_COLUMNS,
    attachments_by_memory,
    memory_from,
)
from core.text.seen import LOOK_AT
from core.text.titles import excerpt_of

PINNED = """metadata @> '{"pinned": true}'"""
_COLUMNS = (
    f"id, title, left(content, {LOOK_AT}), tags, created_at, updated_at, deleted_at, version, {PINNED},"
    f" {FIRST_PICTURE.format(id='memories.id')}"
)
_SUMMARY = f"select {_COLUMNS} from memories"
KEYS = {Order.UPDATED: "updated_at", Order.CREATED: "created_at", Order.TITLE: "lower(title)"}


def owner(connection: Connection) -> UUID:
    """The local user, made when the notebook was."""
    user_id: UUID = _one(connection, "select user_id from brain")[0]
    return user_id


def head(connection: Connection) -> tuple[int, int]:
    """The log's position and the highest clock reading in it."""
    position, clock = _one(connection, "select position, clock from log_head")
    return position, clock


def memory(connection: Connection, memory_id: UUID) -> Memory | None:
    """One memory with its links and files; None when there is none or it was purged."""
    query = f"select {MEMORY_COLUMNS} from memories where id = %s"
    row = connection.execute(query.encode(), (memory_id,)).fetchone()
    if row is None:
        return None
    links = connection.execute(
        "select target, kind, metadata from links where source = %s order by ordinal", (memory_id,)
    )
    files = connection.execute(f"{ATTACHMENTS} where memory_id = %s order by ordinal".encode(), (memory_id,))
    attachments = attachments_by_memory(files).get(memory_id, ())
    return memory_from(row, tuple(Link(*link) for link in links), attachments)


def every_memory(connection: Connection) -> Generator[Memory, None, None]:
    """All memories, trash included, in the order of their creation, streamed: for exports of any size."""
    links: dict[UUID, list[Link]] = {}
    for source, *link in connection.execute(
        "select source, target, kind, metadata from links order by source, ordinal"
    ):
        links.setdefault(source, []).append(Link(*link))
    attachments = attachments_by_memory(
        connection.execute(f"{ATTACHMENTS} order by memory_id, ordinal".encode())
    )
    with connection.cursor(name="every_memory") as rows:
        rows.itersize = 500
        rows.execute(f"select {MEMORY_COLUMNS} from memories order by created_at, id".encode())
        for row in rows:
            yield memory_from(row, tuple(links.get(row[0], ())), attachments.get(row[0], ()))


def these(connection: Connection, ids: Iterable[UUID]) -> Generator[Memory, None, None]:
    """The memories with these ids, in their order; those that are not here are left out."""
    for memory_id in ids:
        found = memory(connection, memory_id)
        if found is not None:
            yield found


def linked_from(connection: Connection, memory_id: UUID) -> tuple[Summary, ...]:
    """The notes outside the trash that link to this one, newest first."""
    sources = "id in (select source from links where target = %s)"
    query = f"{_SUMMARY} where {sources} and deleted_at is null order by updated_at desc"
    return tuple(_summary_from(row) for row in connection.execute(query.encode(), (memory_id,)))


def attached_to(connection: Connection, sha256: str) -> tuple[Summary, ...]:
    """The notes outside the trash that have the file with this SHA-256 (hexadecimal), newest first."""
    holders = "id in (select memory_id from attachments where sha256 = decode(%s, 'hex'))"
    query = f"{_SUMMARY} where {holders} and deleted_at is null order by updated_at desc"
    return tuple(_summary_from(row) for row in connection.execute(query.encode(), (sha256,)))


def clashing(connection: Connection) -> tuple[Summary, ...]:
    """The notes outside the trash of which two texts could not be merged, newest first."""
    query = f"{_SUMMARY} where clashes <> '{{}}' and deleted_at is null order by updated_at desc, id"
    return tuple(_summary_from(row) for row in connection.execute(query.encode()))


def page(connection: Connection, view: View, after: Summary | None, limit: int) -> Page:
    """The rows of a view after a row, by key and not by offset: as quick on the last page as on the first."""
    where, parameters = view_condition(view)
    if after is not None:
        here, place = view_beyond(view, after)
        where, parameters = f"{where} and {here}", [*parameters, *place]
    query = f"{_SUMMARY} where {where} order by {view_order(view)} limit %s"
    rows = [_summary_from(row) for row in connection.execute(query.encode(), [*parameters, limit + 1])]
    return Page(tuple(rows[:limit]), rows[limit - 1] if len(rows) > limit else None)


def ids(connection: Connection, view: View) -> MemoryIds:
    """The ids of a whole view, in its order."""
    notes, parameters = view_notes(view)
    # One value of 16 bytes a note travels quicker than a row each.
    packed = f"string_agg(uuid_send(id), ''::bytea order by {view_order(view)})"
    return MemoryIds(packed=_one(connection, f"select {packed} from {notes}", parameters)[0] or b"")


def summaries(connection: Connection, wanted: Sequence[UUID]) -> tuple[Summary, ...]:
    """The rows of these notes, in the order asked for; notes that are gone are left out."""
    rows = connection.execute(f"{_SUMMARY} where id = any(%s)".encode(), (list(wanted),))
    found = {row[0]: _summary_from(row) for row in rows}
    return tuple(found[memory_id] for memory_id in wanted if memory_id in found)


def counts(connection: Connection) -> Counts:
    """How many notes there are."""
    everything, trash = _one(
        connection, "select count(*), count(*) filter (where deleted_at is not null) from memories"
    )
    return Counts(everything - trash, trash)


def tag_counts(connection: Connection) -> tuple[TagCount, ...]:
    """All tags of notes outside the trash, in alphabetical order."""
    return in_order(
        connection.execute(
            "select tag, count(*) from memories, unnest(tags) as tag where deleted_at is null group by tag"
        )
    )


def in_order(rows: Iterable[tuple[str, int]]) -> tuple[TagCount, ...]:
    """Tags with their counts, in alphabetical order."""
    found = [TagCount(tag, count) for tag, count in rows]
    return tuple(sorted(found, key=lambda each: (each.tag.casefold(), each.tag)))


def drafts(connection: Connection, device_id: UUID) -> tuple[Draft, ...]:
    """The drafts of one device, oldest first."""
    rows = connection.execute(
        "select memory_id, base_version, content, saved_at, encode(base_sha256, 'hex') from drafts"
        " where device_id = %s order by saved_at",
        (device_id,),
    )
    return tuple(Draft(*row) for row in rows)


def save_draft(
    connection: Connection,
    device_id: UUID,
    memory_id: UUID,
    base_version: int,
    content: str,
    base_sha256: str | None,
) -> None:
    """Keep what is being typed into a note; durable when the transaction has ended."""
    connection.execute(
        "insert into drafts (device_id, memory_id, base_version, content, base_sha256)"
        " values (%s, %s, %s, %s, decode(%s, 'hex'))"
        " on conflict (device_id, memory_id) do update"
        " set base_version = excluded.base_version, content = excluded.content, saved_at = now(),"
        " base_sha256 = excluded.base_sha256",
        (device_id, memory_id, base_version, content, base_sha256),
    )


def drop_draft(connection: Connection, device_id: UUID, memory_id: UUID) -> None:
    """Forget a draft, if there is one."""
    connection.execute("delete from drafts where device_id = %s and memory_id = %s", (device_id, memory_id))


def _one(connection: Connection, query: str, parameters: Sequence[Any] = ()) -> Row:
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None, "the query gives one row whatever the tables hold"
    return row


def _summary_from(row: Row) -> Summary:
    return Summary(row[0], row[1], excerpt_of(row[2]), tuple(row[3]), *row[4:])


def view_condition(view: View) -> tuple[str, list[Any]]:
    """The condition for a view's notes, and its parameters."""
    conditions = ["deleted_at is not null" if view.trash else "deleted_at is null"]
    parameters: list[Any] = []
    if view.tag is not None and view.below:
        below = "exists (select from unnest(tags) as t where starts_with(t, %s))"
        conditions.append(f"(tags @> array[%s]::text[] or {below})")
        parameters += [view.tag, f"{view.tag}/"]
    elif view.tag is not None:
        conditions.append("tags @> array[%s]::text[]")
        parameters.append(view.tag)
    if view.untagged:
        conditions.append("tags = '{}'")
    if view.space is not None:
        conditions.append("id = any(%s)")
        parameters.append(list(view.among))
    return " and ".join(conditions), parameters


def view_notes(view: View) -> tuple[str, list[Any]]:
    """What stands behind `from` in a query on all notes of a view, its condition included, with its parameters. Notes that
    are not saved yet are there as they will be, in the columns that a list is sorted and grouped by."""
    where, parameters = view_condition(view)
    if not view.unsaved:
        return f"memories where {where}", parameters
    columns = "id, title, tags, created_at, updated_at, deleted_at, metadata"
    parts = [f"select {columns} from memories where id <> all(%s)"]
    known: list[Any] = [[each.id for each in view.unsaved]]
    for each in view.unsaved:
        parts.append(
            "select id, %s::text, tags, created_at, %s::timestamptz, deleted_at, metadata from memories where id = %s"
        )
        known += [each.title, each.moment, each.id]
        if each.tags is not None:
            new = "%s::uuid, %s::text, %s::text[], %s::timestamptz, %s::timestamptz, null::timestamptz, '{}'::jsonb"
            parts.append(f"select {new} where not exists (select from memories where id = %s)")
            known += [each.id, each.title, list(each.tags), each.moment, each.moment, each.id]
    return f"({' union all '.join(parts)}) as memories({columns}) where {where}", [*known, *parameters]


def view_order(view: View) -> str:
    """The order of a view's notes."""
    if view.trash:
        return "deleted_at desc, id desc"
    direction = "asc" if view.order is Order.TITLE else "desc"
    return f"{KEYS[view.order]} {direction}, id {direction}"


def view_beyond(view: View, row: Summary) -> tuple[str, tuple[Any, ...]]:
    """The condition for everything that a view shows after this row, and its parameters."""
    if view.trash:
        return "(deleted_at, id) < (%s, %s)", (row.deleted_at, row.id)
    if view.order is Order.TITLE:
        return "(lower(title), id) > (lower(%s::text), %s)", (row.title, row.id)
    moment = row.created_at if view.order is Order.CREATED else row.updated_at
    return f"({KEYS[view.order]}, id) < (%s, %s)", (moment, row.id)
