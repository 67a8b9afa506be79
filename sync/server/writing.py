"""Events that the server itself makes, for calls that know memories and no events.

Owns the way from what a memory recorded to the append that every event goes through, and the words for what stands in the
way. The device of such events is the server.
"""

from __future__ import annotations

import time
from dataclasses import replace
from uuid import UUID, uuid5

from core import InvalidMemory, Memory
from sync import wire
from sync.protocol import Fate
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
    reading = time.time_ns() // 1_000_000 << _COUNTER_BITS
    recorded = (replace(event, device_id=SERVER, clock=reading) for event in memory.collect_events())
    made = [draft(wire.sent(event)) for event in recorded]
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


def _told(verdict: Verdict) -> Problem:
    if verdict.status is Fate.CONFLICT:
        return Problem(409, "The memory was changed at the same moment. Read it again.")
    if verdict.code == "READ_ONLY":
        return Problem(403, verdict.message)
    return not_found("memory") if verdict.code in ("NO_ACCESS", "PURGED") else Problem(400, verdict.message)
