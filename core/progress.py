"""How long work tells what it is doing, and hears that it should stop. Pure."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[str], None]
"""Hears of each step in words that a person may read."""

Progress = Callable[[int, int], None]
"""Hears how much is done, and of how much in all; 0 in all when that is not known."""


def unheard(*_: object) -> None:
    """Nobody listens."""


Stop = Callable[[], bool]
"""Says whether somebody wants the work to stop."""


def never() -> bool:
    """Nobody wants it to stop."""
    return False
