"""How a view falls into parts: its pinned notes, and how many notes stand under each letter or in each span of time.

Owns the SQL behind lists with headings. However many notes there are, what comes out is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.lists import MemoryIds, View
from core.store.engine import Connection
from core.store.reading import KEYS, PINNED, view_notes, view_order


def pinned(connection: Connection, view: View) -> tuple[UUID, ...]:
    """The pinned notes of a view, in its order. In the trash none counts as pinned."""
    notes, parameters = view_notes(view)
    some = f"{notes} and deleted_at is null and {PINNED}"
    query = f"select id from {some} order by {view_order(view)}"
    return tuple(row[0] for row in connection.execute(query.encode(), parameters))


def initials(connection: Connection, view: View, without: Sequence[UUID]) -> str:
    """The first character of each title of a view, in its order by title, without some notes. A note that has no title
    counts as a space."""
    notes, parameters = view_notes(view)
    letter = "case when title = '' then ' ' else left(title, 1) end"
    packed = f"string_agg({letter}, '' order by {view_order(view)})"
    query = f"select {packed} from {notes} and id <> all(%s)"
    row = connection.execute(query.encode(), [*parameters, list(without)]).fetchone()
    return (row[0] if row else None) or ""


def by_tag(
    connection: Connection, view: View, without: Sequence[UUID]
) -> tuple[MemoryIds, tuple[tuple[str, int], ...]]:
    """The notes of a view by their first tag that is not the view's own, without some notes; and how many each tag has.
    Tags ascend; notes without one are last, under no name."""
    notes, parameters = view_notes(view)
    tag = "(select t from unnest(tags) with ordinality as o(t, n) where t is distinct from %s order by n limit 1)"
    first = f"select *, {tag} as first from {notes} and id <> all(%s)"
    packed = f"string_agg(uuid_send(id), ''::bytea order by {view_order(view)})"
    query = (
        f"select coalesce(first, ''), count(*), {packed} from ({first}) as told"
        " group by first order by first is null, lower(first), first"
    )
    rows = connection.execute(query.encode(), [view.tag, *parameters, list(without)]).fetchall()
    return MemoryIds(packed=b"".join(row[2] for row in rows)), tuple((row[0], row[1]) for row in rows)


def spans(
    connection: Connection, view: View, without: Sequence[UUID], starts: Sequence[datetime]
) -> dict[int, int]:
    """How many notes of a view lie in each span of time, without some notes: in span 0 those before the first of `starts`,
    which ascend, in span 1 those from there to the second, and so on. The time is that by which the view is sorted."""
    notes, parameters = view_notes(view)
    key = "deleted_at" if view.trash else KEYS[view.order]
    query = (
        f"select width_bucket({key}, %s::timestamptz[]), count(*) from {notes} and id <> all(%s) group by 1"
    )
    rows = connection.execute(query.encode(), [list(starts), *parameters, list(without)])
    return {row[0]: row[1] for row in rows}
