"""How far work is, how fast it goes and how long it still takes, as a person would say it.

Pure but for the clock, which can be handed in. It says nothing about time before it has seen enough to know.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.words import THIN
from core import tr, tr_n

_LOOK = 2.0  # seconds before the first guess


class Pace:
    """One piece of work."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._rested: float | None = None

    def rest(self) -> None:
        """The work is paused: time stands still."""
        if self._rested is None:
            self._rested = self._clock()

    def go_on(self) -> None:
        """The work goes on."""
        if self._rested is not None:
            self._begun += self._clock() - self._rested
            self._rested = None

    def left(self, done: int, total: int) -> str:
        """The time that is left, "40 s left"; empty while nobody can know."""
        passed = self._passed()
        if passed < _LOOK or not 0 < done < total:
            return ""
        return tr("{time} left", time=duration(passed * (total - done) / done))

    def rate(self, done: int) -> str:
        """How fast rows come, "1 200 rows a second"; empty while nobody can know."""
        passed = self._passed()
        if passed < _LOOK or not done:
            return ""
        rate = done / passed
        if rate < 1:
            return tr_n("{n} row a minute", "{n} rows a minute", max(1, round(60 * rate)))
        return tr_n("{n} row a second", "{n} rows a second", _rounded(rate))

    def _passed(self) -> float:
        return (self._clock() if self._rested is None else self._rested) - self._begun


def duration(seconds: float) -> str:
    """How long something takes, in round figures: "some seconds", "40 s", "12 min", "about 2 hours"."""
    if seconds < 10:
        return tr("some seconds")
    if seconds < 90:
        return f"{round(seconds / 10) * 10}{THIN}s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes}{THIN}min"
    return tr("about {number} hours", number=round(minutes / 60))


def _rounded(rate: float) -> int:
    """Two figures that mean something."""
    step = 1
    while rate / step >= 100:
        step *= 10
    return round(rate / step) * step
