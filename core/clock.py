"""The hybrid logical clock: times of different devices in an order that respects cause and effect.

A reading is one integer, milliseconds since 1970 shifted left by 16 bits plus a counter, so that readings compare as
numbers. After Kulkarni et al., "Logical Physical Clocks" (2014). Owns no storage: whoever keeps the log tells it the
highest reading seen.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

COUNTER_BITS = 16


def wall_clock() -> int:
    """Milliseconds since 1970 by this machine's clock, which may lie or run backwards."""
    return time.time_ns() // 1_000_000


class HybridClock:
    """Gives readings that never repeat or go back, whatever the wall clock does. Safe to share between threads."""

    def __init__(self, seen: int = 0, wall: Callable[[], int] = wall_clock) -> None:
        self._last = seen
        self._wall = wall
        self._lock = threading.Lock()

    def tick(self) -> int:
        """A new reading, greater than every one given or observed before."""
        with self._lock:
            self._last = max(self._last + 1, self._wall() << COUNTER_BITS)
            return self._last

    def observe(self, reading: int) -> None:
        """Take note of a reading from elsewhere: later ticks are greater."""
        with self._lock:
            self._last = max(self._last, reading)


def milliseconds(reading: int) -> int:
    """The wall-clock part of a reading, in milliseconds since 1970."""
    return reading >> COUNTER_BITS
