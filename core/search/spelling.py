"""Typing errors: how far two words are apart, what a word may have been meant to be, and when it is taken for misspelt.

Pure. Knows letters and numbers only: which words a notebook holds, and how often, it is told (`core.store.vocabulary`).
An edit is a letter too many, too few or wrong, or two neighbors swapped; all words are folded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from core.text.segmentation import fold, has_grams

SHORTEST = 4  # letters: of three, nearly every combination is a word
TWO_EDITS_FROM = 8
# A word that notes hold is offered another one only if it is this rare and long, and the other so many times as frequent.
# In a collection of 1 400 reports that met 38 of 2 160 rare words, 26 of which were misspelt in the reports themselves.
RARE = 2  # documents
_LONG = 6
_MUCH_MORE = 50
_HYPHEN = "-"
# What is left of Latin letters when they are folded.
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzæðøþđħıłŋœ")
_BLOCK = 0x80


class Neighbor(NamedTuple):
    """A word of the notebook that is a few edits away from another one, and in how many documents it is."""

    word: str
    distance: int
    documents: int


class Clue(NamedTuple):
    """What a word that is meant may have kept: strings of two and three letters, a space standing for its edge, and a
    regular expression that places them."""

    grams: list[str]
    pattern: str


class Looked(NamedTuple):
    """A word of a query that was looked for.

    `documents` is how many hold it in any form: the most of those of the word, of its stem as a word and as a stem.
    `neighbors` are those of the word, best first. `begins` says that it is still being typed and a known word begins so.
    """

    word: str
    documents: int
    neighbors: Sequence[Neighbor]
    begins: bool = False


class Correction(NamedTuple):
    """A word that is taken for misspelt and what is looked for instead, best first.

    A word that is `known` is in the notebook all the same: look for it as well, and offer the other.
    """

    word: str
    instead: tuple[str, ...]
    known: bool


def suspicious(word: str, documents: int) -> bool:
    """Whether a word may be misspelt, so that its neighbors are worth looking for."""
    return is_spelt(word) and (documents == 0 or (documents <= RARE and len(word) >= _LONG))


def is_spelt(word: str) -> bool:
    """Whether it is long enough, and letters alone, of a script that puts spaces between words."""
    return len(word) >= SHORTEST and not has_grams(word) and all(map(_is_letter, word))


def corrected(words: Iterable[Looked]) -> list[Correction]:
    """Which of a query's words are taken for misspelt. Give it bare words only: none in quotes, none with a star.

    A word that no note holds is, when it has neighbors. One that very few hold is when a neighbor is one edit away and
    very much more frequent.
    """
    found = []
    for looked in words:
        if looked.begins or not suspicious(looked.word, looked.documents):
            continue
        likely = [
            each.word
            for each in looked.neighbors
            if not looked.documents or _outweighs(each, looked.documents)
        ]
        if likely:
            found.append(Correction(looked.word, tuple(likely), known=looked.documents > 0))
    return found


def most_edits(word: str) -> int:
    """How many edits may lie between a word and what was meant: none in short ones, up to two in long ones."""
    if not is_spelt(word):
        return 0
    return 2 if len(word) >= TWO_EDITS_FROM else 1


def ranked(word: str, known: Iterable[tuple[str, int]], most: int) -> list[Neighbor]:
    """Of known words with their documents, those at most so many edits away: the nearest, then those that begin with
    the same letter, then the most frequent. The word itself is left out."""
    near = [
        Neighbor(other, edits, documents)
        for other, documents in known
        if 0 < (edits := distance(word, other, most)) <= most
    ]
    return sorted(near, key=lambda each: (each.distance, each.word[0] != word[0], -each.documents, each.word))


def distance(one: str, other: str, most: int) -> int:
    """How many edits make one word of the other, no letter being edited twice; `most` + 1 when it takes more than most."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    start = _common(one, other)
    one, other = one[start:], other[start:]
    end = _common(one[::-1], other[::-1])
    return _banded(one[: len(one) - end], other[: len(other) - end], most)


def one_edit(word: str) -> set[str]:
    """All that is one edit away from a word, in the letters of its script and with a hyphen put in: some 70 for each
    letter of a Latin word."""
    letters = {_HYPHEN}.union(*(_letters_like(char) for char in word))
    found: set[str] = set()
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        found.update(head + letter + tail for letter in letters)
        if tail:
            found.add(head + tail[1:])
            found.update(head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            found.add(head + tail[1] + tail[0] + tail[2:])
    found.discard(word)
    return found


def clues(word: str) -> Iterator[Clue]:
    """What words two edits away have in common with a word of letters: of its four quarters, two edits leave two alone.

    One clue for every two quarters. Two swapped letters that stand in different quarters are two edits here.
    """
    cuts = [len(word) * quarter // 4 for quarter in range(5)]
    for first in range(4):
        for second in range(first + 1, 4):
            yield _clue(word, cuts[first], cuts[first + 1], cuts[second], cuts[second + 1])


def _clue(word: str, start: int, end: int, other_start: int, other_end: int) -> Clue:
    one, other = word[start:end], word[other_start:other_end]
    gaps = [
        f".{{{max(0, gap - 2)},{gap + 2}}}" if gap else ""
        for gap in (start, other_start - end, len(word) - other_end)
    ]
    edged_one, edged_other = one if start else " " + one, other if gaps[2] else other + " "
    pieces = [edged_one + edged_other] if not gaps[1] else [edged_one, edged_other]
    grams = [gram for piece in pieces for gram in _grams(piece)]
    return Clue(grams, f"^{gaps[0]}{one}{gaps[1]}{other}{gaps[2]}$")


def _grams(piece: str) -> list[str]:
    size = min(3, len(piece))
    return [piece[at : at + size] for at in range(len(piece) - size + 1)]


def _outweighs(neighbor: Neighbor, documents: int) -> bool:
    return neighbor.distance == 1 and neighbor.documents >= documents * _MUCH_MORE


def _common(one: str, other: str) -> int:
    """How many letters two words have in common from the start."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def _banded(one: str, other: str, most: int) -> int:
    """The distance by rows, of which only the cells within `most` of the diagonal can matter."""
    beyond = most + 1
    earlier: list[int] = []
    previous = [min(column, beyond) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, start=1):
        present = [min(row, beyond)] + [beyond] * len(other)
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            same = letter == other[column - 1]
            cost = min(previous[column] + 1, present[column - 1] + 1, previous[column - 1] + (not same))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other[column - 1]:
                cost = min(cost, earlier[column - 2] + 1)
            present[column] = min(cost, beyond)
        if min(present) == beyond:
            return beyond
        earlier, previous = previous, present
    return previous[-1]


def _is_letter(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char)[0] == "M"


def _letters_like(char: str) -> frozenset[str]:
    """The letters that could stand in the place of one: its alphabet, or its block of Unicode where we know none."""
    return _LATIN if char in _LATIN else _block(ord(char) // _BLOCK)


@cache
def _block(number: int) -> frozenset[str]:
    chars = map(chr, range(number * _BLOCK, (number + 1) * _BLOCK))
    return frozenset(char for char in chars if _is_letter(char) and fold(char) == char)
