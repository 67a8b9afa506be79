"""What whole lines become when a person wants a heading, a list, a checklist or a quote of them, and what they were before
when that is wanted once more.

Pure: lines in, as many lines out. Only marks come and go; no word that somebody wrote is ever lost, and no tick: `[x]` stays
with the words that it is before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from app.editor.markdown import HEADING, ITEM, QUOTE

_ONE_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_ROOM = re.compile(r"[ ]{0,3}")  # before the mark of a heading; more would make code of it
_TICKED = re.compile(r"\[[xX]\](?:[ \t]|$)")
_BULLETS = ("-", "*", "+")
_FENCES = re.compile(r"[ ]{0,3}(`{3,})")


class Shape(Enum):
    """What a paragraph can be made."""

    HEADING1 = auto()
    HEADING2 = auto()
    HEADING3 = auto()
    LIST = auto()
    NUMBERS = auto()
    TASKS = auto()
    QUOTE = auto()


_LEVELS = {Shape.HEADING1: 1, Shape.HEADING2: 2, Shape.HEADING3: 3}


def shaped(lines: Sequence[str], shape: Shape, above: str = "") -> list[str]:
    """These lines in this shape; where all of them have it, without it. Lines without words stay as they are unless there is
    but one, and in a quote, which they would end. `above` is the line before, whose numbers go on."""
    if shape is Shape.QUOTE:
        return list(_quoted(lines))
    read = [_read(line) for line in lines]
    meant = [part.line.strip() != "" or len(lines) == 1 for part in read]
    wanted = [part for part, is_meant in zip(read, meant, strict=True) if is_meant]
    if all(part.has(shape) for part in wanted) and any(part.shape is shape for part in wanted):
        return [part.plain if is_meant else part.line for part, is_meant in zip(read, meant, strict=True)]
    numbers = _Numbers(above)
    return [
        _made(part, shape, numbers) if is_meant else part.line
        for part, is_meant in zip(read, meant, strict=True)
    ]


def fence_around(lines: Iterable[str]) -> str:
    """What makes code of these lines, whatever fences stand in them."""
    inner = (match[1] for line in lines if (match := _FENCES.match(line)))
    return "`" * max((len(each) + 1 for each in inner), default=3)


class _Part(NamedTuple):
    """A line, taken apart."""

    line: str
    quote: str
    indent: str
    mark: str
    words: str
    shape: Shape | None

    @property
    def plain(self) -> str:
        return f"{self.quote}{self.indent}{self.words}"

    def has(self, shape: Shape) -> bool:
        """What is ticked stays so in a list, and is an item like the others there."""
        ticked = self.shape is Shape.TASKS and _TICKED.match(self.words) is not None
        return self.shape is shape or (ticked and shape is _kind_of_list(self.mark))


def _kind_of_list(mark: str) -> Shape:
    return Shape.NUMBERS if mark[0].isdigit() else Shape.LIST


def _read(line: str) -> _Part:
    quote = QUOTE.match(line)
    begin = quote[0] if quote else ""
    rest = line[len(begin) :]
    if heading := HEADING.match(rest):
        room, end = heading.span(1)
        shape = next((each for each, level in _LEVELS.items() if level == end - room), None)
        return _Part(line, begin, rest[:room], heading[1], rest[end + 1 :], shape)
    if item := ITEM.match(rest):
        shape = Shape.TASKS if item[4] else _kind_of_list(item[2])
        body = item.start(4) if _TICKED.match(item[4] or "") else item.end()
        return _Part(line, begin, item[1], item[2], rest[body:], shape)
    words = rest.lstrip(" \t")
    return _Part(line, begin, rest[: len(rest) - len(words)], "", words, None)


def _made(part: _Part, shape: Shape, numbers: _Numbers) -> str:
    if level := _LEVELS.get(shape):
        return _heading(part, level)
    if shape is Shape.NUMBERS:
        return f"{part.quote}{part.indent}{numbers.next(part)} {part.words}"
    if part.shape is shape:
        return part.line
    box = "[ ] " if shape is Shape.TASKS and not _TICKED.match(part.words) else ""
    keeps = part.mark[:1] in _BULLETS or (shape is Shape.TASKS and part.mark[:1].isdigit())
    return f"{part.quote}{part.indent}{part.mark if keeps else '-'} {box}{part.words}"


def _heading(part: _Part, level: int) -> str:
    mark = "#" * level
    if part.mark:
        return f"{part.quote}{mark} {part.words}"
    room = _ROOM.match(part.indent)  # the room before plain words stays, so that it comes back with them
    before = room[0] if room else ""
    return f"{part.quote}{before}{mark} {part.indent[len(before) :]}{part.words}"


class _Numbers:
    """Counts the items of a list, each depth for itself."""

    def __init__(self, above: str) -> None:
        self._last: dict[int, int] = {}
        self._end = "."
        part = _read(above)
        if part.mark[:1].isdigit():
            self._last[_depth(part)] = int(part.mark[:-1])
            self._end = part.mark[-1]

    def next(self, part: _Part) -> str:
        depth = _depth(part)
        self._last = {each: last for each, last in self._last.items() if each <= depth}
        self._last[depth] = self._last.get(depth, 0) + 1
        return f"{self._last[depth]}{self._end}"


def _depth(part: _Part) -> int:
    return len(part.indent.expandtabs(4))


def _quoted(lines: Sequence[str]) -> Iterator[str]:
    """One level more, or one less where all that has words is quoted."""
    wanted = [line for line in lines if line.strip()] or lines[:1]
    if all(_ONE_QUOTE.match(line) for line in wanted):
        yield from (_ONE_QUOTE.sub("", line, count=1) for line in lines)
        return
    for line in lines:
        if _ONE_QUOTE.match(line):
            yield line
        else:
            yield f"> {line}" if line or len(lines) == 1 else ">"
