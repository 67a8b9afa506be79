"""Taking events that came from the server, under the log's lock: into the log, the live tables and what is settled.

Owns the way of a page: what is here already is passed over; what follows its stream is appended as it is; a stream that
went on here, too, is made anew by `core.merge`; what cannot be understood is set aside with all behind it in its stream,
and the rest of the page is applied. Streams are read for the whole page at once, and their events only where they are
needed. Everything runs on the caller's cursor; the caller commits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from psycopg import errors as pg

from core.changes import Changes
from core.events import DELETED, PURGED, RESTORED, Event, type_versions
from core.giving_way import give_way
from core.language import tr_noop
from core.memory import Memory, evolve
from core.merge import Integrated, hand_back, integrate
from core.replica import Received
from core.store import aside
from core.store.account import account
from core.store.cutting import Cut
from core.store.engine import Cursor
from core.store.legible import UNREADABLE, as_understood, check_memory
from core.store.log import Log
from core.store.projection import load, step, stream_versions
from core.store.reading import owner
from core.store.rows import COUNTS, decode_row, select_events
from core.store.settled import advance, first_unsent, settle, settle_ranges

_BEING_THERE = (DELETED, RESTORED, PURGED)
# What the database refuses to store.
_REFUSED = (pg.DataError, pg.UniqueViolation, pg.ProgramLimitExceeded, pg.StatementTooComplex, *UNREADABLE)

_NEWER = (
    "NEWER",
    tr_noop("A newer Second Brain wrote something into this note. Update Second Brain here and try again."),
)
_STRANGE = (
    "UNREADABLE",
    tr_noop("Something came for this note that does not fit its history, so the note stays as it is here."),
)
_BEHIND = (aside.FOLLOWS, tr_noop("This came behind something that cannot be understood here."))


@dataclass(frozen=True, slots=True)
class _Way:
    """How one stream goes on: `came` are the server's events as they will be stored, `ours` those made behind them,
    `told` all that the memory's vectors follow from. `rewritten` says that events here gave way."""

    before: Memory | None
    after: Memory
    came: Sequence[Event]
    told: Sequence[Event]
    ours: Sequence[Event] = ()
    superseded: Sequence[UUID] = ()
    integrated: Integrated | None = None


@dataclass(slots=True)
class _Page:
    """The streams of one page, and what is known of them before anything is changed."""

    streams: dict[UUID, list[Event]]
    memories: Mapping[UUID, Memory] = field(default_factory=dict)
    unsent: Mapping[UUID, int] = field(default_factory=dict)
    histories: Mapping[UUID, Sequence[Event]] = field(default_factory=dict)


def take(log: Log, cursor: Cursor, events: Sequence[Event], cut: Cut) -> Received:
    """Take what came. `cut` is where words are cut."""
    received = Received()
    if events:
        streams = _news(cursor, _as_own(cursor, events))
        if streams:
            received = _take_streams(log, cursor, streams, cut)
    advance(cursor.connection)
    return received


def hand_back_refused(
    log: Log, cursor: Cursor, ids: Collection[UUID], lost: Collection[UUID], cut: Cut
) -> Received:
    """Let go of what was done here to notes of others in which one may not write, and keep it as notes of one's own. Those
    in `lost` one does not even see there any more: they can be deleted here, which is nobody else's business."""
    unsent, mine = first_unsent(cursor.connection, ids), owner(cursor.connection)
    memories, ways = load(cursor, unsent), []
    for memory_id, stream in _histories(cursor, unsent).items():
        agreed = unsent[memory_id] - 1
        if memory_id in lost and all(event.event_type in _BEING_THERE for event in stream[agreed:]):
            settle(cursor.connection, (event.position for event in stream[agreed:] if event.position))
            aside.forget_outgoing(cursor.connection, [memory_id])
        elif agreed > 0:
            made = hand_back(stream, len(stream) - agreed, mine)
            assert made.memory is not None, "its first event is there"
            way = _Way(memories[memory_id], made.memory, (), stream[:agreed], (), made.superseded, made)
            ways.append(way)
    received = _apply(log, cursor, ways, cut)
    advance(cursor.connection)
    refused = frozenset(way.after.id for way in ways)
    return replace(received, changes=received.changes | Changes(refused), refused=refused, merged=frozenset())


