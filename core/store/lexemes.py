"""What is stored of a note's words: one `tsvector` for every part of it, in a form that queries can count on.

Owns the namespaces of lexemes. Lexemes are folded, so a capital letter in front never collides with a word:

    running          the word as it stands; also chunks (`c++`) and grams (`学习`)
    Srun             a word whose stem is this, where it differs from the word itself
    Trunning         a word of the title
    Ltravel/japan    a tag, and each tag above it

Weights say where a word stands: A the title, B the tags, D the text; stems weigh less, B in the title and C in the text.
Knows no SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from core.text.language import ENGLISH, language_of
from core.text.segmentation import Kind, Token, fold, tokens
from core.text.stems import stems
from core.text.titles import title_line

STEM, TITLE, TAG = "S", "T", "L"
LANGUAGE = "language"  # the property of a note by which a person chooses its language
PART_TOKENS = 12_000  # a tsvector counts positions to 16 383
LONGEST_LEXEME = 2_000  # bytes; Postgres takes 2 046, and a longer tag is found by its words
_POSITIONS = 16_383
_EACH = 255  # positions that a tsvector keeps of one lexeme


class Part(NamedTuple):
    """Some thousand words of a note: their number, the language they are taken for, and the text of a `tsvector`."""

    number: int
    length: int
    language: str
    words: str


def parts_of(content: str, tags: Sequence[str], metadata: Mapping[str, Any]) -> list[Part]:
    """A note's words, part by part; every part knows the title and the tags too. At least one part."""
    language = _language(content, metadata)
    title = title_line(content)
    cut = list(_cut(content))
    head = [token for token in cut[0] if title[0] <= token.start < title[1]]
    found = []
    for number, part in enumerate(cut):
        lexemes: dict[str, list[str]] = {}
        labels = _write(lexemes, part, title if number == 0 else None, language)
        if number:
            _write(lexemes, head, title, language)
        _write_title(lexemes, head)
        _write_tags(lexemes, tags, labels + 1)
        length = sum(token.kind is not Kind.CHUNK for token in part)
        found.append(Part(number, length, language, _text_of(lexemes)))
    return found


def quoted(lexeme: str) -> str:
    """A lexeme as it is written in a `tsvector` or `tsquery`."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def tag_lexemes(tag: str) -> list[str]:
    """A tag and each tag above it: a/b is found by a too."""
    folded = fold(tag)
    return [TAG + folded[:at] for at in [*_slashes(folded), len(folded)]]


def _language(content: str, metadata: Mapping[str, Any]) -> str:
    chosen = metadata.get(LANGUAGE)
    return fold(chosen) if isinstance(chosen, str) and chosen else language_of(content) or ENGLISH


def _cut(content: str) -> Iterator[list[Token]]:
    part: list[Token] = []
    first = 0
    for token in tokens(content):
        if token.position - first > PART_TOKENS and token.kind is not Kind.CHUNK:
            yield part
            part, first = [], token.position - 1
        part.append(token._replace(position=token.position - first) if first else token)
    yield part


def _write(
    lexemes: dict[str, list[str]], part: Sequence[Token], title: tuple[int, int] | None, language: str
) -> int:
    """Put the tokens and their stems down; gives the last position."""
    words = [token.text for token in part if token.kind is Kind.WORD]
    stemmed = iter(stems(words, language))
    last = 0
    for token in part:
        last = min(token.position, _POSITIONS)
        titled = title is not None and title[0] <= token.start < title[1]
        _put(lexemes, token.text, f"{last}A" if titled else str(last))
        if token.kind is Kind.WORD and (stem := next(stemmed)) != token.text:
            _put(lexemes, STEM + stem, f"{last}B" if titled else f"{last}C")
    return last


def _write_title(lexemes: dict[str, list[str]], head: Sequence[Token]) -> None:
    for token in head:
        _put(lexemes, TITLE + token.text, f"{min(token.position, _POSITIONS)}A")


def _write_tags(lexemes: dict[str, list[str]], tags: Sequence[str], position: int) -> None:
    for tag in tags:
        for lexeme in tag_lexemes(tag):
            if len(lexeme.encode()) <= LONGEST_LEXEME:
                lexemes.setdefault(lexeme, [])
        for token in tokens(tag):
            _put(lexemes, token.text, f"{min(position + token.position, _POSITIONS)}B")


def _put(lexemes: dict[str, list[str]], lexeme: str, place: str) -> None:
    places = lexemes.setdefault(lexeme, [])
    if len(places) < _EACH:
        places.append(place)


def _text_of(lexemes: dict[str, list[str]]) -> str:
    return " ".join(
        f"{quoted(lexeme)}:{','.join(places)}" if places else quoted(lexeme)
        for lexeme, places in lexemes.items()
    )


def _slashes(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char == "/" and at]
