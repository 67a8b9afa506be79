"""The notebook as one of several copies: `core.replica.Replica` over the database.

Owns nothing but the transactions: each call is one. What changes the log or what is settled holds the log's lock, so
that nothing can be appended unseen in between. A call whose connection was lost is made again, and finds what an earlier
try left. The work is in the modules that it calls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from core.changes import Changes
from core.events import Event
from core.replica import (
    Account,
    Answer,
    Fetching,
    FileWait,
    Outgoing,
    Received,
    Risk,
    RoundNote,
    SetAside,
)
from core.store import account as accounts
from core.store import aside, comparing, outbox, settled, transfers
from core.store.blobs import Blobs
from core.store.cutting import Cutter
from core.store.database import Database
from core.store.engine import Cursor
from core.store.keeping import Keeping
from core.store.log import Log
from core.store.receiving import hand_back_refused, take

T = TypeVar("T")

_THERE = ("stored", "duplicate")
_NO_ACCESS = "NO_ACCESS"
_NOT_MINE = ("READ_ONLY", _NO_ACCESS)
_FEW = 100
"""Events that are no reason to keep a process that cuts words."""


class Copy:
    """A `Replica`; what its methods promise is said there. Safe to share between threads."""

    def __init__(self, database: Database, log: Log, blobs: Blobs) -> None:
        self._database = database
        self._log = log
        self._blobs = blobs
        self._keeping = Keeping(database, log)
        self._cutter = Cutter()
        self._ahead: tuple[UUID, Outgoing | None] = UUID(int=0), None
        self._begun: Outgoing | None = None

    def close(self) -> None:
        """End the process that cuts words, if one was needed."""
        self._cutter.close()

    def account(self) -> Account | None:
        """Who is signed in."""
        return self._database.ask(accounts.account)

    def join(self, account: Account) -> None:
        """Sign in."""
        self._begun = None
        self._under_lock(lambda cursor: accounts.join(cursor.connection, account))

    def leave(self) -> None:
        """Sign out."""
        self._database.ask(accounts.leave)

    def configure(
        self,
        *,
        paused: bool | None = None,
        plain: bool | None = None,
        fetching: Fetching | None = None,
        device_name: str | None = None,
    ) -> None:
        """Change what is given."""
        self._database.ask(accounts.configure, paused, plain, fetching, device_name)

    def restart_feed(self, log_id: UUID) -> None:
        """Begin anew with the server."""
        self._begun = None
        self._under_lock(lambda cursor: accounts.restart(cursor.connection, log_id))

    def waiting(self) -> int:
        """How many events wait."""
        return self._database.ask(settled.count_waiting)

    def outgoing(self, most: int, largest: int) -> Outgoing | None:
        """The batch to send."""
        begun, self._begun = self._begun, None
        if begun is not None:  # it is written down since the answer to the one before was taken
            return begun
        return self._database.ask(outbox.outgoing, most, largest, self._ahead[1])

    def read_ahead(self, batch: Outgoing, most: int, largest: int) -> Outgoing | None:
        """What will be the next batch."""
        following = self._database.ask(outbox.read_ahead, batch, most, largest)
        self._ahead = batch.key, following
        return following

    def give_up(self, batch: Outgoing) -> None:
        """Forget a batch."""
        self._begun = None
        self._database.ask(outbox.give_up, batch.key)

    def settle(self, batch: Outgoing, answers: Sequence[Answer]) -> Received:
        """Take the server's answer to a batch."""
        self._begun = None
        self._begun, received = self._under_lock(lambda cursor: self._settle(cursor, batch, answers))
        return received

    def weigh(self, events: Sequence[Event], since: int | None = None) -> Risk:
        """What these events would take away."""
        return self._database.ask(comparing.weigh, events, since, self._log.device_id)

    def receive(self, events: Sequence[Event], cursor: str | None) -> Received:
        """Take what came."""

        def received(under_lock: Cursor) -> Received:
            took = self._take(under_lock, events)
            if took.gaps:  # what nothing vouches for is not taken as the server's
                under_lock.connection.rollback()
                return Received(gaps=took.gaps)
            if cursor is not None:
                accounts.move_cursor(under_lock.connection, cursor)
            return took

        return self._under_lock(received)

    def keep(self, memory_ids: Collection[UUID]) -> None:
        """Decide to keep notes as they are."""
        self._keeping.keep(memory_ids)

    def keeping(self) -> frozenset[UUID]:
        """Those that are not put back yet."""
        return self._keeping.waiting()

    def put_back(self) -> Changes:
        """Put them back."""
        return self._keeping.put_back()

    def seen(self) -> tuple[int, str]:
        """The log's position, and the place in the feed."""
        return self._database.ask(accounts.seen)

    def digest(self, prefix: str) -> Mapping[str, tuple[int, str]]:
        """Count and digest below a prefix."""
        return self._database.ask(comparing.digest, prefix)

    def verified(self, at: datetime) -> None:
        """Note a comparison."""
        self._database.ask(accounts.verified, at)

    def set_aside(self) -> tuple[SetAside, ...]:
        """What does not travel."""
        return self._database.ask(aside.listed)

    def retry(self, memory_ids: Collection[UUID] = ()) -> Received:
        """Try what does not travel again."""
        return self._under_lock(
            lambda cursor: self._take(cursor, aside.take_back(cursor.connection, memory_ids))
        )

    def note_round(self, note: RoundNote) -> None:
        """Write a round down."""
        self._database.ask(transfers.note_round, note)

    def rounds(self, limit: int = 50) -> tuple[RoundNote, ...]:
        """The last rounds."""
        return self._database.ask(transfers.rounds, limit)

    def file_waits(self, limit: int = 100) -> tuple[FileWait, ...]:
        """Files that have to travel."""
        return self._database.ask(transfers.file_waits, self._blobs, limit)

    def files_changed(self, since: int) -> bool:
        """Whether files may have to travel that had not."""
        return self._database.ask(transfers.files_changed, since)

    def file_sent(self, sha256: str) -> None:
        """The server has this content, or it came from there."""
        self._database.ask(transfers.file_sent, sha256)

    def file_failed(self, sha256: str, words: str) -> None:
        """A try failed."""
        self._database.ask(transfers.file_failed, sha256, words)

    def plain_id(self, memory_id: UUID) -> tuple[str, int] | None:
        """A note on a server that takes no events."""
        return self._database.ask(transfers.plain_id, memory_id)

    def keep_plain_id(self, memory_id: UUID, remote_id: str, version: int) -> None:
        """Remember it."""
        self._database.ask(transfers.keep_plain_id, memory_id, remote_id, version)

    def _settle(
        self, cursor: Cursor, batch: Outgoing, answers: Sequence[Answer]
    ) -> tuple[Outgoing | None, Received]:
        """The batch that is under way from now on, if it was made ready, and what became of notes one may not write."""
        connection = cursor.connection
        there = {answer.event_id for answer in answers if answer.status in _THERE}
        sent = [event.position for event in batch.events if event.event_id in there]
        settled.settle(connection, [position for position in sent if position is not None])
        received = self._set_refused_aside(cursor, batch, answers)
        outbox.give_up(connection, batch.key)
        settled.advance(connection)
        after = batch.after
        if place := answers[-1].cursor if answers else "":
            after = place if accounts.pass_own(connection, after, place) else after
        before, following = self._ahead
        if following is None or before != batch.key or len(there) < len(answers):
            return None, received
        begun = outbox.begin(connection, following)
        return (replace(following, after=after) if begun else None), received

    def _set_refused_aside(self, cursor: Cursor, batch: Outgoing, answers: Sequence[Answer]) -> Received:
        notes, lost = set[UUID](), set[UUID]()
        for event, answer in zip(batch.events, answers, strict=True):
            if answer.status == "rejected":
                aside.put_outgoing(cursor.connection, answer.event_id, answer.code, answer.message)
                if answer.code in _NOT_MINE:
                    notes.add(event.aggregate_id)
                if answer.code == _NO_ACCESS:
                    lost.add(event.aggregate_id)
        return hand_back_refused(self._log, cursor, notes, lost, self._cutter.cut) if notes else Received()

    def _take(self, cursor: Cursor, events: Sequence[Event]) -> Received:
        if len(events) < _FEW:
            self._cutter.close()
            self._cutter = Cutter()
        return take(self._log, cursor, events, self._cutter.cut)

    def _under_lock(self, work: Callable[[Cursor], T]) -> T:
        """What the work gives, in a transaction that holds the log's lock and commits."""

        def attempt() -> T:
            with self._log.locked() as cursor:
                done = work(cursor)
                cursor.connection.commit()
                return done

        return self._database.persist(attempt)
