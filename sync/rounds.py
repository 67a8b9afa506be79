"""From one round to the next: what is kept between them, and what each end of one means.

Owns the server at the other end, the batch size, what a person accepted, what a catch-up took away so far, the page that a
long poll brought, the daily comparison and the list of rounds. It refuses to know threads, and what follows of a round's
end: that is `sync.state`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core import (
    Account,
    BrainError,
    Cancelled,
    Received,
    Replica,
    Risk,
    RoundNote,
    Stop,
    together,
    tr,
    tr_noop,
)
from sync.comparing import Compared, compare
from sync.far import Pace, Server, SignInAgain, Slow, Unreachable, Unwell
from sync.round import NO_RISK, Arrived, BatchSize, Holding, PlainPush, Round, Tally
from sync.state import Busy, Denied, Finished, HeldBack, Lost, Occurrence, Refusal

COMPARED_EVERY = timedelta(days=1)

Connect = Callable[[Account], Server]
Plainly = Callable[[Server], PlainPush]


@dataclass(slots=True)
class Other:
    """The server at the other end, made when an account is first used and again when another one signed in."""

    connect: Connect
    _server: Server | None = None
    _who: tuple[object, ...] = ()

    def of(self, account: Account) -> Server:
        """The server of that account."""
        who = (account.server, account.user_id, account.ca_file, account.signed_in_at)
        if self._server is None or self._who != who:
            self._server, self._who = self.connect(account), who
        return self._server


@dataclass(slots=True)
class Rounds:
    """Runs rounds, one at a time. `compare_soon` asks for a comparison behind the next one; `compared` is the last."""

    replica: Replica
    other: Other
    pace: Pace
    plain: Plainly | None = None
    accepted: frozenset[UUID] = frozenset()
    arrived: Arrived | None = None
    compare_soon: bool = False
    compared: Compared | None = None
    _size: BatchSize = field(default_factory=BatchSize)
    _told: str = "synced"
    _risk: Risk = NO_RISK
    _since: int | None = None

    def run(self, tally: Tally, stop: Stop) -> Occurrence | None:
        """One round, and what became of it; None where it was stopped."""
        began = datetime.now(UTC)
        try:
            words = self._round(tally, stop)
        except Cancelled:
            return None
        except Holding as held:
            self._note(began, tally, "needs you", tr_noop("Changes that would take much away wait for you."))
            return HeldBack(held.risk)
        except BrainError as problem:
            self._note(began, tally, *_told_of(problem))
            return self._failed(problem)
        self.pace.succeeded()
        self.accepted, self._risk, self._since = frozenset(), NO_RISK, None
        self._note(began, tally, "synced", words)
        return Finished()

    def _round(self, tally: Tally, stop: Stop) -> str:
        account = self.replica.account()
        if account is None:
            return ""
        server = self.other.of(account)
        plain = self.plain(server) if self.plain else None
        before = self._risk, self._since
        decided = self.replica.keeping()  # what is decided from now on has a round of its own
        work = Round(self.replica, server, self._size, tally, stop, self.accepted | decided, plain, *before)
        arrived, self.arrived = self.arrived, None
        try:
            work.run(arrived)
            if decided and (changes := self.replica.put_back()):
                tally.take(Received(changes))
                work.run()
            return self._compare(work)
        finally:
            # Of one that was broken off: the next one brings the rest.
            self._risk, self._since = work.risk, work.since

    def _compare(self, work: Round) -> str:
        """Compare where it was asked for or a day has gone, and say what came of it."""
        account, now = self.replica.account(), datetime.now(UTC)
        if account is None or account.plain:
            return ""
        at = account.verified_at  # one of the future was noted by a clock that was wrong
        lately = at is not None and timedelta() <= now - at <= COMPARED_EVERY
        if lately and not self.compare_soon:
            return ""
        self.compared = compare(work)
        self.compare_soon = False
        self.replica.verified(now)
        return _told_of_comparison(self.compared)

    def _failed(self, problem: BrainError) -> Occurrence:
        if isinstance(problem, SignInAgain):
            return Denied()
        until = self.pace.failed(problem.retry_after if isinstance(problem, Unwell) else None)
        if isinstance(problem, Unreachable | Slow):
            return Lost(until)
        if isinstance(problem, Unwell):
            return Busy(until, problem.words)
        return Refusal(until, problem.words, problem.hint)

    def _note(self, began: datetime, tally: Tally, outcome: str, words: str) -> None:
        """Write a round down that did something, or whose end is another one than that of the round before."""
        before, self._told = self._told, outcome if outcome == "synced" else outcome + words
        compared = outcome == "synced" and words
        if tally.pulled or tally.pushed or compared or before != self._told:
            ended = datetime.now(UTC)
            self.replica.note_round(RoundNote(began, ended, tally.pushed, tally.pulled, outcome, words))


def _told_of(problem: BrainError) -> tuple[str, str]:
    """The outcome's word, and words without a hint: the page of rounds has a line for each."""
    if isinstance(problem, SignInAgain):
        return "sign in again", problem.words
    return ("offline" if isinstance(problem, Unreachable | Slow) else "needs you"), problem.words


def _told_of_comparison(compared: Compared) -> str:
    told = []
    if mended := len(compared.mended):
        told.append(tr("Notes that differed from the server and are even now: {number}.", number=mended))
    if differing := len(compared.differing):
        told.append(tr("Notes that still differ from the server: {number}.", number=differing))
    return together(*told)
