"""The server's log: the one way in for events, whoever made them, and reading streams out of it.

Owns the tables `streams` and `events`. An append is part of the caller's transaction and comes last in it: what it decided
is true until the commit, since it holds the streams, and the places in the feed are given out at its end. Wake the audiences
with `Bell.ring` after the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from psycopg import AsyncCursor
from psycopg.errors import UniqueViolation
from psycopg.rows import TupleRow

from core import Event
from sync.protocol import Fate
from sync.server.audience import ACCESS, STREAMS_SHARED
from sync.server.database import Connection, array
from sync.server.deciding import PURGED, Access, Standing, Verdict, decide
from sync.server.drafts import Draft, Refused
from sync.server.feed import Visible, ask_to_tell, read_head

_NULL = r"\N"


class Raced(Exception):
    """Somebody else wrote the same stream, or the same event, at the same moment. Roll back and try again."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of events. `positions` are the feed's places of the stored ones, in the order of the events, else None;
    `head` is the last place, `rows` are what the feed tells at the places up to it, and `audiences` are who can see
    something new after the commit."""

    verdicts: Sequence[Verdict]
    positions: Sequence[int | None]
    head: int
    rows: Sequence[Visible] = ()

    @property
    def audiences(self) -> frozenset[UUID]:
        return frozenset(row.audience_id for row in self.rows)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of events, before it has places in the feed. `known` are those that duplicates were given before."""

    verdicts: Sequence[Verdict]
    rows: Sequence[Visible]
    purged: Sequence[UUID]
    streams: Sequence[UUID | None]
    known: Sequence[int | None]

    def at(self, base: int) -> Appended:
        """With the places behind this one."""
        at = {row.stream_id: place for place, row in enumerate(self.rows, base + 1) if row.stored}
        positions = [
            at[stream] if stream and verdict.status is Fate.STORED else known
            for stream, verdict, known in zip(self.streams, self.verdicts, self.known, strict=True)
        ]
        return Appended(self.verdicts, positions, base + len(self.rows), self.rows)


@dataclass(frozen=True, slots=True)
class Held:
    """The streams of some events, which nobody else can change until the transaction ends, and those of the events that are
    in the log: answers that may be still on their way."""

    streams: AsyncCursor[TupleRow]
    known: AsyncCursor[TupleRow]


@dataclass(slots=True)
class _Grown:
    """A stream, and what is stored in it now."""

    id: UUID
    owner_id: UUID
    space_id: UUID | None
    before: int
    purged: bool = False
    drafts: list[Draft] = field(default_factory=list)

    @property
    def version(self) -> int:
        return self.before + len(self.drafts)


_LOCK = f"""
select s.id, s.version, s.owner_id, {ACCESS}, s.space_id, s.purged_at is not null from {STREAMS_SHARED}
where s.id = any(%(streams)s::uuid[]) order by s.id for update of s
"""
_KNOWN = "select event_id, stream_id, stream_version from events where event_id = any(%s::uuid[])"
_BEGIN = """
insert into streams (id, owner_id, version)
select new.id, %s, new.version from unnest(%s::uuid[], %s::int[]) as new (id, version) on conflict do nothing
"""
_GROW = """
update streams set version = grown.version from unnest(%s::uuid[], %s::int[]) as grown (id, version)
where streams.id = grown.id
"""
_PURGED = "update streams set purged_at = server.head - %s from server where id = %s"
_COPY = """
copy events (event_id, stream_id, stream_version, event_type, event_version, user_id, device_id, occurred_at, clock,
    correlation_id, causation_id, size, data) from stdin
"""
_PLACES = """
select event.stream, event.version, told.position from unnest(%s::uuid[], %s::int[]) as event (stream, version)
cross join lateral (
    select position from feed where stored and stream_id = event.stream and first_version <= event.version
    order by first_version desc limit 1
) told
"""
EVENT = (
    "e.event_id, e.stream_id, e.event_type, e.stream_version, e.user_id, e.occurred_at, e.data, e.event_version,"
    " e.device_id, e.clock, e.correlation_id, e.causation_id"
)
"""The columns of `events e` that make an `Event`, in the order of its fields."""
_STREAMS = f"select {EVENT} from events e where stream_id = any(%s) order by stream_id, stream_version"


async def hold(connection: Connection, user_id: UUID, sent: Sequence[Draft | Refused]) -> Held:
    """Ask for the streams of these events, and for which of the events are there. Streams are held in the order of their
    ids, so that two appends never wait for each other."""
    drafts = [each for each in sent if isinstance(each, Draft)]
    streams = array({draft.stream for draft in drafts})
    return Held(
        await connection.execute(_LOCK, {"user": user_id, "streams": streams}),
        await connection.execute(_KNOWN, (array(draft.event_id for draft in drafts),)),
    )


async def append(connection: Connection, user_id: UUID, sent: Sequence[Draft | Refused]) -> Appended:
    """Append what can be: events of this user, each where its stream is at the version that it expects.

    One verdict an event, in their order; nothing is stored of those that are not STORED. Raises Raced.
    """
    written = await write(connection, user_id, sent, await hold(connection, user_id, sent))
    last = await read_head(await ask_to_publish(connection, written))
    return written.at(last - len(written.rows))


