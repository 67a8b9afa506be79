"""One round of sync: what is under way is sent again, what is there comes in, what waits goes out.

Owns the order of the steps and how each answer of the server leads to the next call. A round can be stopped between
any two steps, or killed in any of them, and the next one goes on: what was done is kept by the replica, and every call
may be made twice. It refuses to know HTTP, threads, and when the next round is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

from core import Answer, BrainError, Cancelled, Event, Outgoing, Received, Replica, Risk, Stop, never, tr
from sync.far import Broke, CursorGone, FeedPage, NoEvents, Server, Slow, TooLarge, Unwell
from sync.protocol import LARGEST_BATCH, MOST_EVENTS, Fate

LOOK_AHEAD = 64 << 20
"""Bytes of events that are weighed together, from a page on that takes something away, before any of them is applied."""
MOST_CONFLICTS = 8
"""Batches in a row that may meet a conflict in one round."""
MOST_TRIES = 5
"""How often one event may break the server before it is set aside."""
SNAPSHOT = "snapshot:"
"""What the cursor here begins with while a snapshot is under way, so that whoever is killed goes on with it."""

NO_RISK = Risk(frozenset(), frozenset(), 0)
"""Nothing was taken away."""
AT_ONCE = 20
"""Events in a batch for a server without events calls: each may be a call of its own, and a round stops between batches."""

PlainPush = Callable[[Outgoing], Sequence[Answer]]
"""Sends a batch by the plain calls of part 1."""


class Holding(Exception):
    """What is about to come in would take much away: a person has to look first. Nothing of it was applied."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("held")
        self.risk = risk


