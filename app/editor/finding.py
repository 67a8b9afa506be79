"""Finding in one text: every place of some words or of a pattern, and what stands in its place when it is replaced.

Owns how patterns are read. Works away from the window's thread, in Qt's own offsets. A pattern that would take for ever is
given up and said to be too costly. It refuses to know widgets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRegularExpression

from core import tr

MOST = 100_000  # places
_Option = QRegularExpression.PatternOption
_GROUP = re.compile(r"\\(\d|n|t|\\)")
_WRITTEN = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    words: str
    by_case: bool = False
    pattern: bool = False


class Place(NamedTuple):
    """One place, from and to in UTF-16, and what its groups caught; the first is all of it."""

    start: int
    end: int
    caught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All places in their order. `trouble` says in words why there are none; `more` that there are more than are told."""

    places: tuple[Place, ...] = ()
    trouble: str = ""
    more: bool = False


def find_all(text: str, wanted: Wanted) -> Found:
    """Every place in a text. What is nowhere, such as the end of a word, is no place."""
    if not wanted.words:
        return Found()
    pattern = wanted.words if wanted.pattern else QRegularExpression.escape(wanted.words)
    options = _Option.MultilineOption | _Option.UseUnicodePropertiesOption
    if not wanted.by_case:
        options |= _Option.CaseInsensitiveOption
    looked = QRegularExpression(pattern, options)
    if not looked.isValid():
        return Found(
            trouble=tr(
                "Not a pattern: {why}, at character {place}",
                why=looked.errorString(),
                place=looked.patternErrorOffset() + 1,
            )
        )
    places: list[Place] = []
    matches = looked.globalMatch(text)
    while matches.hasNext():
        match = matches.next()
        if match.capturedLength() > 0:
            places.append(Place(match.capturedStart(), match.capturedEnd(), tuple(match.capturedTexts())))
        if len(places) > MOST:
            return Found(tuple(places[:MOST]), more=True)
    if not matches.isValid():
        return Found(tuple(places), tr("This pattern takes too long in this note"))
    return Found(tuple(places))


def replacement(place: Place, written: str, wanted: Wanted) -> str:
    """What comes into a place: the words as they are; with a pattern, `\\1` is its first group, `\\n` a line end."""
    if not wanted.pattern:
        return written

    def told(match: re.Match[str]) -> str:
        name = match[1]
        if not name.isdigit():
            return _WRITTEN[name]
        return place.caught[int(name)] if int(name) < len(place.caught) else ""

    return _GROUP.sub(told, written)


def nearest(places: Sequence[Place], position: int, *, back: bool = False) -> int:
    """The number of the first place from a position on, or of the last one before it; round and round. There is one."""
    if back:
        before = [at for at, place in enumerate(places) if place.start < position]
        return before[-1] if before else len(places) - 1
    return next((at for at, place in enumerate(places) if place.start >= position), 0)