def _as_own(cursor: Cursor, events: Sequence[Event]) -> Iterator[Event]:
    """The events as they are kept here: what the account's user did is the owner's, and positions are the log's own."""
    signed_in, mine = account(cursor.connection), owner(cursor.connection)
    theirs = signed_in.user_id if signed_in else mine
    for event in events:
        yield replace(event, user_id=mine if event.user_id == theirs else event.user_id, position=None)


def _news(cursor: Cursor, events: Iterable[Event]) -> dict[UUID, list[Event]]:
    """Those that are not here yet, by stream in the order of versions; those that are, are known to be sent."""
    came = {event.event_id: event for event in events}
    query = f"select event_id, position from events where event_id = any(%s) and {COUNTS}"
    cursor.execute(query.encode(), (list(came),))
    known: dict[UUID, int] = dict(cursor.fetchall())
    aside.turned_out_sent(cursor.connection, known)
    settle(cursor.connection, known.values())
    streams: dict[UUID, list[Event]] = {}
    for event in came.values():
        if event.event_id not in known:
            streams.setdefault(event.aggregate_id, []).append(event)
    for told in streams.values():
        told.sort(key=lambda each: each.stream_version)
    return streams


def _take_streams(log: Log, cursor: Cursor, streams: dict[UUID, list[Event]], cut: Cut) -> Received:
    held = aside.holding_incoming(cursor.connection, streams)
    received = Received()
    for memory_id in held:
        received |= _set_aside(cursor, streams.pop(memory_id), _BEHIND)
    page = _known_of(cursor, streams)
    ways: list[_Way] = []
    for memory_id, events in streams.items():
        give_way()
        way, readable = _longest_way(page, memory_id, events)
        if way:
            ways.append(way)
        elif readable:
            received |= Received(gaps=frozenset([memory_id]))
        if rest := events[readable:]:
            received |= _set_aside(cursor, rest, _NEWER if _is_newer(rest[0]) else _STRANGE)
    return received | _apply(log, cursor, ways, cut)


def _known_of(cursor: Cursor, streams: dict[UUID, list[Event]]) -> _Page:
    """What is known of these streams, in a few queries; events are read only of those that do not just go on."""
    page = _Page(streams, load(cursor, streams), first_unsent(cursor.connection, streams))
    wanted = [
        memory_id
        for memory_id, events in streams.items()
        if page.memories.get(memory_id)
        and (memory_id in page.unsent or events[0].stream_version != page.memories[memory_id].version + 1)
    ]
    if wanted:
        page.histories = _histories(cursor, wanted)
    return page


def _histories(cursor: Cursor, ids: Collection[UUID]) -> dict[UUID, Sequence[Event]]:
    """The events of these streams that count."""
    query = select_events(f"where aggregate_id = any(%s) and {COUNTS} order by aggregate_id, stream_version")
    cursor.execute(query.encode(), (list(ids),))
    rows = groupby(map(decode_row, cursor.fetchall()), key=lambda event: event.aggregate_id)
    return {memory_id: list(told) for memory_id, told in rows}


def _longest_way(page: _Page, memory_id: UUID, events: Sequence[Event]) -> tuple[_Way | None, int]:
    """How a stream goes on with as many of these events as can be understood, and how many those are."""
    try:
        return _way(page, memory_id, events), len(events)
    except UNREADABLE:
        way, low, high = None, 0, len(events) - 1
    while low < high:
        middle = (low + high + 1) // 2
        try:
            way, low = _way(page, memory_id, events[:middle]), middle
        except UNREADABLE:
            high = middle - 1
    return way, low


def _way(page: _Page, memory_id: UUID, events: Sequence[Event]) -> _Way | None:
    """How a stream goes on with these events; None when some before them are missing. Raises what `UNREADABLE` lists."""
    before = page.memories.get(memory_id)
    if memory_id not in page.histories and events[0].stream_version > (before.version if before else 0) + 1:
        return None
    understood = [as_understood(event) for event in events]
    if memory_id in page.histories:
        return _merged(page, before, events, understood)
    after = before
    for event in understood:
        after = evolve(after, event)
    assert after is not None, "at least one event came"
    check_memory(after)
    return _Way(before, after, events, understood)


