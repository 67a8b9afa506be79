"""Bold, italic, code and links: the marks of Markdown around what is chosen in a line, or around the word at the caret.

Owns where they go, and that the same wish takes them away again. Pure: a part of a line is read alone, without the mark that
begins a list, a quote or a heading. What names something stays whole: nothing is done within a note link, a picture, the
address of a link, or code. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.editor.lists import Edit
from app.editor.markdown import ADDRESS, BEGINS, CODE, LINK, NOTE_LINK, STYLED

BOLD, ITALIC = "**", "*"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_RUN = re.compile(r"\*+")
_TICKS = re.compile("`+")


class Marked(NamedTuple):
    """What is to be changed in a line, the last first, and what is chosen there then."""

    edits: tuple[Edit, ...]
    start: int
    end: int


Marking = Callable[[str, int, int], Marked]
"""Marks this part of a line, from one offset to another, or takes the marks away."""


def after(line: str, edits: Iterable[Edit]) -> str:
    """The line with these changes, the last of which comes first."""
    for start, removed, inserted in edits:
        line = line[:start] + inserted + line[start + removed :]
    return line


def bold(line: str, start: int, end: int) -> Marked:
    """Two stars around it."""
    return _held(line, start, end, _starred(line, start, end, BOLD))


def italic(line: str, start: int, end: int) -> Marked:
    """One star around it."""
    return _held(line, start, end, _starred(line, start, end, ITALIC))


def code(line: str, start: int, end: int) -> Marked:
    """As many backticks around it as it takes to be read as code; none where other backticks are in the way."""
    return _held(line, start, end, _ticked(line, *_words(line, start, end)), is_code=True)


def link(line: str, start: int, end: int) -> Marked:
    """The words of a link, whose address is to be written next; of an address that stands alone, the words are. In a link
    with both, the address is chosen, to be written anew; one that lacks either is none any more."""
    return _whole(line, start, end, _linked(line, *_words(line, start, end)))


def several(parts: Iterable[tuple[str, int, int]], marking: Marking) -> list[Marked]:
    """One wish for parts of several lines: the marks go away where all parts have them, else they come where they are not.
    They are chosen with what is between them, so that the same wish sees them. Parts without words stay as they are."""
    told = [_whole_part(*part, marking) for part in parts]
    puts = any(_puts(each) for each, _ in told)
    return [made if _puts(made) is puts else left for made, left in told]


def _whole_part(line: str, start: int, end: int, marking: Marking) -> tuple[Marked, Marked]:
    """A part with its marks or without them, and as it is. None are put that would not go away again."""
    left = Marked((), start, end)
    if not line[max(start, _begin(line)) : end].strip():
        return left, left
    told = marking(line, start, end)
    if not told.edits:
        return left, left
    closing, opening = told.edits
    made, moved = after(line, told.edits), len(opening.inserted) - opening.removed
    begin = min(start, opening.start)
    stop = max(end + moved, closing.start + moved) + len(closing.inserted) - closing.removed
    told = Marked(told.edits, begin, stop)
    if _puts(told) and after(made, marking(made, begin, stop).edits) != line:
        return left, left
    return told, left


def _puts(told: Marked) -> bool:
    return any(each.inserted for each in told.edits)


def _linked(line: str, start: int, end: int) -> Marked:
    for found in _around(LINK, line, start, end):
        if not found[1].startswith("!"):
            return _of_link(found)
    if address := next(_around(ADDRESS, line, start, end), None):
        put = Edit(address.end(), 0, ")"), Edit(address.start(), 0, "[](")
        return Marked(put, address.start() + 1, address.start() + 1)
    if set(line[start:end]) & set("[]"):
        return Marked((), start, end)
    behind = end + len("[](") if end > start else end + len("[")
    return Marked((Edit(end, 0, "]()"), Edit(start, 0, "[")), behind, behind)


def _of_link(found: re.Match[str]) -> Marked:
    words, address = found[2], found[3][2:-1]
    if words and address:
        begin = found.start(3) + len("](")
        return Marked((), begin, begin + len(address.partition(" ")[0]))
    begin = found.start(2) if words or not address else found.start(3) + len("](")
    return _gone(found.start(), begin, begin + len(words or address), found.end())


def _starred(line: str, start: int, end: int, mark: str) -> Marked:
    start, end = _words(line, start, end)
    stars = min(_stars(line[start:end]), _stars(line[start:end][::-1]))
    if 2 * stars < end - start and _are_around(line[start + stars : end - stars], mark):
        start, end = start + stars, end - stars
    if _mean(mark, min(_stars(line[:start][::-1]), _stars(line[end:]))):
        return _gone(start - len(mark), start, end, end + len(mark))
    return _put(start, end, mark, mark)


def _mean(mark: str, stars: int) -> bool:
    """Whether this many stars are that mark, or it and the other one."""
    return stars >= 2 if mark == BOLD else stars % 2 == 1


def _are_around(inner: str, mark: str) -> bool:
    """Whether stars around this are around all of it: beside a space they are no marks, and one within may close."""
    opened = 0
    for run in _RUN.finditer(inner):
        closes = run.start() > 0 and not inner[run.start() - 1].isspace()
        if closes and not opened and _mean(mark, len(run[0])):
            return False
        if closes and opened:
            opened = max(0, opened - len(run[0]))
        elif inner[run.end() : run.end() + 1].strip():
            opened += len(run[0])
    return inner == inner.strip()


def _ticked(line: str, start: int, end: int) -> Marked:
    if (gone := _uncoded(line, start, end)) is not None:
        return gone
    chosen = line[start:end]
    elsewhere = CODE.sub("", line[:start]) + " " + CODE.sub("", line[end:])
    taken = {len(run) for run in _TICKS.findall(f"{elsewhere} {chosen}")}
    mark = "`" * next(length for length in range(1, len(taken) + 2) if length not in taken)
    room = " " if chosen.startswith("`") or chosen.endswith("`") else ""
    put = _put(start, end, mark + room, room + mark)
    made = after(line, put.edits)
    gone = _uncoded(made, put.start, put.end)
    return put if gone is not None and after(made, gone.edits) == line else Marked((), start, end)


def _uncoded(line: str, start: int, end: int) -> Marked | None:
    """Without the backticks that are around this part; None where there are none."""
    if start == end and _ticks(line[:start][::-1]) == _ticks(line[end:]) == 1:
        return _gone(start - 1, start, end, end + 1)
    found = next(_around(CODE, line, start, end), None)
    if found is None:
        return None
    begin, stop = found.span(2)
    inner = found[2].strip(" ")
    if found[2][:1] == found[2][-1:] == " " and (inner.startswith("`") or inner.endswith("`")):
        begin, stop = begin + 1, stop - 1  # they only keep its backticks from the marks
    gone = _gone(found.start(), begin, stop, found.end())
    moved = begin - found.start()
    return Marked(gone.edits, *(min(max(each, begin), stop) - moved for each in (start, end)))


def _whole(line: str, start: int, end: int, told: Marked, *, is_code: bool = False) -> Marked:
    """What was told, but nothing where it would tear apart what holds together. It may hold together only with the marks, so
    the line is looked at before and after."""
    if not told.edits:
        return told
    closing, opening = told.edits
    first, last, made = opening.start, closing.start + closing.removed, after(line, told.edits)
    torn = _torn(line, first, last, is_code) or _torn(made, first, last + len(made) - len(line), is_code)
    return Marked((), start, end) if torn else told


def _torn(line: str, start: int, end: int, is_code: bool) -> bool:
    return any(begin < at < stop for at in (start, end) for begin, stop in _holding(line, at, is_code))


def _holding(line: str, at: int, is_code: bool) -> Iterator[tuple[int, int]]:
    """Where what holds together begins and ends, of which a place in a line may be a part."""
    for found in _around(NOTE_LINK, line, at, at):
        yield found.start() - line[: found.start()].endswith("!"), found.end()
    for found in _around(LINK, line, at, at):
        yield found.span(0 if found[1].startswith("!") else 3)
    if not is_code:
        yield from (found.span() for found in _around(CODE, line, at, at))


def _held(line: str, start: int, end: int, told: Marked, *, is_code: bool = False) -> Marked:
    """Where nothing was chosen nothing is; the caret stays between the characters between which it was."""
    told = _whole(line, start, end, told, is_code=is_code)
    if start != end or not told.edits:
        return told if told.edits else Marked((), start, end)
    start = at = max(start, _begin(line))
    closing, opening = told.edits
    if start > closing.start:
        at += len(closing.inserted) - min(closing.removed, start - closing.start)
    if start >= opening.start:
        at += len(opening.inserted) - min(opening.removed, start - opening.start)
    return Marked(told.edits, at, at)


def _put(start: int, end: int, before: str, after: str) -> Marked:
    edits = Edit(end, 0, after), Edit(start, 0, before)
    return Marked(edits, start + len(before), end + len(before))


def _gone(start: int, begin: int, stop: int, end: int) -> Marked:
    """What is between `begin` and `stop` stays of what is between `start` and `end`."""
    edits = Edit(stop, end - stop, ""), Edit(start, begin - start, "")
    return Marked(edits, start, stop - (begin - start))


def _around(pattern: re.Pattern[str], line: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What a pattern finds around this part of a line; of a very long one what is near is looked at."""
    for found in pattern.finditer(line, max(0, start - STYLED), end + STYLED):
        if found.start() <= start and end <= found.end():
            yield found


def _words(line: str, start: int, end: int) -> tuple[int, int]:
    """The words of what is chosen, without the spaces around them; the word at the caret where nothing is."""
    start, end = max(start, _begin(line)), max(end, _begin(line))
    if start == end:
        words = (each.span() for each in _WORD.finditer(line) if each.start() <= start <= each.end())
        return next(words, (start, end))
    chosen = line[start:end]
    if chosen.strip():
        start, end = end - len(chosen.lstrip()), start + len(chosen.rstrip())
    return start, end


def _begin(line: str) -> int:
    """Where the words of a line begin, behind what makes it an item, a quote or a heading."""
    found = BEGINS.match(line)
    assert found is not None  # it matches nothing, too
    return found.end()


def _stars(text: str) -> int:
    return len(text) - len(text.lstrip("*"))


def _ticks(text: str) -> int:
    return len(text) - len(text.lstrip("`"))
