"""Markdown, line by line: which characters of a line are marks, headings, code, links, and so on.

Owns what the editor draws, and nothing about how it is drawn. Pure: a line and the state before it give spans and the
state after it, so any line can be read alone once the state before it is known. Offsets count code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from app.editor.languages import language_number

_SHORT = 1_000  # characters of a line that is remembered
# Characters of a first line that is drawn as a title without being a heading; else it is a paragraph.
LONGEST_TITLE = 100
STYLED = 2_000  # characters of a line that are looked at for emphasis and links: what a hostile line may cost

# What holds at the beginning of a line. Anything from FENCED on is code, and says which fence ends it.
NO_TITLE_YET = 0
PROSE = 1
FRONT_MATTER = 2
FENCED = 4
_BEFORE_FENCES = frozenset(" `~")  # what a line begins with that may be one
_LANGUAGE = 256  # times the number of the fence's language


class Style(Enum):
    """What a span of characters is."""

    MARK = auto()
    BULLET = auto()
    TITLE = auto()
    HEADING1 = auto()
    HEADING2 = auto()
    HEADING3 = auto()
    STRONG = auto()
    EMPHASIS = auto()
    STRUCK = auto()
    CODE = auto()
    LINK = auto()
    LOST = auto()
    """A link that leads nowhere. Who only reads a line does not know that; it is added by who does."""
    QUOTE = auto()
    OPEN_TASK = auto()
    DONE_TASK = auto()
    DONE = auto()
    TABLE = auto()
    KEYWORD = auto()
    STRING = auto()
    NUMBER = auto()
    REMARK = auto()


class Kind(Enum):
    """What a whole line is."""

    PLAIN = auto()
    CODE = auto()
    QUOTE = auto()


class Span(NamedTuple):
    """`length` characters from `start` on have this style. Spans may overlap; later ones add to earlier ones."""

    start: int
    length: int
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: its spans, the state after it, behind how many of its characters wrapped lines begin, and of code
    the number of its language."""

    spans: tuple[Span, ...]
    after: int
    kind: Kind = Kind.PLAIN
    hanging: int = 0
    language: int = 0

    def __hash__(self) -> int:
        """Quick, because what is found in a line is remembered by it; lines with the same hash are still compared."""
        return hash((len(self.spans), self.after, self.hanging))


ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?:(\[[ xX]\])([ \t]+|$))?")
QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})(.*)$", re.DOTALL)
HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
BEGINS = re.compile(rf"(?:{ITEM.pattern}|{QUOTE.pattern}|{HEADING.pattern})*[ \t]*")
"""All that stands before the words of a line."""
_RULE = re.compile(r"^[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$")
_TABLE = re.compile(r"^[ ]{0,3}\|.*\|[ \t]*$", re.DOTALL)

CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
LINK = re.compile(r"(!?\[)([^\[\]]*)(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ ]+\"[^\"]*\")?\))")
NOTE_LINK = re.compile(r"(\[\[)([^\[\]]+)(\]\])")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]\"'`]*[^\s<>()\[\]\"'`.,;:!?]")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STRUCK = re.compile(r"(~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*)(?![\s*])([^*]+?)(?<![\s*])\*(?!\*)|(?<![\w_])(_)(?![\s_])([^_]+?)(?<![\s_])_(?![\w_])"
)
_TAKEN = "\ue000"  # stands for characters that have their meaning already


def read_line(text: str, before: int) -> Line:
    """Read one line, given the state before it."""
    if before >= FENCED:
        return _in_fence(text, before)
    if before == FRONT_MATTER:
        return Line((Span(0, len(text), Style.MARK),), NO_TITLE_YET if text.rstrip() == "---" else before)
    if (fence := FENCE.match(text)) and not (fence[1][0] == "`" and "`" in fence[2]):
        return Line((Span(0, len(text), Style.MARK),), _fence_state(fence[1], fence[2]), Kind.CODE)
    if _RULE.match(text):
        return Line((Span(0, len(text), Style.MARK),), before)
    if not text.strip():
        return Line((), before)
    return _prose(text, titled=before == NO_TITLE_YET)


def known_line(text: str, before: int) -> Line:
    """`read_line`, remembered for lines that are not long: what is on the screen is asked for whenever it is painted."""
    return _remembered(text, before) if len(text) <= _SHORT else read_line(text, before)


@lru_cache(maxsize=4_000)
def _remembered(text: str, before: int) -> Line:
    return read_line(text, before)


def state_stays(text: str, before: int) -> bool:
    """Whether the state is surely the same after this line; quick, for going over many lines."""
    if before in (NO_TITLE_YET, FRONT_MATTER):
        return False
    return text[:1] not in _BEFORE_FENCES or text[:6].lstrip(" ")[:3] not in ("```", "~~~")


