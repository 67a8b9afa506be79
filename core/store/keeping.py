"""What a person decided to keep against what the server takes away: written down first, put back when that was taken.

A decision is an action in the log, which begins when it is made and ends when all is put back; its place there says how the
notes were. So it may be broken off anywhere, and goes on. A note that is gone for good comes back under another id, and the
links that led to it follow. Owns where decisions are and what putting back means. It refuses to know what the server takes
away, and when.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from uuid import UUID, uuid5

from core.bulk import in_parts
from core.changes import Changes
from core.events import ACTION_BEGUN, ACTION_ENDED, Event, new_id
from core.history import as_it_was, made_again, memory_of
from core.memory import Memory
from core.progress import never, unheard
from core.store.database import Database
from core.store.engine import Connection
from core.store.log import Log
from core.store.reading import owner
from core.store.rows import decode_row, select_events

_KIND = "keep"

# Sync asks with each round: what was put back is not read again. What is decided while others are put back waits.
_DECIDED = select_events(
    f"where aggregate_id = %s and event_type = '{ACTION_BEGUN}' and stream_version > coalesce((select"
    " max((data->>'upto')::integer) from events where aggregate_id = %s"
    f" and event_type = '{ACTION_ENDED}'), 0) order by stream_version"
)
_STREAMS_THEN = select_events(
    "where aggregate_id = any(%(ids)s) and position <= %(at)s and (superseded_by is null or superseded_by > %(at)s)"
    " order by aggregate_id, stream_version"
)
_CHANGED_SINCE = (
    "select distinct aggregate_id from events where aggregate_id = any(%s) and position > %s and device_id = %s"
    " and clock > %s"
)
_LINKING = "select distinct source from links where target = any(%s)"


class Keeping:
    """The decisions that were made on this device. Safe to share between threads."""

    def __init__(self, database: Database, log: Log) -> None:
        self._database = database
        self._log = log
        self._stream = uuid5(log.device_id, _KIND)

    def keep(self, memory_ids: Collection[UUID]) -> None:
        """These notes are to be as they are now. Durable when this returns."""
        told = {"kind": _KIND, "notes": [str(each) for each in sorted(memory_ids)]}
        self._log.record(ACTION_BEGUN, self._stream, self._database.ask(owner), told)

    def waiting(self) -> frozenset[UUID]:
        """The notes that are not put back yet."""
        return frozenset(each for decision in self._open() for each in _notes(decision))

    def put_back(self) -> Changes:
        """Let all of them be as they were, by new events, in parts; one that is gone for good is made anew. One that was
        changed here since the decision stays as it is. What was touched."""
        changes = Changes()
        decisions = [(each, new_id()) for each in self._open()]
        for each in (self._put_back, self._lead_to_what_is_new):
            for decision, action in decisions:
                changes |= each(decision, action)
        if decisions:
            done = {"upto": decisions[-1][0].stream_version}
            self._log.record(ACTION_ENDED, self._stream, self._database.ask(owner), done)
        return changes

    def _open(self) -> Sequence[Event]:
        """The decisions of which something may be left to be done, oldest first."""
        rows = self._database.fetch(_DECIDED, (self._stream, self._stream))
        return [decode_row(row) for row in rows]

    def _put_back(self, decision: Event, action: UUID) -> Changes:
        mine = self._database.ask(owner)

        def put_back(ids: Sequence[UUID]) -> Changes:
            then = {
                memory.id: memory
                for memory in self._database.ask(_as_of, ids, decision.position)
                if memory.deleted_at is None and not memory.purged
            }
            anew = {each: _anew(decision, each) for each in then}

            def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
                since = self._database.ask(_changed_since, ids, decision)
                gone = [each for each in then if known[each].purged]
                stays = [each for each in then if not known[each].purged and each not in since]
                return [
                    *(as_it_was(known[each], then[each]) for each in stays),
                    *(made_again(then[each], mine, anew[each]) for each in gone if anew[each] not in known),
                ]

            return self._log.append([*then, *anew.values()], decide, correlation_id=action)

        return in_parts(_notes(decision), put_back, unheard, never).changes

    def _lead_to_what_is_new(self, decision: Event, action: UUID) -> Changes:
        """Let links to what is gone lead to what was made of that. Those in a note of somebody else are theirs to change."""
        anew = {_anew(decision, each): each for each in _notes(decision)}
        there = self._database.ask(_there, list(anew))
        new = {anew[each]: each for each in there}
        mine = self._database.ask(owner)

        def lead(ids: Sequence[UUID]) -> Changes:
            def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
                own = (known[each] for each in ids if known[each].user_id == mine)
                return [_leading(each, new) for each in own if not each.purged]

            return self._log.append(ids, decide, correlation_id=action)

        linking = self._database.ask(_linking, list(new))
        return in_parts(linking, lead, unheard, never).changes


def _anew(decision: Event, memory_id: UUID) -> UUID:
    """The id of what is made of a note that is gone for good."""
    return uuid5(decision.event_id, memory_id.hex)


def _notes(decision: Event) -> list[UUID]:
    return [UUID(each) for each in decision.data["notes"]]


def _as_of(connection: Connection, ids: Sequence[UUID], position: int | None) -> list[Memory]:
    """These notes as the log told of them at a position, whatever gave way to a merged history since."""
    rows = connection.execute(_STREAMS_THEN.encode(), {"ids": list(ids), "at": position})
    streams = groupby(map(decode_row, rows), key=lambda event: event.aggregate_id)
    return [memory for _, stream in streams if (memory := memory_of(stream)) is not None]


def _changed_since(connection: Connection, ids: Sequence[UUID], decision: Event) -> set[UUID]:
    """Those of them that were changed here since. What was made anew behind the server's keeps its own, earlier clock."""
    of = (list(ids), decision.position, decision.device_id, decision.clock)
    return {row[0] for row in connection.execute(_CHANGED_SINCE.encode(), of)}


def _there(connection: Connection, ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in connection.execute(b"select id from memories where id = any(%s)", (ids,))]


def _linking(connection: Connection, ids: Sequence[UUID]) -> list[UUID]:
    """The notes that link to one of these by its id."""
    return [row[0] for row in connection.execute(_LINKING.encode(), (ids,))]


def _leading(memory: Memory, new: Mapping[UUID, UUID]) -> Memory:
    """The note with its links to these notes leading to those; itself when it has none."""
    for link in memory.links:
        if link.target in new:
            memory = memory.unlink(link.target, link.kind).link(new[link.target], link.kind, link.metadata)
    return memory
