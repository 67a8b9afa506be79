"""The event log: the one append that every change goes through, and the reading of streams.

Owns the order of the log. An append locks the log's head, reads the memories it is about, lets the caller decide, writes
events and projections, and commits, all in one transaction: sequence order is commit order, and nobody ever sees an event
without its effect. Refuses to know why something changes: that is decided by the function it is given.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from psycopg import errors as pg

from core import events
from core.changes import Changes
from core.clock import HybridClock
from core.errors import VersionConflict
from core.events import Data, Event, new_id
from core.memory import Memory
from core.store.cutting import Cut, cut_here
from core.store.database import Database
from core.store.engine import COPY_FROM, Cursor
from core.store.projection import load, step, stream_versions
from core.store.rows import COUNTS, decode_row, select_events, write_events

Decide = Callable[[Mapping[UUID, Memory]], Iterable[Memory]]

_ONE_GO = 50_000  # characters of notes: their words are sent beside them, and 400 000 still went through
_TAG_EVENTS = {
    events.CREATED,
    events.TAGGED,
    events.UNTAGGED,
    events.DELETED,
    events.RESTORED,
    events.PURGED,
    events.VOIDED,
}


@dataclass(frozen=True, slots=True)
class Vector:
    """An imported vector: the SHA-256 of its bytes, by which events name it, and the bytes (little-endian float32)."""

    sha256: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a memory came from: the SHA-256 of the record of a source that it was last brought to, None when it was written
    here, and the import that did so. `updated` says that the import changed what was here; a `voided` one is not here, and
    may be created again."""

    sha256: str | None
    batch: UUID | None = None
    updated: bool = False
    voided: bool = False


