"""A brain as one of several copies: what it has to send, what comes in, and how two histories of a note become one.

Owns the face that `sync` works with. The log is the outbox: an event waits from its commit until the server has it. What
comes in goes through the log's own append, with its projections and the place in the server's feed in one transaction. When
a note went on both here and there, its stream takes the server's events and ours are made anew behind them (`core.merge`):
the ones they stand for are marked as superseded and stay in the log. It refuses to know networks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from core.changes import Changes
from core.events import Event


class Fetching(StrEnum):
    """Which files of notes are fetched from the server."""

    NEEDED = "needed"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, and where. Kept in the database, without any secret.

    `log_id` is the server's log. `cursor` is the place in its feed from which the next pull goes on, empty for its
    beginning. `pushed` is the position in the log here up to which everything was sent, came from there, or is set
    aside. `plain` says that the server takes no events, so that notes are sent by its plain calls. `verified_at` is
    the last comparison.
    """

    server: str
    username: str
    user_id: UUID
    log_id: UUID
    device_name: str
    cursor: str = ""
    pushed: int = 0
    paused: bool = False
    plain: bool = False
    fetching: Fetching = Fetching.NEEDED
    signed_in: bool = True
    ca_file: str = ""
    signed_in_at: datetime | None = None
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Events that are about to be sent. `key` was stored before the batch was given out and stays the same until the
    batch is answered or given up; `upto` is the position here that the answer settles. `after` is the place in the
    server's feed up to which everything is here."""

    key: UUID
    events: tuple[Event, ...]
    upto: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said of one sent event: a `status` of the wire ("stored", "duplicate", "conflict", "rejected").
    `cursor`, on the last one of a batch, is the place in the server's feed behind that batch, where nothing else came in
    between; else the same place as before, in words that vouch for the batch; empty where the server says none."""

    event_id: UUID
    status: str
    code: str = ""
    message: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of events that came in.

    `applied` counts those that were new here. `merged` are the notes that had gone on here, too; `clashed` those of
    them whose texts could not be merged, `revived` those that one side had deleted while the other one wrote,
    `copies` new notes that keep a text whose note is gone for good. `gaps` are streams of which earlier events are
    missing: fetch them whole. `set_aside` are notes of which something came that cannot be understood here. `refused` are
    notes of others in which one may not write: they are as the server has them again, and `copies` keep what was done.
    """

    changes: Changes = field(default_factory=Changes)
    applied: int = 0
    merged: frozenset[UUID] = frozenset()
    clashed: frozenset[UUID] = frozenset()
    revived: frozenset[UUID] = frozenset()
    copies: frozenset[UUID] = frozenset()
    gaps: frozenset[UUID] = frozenset()
    set_aside: frozenset[UUID] = frozenset()
    refused: frozenset[UUID] = frozenset()

    def __or__(self, other: Received) -> Received:
        return Received(
            self.changes | other.changes,
            self.applied + other.applied,
            self.merged | other.merged,
            self.clashed | other.clashed,
            self.revived | other.revived,
            self.copies | other.copies,
            self.gaps | other.gaps,
            self.set_aside | other.set_aside,
            self.refused | other.refused,
        )