def _fence_state(mark: str, info: str) -> int:
    return FENCED + 2 * min(len(mark), 100) + (mark[0] == "~") + _LANGUAGE * language_number(info)


def _in_fence(text: str, before: int) -> Line:
    language, opened = divmod(before - FENCED, _LANGUAGE)
    mark = "~" if opened % 2 else "`"
    needed = opened // 2
    fence = FENCE.match(text)
    if fence and fence[1][0] == mark and len(fence[1]) >= needed and not fence[2].strip():
        return Line((Span(0, len(text), Style.MARK),), PROSE, Kind.CODE)
    return Line((Span(0, len(text), Style.CODE),), before, Kind.CODE, language=language)


def _prose(text: str, *, titled: bool) -> Line:
    whole = len(text)
    spans: list[Span] = []
    start, kind = 0, Kind.PLAIN
    if heading := HEADING.match(text):
        spans.append(Span(0, whole, _heading_style(len(heading[1]))))
        spans.append(Span(heading.start(1), heading.end() - heading.start(1), Style.MARK))
        start = heading.end()
    else:
        if quote := QUOTE.match(text):
            kind, start = Kind.QUOTE, quote.end()
            spans += (Span(0, whole, Style.QUOTE), Span(0, start, Style.MARK))
        if item := ITEM.match(text[start:]):
            spans += _item(item, start, whole)
            start += item.end()
        elif _TABLE.match(text):
            spans.append(Span(0, whole, Style.TABLE))
    hanging = 0 if heading else start
    if titled and (heading or whole <= LONGEST_TITLE):
        spans.insert(0, Span(0, whole, Style.TITLE))
        spans = [span for span in spans if not span.style.name.startswith("HEADING")]
    spans += inline(text, start)
    return Line(tuple(spans), PROSE, kind, hanging)


def _heading_style(level: int) -> Style:
    return {1: Style.HEADING1, 2: Style.HEADING2}.get(level, Style.HEADING3)


def _item(item: re.Match[str], start: int, whole: int) -> list[Span]:
    spans = [Span(start + item.start(2), len(item[2]), Style.BULLET)]
    if item[4]:
        done = item[4] != "[ ]"
        spans.append(Span(start + item.start(4), len(item[4]), Style.DONE_TASK if done else Style.OPEN_TASK))
        if done:
            spans.append(Span(start + item.end(), whole - start - item.end(), Style.DONE))
    return spans


def inline(text: str, start: int = 0) -> list[Span]:
    """The spans of code, links and emphasis in the first `STYLED` characters from `start` on."""
    spans: list[Span] = []
    rest = _TAKEN * start + text[start : start + STYLED]
    for pattern, inner, keep in (
        (CODE, Style.CODE, False),
        (_ESCAPE, None, False),
        (LINK, Style.LINK, True),
        (NOTE_LINK, Style.LINK, True),
        (ADDRESS, Style.LINK, False),
        (_STRONG, Style.STRONG, True),
        (_STRUCK, Style.STRUCK, True),
        (_EMPHASIS, Style.EMPHASIS, True),
    ):
        rest = _found(pattern, inner, rest, spans, keep)
    return spans


def _found(
    pattern: re.Pattern[str], style: Style | None, text: str, spans: list[Span], inner_stays: bool
) -> str:
    """Add the spans of one pattern; the result is the text in which what has its meaning now is taken."""
    parts: list[str] = []
    done = 0
    for match in pattern.finditer(text):
        begin, end = _inner(match)
        spans.extend(_marks(match, begin, end, style))
        taken = text[begin:end] if inner_stays else _TAKEN * (end - begin)
        parts += (
            text[done : match.start()],
            _TAKEN * (begin - match.start()),
            taken,
            _TAKEN * (match.end() - end),
        )
        done = match.end()
    return "".join((*parts, text[done:])) if parts else text


def _inner(match: re.Match[str]) -> tuple[int, int]:
    """Where the marked text is: the second group, the fourth where there are two ways to write it, or everything."""
    groups = match.re.groups
    if groups == 0:
        return match.span()
    return match.span(4) if groups == 4 and match[2] is None else match.span(2)


def _marks(match: re.Match[str], begin: int, end: int, style: Style | None) -> list[Span]:
    if style is None:
        return [Span(match.start(), 1, Style.MARK)]
    around = ((match.start(), begin), (end, match.end()))
    marks = [Span(one, other - one, Style.MARK) for one, other in around if other > one]
    return [Span(begin, end - begin, style), *marks] if end > begin else marks
