"""What is stored of a note's words: one `tsvector` for every part of it, in a form that queries can count on.

Owns the namespaces of lexemes. Lexemes are folded, so a capital letter in front never collides with a word:

    running          the word as it stands; also chunks (`c++`) and grams (`学习`)
    Srun             a word whose stem is this, where it differs from the word itself
    Trunning         a word of the title
    Ltravel/japan    a tag, and each tag above it
    Hlink            something else that a note has: attachment, code, image, link, task; or that it is pinned
    Hopen-task       and of tasks whether there are some to be done, or some that are done: Hdone-task
    Fwarranty        a word of a note's file, and SFwarranti its stem (`core.store.file_lexemes`)

Weights say where a word stands: A the title, B the tags and the names of files, D the text; stems weigh less, B in the
title and C in the text. Words that stand in any two parts of a note are found together, because the first part also holds
those of all others, in no place that a phrase could mean. Knows no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import Struct, pack
from typing import Any, NamedTuple

from core.text.features import features_of
from core.text.language import ENGLISH, language_of
from core.text.segmentation import Kind, Token, fold, tokens
from core.text.stems import stems
from core.text.titles import title_line

STEM, TITLE, TAG, FEATURE, FILE = "S", "T", "L", "H", "F"
LANGUAGE = "language"  # the property of a note by which a person chooses its language
PROPERTIES = (LANGUAGE, "attachments", "pinned")  # all that decide about lexemes
PART_TOKENS = 12_000  # a tsvector counts positions to 16 383
PART_BYTES = 200_000  # and takes a megabyte; stems and titles are not counted in
FIRST_BYTES = 600_000  # what the first part may become with the words of the others
LONGEST_LEXEME = 2_000  # bytes; Postgres takes 2 046, and a longer tag is found by its words
_POSITIONS = 16_383
_FILES = 200  # of a note's files are found by their names; a tsvector must stay small
_EACH = 255  # positions that a tsvector keeps of one lexeme
# A place is a position with its weight in the two bits before it, as Postgres has it.
_A, _B, _C = 3 << 14, 2 << 14, 1 << 14
PLACE_OF_STEM = _C
"""What a place of a stem has beside its position."""
_NUMBER = Struct("!I").pack
_ONE_PLACE = Struct("!xHH").pack
_WIDEST = 4  # bytes of a character

Lexemes = dict[str, list[int]]
"""Each lexeme with its places, in any order."""


class Tsvector(bytes):
    """A `tsvector` in the form in which Postgres sends and reads it binary."""


_NOTHING = Tsvector()


class Part(NamedTuple):
    """Some thousand words of a note: their number, the language they are taken for, and its lexemes."""

    number: int
    length: int
    language: str
    words: Tsvector


def parts_of(
    content: str,
    tags: Sequence[str],
    metadata: Mapping[str, Any],
    linked: bool = False,
    files: Sequence[str] = (),
) -> list[Part]:
    """A note's words, part by part; every part knows the title, the tags and the features too. At least one part.

    `linked` says that the note links to another one in a way that its text does not show; `files` are what its
    files are called.
    """
    language = _language(content, metadata)
    features = _features(content, metadata, linked, bool(files))
    title = title_line(content)
    first: Lexemes = {}
    elsewhere: dict[str, None] = {}
    head: list[Token] = []
    found: list[Part] = []
    for number, part in enumerate(_cut(content)):
        lexemes = {} if number else first
        head = head if number else [token for token in part if title[0] <= token.start < title[1]]
        labels = write_tokens(lexemes, part, None if number else title, language)
        if number:
            write_tokens(lexemes, head, title, language)
            elsewhere |= dict.fromkeys(lexemes)
        _write_title(lexemes, head)
        _write_tags(lexemes, tags, labels + 1)
        _write_labels(lexemes, files[:_FILES], labels + 1)
        lexemes |= {FEATURE + feature: [] for feature in features}
        found.append(Part(number, length_of(part), language, binary(lexemes) if number else _NOTHING))
    if elsewhere:
        _write_elsewhere(first, elsewhere)
    return [found[0]._replace(words=binary(first)), *found[1:]]


def quoted(lexeme: str) -> str:
    """A lexeme as it is written in a `tsvector` or `tsquery`."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def in_file(lexeme: str) -> str:
    """How a word or stem of a file is stored in the index of words. Notes are ranked as if there were no files, because no
    lexeme of theirs is one of these."""
    return STEM + FILE + lexeme[1:] if lexeme.startswith(STEM) else FILE + lexeme


def tag_lexemes(tag: str) -> list[str]:
    """A tag and each tag above it: a/b is found by a too."""
    folded = fold(tag)
    return [TAG + folded[:at] for at, char in enumerate(folded) if char == "/" and at] + [TAG + folded]