def _merged(
    page: _Page, before: Memory | None, events: Sequence[Event], understood: Sequence[Event]
) -> _Way | None:
    """The same of a stream that went on here too, or of which the server has other events than were thought."""
    stream = page.histories[understood[0].aggregate_id]
    agreed = min(page.unsent.get(stream[0].aggregate_id, len(stream) + 1), understood[0].stream_version) - 1
    made = integrate(stream, max(len(stream) - agreed, 0), understood)
    if made.gap:
        return None
    after = made.memory
    assert after is not None, "a stream that is here does not become empty"
    check_memory(after)
    gone = set(made.superseded)
    kept = [event for event in stream if event.event_id not in gone]
    as_came = {event.event_id: event for event in events}
    came = [as_came[event.event_id] for event in made.appended[: made.received]]
    ours = made.appended[made.received :]
    return _Way(before, after, came, [*kept, *made.appended], ours, made.superseded, made)


def _apply(log: Log, cursor: Cursor, ways: Sequence[_Way], cut: Cut) -> Received:
    """Write the ways; where the database refuses one, halve them until it is found, and set that one aside."""
    if not ways:
        return Received()
    try:
        with cursor.connection.transaction():
            return _write(log, cursor, ways, cut)
    except _REFUSED:
        if len(ways) == 1:
            return _set_aside(cursor, ways[0].came, _STRANGE)
    half = len(ways) // 2
    return _apply(log, cursor, ways[:half], cut) | _apply(log, cursor, ways[half:], cut)


def _write(log: Log, cursor: Cursor, ways: Sequence[_Way], cut: Cut) -> Received:
    """Append, first all that came and then what was made anew, and bring the live tables there."""
    copies = _new_copies(cursor, ways)
    following = step(
        {way.before.id: way.before for way in ways if way.before},
        [*(way.after for way in ways), *copies],
        [event for way in ways for event in way.told],
        cut,
    )
    came = [event for way in ways for event in way.came]
    ours = [event for way in ways for event in way.ours]
    made = [event for copy in copies for event in copy.collect_events()]
    _mark_superseded(cursor, ways)
    changes = log.write(cursor, [*came, *ours, *made]) if came or ours or made else Changes()
    first = changes.position - len(came) - len(ours) - len(made) + 1
    if came:
        settle_ranges(cursor.connection, [(first, first + len(came) - 1)])
    following.project(cursor)
    return Received(changes, len(came), copies=frozenset(copy.id for copy in copies)) | _told(ways)


def _new_copies(cursor: Cursor, ways: Sequence[_Way]) -> list[Memory]:
    """The notes that keep a text whose note is gone. Another device may have made the same one, and it may be here."""
    made = {
        way.integrated.copy.id: way.integrated.copy for way in ways if way.integrated and way.integrated.copy
    }
    known = {way.after.id for way in ways} | (stream_versions(cursor, made).keys() if made else set())
    return [copy for memory_id, copy in made.items() if memory_id not in known]


def _mark_superseded(cursor: Cursor, ways: Sequence[_Way]) -> None:
    """Mark what gave way, each with the position of what it gave way to; its vectors are written anew with the stream."""
    rewritten = [way.after.id for way in ways if way.integrated]
    if not rewritten:
        return
    aside.forget_outgoing(cursor.connection, rewritten)
    cursor.execute("delete from memory_vectors where memory_id = any(%s)", (rewritten,))
    cursor.execute("select position from log_head")
    ((position,),) = cursor.fetchall()
    for way in ways:
        if way.superseded:
            cursor.execute(
                "update events set superseded_by = %s where event_id = any(%s)",
                (position + 1, list(way.superseded)),
            )
        position += len(way.came)


def _told(ways: Sequence[_Way]) -> Received:
    """What became of the notes that went on here too."""
    merged = [(way.after.id, way.integrated) for way in ways if way.integrated and way.superseded]
    return Received(
        merged=frozenset(memory_id for memory_id, _ in merged),
        clashed=frozenset(memory_id for memory_id, made in merged if made.clash),
        revived=frozenset(memory_id for memory_id, made in merged if made.revived),
    )


def _is_newer(event: Event) -> bool:
    return event.event_version > type_versions.get(event.event_type, 0)


def _set_aside(cursor: Cursor, events: Sequence[Event], why: tuple[str, str]) -> Received:
    aside.put_incoming(cursor.connection, events, *why)
    return Received(set_aside=frozenset(event.aggregate_id for event in events))
