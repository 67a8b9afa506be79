"""How long to wait after a failure: the one gate of a device for all its calls.

Owns the back-off: full jitter (a random share of a span that doubles), so that a hundred desktops which lost the
same server do not come back in the same second. After Brooker, "Exponential Backoff And Jitter" (2015). It refuses
to know what failed.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

SHORTEST = 1.0  # seconds
LONGEST = 300.0


class FullJitter:
    """The gate of one device, as `sync.far.Pace` promises. Safe to share between threads."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, chance: Callable[[], float] = random.random
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._lock = threading.Lock()
        self._failures = 0

    def failed(self, retry_after: float | None = None) -> float:
        """See `sync.far.Pace`."""
        with self._lock:
            span = min(LONGEST, SHORTEST * float(1 << min(self._failures, 20)))
            self._failures += 1
        # The server's own wait is jittered upward, else everybody would come back at its very end.
        least = retry_after or 0.0
        return (
            self._clock() + max(SHORTEST, least) + self._chance() * (span if not least else min(span, least))
        )

    def succeeded(self) -> None:
        """See `sync.far.Pace`."""
        with self._lock:
            self._failures = 0

    def hurry(self) -> None:
        """See `sync.far.Pace`."""
        self.succeeded()
