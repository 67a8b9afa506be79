"""Reading the live tables: one note, pages and orders of notes, tags, drafts, and the owner.

Owns the queries behind `Brain`'s questions but searching (that is `core.store.finding`). Every value that leaves is frozen.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from core.lists import Counts, MemoryIds, Order, Page, Summary, TagCount, View
from core.memory import Draft, Link, Memory
from core.store import schema
from core.store.projection import memory_from

_m = schema.memories.c
_MEMORY = (
    _m.id,
    _m.content,
    _m.user_id,
    _m.created_at,
    _m.updated_at,
    _m.tags,
    _m.metadata,
    _m.version,
    _m.deleted_at,
)
_SUMMARY = (_m.id, _m.title, _m.excerpt, _m.tags, _m.created_at, _m.updated_at, _m.deleted_at, _m.version)


def owner(connection: sa.Connection) -> UUID:
    """The local user, made when the notebook was."""
    user_id: UUID = connection.scalars(sa.select(schema.brain.c.user_id)).one()
    return user_id


def head(connection: sa.Connection) -> tuple[int, int]:
    """The log's position and the highest clock reading in it."""
    row = connection.execute(sa.select(schema.log_head.c.position, schema.log_head.c.clock)).one()
    return row.position, row.clock


def memory(connection: sa.Connection, memory_id: UUID) -> Memory | None:
    """One memory with its links; None when there is none or it was purged."""
    row = connection.execute(sa.select(*_MEMORY).where(_m.id == memory_id)).one_or_none()
    if row is None:
        return None
    table = schema.links.c
    found = connection.execute(
        sa.select(table.target, table.kind, table.metadata)
        .where(table.source == memory_id)
        .order_by(table.ordinal)
    )
    return memory_from(tuple(row), tuple(Link(*link) for link in found))


def every_memory(connection: sa.Connection) -> Generator[Memory, None, None]:
    """All memories, trash included, in the order of their creation, streamed: for exports of any size."""
    links: dict[UUID, list[Link]] = {}
    table = schema.links.c
    for source, *link in connection.execute(
        sa.select(table.source, table.target, table.kind, table.metadata).order_by(
            table.source, table.ordinal
        )
    ):
        links.setdefault(source, []).append(Link(*link))
    streaming = connection.execution_options(yield_per=500)
    with streaming.execute(sa.select(*_MEMORY).order_by(_m.created_at, _m.id)) as rows:
        for row in rows:
            yield memory_from(tuple(row), tuple(links.get(row.id, ())))


def linked_from(connection: sa.Connection, memory_id: UUID) -> tuple[Summary, ...]:
    """The notes outside the trash that link to this one, newest first."""
    sources = sa.select(schema.links.c.source).where(schema.links.c.target == memory_id)
    query = sa.select(*_SUMMARY).where(_m.id.in_(sources), schema.live).order_by(_m.updated_at.desc())
    return tuple(_summary(row) for row in connection.execute(query))


def page(connection: sa.Connection, view: View, after: Summary | None, limit: int) -> Page:
    """The rows of a view after a row, by key and not by offset: as quick on the last page as on the first."""
    query = _ordered(sa.select(*_SUMMARY), view).limit(limit + 1)
    if after is not None:
        query = query.where(_beyond(view, after))
    rows = [_summary(row) for row in connection.execute(query)]
    return Page(tuple(rows[:limit]), rows[limit - 1] if len(rows) > limit else None)


def ids(connection: sa.Connection, view: View) -> MemoryIds:
    """The ids of a whole view, in its order."""
    # One value of 16 bytes a note travels quicker than a row each.
    value = connection.scalar(_filtered(sa.select(_aggregate(view)), view))
    return MemoryIds(packed=bytes(value or b""))


def summaries(connection: sa.Connection, wanted: Sequence[UUID]) -> tuple[Summary, ...]:
    """The rows of these notes, in the order asked for; notes that are gone are left out."""
    query = sa.select(*_SUMMARY).where(_m.id == sa.any_(sa.bindparam("ids", list(wanted), _IDS)))
    found = {row.id: _summary(row) for row in connection.execute(query)}
    return tuple(found[memory_id] for memory_id in wanted if memory_id in found)


