"""What waits to be sent, and the batch that is under way.

The log itself is the outbox: what waits is found there (`core.store.settled`). Owns the row of `outgoing`: a batch is
written down before it is given out, so that after any crash the same events are sent again under the same key, and the
server can tell that it has them. Everything runs on the caller's connection, in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from core.events import new_id
from core.replica import Outgoing
from core.store.engine import Connection, Row
from core.store.rows import decode_row, select_events
from core.store.settled import WAITING

_ENVELOPE = 600
"""Bytes of an event beside its data, at most."""


def outgoing(connection: Connection, most: int, largest: int) -> Outgoing | None:
    """The batch under way, else the next one; None when nothing waits. It is given out once this is committed."""
    if connection.execute("select from account for update").fetchone() is None:
        return None
    row = connection.execute("select key, event_ids, upto from outgoing").fetchone()
    return _read(connection, *row) if row else _begin(connection, most, largest)


def give_up(connection: Connection, key: UUID) -> None:
    """Forget the batch under way, if it is this one."""
    connection.execute("delete from outgoing where key = %s", (key,))


def _begin(connection: Connection, most: int, largest: int) -> Outgoing | None:
    rows = connection.execute(_NEXT, {"most": most}).fetchall()
    chosen = list(_fitting(rows, largest))
    if not chosen:
        return None
    key, ids, upto = new_id(), [event_id for event_id, _ in chosen], chosen[-1][1]
    connection.execute("insert into outgoing (key, event_ids, upto) values (%s, %s, %s)", (key, ids, upto))
    return _read(connection, key, ids, upto)


def _fitting(rows: Sequence[Row], largest: int) -> Iterator[tuple[UUID, int]]:
    """The first of these events that are no larger together; at least one."""
    total = 0
    for position, event_id, size in rows:
        total += size + _ENVELOPE
        if total > largest and total > size + _ENVELOPE:
            return
        yield event_id, position


def _read(connection: Connection, key: UUID, ids: Sequence[UUID], upto: int) -> Outgoing:
    rows = connection.execute(select_events("where event_id = any(%s) order by position").encode(), (ids,))
    return Outgoing(key, tuple(map(decode_row, rows)), upto)


_NEXT = WAITING.format(columns="e.position, e.event_id, octet_length(e.data::text)").encode()
