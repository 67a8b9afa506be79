"""Which words of a note's text are looked up, and which are none that a dictionary could know.

Owns that code, links, addresses, tags, front matter, names in capitals and numbers are left alone. Pure; offsets count code
points. It refuses to know dictionaries.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from app.editor.markdown import STYLED, Kind, Line, Style

_LONGEST = 60  # letters: what is longer is no word
_APART = frozenset({Style.MARK, Style.CODE, Style.LINK, Style.BULLET, Style.OPEN_TASK, Style.DONE_TASK})
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"  # with the marks of letters that are written in two parts
_WORD = re.compile(rf"(?<![\w'’.]){_LETTER}+(?:['’\u00ad]{_LETTER}+)*(?!\w)")
_NO_PROSE = re.compile(
    r"""(?<!\S)[\#@][^\s\#@]+       # a tag, a name
    |<[^<>\s][^<>]*>|&\#?\w+;       # HTML
    |(?<!\S)\$[^$\s](?:[^$]*[^$\s])?\$  # a formula
    |\S*(?:://|@|\\|\w\.\w)\S*      # an address, a file, an abbreviation with points
    |(?<!\S)[~.]*/\S+               # a path""",
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word of a line, from and to a character."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=2_000)
def words_of(text: str, line: Line) -> tuple[Word, ...]:
    """The words to look up in the first `STYLED` characters of a line, which was read as Markdown already."""
    if line.kind is Kind.CODE:
        return ()
    shown = text[:STYLED]
    for span in line.spans:
        if span.style in _APART:
            shown = _blank(shown, span.start, span.start + span.length)
    shown = _NO_PROSE.sub(lambda match: " " * len(match[0]), shown)
    found = (Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(shown))
    cut = len(text) > STYLED  # the last word may go on
    return tuple(each for each in found if _is_word(each.text) and not (cut and each.end == STYLED))


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (min(end, len(text)) - start) + text[end:] if start < len(text) else text


def _is_word(text: str) -> bool:
    """Neither a single letter nor a name such as NASA, iPhone or JavaScript."""
    return 1 < len(text) <= _LONGEST and not any(map(str.isupper, text[1:]))