@dataclass(frozen=True, slots=True)
class Risk:
    """What events that came in would take away here: notes that they delete, and notes of whose text more than half
    would be gone. `notes` is how many notes there are. It is `held` beyond the greater of 20 and 5 % of those."""

    deleted: frozenset[UUID]
    overwritten: frozenset[UUID]
    notes: int

    @property
    def held(self) -> bool:
        """Whether a person has to look first."""
        return len(self.deleted | self.overwritten) > max(20, self.notes // 20)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A note whose events do not travel: the server refused one (`incoming` is False), or one came that cannot be
    understood. What was typed is in the notebook; what came is kept and tried again on request."""

    memory_id: UUID
    event_id: UUID
    incoming: bool
    code: str
    words: str
    since: datetime
    events: int = 1


@dataclass(frozen=True, slots=True)
class RoundNote:
    """One round of sync as the page of it tells; `outcome` is a word of `sync.state`, `words` are for a person."""

    began: datetime
    ended: datetime
    pushed: int
    pulled: int
    outcome: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class FileWait:
    """A file of a note that has to be sent or fetched; `words` say why the last try failed, empty where none did.
    `memory_id` is a note that has it, None where none has it any more."""

    sha256: str
    name: str
    size: int
    outgoing: bool
    tries: int = 0
    words: str = ""
    memory_id: UUID | None = None


class Replica(Protocol):
    """The notebook as the rounds of sync see it. `brain.replica` is the real one; the simulation in the tests has
    one in memory. Each call is one transaction; all may be called from any thread."""

    # ---- the account

    def account(self) -> Account | None:
        """Who is signed in; None for a notebook that never was."""

    def join(self, account: Account) -> None:
        """Sign in. Another log than before means that nothing was sent there yet: everything here waits, and
        pulls begin anew."""

    def leave(self) -> None:
        """Sign out. Notes, and the place in the feed, stay for signing in again."""

    def configure(
        self,
        *,
        paused: bool | None = None,
        plain: bool | None = None,
        fetching: Fetching | None = None,
        device_name: str | None = None,
    ) -> None:
        """Change what is given."""

    def restart_feed(self, log_id: UUID) -> None:
        """The server lost its place, or began anew: pulls begin at the beginning, and everything here waits to be
        sent again, what once came from there too. Nothing here is deleted."""

    # ---- out

    def waiting(self) -> int:
        """How many events have not reached the server; those set aside not counted."""

    def outgoing(self, most: int, largest: int) -> Outgoing | None:
        """The batch that is under way, else the next one, of at most so many events and bytes, at least one event;
        None when nothing waits. Its key is durable before this returns. `most` of 0 asks for one that is under way
        and begins none."""

    def read_ahead(self, batch: Outgoing, most: int, largest: int) -> Outgoing | None:
        """What will be the batch behind the one that is under way, if nothing changes meanwhile, so that it can be made
        ready; `settle` begins it then. May run while another thread waits for the answer to that one."""

    def give_up(self, batch: Outgoing) -> None:
        """Forget a batch that cannot be sent as it is, so that the next may be smaller. Its events wait again."""

    def settle(self, batch: Outgoing, answers: Sequence[Answer]) -> Received:
        """Take the server's answer: stored and duplicate ones are there; those in conflict wait again, for what is missing
        here comes with a pull; a rejected one is set aside with all that follows it in its stream, but what was done to a
        note of somebody else, which one may not write, becomes a note of one's own (`refused`). The place in the feed that
        is told replaces the one that the batch was sent from. It vouches for the batch: a server that lost that refuses the
        place. Where it is behind the batch, what was sent does not come back."""

    # ---- in

    def weigh(self, events: Sequence[Event], since: int | None = None) -> Risk:
        """What these events would take away, without taking them. A note that came after the position `since` of the log
        here, and that nobody here has written in, is nothing that could be taken."""

    def receive(self, events: Sequence[Event], cursor: str | None) -> Received:
        """Take events that came, and the place in the feed after them (None: it stays). What is here already is passed
        over. With a gap nothing is taken, and the place stays: whoever is killed before it is filled meets it again."""

    def keep(self, memory_ids: Collection[UUID]) -> None:
        """Decide that these notes are to be as they are now, whatever the server takes away from them. Durable
        when this returns."""

    def keeping(self) -> frozenset[UUID]:
        """The notes of which that was decided and that are not put back yet."""

    def put_back(self) -> Changes:
        """Let them be as they were when it was decided, by new events. May be broken off, and made again."""

    def seen(self) -> tuple[int, str]:
        """The log's position here, and the cursor: cheap, to find out whether there is anything to do."""

    # ---- comparing

    def digest(self, prefix: str) -> Mapping[str, tuple[int, str]]:
        """Count and digest of what was sent or came, by the next digit after a prefix of ids,
        as `sync.protocol.Digest` says."""

    def verified(self, at: datetime) -> None:
        """Note that both ends were compared."""

    # ---- what needs a person, and what is told

    def set_aside(self) -> tuple[SetAside, ...]:
        """The notes whose events do not travel, oldest first."""

    def retry(self, memory_ids: Collection[UUID] = ()) -> Received:
        """Try those again, all when none is named: outgoing ones wait anew, incoming ones are taken if they can be."""

    def note_round(self, note: RoundNote) -> None:
        """Write a round down; the last 200 are kept."""

    def rounds(self, limit: int = 50) -> tuple[RoundNote, ...]:
        """The last rounds, newest first."""

    # ---- files and plain servers

    def file_waits(self, limit: int = 100) -> tuple[FileWait, ...]:
        """Files whose contents have to travel: outgoing ones first, then those that notes name and that are not here."""

    def files_changed(self, since: int) -> bool:
        """Whether a note's files may be others than at this position of the log; reads nothing but what came behind it."""

    def file_sent(self, sha256: str) -> None:
        """The server has this content: it was sent, or it was fetched from there."""

    def file_failed(self, sha256: str, words: str) -> None:
        """A try failed; it is tried again later."""

    def plain_id(self, memory_id: UUID) -> tuple[str, int] | None:
        """Where a note is on a server that takes no events: its id there, empty once its creation has begun, and the
        version here that was sent."""

    def keep_plain_id(self, memory_id: UUID, remote_id: str, version: int) -> None:
        """Remember it. A version of 0 forgets it."""
