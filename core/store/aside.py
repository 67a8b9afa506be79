"""Notes whose events do not travel: one that the server refused, or some that came and cannot be understood here.

Owns the rows of `set_aside`. An outgoing one stands for its event and everything behind it in its stream, which is in
the log; an incoming one keeps its event as JSON, exactly as it came. Everything runs on the caller's connection, in
the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from core.events import Event
from core.noting import noted, said_again
from core.replica import SetAside
from core.store.engine import Connection
from core.store.rows import COUNTS
from core.store.settled import unsettle

FOLLOWS = "FOLLOWS"
"""The code of an event that only stands behind one that was set aside."""
_LARGEST_VERSION = (1 << 31) - 1


def put_incoming(connection: Connection, events: Iterable[Event], code: str, words: str) -> None:
    """Set events of one stream aside that came: for the first one this is why, the others stand behind it."""
    for event in events:
        version = min(event.stream_version, _LARGEST_VERSION)
        connection.execute(
            "insert into set_aside (event_id, memory_id, incoming, stream_version, event, code, words)"
            " values (%s, %s, true, %s, %s, %s, %s) on conflict do nothing",
            (event.event_id, event.aggregate_id, version, json.dumps(event.encode()), code, noted(words)),
        )
        code = FOLLOWS


def put_outgoing(connection: Connection, event_id: UUID, code: str, words: str) -> None:
    """Set an event aside that the server refused, and so all behind it in its stream. `words` may come from anywhere."""
    connection.execute(
        "insert into set_aside (event_id, memory_id, incoming, stream_version, code, words)"
        f" select event_id, aggregate_id, false, stream_version, %s, %s from events where event_id = %s and {COUNTS}"
        " on conflict do nothing".encode(),
        (code[:100], noted(words), event_id),
    )


def holding_incoming(connection: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Of these streams those of which something that came is set aside."""
    query = "select distinct memory_id from set_aside where incoming and memory_id = any(%s)"
    return {row[0] for row in connection.execute(query, (list(ids),))}


def forget_outgoing(connection: Connection, ids: Collection[UUID]) -> None:
    """These streams go on from other events, so that the server may take what it refused."""
    if ids:
        connection.execute("delete from set_aside where not incoming and memory_id = any(%s)", (list(ids),))


def take_back(connection: Connection, ids: Collection[UUID]) -> list[Event]:
    """Set nothing of these streams aside any more, of none when none is named: what is here waits again, and what came is
    returned, to be taken."""
    return _released(connection, "(%(ids)s::uuid[] = '{}' or memory_id = any(%(ids)s))", ids)


def turned_out_sent(connection: Connection, event_ids: Collection[UUID]) -> None:
    """The server has these events after all; what was set aside because of them waits again."""
    _released(connection, "not incoming and event_id = any(%(ids)s)", event_ids)


def _released(connection: Connection, chosen: str, ids: Collection[UUID]) -> list[Event]:
    asked = {"ids": list(ids)}
    behind = connection.execute(
        "select e.position from (select memory_id, min(stream_version) as version from set_aside"
        f" where {chosen} group by 1) as s join events e on e.aggregate_id = s.memory_id"
        f" and e.stream_version >= s.version and e.{COUNTS}".encode(),
        asked,
    )
    unsettle(connection, [position for (position,) in behind])
    rows = connection.execute(
        f"delete from set_aside where {chosen} returning memory_id, stream_version, event".encode(), asked
    )
    came = sorted((row for row in rows if row[2] is not None), key=lambda row: row[:2])
    return [_event(json.loads(text)) for _, _, text in came]


def listed(connection: Connection) -> tuple[SetAside, ...]:
    """The notes with something set aside, oldest first, each with the first of its events and their number."""
    rows = connection.execute(
        "select distinct on (s.memory_id, s.incoming) s.memory_id, s.event_id, s.incoming, s.code, s.words, s.since,"
        " case when s.incoming then count(*) over (partition by s.memory_id, s.incoming) else (select count(*)"
        " from events e where e.aggregate_id = s.memory_id and e.stream_version >= s.stream_version"
        f" and e.{COUNTS}) end from set_aside s order by s.memory_id, s.incoming, s.stream_version".encode()
    )
    found = (replace(each, words=said_again(each.words)) for each in (SetAside(*row) for row in rows))
    return tuple(sorted(found, key=lambda each: (each.since, each.memory_id)))


def _event(values: Mapping[str, Any]) -> Event:
    """The event as it came: not upcast, for nothing is known of what a newer program writes."""
    return Event(
        event_id=UUID(values["event_id"]),
        aggregate_id=UUID(values["aggregate_id"]),
        event_type=values["event_type"],
        event_version=values["event_version"],
        stream_version=values["stream_version"],
        user_id=UUID(values["user_id"]),
        device_id=_uuid(values["device_id"]),
        occurred_at=datetime.fromisoformat(values["occurred_at"]),
        clock=None if values["clock"] is None else int(values["clock"], 16),
        correlation_id=_uuid(values["correlation_id"]),
        causation_id=_uuid(values["causation_id"]),
        data=values["data"],
    )


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
