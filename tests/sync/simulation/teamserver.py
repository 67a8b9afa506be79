"""A team server in memory that keeps the contract of `sync.far.Server`: positions in commit order, idempotent by event id
and by key, the expected version checked, stream by stream. And the network before it, which breaks on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from core import Answer, Event, Outgoing, Stop, never
from sync.far import CursorGone, FeedPage
from tests.sync.simulation.notebook import digest_of, leaves


@dataclass
class TeamServer:
    """All of it is durable: a killed process loses nothing that it answered to. `page` is how many events a page holds."""

    page: int = 5
    log: UUID = field(default_factory=uuid4)
    streams: dict[UUID, list[Event]] = field(default_factory=dict)
    feed: list[Event] = field(default_factory=list)
    places: dict[UUID, int] = field(default_factory=dict)
    answered: dict[UUID, tuple[Answer, ...]] = field(default_factory=dict)
    refused: set[UUID] = field(default_factory=set)
    """Events that it does not take."""
    calls: int = 0
    marks: list[UUID] = field(default_factory=list)
    """By which a place of the feed is known from the same one in another history."""

    def backup(self) -> TeamServer:
        """A copy as it is now."""
        streams = {key: list(stream) for key, stream in self.streams.items()}
        copy = TeamServer(
            self.page, self.log, streams, list(self.feed), dict(self.places), dict(self.answered)
        )
        copy.marks = list(self.marks)
        return copy

    def become(self, other: TeamServer) -> None:
        """Be restored from a backup, or be replaced by another server."""
        copy = other.backup()
        self.log, self.streams, self.feed = copy.log, copy.streams, copy.feed
        self.places, self.answered, self.marks = copy.places, copy.answered, copy.marks

    # ---- the calls

    def log_id(self) -> UUID:
        self.calls += 1
        return self.log

    def prepare(self, batch: Outgoing) -> None: ...

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        self.calls += 1
        self.place(batch.after)
        if batch.key in self.answered:
            answers = self.answered[batch.key]
            return (*answers[:-1], replace(answers[-1], cursor=self._vouching(batch.after)))
        stopped: set[UUID] = set()
        right_before = batch.after == self._cursor(len(self.feed))
        answers = tuple(self._decide(event, stopped) for event in batch.events)
        self.answered[batch.key] = answers
        behind = self._cursor(len(self.feed)) if right_before and not stopped else self._vouching(batch.after)
        return (*answers[:-1], replace(answers[-1], cursor=behind))

    def pull(self, cursor: str, wait: float = 0, stop: Stop = never) -> FeedPage:
        self.calls += 1
        place = self.place(cursor)
        if place == len(self.feed):
            return FeedPage((), cursor)
        return self._page(self.feed, place, lambda then: self._cursor(then, cursor))

    def stream(self, memory_id: UUID, place: str = "") -> FeedPage:
        self.calls += 1
        self.place(place)
        return FeedPage(tuple(self.streams.get(memory_id, ())), self._vouching(place))

    def snapshot(self, after: str = "") -> FeedPage:
        self.calls += 1
        begun, _, at = after.rpartition("/")
        begun = begun or self._cursor(len(self.feed))
        self.place(begun)
        everything = [event for stream in self.streams.values() for event in stream]
        begun = self._vouching(begun)
        page = self._page(everything, int(at or 0), lambda at: f"{begun}/{at}")
        return page if page.more else replace(page, cursor=begun)

    def digest(self, prefix: str = "") -> Mapping[str, tuple[int, str]]:
        self.calls += 1
        return leaves({key: digest_of(stream) for key, stream in self.streams.items() if stream}, prefix)

    # ---- within

    def _decide(self, event: Event, stopped: set[UUID]) -> Answer:
        if event.event_id in self.places:
            return Answer(event.event_id, "duplicate")
        stream = self.streams.setdefault(event.aggregate_id, [])
        if event.event_id in self.refused or event.aggregate_id in stopped & self.refused:
            self.refused.add(event.aggregate_id)
            stopped.add(event.aggregate_id)
            return Answer(event.event_id, "rejected", "VALIDATION_ERROR", "This is not an event.")
        if event.stream_version != len(stream) + 1 or event.aggregate_id in stopped:
            stopped.add(event.aggregate_id)
            return Answer(event.event_id, "conflict")
        stored = replace(event, position=len(self.feed) + 1)
        stream.append(stored)
        self.marks.append(uuid4())
        self.places[event.event_id] = len(self.feed) + 1
        self.feed.append(stored)  # last: whoever pulls meanwhile finds all of it or nothing
        return Answer(event.event_id, "stored")

    def _cursor(self, place: int, before: str = "") -> str:
        """A place, with the witness of the one before while that is still ahead."""
        named = f"{self.log}:{self._named(place)}"
        witness = before.split("+")[1] if "+" in before else ""
        return f"{named}+{witness}" if witness and int(witness.split(":")[0]) > place else named

    def _vouching(self, cursor: str) -> str:
        """The same place, with the end of the feed as its witness."""
        if not cursor or self.place(cursor) == len(self.feed):
            return cursor
        return f"{cursor.split('+', maxsplit=1)[0]}+{self._named(len(self.feed))}"

    def _named(self, place: int) -> str:
        return f"{place}:{self.marks[place - 1] if place else ''}"

    def place(self, cursor: str) -> int:
        """How many events of the feed are before a cursor."""
        if not cursor:
            return 0
        log, here = cursor.split(":", 1)
        places = [each for each in here.split("+") if each]
        there = [int(each.split(":")[0]) for each in places]
        if log != str(self.log) or max(there) > len(self.feed) or places != list(map(self._named, there)):
            raise CursorGone("The server lost its place.")
        return there[0]

    def _page(self, events: Sequence[Event], place: int, cursor: Callable[[int], str]) -> FeedPage:
        then = min(place + self.page, len(events))
        return FeedPage(tuple(events[place:then]), cursor(then), then < len(events), size=then - place)
