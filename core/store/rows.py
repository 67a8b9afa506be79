"""An event as a row of the log: written in bulk or one by one, and read back.

Owns the columns of `events` and how positions and readings of the clock are given out. Runs on the caller's cursor, in
the caller's transaction; refuses to know why something is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from psycopg.types.json import Jsonb

from core.events import Event, to_json, upcast
from core.store.engine import COPY_FROM, Cursor, Row, copy_rows

COUNTS = "superseded_by is null"
"""True of the events that count: all but those that gave way to a merged history. Every index of streams asks for it."""

COLUMNS = (
    "position, event_id, aggregate_id, stream_version, event_type, event_version, user_id, device_id, occurred_at,"
    " clock, correlation_id, causation_id, data"
)
_TYPES = (
    "int8", "uuid", "uuid", "int4", "text", "int2", "uuid", "uuid", "timestamptz", "int8", "uuid", "uuid", "jsonb"
)  # fmt: skip
# The head moves on by as many events as are appended; each takes its place from there. Readings of the clock grow with
# positions, also when several programs append, and a received event keeps its own.
_MOVE_HEAD = (
    "update log_head set position = position + %s, clock = greatest(clock + %s, %s) returning position, clock"
)
_INSERT = (
    f"insert into events ({COLUMNS}) values ((select position from log_head) - %s, %s, %s, %s, %s, %s, %s, %s, %s,"
    " coalesce(%s, (select clock from log_head) - %s), %s, %s, %s)"
)


def decode_row(row: Row) -> Event:
    """One row of `events` as an event, its payload in the present version."""
    version, data = upcast(row[4], row[5], row[12])
    return Event(
        position=row[0],
        event_id=row[1],
        aggregate_id=row[2],
        stream_version=row[3],
        event_type=row[4],
        event_version=version,
        user_id=row[6],
        device_id=row[7],
        occurred_at=row[8],
        clock=row[9],
        correlation_id=row[10],
        causation_id=row[11],
        data=data,
    )


def select_events(where: str) -> str:
    """A query for events that `decode_row` reads; `where` is everything after the table."""
    return f"select {COLUMNS} from events {where}"


def write_events(cursor: Cursor, recorded: Sequence[Event], reading: int) -> Cursor:
    """Move the head on, which takes the lock if nobody holds it yet, and write the events up to it.

    Positions and clock readings come from the head inside the statements, so nothing has to be asked first. The cursor
    that is returned gives the head's position and clock.
    """
    count = len(recorded)
    received = max((event.clock or 0 for event in recorded), default=0)
    head = cursor.connection.execute(_MOVE_HEAD, (count, count, max(reading + count - 1, received)))
    if count < COPY_FROM:
        for ordinal, event in enumerate(recorded, start=1):
            behind = count - ordinal
            cursor.execute(_INSERT, (behind, *_row(event), event.clock, behind, *_rest(event)))
    else:
        _copy_events(cursor, recorded, *(head.fetchone() or (0, 0)))
        head.scroll(0, "absolute")
    return head


def _copy_events(cursor: Cursor, recorded: Sequence[Event], position: int, clock: int) -> None:
    """Write many events, the last of them at this position and clock reading."""
    rows = (
        (
            position - behind,
            *_row(event),
            clock - behind if event.clock is None else event.clock,
            *_rest(event),
        )
        for behind, event in zip(range(len(recorded) - 1, -1, -1), recorded, strict=True)
    )
    copy_rows(cursor, f"events ({COLUMNS})", _TYPES, rows)


def _row(event: Event) -> Row:
    """The columns between position and clock."""
    return (
        event.event_id,
        event.aggregate_id,
        event.stream_version,
        event.event_type,
        event.event_version,
        event.user_id,
        event.device_id,
        event.occurred_at,
    )


def _rest(event: Event) -> Row:
    """The columns after the clock."""
    return event.correlation_id, event.causation_id, Jsonb(event.data, dumps=to_json)
