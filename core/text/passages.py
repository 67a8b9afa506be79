"""A note cut into passages: pieces short enough that one vector can say what they are about.

Cuts at headings first, then between paragraphs, then between sentences; only a sentence that is too long for a passage is
cut inside. Owns the size of a passage and what is put in front of it, so that every model embeds the same texts and equal
passages have equal hashes. A passage is short enough for a model elsewhere, and the one on this machine reads it to its end.
Refuses to know the database, and how the pieces are counted that a model reads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from core.text.pieces import MOST, MOST_OF_A_WORD, Count, counting, is_inside_a_word, word_ends
from core.text.seen import plain_line
from core.text.titles import title_line, title_of

# Sizes are in tokens, estimated; 210 are about 180 words of English. Beside that, what stands in front and the text together
# have as many pieces at most as the local model reads: of English that is nearly always more, of other languages less.
LONGEST = 210
LONGEST_FRONT = 40
_MOST_OF_FRONT = 64
_ENOUGH_AT_A_HEADING = LONGEST // 4
_ENOUGH_AT_A_PARAGRAPH = LONGEST // 2
_LONGEST_OVERLAP = 40
_CLAUSE, _LONGEST_CLAUSE = 40, 60
_MOST_OF_CLAUSE = MOST // 2
_ALWAYS_FIT = MOST - _MOST_OF_FRONT - 1

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


class _Measured(NamedTuple):
    """What is not cut any further, and how long it is."""

    start: int
    end: int
    tokens: int
    pieces: int
    joined: int = 0
    """How many pieces more it may have behind what is before it: it begins within a word, which is then another word."""


class _Unit(NamedTuple):
    """The same with its place in the note."""

    start: int
    end: int
    tokens: int
    pieces: int
    joined: int
    begins: _Begins
    path: tuple[str, ...]
    """The headings above it."""


class _Room(NamedTuple):
    """What may still be added to a passage."""

    tokens: int
    pieces: int

    def begun(self, unit: _Unit) -> _Room:
        """The room behind a unit that is the first."""
        return _Room(self.tokens - unit.tokens, self.pieces - unit.pieces)

    def less(self, unit: _Unit) -> _Room:
        """The room behind another unit."""
        return _Room(self.tokens - unit.tokens, self.pieces - unit.pieces - unit.joined)

    def is_enough(self) -> bool:
        return self.tokens >= 0 and self.pieces >= 0


class _Note:
    """A note that is being cut, and what stands in front of its passages."""

    def __init__(self, title: str, content: str) -> None:
        self.title = title
        self.content = content
        self.count = counting(content)
        self._own_title = title_line(content)[0] if title == title_of(content) else -1
        self._fronts: dict[tuple[str, ...], str] = {}

    def front(self, path: tuple[str, ...], start: int, end: int) -> str:
        """What stands in front of a passage below these headings: the title, too, where it is not in the passage."""
        names = tuple(heading for heading in path if heading and heading != self.title)
        if self.title and not start <= self._own_title < end:
            names = (self.title, *names)
        if names not in self._fronts:
            self._fronts[names] = _shortened(". ".join(names), self.count)
        return self._fronts[names]

    def room(self, path: tuple[str, ...], start: int, end: int) -> _Room:
        """The room of a passage that has as much in front."""
        front = self.front(path, start, end)
        return _Room(LONGEST, MOST - (self.count(front) + 1 if front else 0))

    def room_before(self, unit: _Unit) -> _Room:
        """The room of a passage that begins with this unit."""
        return self.room(unit.path, unit.start, unit.end)


def passages_of(title: str, content: str) -> list[Passage]:
    """The passages of a note in the order of its text; none when it has no text.

    Together they hold every character that is no space. Each is at most LONGEST tokens long, and with what stands in front
    no more than the local model reads; where a section is cut the next one repeats the last sentence if that is short. The
    same note always gives the same passages, on a machine with the local model and on one without perhaps others.
    """
    note = _Note(title, content)
    units = list(_units(note))
    return [_passage(note, units[first:last]) for first, last in _packed(note, units)] if units else []


def passage_hash(text: str) -> bytes:
    """The key under which the vector of a passage is kept: 32 bytes, SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


# --- from units to passages -------------------------------------------------------------------------------------------


def _passage(note: _Note, units: list[_Unit]) -> Passage:
    start, end = units[0].start, units[-1].end
    front = note.front(units[0].path, units[0].start, end)
    piece = note.content[start:end].lstrip()
    start, piece = end - len(piece), piece.rstrip()
    text = " ".join(piece.split())
    return Passage(start, start + len(piece), f"{front}. {text}" if front else text)


