"""A note cut into passages: pieces short enough that one vector can say what they are about.

Cuts at headings first, then between paragraphs, then between sentences; only a sentence that is too long for a passage is
cut inside. Owns the size of a passage and what is put in front of it, so that every model embeds the same texts and equal
passages have equal hashes. Refuses to know models, languages and the database.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from core.text.titles import plain_line, title_line, title_of

# Sizes are in tokens, estimated; 210 are about 180 words of English. With what stands in front it stays below the 256 tokens
# that the local model reads.
LONGEST = 210
LONGEST_FRONT = 40
_ENOUGH_AT_A_HEADING = LONGEST // 4
_ENOUGH_AT_A_PARAGRAPH = LONGEST // 2
_LONGEST_OVERLAP = 40
_CLAUSE, _LONGEST_CLAUSE = 40, 60

# About what tokenizers make of a text: a word of the Latin script is one token for each eight letters, a number one for
# three digits; of other scripts and of signs each character is one.
_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]{1,8}|[0-9]{1,3}|\S")
_HEADING_OR_FENCE = re.compile(r"^ {0,3}(?:(`{3,}|~{3,})|(#{1,6})(?:[ \t]+([^\n]{0,400})|$))", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’»)\]])\s+|[。！？｡][”’」』）]{0,3}\s*|\n\s*")


class Passage(NamedTuple):
    """A piece of a note: its place in the text in characters, and what is embedded for it."""

    start: int
    end: int
    text: str
    """The piece on one line; in front of it the note's title and the headings above it, where they are not in it."""


class _Begins(IntEnum):
    SENTENCE = 0
    PARAGRAPH = 1
    SECTION = 2


class _Unit(NamedTuple):
    """What is not cut any further."""

    start: int
    end: int
    tokens: int
    begins: _Begins
    path: tuple[str, ...]
    """The headings above it."""


def passages_of(title: str, content: str) -> list[Passage]:
    """The passages of a note in the order of its text; none when it has no text.

    Together they hold every character that is no space. Each is at most LONGEST tokens long, and where a section is cut
    the next one repeats the last sentence if that is short. The same note always gives the same passages.
    """
    units = _units(content)
    if not units:
        return []
    own_title = title_line(content)[0] if title == title_of(content) else -1
    fits = sum(unit.tokens for unit in units) <= LONGEST
    bounds = [(0, len(units))] if fits else _packed(units)
    return [_passage(title, content, units[first:last], own_title) for first, last in bounds]


def passage_hash(text: str) -> bytes:
    """The key under which the vector of a passage is kept: 32 bytes, SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


# --- from units to passages -------------------------------------------------------------------------------------------


def _passage(title: str, content: str, units: list[_Unit], own_title: int) -> Passage:
    start, end = units[0].start, units[-1].end
    piece = content[start:end].lstrip()
    start, piece = end - len(piece), piece.rstrip()
    names = [heading for heading in units[0].path if heading and heading != title]
    if title and not units[0].start <= own_title < end:
        names = [title, *names]
    front = ". ".join(names)
    text = " ".join(piece.split())
    return Passage(start, start + len(piece), f"{_shortened(front)}. {text}" if front else text)


def _shortened(front: str) -> str:
    for count, token in enumerate(_TOKEN.finditer(front)):
        if count == LONGEST_FRONT:
            return front[: token.start()].rstrip()
    return front


def _packed(units: list[_Unit]) -> Iterator[tuple[int, int]]:
    """Runs of units, each as long as fits, as (first, last + 1)."""
    first, size = 0, 0
    for index, unit in enumerate(units):
        if index > first and _cut_before(units, index, size):
            yield first, index
            first, size = _begin(units, first, index)
        size += unit.tokens
    yield first, len(units)


def _cut_before(units: list[_Unit], index: int, size: int) -> bool:
    unit = units[index]
    if size + unit.tokens > LONGEST:
        return True
    if unit.begins == _Begins.SECTION:
        return size >= _ENOUGH_AT_A_HEADING
    if unit.begins == _Begins.PARAGRAPH and size >= _ENOUGH_AT_A_PARAGRAPH:
        return not _paragraph_fits(units, index, LONGEST - size)
    return False


def _paragraph_fits(units: list[_Unit], index: int, room: int) -> bool:
    room -= units[index].tokens
    for unit in units[index + 1 :]:
        if room < 0 or unit.begins > _Begins.SENTENCE:
            break
        room -= unit.tokens
    return room >= 0


def _begin(units: list[_Unit], first: int, index: int) -> tuple[int, int]:
    """Where the run after a cut begins, and how many tokens it repeats."""
    last = units[index - 1]
    repeats = (
        units[index].begins < _Begins.SECTION
        and index - 1 > first
        and last.tokens <= min(_LONGEST_OVERLAP, LONGEST - units[index].tokens)
    )
    return (index - 1, last.tokens) if repeats else (index, 0)


# --- from text to units -----------------------------------------------------------------------------------------------


def _units(content: str) -> list[_Unit]:
    found: list[_Unit] = []
    for start, end, path in _sections(content):
        begins = _Begins.SECTION
        for above, below in _between(_PARAGRAPH_END, content, start, end):
            for left, right in _between(_SENTENCE_END, content, above, below):
                if tokens := len(_TOKEN.findall(content, left, right)):
                    pieces = [(left, right, tokens)] if tokens <= LONGEST else _clauses(content, left, right)
                    for piece in pieces:
                        found.append(_Unit(*piece, begins, path if begins < _Begins.SECTION else path[:-1]))
                        begins = _Begins.SENTENCE
            begins = max(begins, _Begins.PARAGRAPH)
    return found


def _sections(content: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """From heading to heading, with the headings that hold there, the section's own last. Code blocks hold no headings."""
    start, levels, fence = 0, [(0, "")], ""
    for match in _HEADING_OR_FENCE.finditer(content):
        if match[1]:
            opens, closes = not fence, match[1].startswith(fence)
            fence = match[1] if opens else "" if closes else fence
        elif not fence:
            yield start, match.start(), tuple(name for _, name in levels)
            start = match.start()
            level = len(match[2])
            levels = [each for each in levels if each[0] < level]
            levels.append((level, plain_line(match[3] or "")))
    yield start, len(content), tuple(name for _, name in levels)


def _between(border: re.Pattern[str], content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in border.finditer(content, start, end):
        yield start, match.end()
        start = match.end()
    if start < end:
        yield start, end


def _clauses(content: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A long sentence in parts: cut between words, and inside one only where it would never end."""
    tokens, reached = 0, start
    for token in _TOKEN.finditer(content, start, end):
        between_words = token.start() > reached
        if tokens >= _LONGEST_CLAUSE or (tokens >= _CLAUSE and between_words):
            yield start, token.start(), tokens
            start, tokens = token.start(), 0
        tokens += 1
        reached = token.end()
    yield start, end, tokens
