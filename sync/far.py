"""The team server as a round of sync sees it: six calls, and the problems they can end in.

Owns what both halves of the client agree on: `sync.round` calls this, `sync.client` is it over HTTP, the simulation in
the tests has one in memory. Events go in and out as the notebook's own. It refuses to know HTTP, tokens, and when a
call is tried again.

Every problem is a `BrainError`: its words and hint can be shown as they stand. None of them ever means that
something was deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core import Answer, BrainError, Event, Outgoing, Stop, never


class Unreachable(BrainError):
    """There is no server to talk to: no network, no name, no connection. Whether the request arrived is not known."""


class Slow(BrainError):
    """A connection was there, but no whole answer came: it took too long, or it was cut. The request may have been
    carried out. A smaller one may get through."""


class Unwell(BrainError):
    """The server answered that it cannot just now (502, 503, 504). `retry_after` is in seconds, None where it
    did not say."""

    def __init__(self, words: str, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(words, hint)
        self.retry_after = retry_after


class RateLimited(Unwell):
    """The server answered that this was too often (429)."""


class Broke(Unwell):
    """The server failed over this very request (500). It may have been carried out; another one may get through."""


class TooLarge(BrainError):
    """The request is larger than the server, or something before it, takes (413)."""


class CursorGone(BrainError):
    """The server does not know this place in its feed (410): it is another one, began anew, or was restored
    from a backup."""


class NoEvents(BrainError):
    """The server does not know the calls for events (404): only the plain ones of part 1."""


class SignInAgain(BrainError):
    """The server took neither the token nor a new one. Nothing else gets through until a person signs in."""


class Refused(BrainError):
    """The server, or the check of its certificate, said no in a way that waiting does not change. `code` is the wire's,
    such as UPGRADE_REQUIRED; empty where there is none."""

    def __init__(self, words: str, hint: str = "", code: str = "") -> None:
        super().__init__(words, hint)
        self.code = code


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some events of the feed, of one stream or of a snapshot, and where the next ones begin.

    Events of a stream come in the order of their versions. One may come again. `size` is about how many bytes they
    took on the wire, before compression.
    """

    events: tuple[Event, ...]
    cursor: str
    more: bool = False
    size: int = 0


class Server(Protocol):
    """The team server. All calls block, may come from several threads, and raise one of the problems above; nothing
    else gets out but `Cancelled`, when `stop` says so. A call never tries again by itself (but for one new token), so
    that the one who keeps the pace decides."""

    def log_id(self) -> UUID:
        """The name of the server's log; another one than before is another server, or one that began anew."""

    def prepare(self, batch: Outgoing) -> None:
        """A batch that will be sent next: do what can be done before. May run while another thread sends one."""

    def push(self, batch: Outgoing) -> Sequence[Answer]:
        """Send a batch under its key; one answer an event, in their order. Sent again, it has the same effect once. Raises
        CursorGone, with nothing done, where the place that it is sent from is not in the feed any more."""

    def pull(self, cursor: str, wait: float = 0, stop: Stop = never) -> FeedPage:
        """What follows a place in the feed, which is the empty text for its beginning. With nothing there, wait for
        something up to so many seconds; `stop` is looked at while waiting, at least once a second."""

    def stream(self, memory_id: UUID, place: str = "") -> FeedPage:
        """All events of one note, however many pages they take. Its cursor is the place in the feed that was given, said so
        that it vouches for these events; empty where none was."""

    def snapshot(self, after: str = "") -> FeedPage:
        """A page of everything that there is. While there is more, its cursor is for the next page of the snapshot;
        the cursor of the last page is a place in the feed, and pulls go on from there."""

    def digest(self, prefix: str = "") -> Mapping[str, tuple[int, str]]:
        """Count and digest of streams by the next digit after a prefix of their ids, as `sync.protocol.Digest` says;
        for 4 digits or more by whole ids, hyphens left out."""


class Pace(Protocol):
    """The one gate of a device for all its calls: who failed closes it, and after that one at a time tries. Full jitter
    from 1 second to 5 minutes, never sooner than the server said. Times are seconds of `time.monotonic`."""

    def failed(self, retry_after: float | None = None) -> float:
        """A call or a round failed: when the next one may be tried."""

    def succeeded(self) -> None:
        """One came to its end: the next failure begins with the shortest wait."""

    def hurry(self) -> None:
        """The network came back, or a person asks: the next try may be at once."""
