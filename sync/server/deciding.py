"""What becomes of pushed events, stream by stream.

Owns the rules; pure. A stream that meets a conflict or a refusal goes no further in this push, since what follows was made
from what was not taken; other streams are not touched by that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple
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
    access: Access | int
    space_id: UUID | None = None
    purged: bool = False


class Verdict(NamedTuple):
    """What becomes of one event. `version` is its own where it is stored or was before, and the stream's at a conflict."""

    status: Fate
    version: int | None = None
    code: str = ""
    message: str = ""


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
    places: dict[UUID, tuple[UUID | None, int]] = {**known}
    streams: dict[UUID | None, _Stream] = {}
    verdicts = []
    for each in sent:
        stream = streams.get(each.stream)
        if stream is None:
            stream = streams[each.stream] = _Stream(standings.get(each.stream) if each.stream else None)
        if isinstance(each, Draft):
            verdict = stream.judge(each, places.get(each.event_id))
        else:
            verdict = stream.refuse(Verdict(Fate.REJECTED, None, each.code, each.message))
        if verdict.status is Fate.STORED:
            places[each.event_id] = each.stream, stream.version
        verdicts.append(verdict)
    return verdicts


class _Stream:
    """A stream as it is after those events of the push that were judged already."""

    def __init__(self, standing: Standing | None) -> None:
        self.version = standing.version if standing else 0
        self._access = standing.access if standing else Access.WRITE
        self._purged = standing.purged if standing else False
        self._stopped: Verdict | None = None

    def judge(self, draft: Draft, place: tuple[UUID | None, int] | None) -> Verdict:
        """What becomes of an event whose id is in the log at this place, if it is."""
        if self._access == Access.NONE:
            return _FOREIGN
        if place is not None:
            return Verdict(Fate.DUPLICATE, place[1]) if place[0] == draft.stream else self.refuse(_TAKEN)
        if self._stopped:
            return self._stopped
        if self._access == Access.READ:
            return self.refuse(_READ_ONLY)
        if draft.event.expected_version != self.version:
            self._stopped = Verdict(Fate.CONFLICT, self.version)
            return self._stopped
        if self._purged:
            return self.refuse(_GONE)
        self.version += 1
        self._purged = draft.event.event_type == PURGED
        return Verdict(Fate.STORED, self.version)

    def refuse(self, verdict: Verdict) -> Verdict:
        """Let nothing of this stream be stored behind an event that is not."""
        self._stopped = self._stopped or _FOLLOWS
        return verdict
