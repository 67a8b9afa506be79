"""The long poll: the server says when it has something, so that nobody has to ask again and again.

Owns when to poll, how long, and how long to rest after a poll that brought nothing. It refuses to know what is done about
what came: it hands the page over and rings.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from core import Account, BrainError, Replica, Stop
from sync.far import Server
from sync.round import SNAPSHOT, Arrived

LONGEST_POLL = 90.0
"""Seconds that a poll waits for something new."""
LEAST_BETWEEN = 60.0
"""Seconds from one poll that brought nothing to the next."""
LONGEST_REST = 300.0
"""Seconds of rest after polls that failed, at most; the first rest is `SHORTEST_REST`."""
SHORTEST_REST = 5.0


@dataclass(slots=True)
class Listening:
    """Polls, one at a time. Times are seconds of `clock`."""

    replica: Replica
    server: Callable[[Account], Server]
    clock: Callable[[], float] = time.monotonic
    rests_until: float = 0.0
    """Before then, no poll."""
    _failures: int = 0
    _after: str | None = None

    def poll(self, stop: Stop) -> Arrived | None:
        """Wait for something new. None when nothing came, or there is nothing to wait for yet; then, and after a
        failure, it rests. Raises the problems of `sync.far`, and Cancelled."""
        account = self.replica.account()
        if account is None or account.plain or not account.cursor or account.cursor.startswith(SNAPSHOT):
            self.rests_until = self.clock() + LEAST_BETWEEN  # rounds alone know what to do
            return None
        began = self.clock()
        try:
            page = self.server(account).pull(account.cursor, LONGEST_POLL, stop)
        except BrainError:
            self.rests_until = self.clock() + min(LONGEST_REST, SHORTEST_REST * 2 ** min(self._failures, 20))
            self._failures += 1
            raise
        self._failures = 0
        if not page.events:
            self.rests_until = began + LEAST_BETWEEN
            return None
        if self._after == account.cursor:  # the same again: the round in between did not get past it
            self.rests_until = self.clock() + LEAST_BETWEEN
        self._after = account.cursor
        return Arrived(account.cursor, page)
