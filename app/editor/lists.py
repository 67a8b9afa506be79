"""What keys do in lists: Enter continues one, Tab moves an item in and out, and a task is done or open again.

Pure: works on one line of text. Offsets count code points from the beginning of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from app.editor.markdown import HEADING, ITEM, QUOTE
from app.editor.tables import is_row

_NUMBERED = re.compile(r"^([ \t]*)(\d{1,9})([.)])[ \t]")
_TAB = 4  # spaces
_MOST_RENUMBERED = 1_000  # lines


class Edit(NamedTuple):
    """In one line, `removed` characters from `start` on give way to `inserted`; the caret ends up behind them."""

    start: int
    removed: int
    inserted: str


def enter(line: str, caret: int) -> Edit | None:
    """What Enter does inside a list or quote: the next item, or the end of the list on an empty one. None elsewhere."""
    begin, item = item_of(line)
    body = begin + item.end() if item else begin
    if body == 0 or caret < body:
        return None
    if not line[body:].strip():
        return _end_of_list(line, begin, item)
    mark = line[:begin] + (_next_mark(item) if item else "")
    return Edit(caret, len(line[caret:]) - len(line[caret:].lstrip(" ")), f"\n{mark}")


def indent(line: str) -> Edit | None:
    """One level further in; None when the line is no list item."""
    begin, item = item_of(line)
    return Edit(begin, 0, " " * _step(item)) if item else None


def outdent(line: str) -> Edit | None:
    """One level out; None when the line is no list item or has no level left."""
    begin, item = item_of(line)
    if item is None or not item[1]:
        return None
    if item[1].startswith("\t"):
        return Edit(begin, 1, "")
    return Edit(begin, min(_step(item), len(item[1]) - len(item[1].lstrip(" "))), "")


def move_in(line: str) -> Edit:
    """A list item goes one level further in, any other line by a tab."""
    return indent(line) or Edit(item_of(line)[0], 0, "\t")


def move_out(line: str) -> Edit | None:
    """A list item goes one level out, any other line by a tab or by as much as that is; None when nothing is before it."""
    begin, item = item_of(line)
    if item:
        return outdent(line)
    rest = line[begin:]
    room = 1 if rest.startswith("\t") else min(len(rest) - len(rest.lstrip(" ")), _TAB)
    return Edit(begin, room, "") if room else None


def toggle(line: str) -> Edit:
    """A task becomes done or open again; a list item or a plain line becomes a task. Headings and rows stay."""
    begin, item = item_of(line)
    rest = line[begin:]
    if HEADING.match(rest) or is_row(rest):
        return Edit(0, 0, "")
    if item is None:
        return Edit(begin + len(rest) - len(rest.lstrip()), 0, "- [ ] ")
    if item[4] is None:
        return Edit(begin + item.end(3), 0, "[ ] ")
    return Edit(begin + item.start(4) + 1, 1, "x" if item[4] == "[ ]" else " ")


def box(line: str) -> tuple[int, int] | None:
    """Where the box of a task is: its beginning and end."""
    begin, item = item_of(line)
    return (begin + item.start(4), begin + item.end(4)) if item and item[4] else None


def renumbered(lines: Iterable[str], item: str) -> list[tuple[int, Edit]]:
    """What becomes of the numbers in the lines that follow a new numbered item: those that went on counting go on one
    further, each line by its place in `lines`. Lists that somebody numbered otherwise stay as they are."""
    new = _NUMBERED.match(item)
    if new is None:
        return []
    depth, number, mark = len(new[1].expandtabs(4)), int(new[2]), new[3]
    edits: list[tuple[int, Edit]] = []
    for at, line in enumerate(islice(lines, _MOST_RENUMBERED)):
        inner = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if not line.strip() or inner > depth:
            continue
        found = _NUMBERED.match(line)
        if found is None or inner < depth or found[3] != mark or int(found[2]) != number:
            break
        number += 1
        edits.append((at, Edit(found.start(2), len(found[2]), str(number))))
    return edits


def item_of(line: str) -> tuple[int, re.Match[str] | None]:
    """Where a line begins behind the marks of quotes, and the item of a list that it is there."""
    quote = QUOTE.match(line)
    begin = quote.end() if quote else 0
    return begin, ITEM.match(line[begin:])


def _end_of_list(line: str, begin: int, item: re.Match[str] | None) -> Edit:
    if item and item[1]:
        width = 1 if item[1].startswith("\t") else min(_step(item), len(item[1]))
        return Edit(begin, len(line) - begin, line[begin + width :])  # the caret stays behind the mark
    return Edit(begin if item else 0, len(line) - (begin if item else 0), "")


def _next_mark(item: re.Match[str]) -> str:
    mark = item[2]
    if mark[0].isdigit():
        mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
    box_after = f"[ ]{item[5] or ' '}" if item[4] else ""
    return f"{item[1]}{mark}{item[3]}{box_after}"


def _step(item: re.Match[str]) -> int:
    """As far as the item's own text is from its mark: then a child belongs to the item above."""
    return len(item[2]) + 1