class Log:
    """One brain's log. Safe to share between threads: the database orders the appends."""

    def __init__(self, database: Database, device_id: UUID, user_id: UUID, clock: HybridClock) -> None:
        self._database = database
        self.device_id = device_id
        self._user_id = user_id
        self._clock = clock

    def append(
        self,
        ids: Collection[UUID],
        decide: Decide,
        *,
        vectors: Sequence[Vector] = (),
        finished_drafts: Collection[UUID] = (),
        correlation_id: UUID | None = None,
        cut: Cut = cut_here,
    ) -> Changes:
        """Append what `decide` records; the changes are durable when this returns.

        `decide` gets the memories with these ids as they are now (purged ones as purged; ids that never existed are
        missing) and returns memories with recorded events. It runs while the log is locked, so what it saw is still true
        when it is written. It may be called twice. What it creates where a memory of these ids was voided begins a new life
        in that stream. `correlation_id` says what all these events belong to, `cut` where words are cut. Raises
        VersionConflict, with nothing written, when a returned memory was derived from a version that is not the present one.
        """
        tried: list[Event] = []

        def attempt() -> Changes:
            # A connection may be lost after the commit: then the events are there, and writing again would double them.
            if tried and (position := self._position_of(tried[-1])) is not None:
                return _changes(tried, position)
            return self._append(ids, decide, vectors, finished_drafts, correlation_id, cut, tried)

        return self._database.persist(attempt)

    def _append(
        self,
        ids: Collection[UUID],
        decide: Decide,
        vectors: Sequence[Vector],
        finished_drafts: Collection[UUID],
        correlation_id: UUID | None,
        cut: Cut,
        tried: list[Event],
    ) -> Changes:
        with self._database.cursor() as cursor:
            before = _lock(cursor, ids) if ids else {}
            after = [_reborn(memory, before) for memory in decide(before) if memory.collect_events()]
            recorded = [self._stamp(event, correlation_id) for event in _in_order(before, after)]
            tried[:] = recorded
            # One round trip for a single change. COPY does not work inside a pipeline, and psycopg waits for ever at the end
            # of one when a text was too long to be sent at one go.
            single = (
                len(recorded) < COPY_FROM
                and not vectors
                and sum(len(each.content) for each in after) < _ONE_GO
            )
            with _conflicts(cursor, recorded), cursor.connection.pipeline() if single else nullcontext():
                if recorded:
                    following = step(before, after, recorded, cut)  # words are cut while events are written
                    head = write_events(cursor, recorded, self._clock.tick())
                    _write_vectors(cursor, vectors)
                    following.project(cursor)
                _drop_drafts(cursor, self.device_id, finished_drafts)
                cursor.connection.commit()
            return _changes(recorded, self._seen(head)) if recorded else Changes()

    def stream(self, memory_id: UUID) -> tuple[Event, ...]:
        """All events of one memory that count, oldest first; none when it never existed."""
        query = select_events(f"where aggregate_id = %s and {COUNTS} order by stream_version")
        return tuple(decode_row(row) for row in self._database.fetch(query, (memory_id,)))

    def all_of(self, memory_id: UUID) -> tuple[Event, ...]:
        """All events of one memory in the order in which they were written, those too that gave way to a merged history
        and count no longer: nothing is ever taken out of the log."""
        one, other = (f"where aggregate_id = %s and {which}" for which in (COUNTS, f"not ({COUNTS})"))
        query = f"{select_events(one)} union all {select_events(other)} order by position"
        return tuple(decode_row(row) for row in self._database.fetch(query, (memory_id, memory_id)))

    def since(self, position: int, limit: int = 1_000) -> tuple[Event, ...]:
        """The next events after a position, in the log's order."""
        query = select_events("where position > %s order by position limit %s")
        return tuple(decode_row(row) for row in self._database.fetch(query, (position, limit)))

    def changes_since(self, position: int, limit: int = 1_000) -> Changes:
        """What the next events after a position touched; its position is the last of theirs, or the one given."""
        query = "select aggregate_id, event_type, position from events where position > %s order by position limit %s"
        rows = self._database.fetch(query, (position, limit))
        return Changes(
            frozenset(row[0] for row in rows if row[1] in events.OF_MEMORIES),
            tags=any(row[1] in _TAG_EVENTS for row in rows),
            position=rows[-1][2] if rows else position,
        )

    def origins(self, ids: Collection[UUID]) -> dict[UUID, Origin]:
        """For each of the ids that ever existed here, where it came from."""
        query = (
            "select distinct on (aggregate_id) aggregate_id, event_type, data -> 'source' ->> 'sha256', correlation_id"
            f" from events where aggregate_id = any(%s) and {COUNTS}"
            " and (event_type in (%s, %s) or event_type = %s and data ? 'source')"
            " order by aggregate_id, stream_version desc"
        )
        of = (list(ids), events.CREATED, events.VOIDED, events.UPDATED)
        return {
            memory_id: Origin(
                sha256,
                batch if sha256 or kind == events.VOIDED else None,
                updated=kind == events.UPDATED,
                voided=kind == events.VOIDED,
            )
            for memory_id, kind, sha256, batch in self._database.fetch(query, of)
        }

    def imports(self) -> list[Event]:
        """What the log says of imports, oldest first."""
        query = select_events("where event_type like 'import.%%' order by position")
        return [decode_row(row) for row in self._database.fetch(query, ())]

    def record(self, event_type: str, stream: UUID, user_id: UUID, data: Data) -> None:
        """Append an event that is about no memory; `stream` is what it is about. Durable when this returns."""
        made = Event(new_id(), stream, event_type, 0, user_id, datetime.now(UTC), data)

        def attempt() -> None:
            if self._position_of(made) is not None:
                return
            with self._database.cursor() as cursor:
                _lock(cursor, ())
                version = stream_versions(cursor, [stream]).get(stream, 0) + 1
                event = replace(self._stamp(made, stream), stream_version=version)
                head = write_events(cursor, [event], self._clock.tick())
                cursor.connection.commit()
                self._seen(head)

        self._database.persist(attempt)

    @contextmanager
    def locked(self) -> Iterator[Cursor]:
        """A transaction that holds the log's lock: nobody else appends until it ends. It is rolled back unless the cursor's
        connection is committed inside. Tried once."""
        with self._database.cursor() as cursor:
            _lock(cursor, ())
            yield cursor

    def write(self, cursor: Cursor, recorded: Sequence[Event]) -> Changes:
        """Append events under the lock that the cursor holds, in their order. Those that come from elsewhere keep their
        device and clock. What they do to the live tables is the caller's to write, in the same transaction."""
        stamped = [self._stamp(event, event.correlation_id) for event in recorded]
        return _changes(stamped, self._seen(write_events(cursor, stamped, self._clock.tick())))

    def _stamp(self, event: Event, correlation_id: UUID | None) -> Event:
        if event.device_id:
            return event
        # A note says whose it is; what is done to it here is by whom the notebook is, as the server will say, too.
        by = event.user_id if event.event_type == events.CREATED else self._user_id
        return replace(event, user_id=by, device_id=self.device_id, correlation_id=correlation_id)

    def _seen(self, head: Cursor) -> int:
        """The position after an append; the clock goes on from there, whoever else appended meanwhile."""
        row = head.fetchone()
        assert row is not None, "the head is one row"
        self._clock.observe(row[1])
        return int(row[0])

    def _position_of(self, event: Event) -> int | None:
        rows = self._database.fetch("select position from events where event_id = %s", (event.event_id,))
        return rows[0][0] if rows else None


