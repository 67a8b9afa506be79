"""What is stored of a file's words: its text in parts as long as notes are, and one sum of all of them.

The parts are looked into for phrases and for what is shown; the sum is what is found. A sum holds every word of the file
once, in no place that a phrase could mean, as often as the part has it that has it most: so a file answers as its best part
does, however long it is. Its lexemes and its language have `FILE` in front, so that nothing that is known of notes depends
on files. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.errors import Cancelled
from core.progress import Stop, never
from core.store.lexemes import (
    FILE,
    FIRST_BYTES,
    PLACE_OF_STEM,
    STEM,
    Lexemes,
    Part,
    binary,
    in_file,
    length_of,
    size_of,
    write_tokens,
)
from core.text.language import ENGLISH, language_of
from core.text.segmentation import Kind, Token, tokens

PART_WORDS = 1_000
_AGAIN = 12  # words at the end of a part begin the next one, so that a phrase between them is found
_OFTEN = 8  # more of one word in a part says no more


class Words(NamedTuple):
    """A part of a file with the piece of its text in which the words stand; `page` is that of its beginning, 0 where there
    are none. Parts count from 0. A sum has a number below, and no text: there are several only of a file with more
    different words than one takes."""

    part: Part
    text: str
    page: int


def words_of_file(text: str, paged: bool, cancelled: Stop = never) -> Iterator[Words]:
    """The parts of a text, whose pages are divided by form feeds if it is `paged`, and then its sums. Without words there is
    nothing. Raises Cancelled between two parts."""
    language = language_of(text) or ENGLISH
    counts: dict[str, int] = {}
    longest = at = 0
    page = 1 if paged else 0
    for number, (cut, end) in enumerate(_cut(text)):
        if number and cancelled():
            raise Cancelled("Cutting was stopped.")
        lexemes: Lexemes = {}
        write_tokens(lexemes, cut, None, language)
        for lexeme, places in lexemes.items():
            if len(places) > counts.get(lexeme, 0):
                counts[lexeme] = min(len(places), _OFTEN)
        start = cut[0].start if number else 0
        page += text.count("\f", at, start) if paged else 0
        at = start
        part = Part(number, length_of(cut), language, binary(lexemes))
        longest = max(longest, part.length)
        yield Words(part, text[start:end], page)
    for number, lexemes in enumerate(_sums(counts), 1):
        yield Words(Part(-number, longest, FILE + language, binary(lexemes)), "", 0)


def words_of_names(names: Iterable[str]) -> list[str]:
    """The lexemes by which what files are called is found among their words."""
    return list(dict.fromkeys(in_file(token.text) for name in names for token in tokens(name)))


def _cut(text: str) -> Iterator[tuple[list[Token], int]]:
    """The tokens of each part, and where its text ends."""
    part: list[Token] = []
    first = 0
    for token in tokens(text):
        if token.position - first > PART_WORDS and token.kind is not Kind.CHUNK and part:
            yield _numbered(part, first), token.start
            part = [each for each in part[-2 * _AGAIN :] if each.position >= token.position - _AGAIN]
            first = (part[0] if part else token).position - 1
        part.append(token)
    if part:
        yield _numbered(part, first), len(text)


def _numbered(part: Sequence[Token], first: int) -> list[Token]:
    return [token._replace(position=token.position - first) for token in part]


def _sums(counts: dict[str, int]) -> Iterator[Lexemes]:
    lexemes: Lexemes = {}
    room = FIRST_BYTES
    for lexeme, count in counts.items():
        if (room := room - size_of(lexeme, count) - 1) < 0:
            yield lexemes
            lexemes, room = {}, FIRST_BYTES
        weight = PLACE_OF_STEM if lexeme.startswith(STEM) else 0
        lexemes[in_file(lexeme)] = [place | weight for place in range(1, count + 1)]
    if lexemes:
        yield lexemes