def _shortened(front: str, count: Count) -> str:
    for number, token in enumerate(_TOKEN.finditer(front)):
        if number == LONGEST_FRONT:
            front = front[: token.start()].rstrip()
            break
    if count(front) <= _MOST_OF_FRONT:
        return front
    fitting = [end for end in word_ends(front, 0, len(front)) if count(front[:end]) <= _MOST_OF_FRONT]
    return front[: fitting[-1]] if fitting else ""


def _packed(note: _Note, units: list[_Unit]) -> Iterator[tuple[int, int]]:
    """Runs of units, each as long as fits, as (first, last + 1)."""
    room = note.room_before(units[0])
    if _fit(room, units):
        yield 0, len(units)
        return
    first, room = 0, room.begun(units[0])
    for index in range(1, len(units)):
        if _cut_before(units, index, room):
            yield first, index
            first, room = _begin(note, units, first, index)
        else:
            room = room.less(units[index])
    yield first, len(units)


def _fit(room: _Room, units: list[_Unit]) -> bool:
    room = room.begun(units[0])
    for unit in units[1:]:
        if not room.is_enough():
            break
        room = room.less(unit)
    return room.is_enough()


def _cut_before(units: list[_Unit], index: int, room: _Room) -> bool:
    unit = units[index]
    if not room.less(unit).is_enough():
        return True
    size = LONGEST - room.tokens
    if unit.begins == _Begins.SECTION:
        return size >= _ENOUGH_AT_A_HEADING
    if unit.begins == _Begins.PARAGRAPH and size >= _ENOUGH_AT_A_PARAGRAPH:
        return not _paragraph_fits(units, index, room)
    return False


def _paragraph_fits(units: list[_Unit], index: int, room: _Room) -> bool:
    room = room.less(units[index])
    for unit in units[index + 1 :]:
        if not room.is_enough() or unit.begins > _Begins.SENTENCE:
            break
        room = room.less(unit)
    return room.is_enough()


def _begin(note: _Note, units: list[_Unit], first: int, index: int) -> tuple[int, _Room]:
    """Where the run after a cut begins, and its room behind the unit after the cut. It may repeat the one before."""
    last, unit = units[index - 1], units[index]
    if unit.begins < _Begins.SECTION and index - 1 > first and last.tokens <= _LONGEST_OVERLAP:
        room = note.room_before(last).begun(last).less(unit)
        if room.is_enough():
            return index - 1, room
    return index, note.room_before(unit).begun(unit)


# --- from text to units -----------------------------------------------------------------------------------------------


def _units(note: _Note) -> Iterator[_Unit]:
    for start, end, path in _sections(note.content):
        begins = _Begins.SECTION
        for above, below in _between(_PARAGRAPH_END, note.content, start, end):
            for left, right in _between(_SENTENCE_END, note.content, above, below):
                for measured in _sentence(note, left, right, path):
                    yield _Unit(*measured, begins, path if begins < _Begins.SECTION else path[:-1])
                    begins = _Begins.SENTENCE
            begins = max(begins, _Begins.PARAGRAPH)


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


def _sentence(note: _Note, start: int, end: int, path: tuple[str, ...]) -> Iterator[_Measured]:
    """A sentence, in parts where it is too long for a passage; nothing for spaces."""
    tokens = len(_TOKEN.findall(note.content, start, end))
    if 0 < tokens <= LONGEST:
        pieces = note.count(note.content[start:end])
        if pieces <= _ALWAYS_FIT or pieces <= note.room(path, start, end).pieces:
            yield _Measured(start, end, tokens, pieces)
            return
    for clause in _clauses(note.content, start, end) if tokens else ():
        yield from _readable(note, *clause)


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


def _readable(note: _Note, start: int, end: int, tokens: int) -> Iterator[_Measured]:
    """A clause, in parts again where it has very many pieces; those are cut between words and signs only."""
    content, count = note.content, note.count
    joined = MOST_OF_A_WORD if is_inside_a_word(content, start) else 0
    pieces = count(content[start:end])
    if pieces > _MOST_OF_CLAUSE:
        pieces, reached = 0, start
        for word_end in word_ends(content, start, end):
            more = count(content[reached:word_end])
            if pieces and pieces + more > _MOST_OF_CLAUSE:
                part = len(_TOKEN.findall(content, start, reached))
                yield _Measured(start, reached, part, pieces, joined)
                start, tokens, pieces, joined = reached, tokens - part, 0, 0
            pieces, reached = pieces + more, word_end
    yield _Measured(start, end, tokens, pieces, joined)