def _lock(cursor: Cursor, ids: Collection[UUID]) -> dict[UUID, Memory]:
    """Take the log's lock; the memories with these ids, which nobody else can change until the transaction ends."""
    cursor.execute("select from log_head for update")
    return load(cursor, ids)


def _reborn(memory: Memory, before: Mapping[UUID, Memory]) -> Memory:
    """A memory that is created where one was voided goes on in that one's stream."""
    known = before.get(memory.id)
    created = memory.collect_events()[0]
    if known is None or not known.voided or created.stream_version != 1:
        return memory
    return memory.behind(known.version)


def _in_order(before: Mapping[UUID, Memory], after: Iterable[Memory]) -> Iterator[Event]:
    """The recorded events; a memory that was derived from another version than the present one is a conflict."""
    for memory in after:
        recorded = memory.collect_events()
        known = before.get(memory.id)
        expected, present = recorded[0].stream_version - 1, known.version if known else 0
        if expected != present:
            raise VersionConflict(memory.id, expected, present)
        yield from recorded


@contextmanager
def _conflicts(cursor: Cursor, stamped: Sequence[Event]) -> Iterator[None]:
    """A memory that was to be created, unseen, exists: that is a conflict, and it says at which version."""
    try:
        yield
    except pg.UniqueViolation:
        cursor.connection.rollback()
        first = {event.aggregate_id: event for event in reversed(stamped)}
        for memory_id, present in stream_versions(cursor, list(first)).items():
            expected = first[memory_id].stream_version - 1
            if present != expected:
                raise VersionConflict(memory_id, expected, present) from None
        raise


def _write_vectors(cursor: Cursor, vectors: Sequence[Vector]) -> None:
    """Write those that are not there yet; under the log's lock, so nobody else writes the same ones."""
    if not vectors:
        return
    wanted = {vector.sha256: vector for vector in vectors}
    cursor.execute("select sha256 from vectors where sha256 = any(%s)", (list(wanted),))
    for (known,) in cursor.fetchall():
        del wanted[known]
    with cursor.copy("copy vectors from stdin (format binary)") as copy:
        copy.write(_binary_copy(wanted.values()))


def _binary_copy(vectors: Iterable[Vector]) -> bytes:
    """The rows in Postgres' binary COPY form (big-endian); a pgvector value is its dimension, 0, and its floats."""
    parts = [b"PGCOPY\n\xff\r\n\0" + bytes(8)]
    for vector in vectors:
        floats = array("f", vector.value)
        if sys.byteorder == "little":
            floats.byteswap()
        value = struct.pack("!HH", len(floats), 0) + floats.tobytes()
        parts += (b"\0\2", struct.pack("!i", len(vector.sha256)), vector.sha256)
        parts += (struct.pack("!i", len(value)), value)
    return b"".join(parts) + b"\xff\xff"


def _drop_drafts(cursor: Cursor, device_id: UUID, finished: Collection[UUID]) -> None:
    if finished:
        cursor.execute(
            "delete from drafts where device_id = %s and memory_id = any(%s)", (device_id, list(finished))
        )


def _changes(stamped: Sequence[Event], position: int) -> Changes:
    return Changes(
        frozenset(event.aggregate_id for event in stamped),
        tags=any(event.event_type in _TAG_EVENTS for event in stamped),
        position=position,
    )
