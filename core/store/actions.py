"""What the log tells of the actions of this device: which there were, what each was about, and the streams behind them.

Owns the queries behind `core.undo`. Only reads. An import is no action, since it has an undo of its own, and neither is what
came from another device.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from core import events
from core.actions import Kind, Seen
from core.events import Event
from core.store.engine import Connection
from core.store.rows import COUNTS, decode_row, select_events

_KINDS = sorted(events.OF_MEMORIES - {events.EMBEDDED, events.UNEMBEDDED, events.VOIDED})

# The rows of a range of the log by their correlation; the marks of an action have it, too.
_SEEN = f"""
select correlation_id, min(position),
    (array_agg(data order by position) filter (where event_type = '{events.ACTION_BEGUN}'))[1],
    bool_or(event_type = '{events.ACTION_ENDED}'),
    count(distinct aggregate_id) filter (where event_type like 'memory.%%'),
    min(aggregate_id::text) filter (where event_type like 'memory.%%'),
    array_agg(distinct event_type) filter (where event_type like 'memory.%%')
from events
where position > %(after)s and position <= %(upto)s and device_id = %(device)s and correlation_id is not null
    and event_type = any(%(kinds)s)
group by correlation_id
"""


def seen(connection: Connection, device_id: UUID, after: int, upto: int) -> list[Seen]:
    """The actions of this device that have events between two positions."""
    kinds = [*_KINDS, events.ACTION_BEGUN, events.ACTION_ENDED]
    range_ = {"after": after, "upto": upto, "device": device_id, "kinds": kinds}
    rows = connection.execute(_SEEN.encode(), range_).fetchall()
    imports = _imports(connection, [row[0] for row in rows])
    return [
        Seen(
            action,
            first,
            told,
            bool(ended),
            UUID(note) if notes == 1 else None,
            frozenset(types or ()),
        )
        for action, first, told, ended, notes, note, types in rows
        if action not in imports
    ]


@dataclass(frozen=True, slots=True)
class Content:
    """What an action consists of: its events that count, by their type; how many notes they are about, and how many of those
    are still there; of one note the title; and the last version that a note has from it."""

    kinds: list[Kind]
    notes: int
    there: int
    title: str | None
    version: int


def content_of(connection: Connection, action: UUID) -> Content:
    """What an action consists of."""
    parameters = {"action": action, "kinds": _KINDS}
    of = f"from events where correlation_id = %(action)s and event_type = any(%(kinds)s) and {COUNTS}"
    first = connection.execute(
        "select distinct on (event_type) event_type, data - 'content' - 'splices' - 'merged',"
        f" data ? 'content' or data ? 'splices' {of} order by event_type, position".encode(),
        parameters,
    ).fetchall()
    counted = connection.execute(
        f"select event_type, count(distinct aggregate_id) {of} group by event_type".encode(), parameters
    ).fetchall()
    numbers: dict[str, int] = dict(counted)
    kinds = [Kind(kind, numbers[kind], data, text) for kind, data, text in first]
    row = connection.execute(
        "select count(*), count(m.id), min(m.title), max(last) from"
        f" (select aggregate_id, max(stream_version) as last {of} group by 1) as about"
        " left join memories m on m.id = about.aggregate_id".encode(),
        parameters,
    ).fetchone()
    notes, there, title, version = row or (0, 0, None, 0)
    return Content(kinds, notes, there, title if notes == 1 else None, version or 0)


def notes_of(connection: Connection, action: UUID) -> list[UUID]:
    """The notes that an action changed, in the order in which it came to them."""
    rows = connection.execute(
        "select aggregate_id from events where correlation_id = %s and event_type = any(%s)"
        f" and {COUNTS} group by aggregate_id order by min(position)".encode(),
        (action, _KINDS),
    )
    return [row[0] for row in rows]


def streams(connection: Connection, ids: Collection[UUID]) -> dict[UUID, list[Event]]:
    """All events of each of these notes that count, oldest first."""
    query = select_events(f"where aggregate_id = any(%s) and {COUNTS} order by aggregate_id, stream_version")
    told: dict[UUID, list[Event]] = {}
    for row in connection.execute(query.encode(), (list(ids),)):
        told.setdefault(row[2], []).append(decode_row(row))
    return told


def _imports(connection: Connection, ids: Collection[UUID]) -> set[UUID]:
    rows = connection.execute(
        "select aggregate_id from events where aggregate_id = any(%s) and event_type = %s",
        (list(ids), events.IMPORT_STARTED),
    )
    return {row[0] for row in rows}
