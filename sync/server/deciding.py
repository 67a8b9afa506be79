"""What becomes of pushed events, stream by stream.

Owns the rules; pure. A stream that meets a conflict or a refusal goes no further in this push, since what follows was made
from what was not taken; other streams are not touched by that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from sync.protocol import Fate
from sync.server.drafts import Draft, Refused

PURGED = "memory.purged"


class Access(IntEnum):
    """What somebody may do with a stream; a greater one includes the lesser."""

    NONE = 0
    READ = 1
    WRITE = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A stream as it is: its version, what the pusher may do with it, and whether it is gone for good."""

    version: int
    owner_id: UUID
    access: Access
    space_id: UUID | None = None
    purged: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one event. `version` is its own where it is stored or was before, and the stream's at a conflict;
    `missing_after` is the version after which the pusher lacks events, at the first conflict of a stream."""

    status: Fate
    version: int | None = None
    code: str = ""
    message: str = ""
    missing_after: int | None = None


_TAKEN = Verdict(Fate.REJECTED, None, "EVENT_ID_TAKEN", "Another note has an event with this id.")
_FOREIGN = Verdict(Fate.REJECTED, None, "NO_ACCESS", "This note belongs to somebody else.")
_READ_ONLY = Verdict(Fate.REJECTED, None, "READ_ONLY", "This note is in a space where you can only read.")
_GONE = Verdict(Fate.REJECTED, None, "PURGED", "This note was deleted for good.")
_FOLLOWS = Verdict(
    Fate.REJECTED, None, "FOLLOWS_REJECTED", "It follows an event of this note that was rejected."
)


def decide(
    sent: Sequence[Draft | Refused],
    standings: Mapping[UUID, Standing],
    known: Mapping[UUID, tuple[UUID, int]],
) -> list[Verdict]:
    """One verdict an event, in their order. `standings` are the streams that exist, `known` the stream and version of those
    event ids that are in the log."""
    return list(_Push(standings, known).judged(sent))


class _Push:
    """The streams as they are after the events that were judged already."""

    def __init__(self, standings: Mapping[UUID, Standing], known: Mapping[UUID, tuple[UUID, int]]) -> None:
        self._standings = standings
        self._versions = {stream: standing.version for stream, standing in standings.items()}
        self._purged = {stream for stream, standing in standings.items() if standing.purged}
        self._known = dict(known)
        self._stopped: dict[UUID, Verdict] = {}

    def judged(self, sent: Sequence[Draft | Refused]) -> Iterator[Verdict]:
        for each in sent:
            if isinstance(each, Refused):
                verdict = Verdict(Fate.REJECTED, None, each.code, each.message)
            else:
                verdict = self._judge(each)
            if each.stream and verdict.status is Fate.REJECTED:
                self._stopped.setdefault(each.stream, _FOLLOWS)
            yield verdict

    def _judge(self, draft: Draft) -> Verdict:
        event = draft.event
        stream = draft.stream
        standing = self._standings.get(stream)
        if standing and standing.access is Access.NONE:
            return _FOREIGN
        if place := self._known.get(event.event_id):
            return Verdict(Fate.DUPLICATE, place[1]) if place[0] == stream else _TAKEN
        if stopped := self._stopped.get(stream):
            return stopped
        if standing and standing.access is Access.READ:
            return _READ_ONLY
        version = self._versions.get(stream, 0)
        if event.expected_version != version:
            self._stopped[stream] = Verdict(Fate.CONFLICT, version)
            return Verdict(Fate.CONFLICT, version, missing_after=event.expected_version)
        if stream in self._purged:
            return _GONE
        return self._store(draft, version + 1)

    def _store(self, draft: Draft, version: int) -> Verdict:
        stream = draft.stream
        self._versions[stream] = version
        self._known[draft.event.event_id] = stream, version
        if draft.event.event_type == PURGED:
            self._purged.add(stream)
        return Verdict(Fate.STORED, version)
