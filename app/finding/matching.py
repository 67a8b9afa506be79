"""How well a few typed letters answer some words. Pure; the same order as titles of notes are found in."""

from __future__ import annotations

import re
from collections.abc import Iterable

SCATTERED = 4
"""The rank of words that only hold the letters somewhere in this order: for when nothing answers better."""

_WORDS = re.compile(r"\w+")


def rank(typed: str, words: str) -> int | None:
    """0 when just this is typed, 1 when the words begin so, 2 when each typed word begins one of them, 3 when they hold it
    in a row, 4 when they hold the letters in this order; None when they do not. Capital letters do not matter, and
    everything answers nothing."""
    typed, words = " ".join(typed.casefold().split()), words.casefold()
    if words == typed:
        return 0
    if words.startswith(typed):
        return 1
    parts = _WORDS.findall(words)
    if all(any(part.startswith(piece) for part in parts) for piece in typed.split()):
        return 2
    if typed in words:
        return 3
    letters = iter(words)
    return SCATTERED if all(letter in letters for letter in typed if letter != " ") else None


def best_rank(typed: str, names: Iterable[str]) -> int | None:
    """The same of the one of these names that answers best."""
    ranks = (rank(typed, each) for each in dict.fromkeys(names))
    return min((each for each in ranks if each is not None), default=None)
