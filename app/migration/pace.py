"""How far a reading is and how long it still takes, as a person would say it.

Pure but for the clock, which can be handed in. It says nothing about time before it has seen enough to know.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.words import THIN, figure

_LOOK = 2.0  # seconds before the first guess
_MB, _KB = 1_000_000, 1_000


class Pace:
    """One reading of one file."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()

    def left(self, done: int, total: int) -> str:
        """The time that is left, "40 s left"; empty while nobody can know."""
        passed = self._clock() - self._begun
        if passed < _LOOK or not 0 < done < total:
            return ""
        return f"{_duration(passed * (total - done) / done)} left"


def size(of: int) -> str:
    """How large a file is: "340 kB", "1.2 MB", "2 300 MB"."""
    if of < _MB:
        return f"{max(1, round(of / _KB))}{THIN}kB"
    return f"{of / _MB:.1f}{THIN}MB" if of < 10 * _MB else f"{figure(round(of / _MB))}{THIN}MB"


def _duration(seconds: float) -> str:
    if seconds < 10:
        return "some seconds"
    if seconds < 90:
        return f"{round(seconds / 10) * 10}{THIN}s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes}{THIN}min"
    return f"about {round(minutes / 60)} hours"
