"""What waits to be sent, and the batch that is under way.

The log itself is the outbox: what waits is found there (`core.store.settled`). Owns the row of `outgoing`: a batch is
written down before it is given out, so that after any crash the same events are sent again under the same key, and the
server can tell that it has them. Everything runs on the caller's connection, in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from core.events import new_id
from core.replica import Outgoing
from core.store.engine import Connection
from core.store.rows import COLUMNS, decode_row, select_events
from core.store.settled import WAITING

_ENVELOPE = 600
"""Bytes of an event beside its data, at most."""


def outgoing(
    connection: Connection, most: int, largest: int, known: Outgoing | None = None
) -> Outgoing | None:
    """The batch under way, else the next one; None when nothing waits. It is given out once this is committed. `known`
    spares reading the batch under way, if it is that one."""
    here = connection.execute("select cursor from account for update").fetchone()
    if here is None:
        return None
    row = connection.execute("select key, event_ids, upto from outgoing").fetchone()
    if row is None:
        batch = _next(connection, 0, most, largest, here[0])
        return batch if batch and begin(connection, batch) else None
    if known is not None and known.key == row[0]:
        return replace(known, after=here[0])
    key, ids, upto = row
    return _read(connection, key, ids, upto, here[0])


def read_ahead(connection: Connection, batch: Outgoing, most: int, largest: int) -> Outgoing | None:
    """The batch behind one that is under way, under a key that nobody knows yet."""
    return _next(connection, batch.upto, most, largest, batch.after)


def begin(connection: Connection, batch: Outgoing) -> bool:
    """Write down that this batch is under way; not where one is, or where one of its events does not wait any more."""
    # An array as Postgres reads it: the driver's own way with a list of ids takes as long as the question.
    ids = "{" + ",".join(event.event_id.hex for event in batch.events) + "}"
    values = {"key": batch.key, "ids": ids, "upto": batch.upto, "count": len(batch.events)}
    return connection.execute(_BEGIN, values).rowcount > 0


def give_up(connection: Connection, key: UUID) -> None:
    """Forget the batch under way, if it is this one."""
    connection.execute("delete from outgoing where key = %s", (key,))


def _next(connection: Connection, behind: int, most: int, largest: int, after: str) -> Outgoing | None:
    """The first events that wait behind a position and are no larger together; at least one."""
    values = {"behind": behind, "most": most, "largest": largest}
    events = tuple(map(decode_row, connection.execute(_NEXT, values)))
    return Outgoing(new_id(), events, events[-1].position or 0, after) if events else None


def _read(connection: Connection, key: UUID, ids: Sequence[UUID], upto: int, after: str) -> Outgoing:
    rows = connection.execute(select_events("where event_id = any(%s) order by position").encode(), (ids,))
    return Outgoing(key, tuple(map(decode_row, rows)), upto, after)


_NEXT = f"""
select {COLUMNS} from (
    select *, sum(octet_length(data::text) + {_ENVELOPE}) over (order by position) as total,
        row_number() over (order by position)
    from ({WAITING.format(columns="e.*")}) as waiting
) as waiting where total <= %(largest)s or row_number = 1 order by position
""".encode()
_BEGIN = """
insert into outgoing (key, event_ids, upto) select %(key)s, %(ids)s::uuid[], %(upto)s
where not exists (select from outgoing) and (
    select count(*) from events where event_id = any(%(ids)s::uuid[]) and superseded_by is null
    and aggregate_id not in (select memory_id from set_aside)
) = %(count)s
"""
