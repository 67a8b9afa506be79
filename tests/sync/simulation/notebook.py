"""A notebook in memory that keeps the contract of `core.Replica`: the log that is the outbox, and the pure merge of two
histories. What the real one does in tables, it does in dictionaries. Each call is all or nothing, as a transaction is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID, uuid4

from core import (
    Account,
    Answer,
    BrainError,
    Changes,
    Event,
    Fetching,
    FileWait,
    Memory,
    Outgoing,
    Received,
    Risk,
    RoundNote,
    SetAside,
    evolve,
)
from core.clock import HybridClock
from core.history import as_it_was
from core.merge import Integrated, integrate

_THERE = ("stored", "duplicate")


@dataclass
class Notebook:
    """One device's notebook. Everything in it is durable: a killed process loses what is elsewhere."""

    device: UUID
    clock: HybridClock = field(default_factory=HybridClock)
    events: dict[UUID, Event] = field(default_factory=dict)
    """The log, in the order in which it was written, with what gave way to a merged history."""
    streams: dict[UUID, list[Event]] = field(default_factory=dict)
    """What counts, note by note."""
    notes: dict[UUID, Memory] = field(default_factory=dict)
    there: set[UUID] = field(default_factory=set)
    """The events that the server has."""
    aside: dict[UUID, SetAside] = field(default_factory=dict)
    kept: dict[UUID, list[Event]] = field(default_factory=dict)
    """What came for notes that are set aside."""
    batch: Outgoing | None = None
    ahead: tuple[UUID, Outgoing] | None = None
    """A batch, and what was read to be sent behind it. It is not durable, but nothing depends on it."""
    decided: list[Mapping[UUID, Memory]] = field(default_factory=list)
    """Notes that are to be put back, as they were when that was decided."""
    signed_in: Account | None = None
    told: list[RoundNote] = field(default_factory=list)

    # ---- what a person does

    def write(self, memory: Memory) -> None:
        """What a command on a note recorded becomes events of the log."""
        for event in memory.collect_events():
            stamped = replace(event, device_id=self.device, clock=self.clock.tick())
            self._append(stamped)

    def digests(self) -> dict[UUID, str]:
        """Each note's digest over what was sent or came."""
        sent = {
            key: [each for each in stream if each.event_id in self.there]
            for key, stream in self.streams.items()
        }
        return {key: digest_of(stream) for key, stream in sent.items() if stream}

    # ---- the account

    def account(self) -> Account | None:
        return self.signed_in

    def join(self, account: Account) -> None:
        if self.signed_in is not None and self.signed_in.log_id != account.log_id:
            self.there.clear()
        self.signed_in = account

    def leave(self) -> None:
        self.signed_in = replace(self._account, signed_in=False)

    def configure(
        self,
        *,
        paused: bool | None = None,
        plain: bool | None = None,
        fetching: Fetching | None = None,
        device_name: str | None = None,
    ) -> None:
        here = self._account
        self.signed_in = replace(
            here,
            paused=here.paused if paused is None else paused,
            plain=here.plain if plain is None else plain,
            fetching=fetching or here.fetching,
            device_name=device_name or here.device_name,
        )

    def restart_feed(self, log_id: UUID) -> None:
        self.there.clear()
        self.batch = None
        self.signed_in = replace(self._account, log_id=log_id, cursor="")

    # ---- out

    def waiting(self) -> int:
        return sum(1 for _ in self._queue())

    def outgoing(self, most: int, largest: int) -> Outgoing | None:
        if self.batch is None and most:
            self.batch = self._next(list(self._queue()), most, largest)
        if self.batch is not None:
            self.batch = replace(self.batch, after=self._account.cursor)
        return self.batch

    def read_ahead(self, batch: Outgoing, most: int, largest: int) -> Outgoing | None:
        sent = {event.event_id for event in batch.events}
        behind = [event for event in self._queue() if event.event_id not in sent]
        following = self._next(behind, most, largest)
        self.ahead = (batch.key, following) if following else None
        return following

    def give_up(self, batch: Outgoing) -> None:
        if self.batch is not None and self.batch.key == batch.key:
            self.batch = None

    def settle(self, batch: Outgoing, answers: Sequence[Answer]) -> Received:
        self.give_up(batch)
        done = Received()
        for event, answer in zip(batch.events, answers, strict=True):
            if answer.status in _THERE:
                self.there.add(event.event_id)
            elif answer.status == "rejected":
                self._set_aside(event, answer.code, answer.message, incoming=False)
                done |= Received(set_aside=frozenset({event.aggregate_id}))
        if answers and answers[-1].cursor and batch.after == self._account.cursor:
            self.signed_in = replace(self._account, cursor=answers[-1].cursor)
        if self.ahead and self.ahead[0] == batch.key and all(each.status in _THERE for each in answers):
            waits = {event.event_id for event in self._queue()}
            if waits.issuperset(event.event_id for event in self.ahead[1].events):
                self.batch = self.ahead[1]
        return done

    # ---- in

    def weigh(self, events: Sequence[Event], since: int | None = None) -> Risk:
        alive = {key for key, memory in self.notes.items() if _alive(memory)}
        if len(alive) <= 20:  # it cannot be held
            return Risk(frozenset(), frozenset(), len(alive))
        deleted, overwritten, log = set(), set(), list(self.events.values())
        known = alive if since is None else {event.aggregate_id for event in log[:since]}
        known |= {event.aggregate_id for event in log[since:] if event.device_id == self.device}
        for memory_id, new in _by_stream(events):
            if memory_id not in alive & known:
                continue
            before, then = self.notes[memory_id], self._integrated(memory_id, new).memory
            if then is None or not _alive(then):
                deleted.add(memory_id)
            elif len(then.content) < len(before.content) / 2:
                overwritten.add(memory_id)
        return Risk(frozenset(deleted), frozenset(overwritten), len(alive))

    def keep(self, memory_ids: Collection[UUID]) -> None:
        self.decided.append({each: self.notes[each] for each in memory_ids})

    def keeping(self) -> frozenset[UUID]:
        return frozenset(each for decision in self.decided for each in decision)

    def put_back(self) -> Changes:
        decided, self.decided = self.decided, []
        for decision in decided:
            for each, memory in decision.items():
                self.write(as_it_was(self.notes[each], memory))
        return Changes(frozenset(each for decision in decided for each in decision))

    def receive(self, events: Sequence[Event], cursor: str | None) -> Received:
        done = Received()
        gaps = self._gaps(events)
        if gaps:
            return Received(gaps=gaps)
        for memory_id, new in _by_stream(events):
            done |= self._take(memory_id, new)
        if cursor is not None:
            self.signed_in = replace(self._account, cursor=cursor)
        return done

    def seen(self) -> tuple[int, str]:
        return len(self.events), self._account.cursor

    # ---- comparing

    def digest(self, prefix: str) -> Mapping[str, tuple[int, str]]:
        return leaves(self.digests(), prefix)

    def verified(self, at: datetime) -> None:
        self.signed_in = replace(self._account, verified_at=at)

    # ---- what needs a person

    def set_aside(self) -> tuple[SetAside, ...]:
        return tuple(self.aside.values())

    def retry(self, memory_ids: Collection[UUID] = ()) -> Received:
        done = Received()
        for memory_id in tuple(memory_ids or self.aside):
            self.aside.pop(memory_id, None)
            done |= self._take(memory_id, self.kept.pop(memory_id, []))
        return done

    def note_round(self, note: RoundNote) -> None:
        self.told.insert(0, note)

    def rounds(self, limit: int = 50) -> tuple[RoundNote, ...]:
        return tuple(self.told[:limit])

    # ---- files and plain servers are not simulated

    def file_waits(self, limit: int = 100) -> tuple[FileWait, ...]:
        return ()

    def files_changed(self, since: int) -> bool:
        return False

    def file_sent(self, sha256: str) -> None: ...

    def file_failed(self, sha256: str, words: str) -> None: ...

    def plain_id(self, memory_id: UUID) -> tuple[str, int] | None: ...

    def keep_plain_id(self, memory_id: UUID, remote_id: str, version: int) -> None: ...

    # ---- within

    @property
    def _account(self) -> Account:
        assert self.signed_in is not None
        return self.signed_in

    def _queue(self) -> Iterator[Event]:
        """What waits, in the order of the log."""
        waits = {
            event.event_id
            for key, stream in self.streams.items()
            if key not in self.aside
            for event in stream
            if event.event_id not in self.there
        }
        return (event for event in self.events.values() if event.event_id in waits) if waits else iter(())

    def _next(self, queue: Sequence[Event], most: int, largest: int) -> Outgoing | None:
        batch: list[Event] = []
        size = 0
        for event in queue:
            size += len(str(event.data))
            if batch and (len(batch) == most or size > largest):
                break
            batch.append(event)
        return Outgoing(uuid4(), tuple(batch), len(self.events)) if batch else None

    def _append(self, event: Event) -> None:
        self.events[event.event_id] = event
        self.streams.setdefault(event.aggregate_id, []).append(event)
        if event.clock is not None:
            self.clock.observe(event.clock)
        self.notes[event.aggregate_id] = evolve(self.notes.get(event.aggregate_id), event)

    def _integrated(self, memory_id: UUID, received: Sequence[Event]) -> Integrated:
        stream = self.streams.get(memory_id, [])
        waiting = sum(event.event_id not in self.there for event in stream)
        return integrate(stream, waiting, received)

    def _take(self, memory_id: UUID, received: Sequence[Event]) -> Received:
        news = [event for event in received if event.event_id not in self.there]
        if not news:
            return Received()
        if memory_id in self.kept:
            self.kept[memory_id] += news
            return Received()
        try:
            result = self._integrated(memory_id, news)
        except (BrainError, ValueError, KeyError) as problem:
            self._set_aside(news[0], "NOT_UNDERSTOOD", str(problem), incoming=True)
            self.kept[memory_id] = list(news)
            return Received(set_aside=frozenset({memory_id}))
        assert not result.gap, "gaps were looked for before"
        return self._become(memory_id, result)

    def _gaps(self, events: Sequence[Event]) -> frozenset[UUID]:
        """The streams of which earlier events than these are missing."""
        found = set()
        for memory_id, received in _by_stream(events):
            news = [event for event in received if event.event_id not in self.there]
            known = sum(event.event_id in self.there for event in self.streams.get(memory_id, ()))
            if news and news[0].stream_version > known + 1 and memory_id not in self.kept:
                found.add(memory_id)
        return frozenset(found)

    def _become(self, memory_id: UUID, result: Integrated) -> Received:
        gone = set(result.superseded)
        stays = [event for event in self.streams.get(memory_id, []) if event.event_id not in gone]
        self.streams[memory_id] = stays
        self.notes.pop(memory_id, None)
        for event in stays:
            self.notes[memory_id] = evolve(self.notes.get(memory_id), event)
        for event in result.appended:
            self._append(event)
        assert result.memory == self.notes.get(memory_id), (
            "what a merge says it gives is not what it folds to"
        )
        self.there.update(result.echoes, (event.event_id for event in result.appended[: result.received]))
        if result.copy is not None:
            self.write(result.copy)
        one = frozenset({memory_id})
        return Received(
            Changes(one),
            result.received,
            merged=one if gone else frozenset(),
            clashed=one if result.clash else frozenset(),
            revived=one if result.revived else frozenset(),
            copies=frozenset({result.copy.id}) if result.copy else frozenset(),
        )

    def _set_aside(self, event: Event, code: str, words: str, *, incoming: bool) -> None:
        since = datetime(2026, 1, 1, tzinfo=UTC)
        self.aside[event.aggregate_id] = SetAside(
            event.aggregate_id, event.event_id, incoming, code, words, since
        )


