"""Questions about the notebook as it was at a moment: pages, orders, counts, tags.

Owns the SQL over `past_notes`, in which every note has a row for each stretch of time: a page of then is read from an index
as a page of today is. `core.store.stretching` fills the table; it must have come to the end of the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.lists import Counts, MemoryIds, Order, Page, Summary, TagCount, View
from core.store import tagging
from core.store.engine import Connection, Row
from core.store.reading import in_order, view_beyond, view_condition, view_order

THEN = "began <= %s and ended > %s"
"""True of what was so at a moment, which is given twice."""
_SUMMARY = "select id, title, excerpt, tags, created_at, updated_at, deleted_at, version from past_notes"


def page(connection: Connection, moment: datetime, view: View, after: Summary | None, limit: int) -> Page:
    """The rows of a view after a row, as `core.store.reading.page` gives those of today."""
    where, parameters = view_condition(view)
    where, parameters = f"{THEN} and {where}", [moment, moment, *parameters]
    if bound := _BOUNDS.get("deleted_at" if view.trash else view.order):
        where, parameters = f"{where} and {bound}", [*parameters, moment]
    if after is not None:
        here, place = view_beyond(view, after)
        where, parameters = f"{where} and {here}", [*parameters, *place]
    query = f"{_SUMMARY} where {where} order by {view_order(view)} limit %s"
    rows = [_summary_from(row) for row in connection.execute(query.encode(), [*parameters, limit + 1])]
    return Page(tuple(rows[:limit]), rows[limit - 1] if len(rows) > limit else None)


# Nothing is known before it happens, so an index is read from that moment on and not through all that came later.
_BOUNDS = {
    Order.UPDATED: "updated_at <= %s",
    Order.CREATED: "created_at <= %s",
    "deleted_at": "deleted_at <= %s",
}


def ids(connection: Connection, moment: datetime, view: View) -> MemoryIds:
    """The ids of a whole view, in its order."""
    where, parameters = view_condition(view)
    packed = f"string_agg(uuid_send(id), ''::bytea order by {view_order(view)})"
    query = f"select {packed} from past_notes where {THEN} and {where}"
    row = connection.execute(query.encode(), [moment, moment, *parameters]).fetchone()
    return MemoryIds(packed=(row[0] if row else None) or b"")


def summaries(connection: Connection, moment: datetime, wanted: Sequence[UUID]) -> tuple[Summary, ...]:
    """The rows of these notes, in the order asked for; notes that were not there are left out."""
    query = f"{_SUMMARY} where id = any(%s) and {THEN}"
    rows = connection.execute(query.encode(), (list(wanted), moment, moment))
    found = {row[0]: _summary_from(row) for row in rows}
    return tuple(found[memory_id] for memory_id in wanted if memory_id in found)


def counts(connection: Connection, moment: datetime) -> Counts:
    """How many notes there were."""
    query = f"select count(*), count(*) filter (where deleted_at is not null) from past_notes where {THEN}"
    everything, trash = connection.execute(query.encode(), (moment, moment)).fetchone() or (0, 0)
    return Counts(everything - trash, trash)


def tag_counts(connection: Connection, moment: datetime) -> tuple[TagCount, ...]:
    """All tags of notes outside the trash, in alphabetical order."""
    query = f"select tag, count(*) from past_notes, unnest(tags) as tag where {THEN} and deleted_at is null group by tag"
    return in_order(connection.execute(query.encode(), (moment, moment)))


def tag_tree(connection: Connection, moment: datetime) -> tuple[tuple[TagCount, ...], dict[str, int]]:
    """What `core.store.tagging.counts` gives of today."""
    return tag_counts(connection, moment), tagging.below(connection, "past_notes", THEN, (moment, moment))


def versions(connection: Connection, moment: datetime, wanted: Sequence[UUID]) -> dict[UUID, int]:
    """The version that each of these notes had; those that were not there are missing."""
    query = f"select id, version from past_notes where id = any(%s) and {THEN}"
    return dict(connection.execute(query.encode(), (list(wanted), moment, moment)).fetchall())


def differing(connection: Connection, moment: datetime) -> MemoryIds:
    """The notes of then that are another today, or are in the trash or out of it, or gone."""
    query = (
        f"select string_agg(uuid_send(p.id), ''::bytea order by p.id) from past_notes p left join memories m using (id)"
        f" where {THEN} and (not p.as_now or (p.deleted_at is null) <> (m.deleted_at is null))"
    )
    row = connection.execute(query.encode(), (moment, moment)).fetchone()
    return MemoryIds(packed=(row[0] if row else None) or b"")


def first_moment(connection: Connection) -> datetime | None:
    """When the first note was written; None in an empty notebook."""
    row = connection.execute("select min(created_at) from past_notes").fetchone()
    return row[0] if row else None


def _summary_from(row: Row) -> Summary:
    return Summary(row[0], row[1], row[2], tuple(row[3]), *row[4:])