def _features(content: str, metadata: Mapping[str, Any], linked: bool, attached: bool) -> set[str]:
    told = {
        "link": linked,
        "attachment": attached or metadata.get("attachments") not in (None, []),
        "pinned": metadata.get("pinned") is True,
    }
    return {*features_of(content), *(feature for feature, holds in told.items() if holds)}


def _language(content: str, metadata: Mapping[str, Any]) -> str:
    chosen = metadata.get(LANGUAGE)
    return fold(chosen) if isinstance(chosen, str) and chosen else language_of(content) or ENGLISH


def _cut(content: str) -> Iterator[list[Token]]:
    if len(content) <= PART_BYTES // _WIDEST:
        found = list(tokens(content))
        size = sum([len(token.text) for token in found]) * _WIDEST
        if not found or (found[-1].position <= PART_TOKENS and size <= PART_BYTES):
            yield found
            return
    part: list[Token] = []
    first = size = 0
    for token in tokens(content):
        size += len(token.text) if token.text.isascii() else len(token.text.encode())
        full = token.position - first > PART_TOKENS or size > PART_BYTES
        if full and part and token.kind is not Kind.CHUNK:
            yield part
            part, first, size = [], token.position - 1, 0
        part.append(token._replace(position=token.position - first) if first else token)
    yield part


def length_of(part: Sequence[Token]) -> int:
    """How many words these tokens are."""
    return sum([token.kind is not Kind.CHUNK for token in part])


def write_tokens(
    lexemes: Lexemes, part: Sequence[Token], title: tuple[int, int] | None, language: str
) -> int:
    """Put the tokens and their stems down as words of a text, those between the two places as its title too; gives
    the last position."""
    word = Kind.WORD
    stemmed = iter(stems([token.text for token in part if token.kind is word], language))
    title_start, title_end = title or (0, 0)
    last = 0
    for text, start, _, kind, position in part:
        last = min(position, _POSITIONS)
        titled = title_start <= start < title_end
        _put(lexemes, text, last | _A if titled else last)
        if kind is word and (stem := next(stemmed)) != text:
            _put(lexemes, STEM + stem, last | (_B if titled else _C))
    return last


def _write_title(lexemes: Lexemes, head: Sequence[Token]) -> None:
    for token in head:
        _put(lexemes, TITLE + token.text, min(token.position, _POSITIONS) | _A)


def _write_tags(lexemes: Lexemes, tags: Sequence[str], position: int) -> None:
    for tag in tags:
        for lexeme in tag_lexemes(tag):
            if len(lexeme.encode()) <= LONGEST_LEXEME:
                lexemes.setdefault(lexeme, [])
    _write_labels(lexemes, tags, position)


def _write_labels(lexemes: Lexemes, labels: Sequence[str], position: int) -> None:
    """Put the words of tags, or of names of files, down behind the text."""
    for label in labels:
        for token in tokens(label):
            _put(lexemes, token.text, min(position + token.position, _POSITIONS) | _B)


def _write_elsewhere(lexemes: Lexemes, others: Iterable[str]) -> None:
    """Put the words of the other parts down as well, as many as there is room for, all at the last position."""
    room = FIRST_BYTES - sum(size_of(lexeme, len(places)) for lexeme, places in lexemes.items())
    for lexeme in others:
        if lexeme not in lexemes and (room := room - size_of(lexeme, 1)) > 0:
            lexemes[lexeme] = [_POSITIONS | _C if lexeme.startswith(STEM) else _POSITIONS]


def size_of(lexeme: str, places: int) -> int:
    """About the bytes of a lexeme in a `tsvector`."""
    return len(lexeme.encode()) + 4 + 2 * places


def _put(lexemes: Lexemes, lexeme: str, place: int) -> None:
    places = lexemes.get(lexeme)
    if places is None:
        lexemes[lexeme] = [place]
    elif len(places) < _EACH:
        places.append(place)


def binary(lexemes: Lexemes) -> Tsvector:
    """The `tsvector` as Postgres sends it: lexemes in order, and the places of each in order."""
    parts = [_NUMBER(len(lexemes))]
    for lexeme in sorted(lexemes):
        places = lexemes[lexeme]
        parts.append(lexeme.encode())
        parts.append(_ONE_PLACE(1, places[0]) if len(places) == 1 else _places(places))
    return Tsvector(b"".join(parts))


def _places(places: list[int]) -> bytes:
    """Several places or none; of several at one position the heaviest counts."""
    heaviest: dict[int, int] = {}
    for place in sorted(places):  # the lightest first
        heaviest[place & _POSITIONS] = place
    return pack(f"!xH{len(heaviest)}H", len(heaviest), *[heaviest[at] for at in sorted(heaviest)])
