"""Telling whoever waits where an import is: often enough to be seen, and not so often that it costs.

Owns the pace. What is told is a `Standing`.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from core.v2.report import Tally
from core.v2.standing import Phase, Standing, Told

_EVERY = 0.1  # seconds


def teller(told: Told, tally: Tally) -> Callable[[Phase, str, int, int], None]:
    """Tells of a reading, a few times a second and whenever another source begins."""
    last = (0.0, "")

    def heard(phase: Phase, name: str, done: int, total: int) -> None:
        nonlocal last
        now, what = time.monotonic(), f"{phase} {name}"
        if now - last[0] >= _EVERY or what != last[1]:
            last = now, what
            told(Standing(phase, name, done, total, tally.so_far()))

    return heard


def heard_of(told: Told, phase: Phase) -> Callable[[int, int], None]:
    heard = teller(told, Tally(""))
    return lambda done, total: heard(phase, "", done, total)