def counts(connection: sa.Connection) -> Counts:
    """How many notes there are."""
    trashed = sa.func.count().filter(_m.deleted_at.is_not(None))
    row = connection.execute(sa.select(sa.func.count(), trashed).select_from(schema.memories)).one()
    return Counts(row[0] - row[1], row[1])


def tag_counts(connection: sa.Connection) -> tuple[TagCount, ...]:
    """All tags of notes outside the trash, in alphabetical order."""
    each = sa.select(sa.func.unnest(_m.tags).label("tag")).where(schema.live).subquery()
    query = sa.select(each.c.tag, sa.func.count()).group_by(each.c.tag)
    found = [TagCount(tag, count) for tag, count in connection.execute(query)]
    return tuple(sorted(found, key=lambda each: (each.tag.casefold(), each.tag)))


def drafts(connection: sa.Connection, device_id: UUID) -> tuple[Draft, ...]:
    """The drafts of one device, oldest first."""
    table = schema.drafts.c
    query = (
        sa.select(table.memory_id, table.base_version, table.content, table.saved_at)
        .where(table.device_id == device_id)
        .order_by(table.saved_at)
    )
    return tuple(Draft(*row) for row in connection.execute(query))


def save_draft(
    connection: sa.Connection, device_id: UUID, memory_id: UUID, base_version: int, content: str
) -> None:
    """Keep what is being typed into a note; durable when the transaction has ended."""
    connection.execute(
        sa.text(
            "insert into drafts (device_id, memory_id, base_version, content) values (:device, :memory, :base, :content)"
            " on conflict (device_id, memory_id) do update"
            " set base_version = excluded.base_version, content = excluded.content, saved_at = now()"
        ),
        {"device": device_id, "memory": memory_id, "base": base_version, "content": content},
    )


def drop_draft(connection: sa.Connection, device_id: UUID, memory_id: UUID) -> None:
    """Forget a draft, if there is one."""
    table = schema.drafts
    connection.execute(sa.delete(table).where(table.c.device_id == device_id, table.c.memory_id == memory_id))


_IDS: sa.ARRAY[UUID] = sa.ARRAY(sa.Uuid())


def _summary(row: sa.Row[Any]) -> Summary:
    return Summary(row[0], row[1], row[2], tuple(row[3]), *row[4:])


def _filtered(query: sa.Select[Any], view: View) -> sa.Select[Any]:
    query = query.where(~schema.live if view.trash else schema.live)
    if view.tag is not None:
        query = query.where(_m.tags.contains([view.tag]))
    if view.untagged:
        query = query.where(_m.tags == sa.literal([], _m.tags.type))
    return query


def _key(view: View) -> sa.ColumnElement[Any]:
    if view.trash:
        return _m.deleted_at
    keys: dict[Order, sa.ColumnElement[Any]] = {
        Order.UPDATED: _m.updated_at,
        Order.CREATED: _m.created_at,
        Order.TITLE: sa.func.lower(_m.title),
    }
    return keys[view.order]


def _sorting(view: View) -> tuple[sa.ColumnElement[Any], ...]:
    key = _key(view)
    if view.order is Order.TITLE and not view.trash:
        return key.asc(), _m.id.asc()
    return key.desc(), _m.id.desc()


def _ordered(query: sa.Select[Any], view: View) -> sa.Select[Any]:
    return _filtered(query, view).order_by(*_sorting(view))


def _aggregate(view: View) -> sa.ColumnElement[Any]:
    separator = aggregate_order_by(sa.literal(b""), *_sorting(view))
    return sa.func.string_agg(sa.func.uuid_send(_m.id), separator)


def _beyond(view: View, row: Summary) -> sa.ColumnElement[bool]:
    """Everything that a view shows after this row."""
    here = sa.tuple_(_key(view), _m.id)
    if view.trash:
        return here < sa.tuple_(sa.literal(row.deleted_at, _m.deleted_at.type), sa.literal(row.id))
    if view.order is Order.TITLE:
        return here > sa.tuple_(sa.func.lower(row.title), sa.literal(row.id))
    moment = row.created_at if view.order is Order.CREATED else row.updated_at
    return here < sa.tuple_(sa.literal(moment, _m.updated_at.type), sa.literal(row.id))