def digest_of(stream: Sequence[Event]) -> str:
    """A stream's digest, as `sync.protocol.Leaf` says."""
    ids = "".join(str(event.event_id) for event in stream)
    return hashlib.md5(ids.encode(), usedforsecurity=False).hexdigest()[:16]


def leaves(digests: Mapping[UUID, str], prefix: str) -> dict[str, tuple[int, str]]:
    """Count and exclusive or of digests by the next digit after a prefix, or whole ids after four digits."""
    found: dict[str, tuple[int, str]] = {}
    for memory_id, digest in digests.items():
        if memory_id.hex.startswith(prefix):
            key = memory_id.hex if len(prefix) >= 4 else memory_id.hex[len(prefix)]
            count, before = found.get(key, (0, "0" * 16))
            found[key] = (count + 1, f"{int(before, 16) ^ int(digest, 16):016x}")
    return found


def _alive(memory: Memory) -> bool:
    return memory.deleted_at is None and not memory.purged


def _by_stream(events: Sequence[Event]) -> Iterator[tuple[UUID, list[Event]]]:
    ordered = sorted(events, key=lambda each: (str(each.aggregate_id), each.stream_version))
    for memory_id, group in groupby(ordered, key=lambda each: each.aggregate_id):
        yield memory_id, list({each.stream_version: each for each in group}.values())
