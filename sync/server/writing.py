"""Events that the server itself makes, for calls that know memories and no events.

Owns the way from what a memory recorded to the append that every event goes through, and the words for what stands in the
way. The device of such events is the server.
"""

from __future__ import annotations

import time
from uuid import UUID, uuid5

from core import Event, InvalidMemory, Memory
from sync.protocol import Fate, SentEvent
from sync.server.database import Connection
from sync.server.deciding import Verdict
from sync.server.drafts import draft
from sync.server.identity import User
from sync.server.log import append
from sync.server.problems import Problem, not_found

SERVER = uuid5(UUID(int=0), "second-brain-server")
"""The device id of events that were made here."""

_COUNTER_BITS = 16  # of a hybrid clock's reading, as in `core.clock`


async def append_made(connection: Connection, user: User, memory: Memory) -> frozenset[UUID]:
    """Append what the memory recorded, last in the transaction; whom to wake after the commit. Problem 403, 404 or 409
    where the user may not, the memory is gone, or it went on meanwhile."""
    made = [draft(_sent(event)) for event in memory.collect_events()]
    if not made:
        return frozenset()
    appended = await append(connection, user.id, made)
    for verdict in appended.verdicts:
        if verdict.status is not Fate.STORED:
            raise _told(verdict)
    return appended.audiences


def unreadable(error: InvalidMemory) -> Problem:
    """What a memory cannot hold, as an answer."""
    return Problem(400, error.words)


def _sent(event: Event) -> SentEvent:
    return SentEvent(
        event_id=event.event_id,
        aggregate_id=event.aggregate_id,
        event_type=event.event_type,
        event_version=event.event_version,
        expected_version=event.stream_version - 1,
        occurred_at=event.occurred_at,
        clock=f"{time.time_ns() // 1_000_000 << _COUNTER_BITS:016x}",
        device_id=SERVER,
        correlation_id=event.correlation_id,
        causation_id=event.causation_id,
        data=dict(event.data),
    )


def _told(verdict: Verdict) -> Problem:
    if verdict.status is Fate.CONFLICT:
        return Problem(409, "The memory was changed at the same moment. Read it again.")
    if verdict.code == "READ_ONLY":
        return Problem(403, verdict.message)
    return not_found("memory") if verdict.code in ("NO_ACCESS", "PURGED") else Problem(400, verdict.message)
