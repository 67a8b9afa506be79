"""The difference of two texts as a few splices, small enough to be logged for every rest of the hand.

A splice is `(at, removed, inserted)`: at this offset of the old text, in Unicode code points, so many code points give
way to this text. Splices are in ascending order and refer to the old text, never to each other's results.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

_MOST_LINES = 2_000  # beyond that, comparing lines costs more time than a bigger splice costs space


class Splice(NamedTuple):
    """At `at`, `removed` code points of the old text give way to `inserted`."""

    at: int
    removed: int
    inserted: str


def splices_between(old: str, new: str) -> tuple[Splice, ...]:
    """The splices that make `new` out of `old`; none when they are equal."""
    if old == new:
        return ()
    start = common_prefix(old, new)
    end = common_suffix(old, new, start)
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    return tuple(_trimmed(piece, old) for piece in _by_lines(middle_old, middle_new, start))


def apply_splices(old: str, splices: tuple[Splice, ...]) -> str:
    """The text that the splices make of `old`. Raises ValueError when they do not fit it."""
    parts: list[str] = []
    done = 0
    for at, removed, inserted in splices:
        if at < done or removed < 0 or at + removed > len(old):
            raise ValueError(f"splice at {at} does not fit a text of {len(old)} characters")
        parts += (old[done:at], inserted)
        done = at + removed
    parts.append(old[done:])
    return "".join(parts)


def _by_lines(old: str, new: str, offset: int) -> list[Splice]:
    """One splice for the whole, or one for each group of lines that differ when that is possible at a fair price."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if min(len(old_lines), len(new_lines)) < 2 or max(len(old_lines), len(new_lines)) > _MOST_LINES:
        return [Splice(offset, len(old), new)]
    starts = [0]
    for line in old_lines:
        starts.append(starts[-1] + len(line))
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    return [
        Splice(offset + starts[i1], starts[i2] - starts[i1], "".join(new_lines[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _trimmed(splice: Splice, text: str) -> Splice:
    """The same splice without what it removes only to insert it again."""
    removed = text[splice.at : splice.at + splice.removed]
    start = common_prefix(removed, splice.inserted)
    end = common_suffix(removed, splice.inserted, start)
    inserted = splice.inserted[start : len(splice.inserted) - end]
    return Splice(splice.at + start, splice.removed - start - end, inserted)


def common_prefix(one: str, other: str) -> int:
    """Length of the common beginning; halving intervals leaves the comparing to C, which matters at 10 MB."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(one: str, other: str, taken: int) -> int:
    """Length of the common end that does not reach into the first `taken` characters."""
    low, high = 0, min(len(one), len(other)) - taken
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