async def write(
    connection: Connection, user_id: UUID, sent: Sequence[Draft | Refused], held: Held
) -> Written:
    """The first half of an append, which holds only the streams. Raises Raced."""
    standings = {row[0]: Standing(*row[1:]) for row in await held.streams.fetchall()}
    known = {event: (stream, version) for event, stream, version in await held.known.fetchall()}
    verdicts = decide(sent, standings, known)
    grown = _grown(user_id, sent, verdicts, standings)
    await _write(connection, user_id, grown)
    return Written(
        verdicts,
        rows=[row for each in grown for row in _rows(each)],
        purged=[each.id for each in grown if each.purged],
        streams=[each.stream for each in sent],
        known=await _known_positions(connection, sent, verdicts),
    )


async def ask_to_publish(connection: Connection, written: Written) -> AsyncCursor[TupleRow]:
    """The second half: ask for places in the feed, behind which everybody else waits until the commit. The answer is the
    last place (`feed.read_head`)."""
    asked = await ask_to_tell(connection, written.rows)
    for behind, row in enumerate(reversed(written.rows)):
        if row.stored and row.stream_id in written.purged:
            await connection.execute(_PURGED, (behind, row.stream_id))
    return asked


async def stream_events(connection: Connection, ids: Collection[UUID]) -> dict[UUID, tuple[Event, ...]]:
    """All events of these streams, oldest first, with payloads as they were sent; one that does not exist is missing. Who
    may see them is for the caller to know."""
    found: dict[UUID, list[Event]] = {}
    for row in await (await connection.execute(_STREAMS, (list(ids),))).fetchall():
        found.setdefault(row[1], []).append(Event(*row))
    return {stream: tuple(events) for stream, events in found.items()}


def _grown(
    user_id: UUID,
    sent: Sequence[Draft | Refused],
    verdicts: Sequence[Verdict],
    standings: Mapping[UUID, Standing],
) -> list[_Grown]:
    """The streams in which something is stored, by their ids."""
    grown: dict[UUID, _Grown] = {}
    for each, verdict in zip(sent, verdicts, strict=True):
        if verdict.status is not Fate.STORED or isinstance(each, Refused):
            continue
        stream = each.stream
        if (into := grown.get(stream)) is None:
            was = standings.get(stream, Standing(0, user_id, Access.WRITE))
            into = grown[stream] = _Grown(stream, was.owner_id, was.space_id, was.version)
        into.drafts.append(each)
        into.purged = into.purged or each.event.event_type == PURGED
    return sorted(grown.values(), key=lambda each: each.id)


def _rows(grown: _Grown) -> Iterator[Visible]:
    """What became visible: to the owner, and to the space where the stream is in one."""
    yield Visible(grown.owner_id, grown.id, grown.before + 1, grown.version, stored=True)
    if grown.space_id:
        yield Visible(grown.space_id, grown.id, grown.before + 1, grown.version)


async def _write(connection: Connection, user_id: UUID, grown: Sequence[_Grown]) -> None:
    if not grown:
        return
    try:
        async with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            await copy.write(b"".join(line for each in grown for line in _lines(each, user_id)))
    except UniqueViolation:
        raise Raced from None
    async with connection.pipeline():
        new = [each for each in grown if each.before == 0]
        of_new = (user_id, array(each.id for each in new), array(each.version for each in new))
        begun = await connection.execute(_BEGIN, of_new)
        old = [each for each in grown if each.before > 0]
        of_old = (array(each.id for each in old), array(each.version for each in old))
        await connection.execute(_GROW, of_old)
    if begun.rowcount < len(new):
        raise Raced


def _lines(grown: _Grown, user_id: UUID) -> Iterator[bytes]:
    """Rows in the text form of COPY. Of all the values only the data can hold a character with a meaning there."""
    stream, user = grown.id.hex, user_id.hex
    for version, draft in enumerate(grown.drafts, start=grown.before + 1):
        event = draft.event
        correlation = event.correlation_id.hex if event.correlation_id else _NULL
        causation = event.causation_id.hex if event.causation_id else _NULL
        yield (
            f"{draft.event_id.hex}\t{stream}\t{version}\t{event.event_type}\t{event.event_version}\t{user}"
            f"\t{event.device_id.hex}\t{draft.occurred_at.isoformat()}\t{int(event.clock, 16)}\t{correlation}\t{causation}"
            f"\t{len(draft.data)}\t".encode()
        )
        yield draft.data.replace(b"\\", b"\\\\")
        yield b"\n"


async def _known_positions(
    connection: Connection, sent: Sequence[Draft | Refused], verdicts: Sequence[Verdict]
) -> list[int | None]:
    """The places that duplicates were given before, None for all others."""
    pairs = list(zip(sent, verdicts, strict=True))
    duplicates = [
        (each.stream, verdict.version) for each, verdict in pairs if verdict.status is Fate.DUPLICATE
    ]
    before: dict[tuple[UUID | None, int | None], int] = {}
    if duplicates:
        columns = [list(column) for column in zip(*duplicates, strict=True)]
        rows = await (await connection.execute(_PLACES, columns)).fetchall()
        before = {(stream, version): position for stream, version, position in rows}
    return [before.get((each.stream, verdict.version)) for each, verdict in pairs]
