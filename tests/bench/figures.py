"""A figure of a benchmark, and how a list of durations is told."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, its goal, what came out in words, and whether the goal was met."""

    what: str
    goal: str
    seen: str
    met: bool | None = None

    def row(self) -> str:
        """The figure as a row of a Markdown table."""
        verdict = {True: "met", False: "**missed**", None: "–"}[self.met]
        return f"| {self.what} | {self.goal} | {self.seen} | {verdict} |"


def timed(work: Callable[[], object]) -> float:
    """How many seconds the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def interleaved(
    works: Sequence[Callable[[], object]],
    rounds: int,
    warm: int = 10,
    rest: Callable[[], object] = lambda: None,
) -> list[list[float]]:
    """Seconds of each work in each round, taken in turns so that noise of the machine meets all of them alike; before each
    is a `rest` that does not count."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(warm + rounds):
        for work, seconds in zip(works, taken, strict=True):
            rest()
            seconds.append(timed(work))
    return [seconds[warm:] for seconds in taken]


def p50(seconds: Sequence[float]) -> float:
    """The median."""
    return statistics.median(seconds)


def p95(seconds: Sequence[float]) -> float:
    """What 95 of 100 stay below."""
    return sorted(seconds)[int(len(seconds) * 0.95)]


def ms(seconds: float) -> str:
    """Milliseconds, with as many digits as mean something."""
    value = seconds * 1_000
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"
