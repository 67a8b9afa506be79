"""Text cut into what can be looked for: words, chunks such as `C++` or a path, and grams of scripts without spaces.

Notes and queries go through the same rules, so that whatever is typed as it stands in a note is found there. Knows places
in the text, so that hits can be marked. Refuses to know languages (`core.text.stems`) and how tokens are stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 64  # characters; the rest of a longer one (a hash, an encoded file) is not looked at
LONGEST_CHUNK = 100
# Bytes: a single sign may stand for a sentence (U+FDFA); the words in it are found all the same.
_LONGEST_FOLDED = 2_000
_OFTEN = 32  # characters of a chunk that may come again

# Chinese, Japanese, Korean, Thai, Lao, Tibetan, Burmese and Khmer write words without spaces, or with endings grown on.
_GRAM_SCRIPTS = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Signs that belong to the letter before them, which `\w` leaves out.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
)
# What ends a chunk: space, brackets, quotes, and marks that no file name or identifier holds.
_CHUNK = re.compile(
    r"[^\s()\[\]{}<>\"'`|,;\u2010-\u2027\u2030-\u205e«»、。，；：！？「」『』（）【】《》・]+"
)
_WORD = re.compile(rf"[^\W_{_SIGNS}][^\W_]*(?:[{_SIGNS}]+[^\W_]*)*")
_BY_SCRIPT = re.compile(f"[{_GRAM_SCRIPTS}]+|[^{_GRAM_SCRIPTS}]+")
_GRAM = re.compile(f"[{_GRAM_SCRIPTS}]")
_ACCENTS = re.compile("(?<!и)[\u0300-\u036f]")  # й is a letter of its own, and stems depend on it
_PROSE_BEFORE, _PROSE_AFTER = "*_=!?:&^", "*_=!?:.&^~-/\\"


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    CHUNK = "chunk"
    """Words and marks without a space between them; stands where its first word stands."""
    GRAM = "gram"
    """Two neighboring characters of a script without spaces; the last one of a run alone."""


class Token(NamedTuple):
    """One thing that can be looked for: folded text, its place in characters, and its position counted in words."""

    text: str
    start: int
    end: int
    kind: Kind
    position: int


def fold(text: str) -> str:
    """Text without case, accents and typographic variants: what is compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain))


def tokens(text: str) -> Iterator[Token]:
    """All tokens in the order of the text; chunks come before their words. Positions count from 1."""
    new, word = tuple.__new__, Kind.WORD  # this runs for every word of every note
    position = 1
    for match in _CHUNK.finditer(text):
        chunk, at = match[0], match.start()
        if chunk.isascii() and chunk.isalnum():
            yield new(Token, (chunk[:LONGEST_WORD].lower(), at, match.end(), word, position))
            position += 1
            continue
        cut, width = (_cut_again if len(chunk) <= _OFTEN else _cut)(chunk)
        for folded, start, end, kind, after in cut:
            yield new(Token, (folded, at + start, at + end, kind, position + after))
        position += width


def has_grams(text: str) -> bool:
    """Whether some of it is in a script without spaces."""
    return not text.isascii() and _GRAM.search(text) is not None


def _cut(chunk: str) -> tuple[tuple[Token, ...], int]:
    """The tokens of a chunk as if nothing stood before it, and how many positions they take."""
    found: list[Token] = []
    width = 0
    for piece in _BY_SCRIPT.finditer(chunk):
        cut = _grams if _GRAM.match(piece[0]) else _words
        for token in cut(piece[0], piece.start(), width):
            found.append(token)
            width = max(width, token.position + 1)
    return tuple(found), width


# A few thousand of them, "word." above all, make up most of what people write.
_cut_again = lru_cache(8_192)(_cut)


def _words(piece: str, start: int, position: int) -> Iterator[Token]:
    found = list(_WORD.finditer(piece))
    if not found:
        return
    core = piece.lstrip(_PROSE_BEFORE).rstrip(_PROSE_AFTER)
    if core != found[0][0] and len(core) <= LONGEST_CHUNK and core:
        at = start + len(piece) - len(piece.lstrip(_PROSE_BEFORE))
        folded = fold(core)
        if len(folded.encode()) <= _LONGEST_FOLDED:
            yield Token(folded, at, at + len(core), Kind.CHUNK, position)
    for number, word in enumerate(found):
        folded = fold(word[0])[:LONGEST_WORD]
        yield Token(folded, start + word.start(), start + word.end(), Kind.WORD, position + number)


def _grams(run: str, start: int, position: int) -> Iterator[Token]:
    for at in range(len(run)):
        gram = run[at : at + 2]
        yield Token(fold(gram), start + at, start + at + len(gram), Kind.GRAM, position + at)