@dataclass(slots=True)
class BatchSize:
    """How much is sent at once: half as much after it was too much, twice as much after it got through. Lives longer
    than a round. `tries` counts how often one event alone broke the server."""

    events: int = MOST_EVENTS
    bytes: int = LARGEST_BATCH
    tries: int = 0

    def shrink(self, batch: Outgoing) -> None:
        """That batch was too much."""
        self.events = max(1, min(self.events, len(batch.events)) // 2)
        self.bytes = max(1, self.bytes // 2)

    def grow(self) -> None:
        """A batch got through."""
        self.events = min(MOST_EVENTS, self.events * 2)
        self.bytes = min(LARGEST_BATCH, self.bytes * 2)
        self.tries = 0


@dataclass(frozen=True, slots=True)
class Arrived:
    """A page that a long poll brought, and the cursor it was asked with: it counts while the replica is still there."""

    after: str
    page: FeedPage


@dataclass(slots=True)
class Tally:
    """What a round did so far, whatever it ends in. `took` hears of what came in, `sent` that the queue moved."""

    took: Callable[[Received], None] = lambda _: None
    sent: Callable[[], None] = lambda: None
    pulled: int = 0
    pushed: int = 0

    def take(self, received: Received) -> Received:
        """Count and pass on what came in."""
        self.pulled += received.applied
        if received != Received():
            self.took(received)
        return received

    def send(self, answers: Sequence[Answer]) -> None:
        """Count and pass on what went out."""
        self.pushed += sum(answer.status in (Fate.STORED, Fate.DUPLICATE) for answer in answers)
        self.sent()


@dataclass(slots=True)
class Round:
    """One round. `run` raises a problem of `sync.far`, `Holding` or `Cancelled`; else nothing waits any more.

    `accepted` are notes that a person allows to lose what they held. `risk` is what this catch-up took away already,
    `since` the log's position when it began: both go on from the round before, where that was broken off. `plain` sends to
    a server without events.
    """

    replica: Replica
    server: Server
    size: BatchSize = field(default_factory=BatchSize)
    tally: Tally = field(default_factory=Tally)
    stop: Stop = never
    accepted: frozenset[UUID] = frozenset()
    plain: PlainPush | None = None
    risk: Risk = NO_RISK
    since: int | None = None
    _restarted: bool = field(default=False, init=False)

    def run(self, arrived: Arrived | None = None) -> None:
        """Repeat, pull, push. `arrived` spares the first pull."""
        account = self.replica.account()
        if account is None:
            return
        if self.since is None:
            self.since, _ = self.replica.seen()
        if not account.plain:
            try:
                self._travel(arrived)
            except NoEvents as problem:
                if account.cursor:  # whoever sent its notes plainly now would make each once more
                    raise Unwell(
                        tr("The server does not know the history of notes just now, which it took before."),
                        tr("Everything is safe here. It is tried again."),
                    ) from problem
                if self.plain is None:
                    raise
                self.replica.configure(plain=True)
            else:
                return
        self._push_plainly()

    def restart(self) -> None:
        """Begin at the beginning of the server's feed. Everything here waits to be sent again, nothing is deleted."""
        self._check()
        self._restarted = True
        self.replica.restart_feed(self.server.log_id())

    def take_streams(self, memory_ids: Iterable[UUID]) -> None:
        """Fetch the whole history of notes, and take what is missing here."""
        for memory_id in sorted(memory_ids):
            self._check()
            _, place = self.replica.seen()
            page = self.server.stream(memory_id, "" if place.startswith(SNAPSHOT) else place)
            self._pass_gate(self._weigh(page.events))
            self.tally.take(self.replica.receive(page.events, page.cursor or None))

    def pull(self, arrived: Arrived | None = None) -> None:
        """Take all that is there."""
        more = True
        while more:
            pages = self._look_ahead(arrived)
            arrived = None
            for page in pages:
                self._take(page)
            more = pages[-1].more

    def push(self) -> bool:
        """Send until nothing waits; whether there was anything. After a conflict what was missing is pulled, and ours goes
        out again behind it."""
        conflicts, before = 0, self.tally.pushed
        while batch := self.replica.outgoing(self.size.events, self.size.bytes):
            if conflicting := self._send(batch, self._with_the_next_made_ready):
                conflicts += 1
                self._catch_up(conflicting, conflicts)
            else:
                conflicts = 0
        return self.tally.pushed > before

    def _travel(self, arrived: Arrived | None) -> None:
        """A server that lost our place in its feed, or what that vouches for, is read from the beginning, once."""
        try:
            self._exchange(arrived)
        except CursorGone:
            if self._restarted:
                raise
            self.restart()
            self._exchange(None)

    def _exchange(self, arrived: Arrived | None) -> None:
        if under_way := self.replica.outgoing(0, 0):
            # What follows waits for the pull, which tells of conflicts, too.
            self._send(under_way, self.server.push)
        self.pull(arrived)
        while self.push():
            self.pull()  # so that our place in the feed is behind what is ours: a server that loses it is found out

    def _check(self) -> None:
        if self.stop():
            raise Cancelled

    # ---- in

    def _look_ahead(self, arrived: Arrived | None) -> list[FeedPage]:
        """Pages from where the replica is that passed the gate: the next one, and where that takes something away all behind
        it, up to what is weighed at once. What takes nothing, as the echo of what was sent, need not be held in memory."""
        _, cursor = self.replica.seen()
        self._check()
        first = arrived.page if arrived is not None and arrived.after == cursor else self._page(cursor)
        pages, risk = [first], self._weigh(first.events)
        if risk.deleted or risk.overwritten:
            while pages[-1].more and sum(page.size for page in pages) < LOOK_AHEAD:
                self._check()
                pages.append(self._page(pages[-1].cursor))
            risk = self._weigh([event for page in pages for event in page.events])
        self._pass_gate(risk)
        return pages

    def _page(self, cursor: str) -> FeedPage:
        """The page after a cursor. At the beginning that is one of the snapshot, which is shorter than the feed."""
        if cursor and not cursor.startswith(SNAPSHOT):
            return self.server.pull(cursor)
        page = self.server.snapshot(cursor.removeprefix(SNAPSHOT))
        then = SNAPSHOT + page.cursor if page.more else page.cursor
        return FeedPage(page.events, then, more=True, size=page.size)  # behind its last page the feed goes on

    def _weigh(self, events: Sequence[Event]) -> Risk:
        """What events take away of what was here before this catch-up: what it brought itself, nobody would miss."""
        return self.replica.weigh(events, self.since)

    def _pass_gate(self, new: Risk) -> None:
        """Raise Holding before what, with all that this catch-up took so far, would take too much away."""
        before = self.risk
        risk = Risk(new.deleted | before.deleted, new.overwritten | before.overwritten, new.notes)
        if Risk(risk.deleted - self.accepted, risk.overwritten - self.accepted, risk.notes).held:
            raise Holding(risk)
        self.risk = risk

    def _take(self, page: FeedPage) -> None:
        """Apply a page. The whole of it waits before a gap until that is filled."""
        self._check()
        received = self.tally.take(self.replica.receive(page.events, page.cursor))
        if not received.gaps:
            return
        self.take_streams(received.gaps)
        if self.tally.take(self.replica.receive(page.events, page.cursor)).gaps:
            raise Unwell(
                tr("The server sent the end of a note's history without its beginning."),
                tr("Nothing was changed here. It is tried again."),
            )

    # ---- out

    def _catch_up(self, conflicting: frozenset[UUID], conflicts: int) -> None:
        """Fetch what is missing here after so many conflicts in a row. The answer itself brings the end of each stream, but
        only the feed, and a stream from its first event, also say whether what is before it here is there, too."""
        if conflicts == MOST_CONFLICTS and not self._restarted:
            self.restart()  # what the server says it lacks cannot be told apart from what it lost
        elif conflicts > 2 * MOST_CONFLICTS:
            raise Unwell(
                tr("The server does not take the changes that follow its own."),
                tr("Everything is safe here. It is tried again."),
            )
        self.pull()
        if conflicts > 1:
            self.take_streams(conflicting)

    def _send(self, batch: Outgoing, deliver: Callable[[Outgoing], Sequence[Answer]]) -> frozenset[UUID]:
        """Send a batch and take the answer; the notes that met a conflict in it."""
        self._check()
        try:
            answers = deliver(batch)
        except TooLarge as problem:
            self._shrink_or_set_aside(batch, problem, "TOO_LARGE")
            return frozenset()
        except (Slow, Broke) as problem:
            self._think_smaller(batch, problem)
            raise
        self.size.grow()
        self._settle(batch, answers)
        return frozenset(
            event.aggregate_id
            for event, answer in zip(batch.events, answers, strict=True)
            if answer.status == Fate.CONFLICT
        )

    def _with_the_next_made_ready(self, batch: Outgoing) -> Sequence[Answer]:
        """Send a batch, and read and encode the next one while the server works on it."""
        with ThreadPoolExecutor(1, "ahead") as beside:
            reading = beside.submit(self._make_ready, batch)
            answers = self.server.push(batch)
        reading.result()
        return answers

    def _make_ready(self, batch: Outgoing) -> None:
        following = self.replica.read_ahead(batch, self.size.events, self.size.bytes)
        if following is not None:
            self.server.prepare(following)

    def _settle(self, batch: Outgoing, answers: Sequence[Answer]) -> None:
        received = self.replica.settle(batch, answers)
        self.tally.send(answers)
        self.tally.take(received)

    def _shrink_or_set_aside(self, batch: Outgoing, problem: BrainError, code: str) -> None:
        if len(batch.events) > 1:
            self.size.shrink(batch)
            self.replica.give_up(batch)
            return
        (event,) = batch.events
        self._settle(batch, [Answer(event.event_id, Fate.REJECTED, code, problem.words)])
        self.size.tries = 0

    def _think_smaller(self, batch: Outgoing, problem: BrainError) -> None:
        """No answer came to this batch. Half of it may get through; a single event that fails again and again, though
        the server answers everything else, is set aside. On a slow line that is only ever a very large one."""
        (event, *others) = batch.events
        if others:
            self._shrink_or_set_aside(batch, problem, "")
        elif isinstance(problem, Broke) or len(str(event.data)) > LARGEST_BATCH:
            self.size.tries += 1
            if self.size.tries >= MOST_TRIES:
                self._shrink_or_set_aside(batch, problem, "NOT_TAKEN")

    def _push_plainly(self) -> None:
        if self.plain is None:
            raise NoEvents(tr("This server takes no events."), tr("Ask whoever runs it for a newer one."))
        while batch := self.replica.outgoing(AT_ONCE, LARGEST_BATCH):
            self._check()
            self._settle(batch, self.plain(batch))
