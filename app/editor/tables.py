"""Tables of a note: Tab goes from cell to cell and leaves the columns aligned; lines become a table, and it lines.

Pure: works on the lines of one table. Nothing but spaces, the dashes of the line below the heading, and the dividers of
cells that a row lacks is ever added or taken away, so no character that somebody wrote is lost. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import combining, east_asian_width

MOST_LINES, MOST_WIDTH = 500, 2_000  # beyond, a table stays as it is
_RULE = re.compile(r"^:?-+:?$")
_DIVIDER = re.compile(r"(?<!\\)\|")
_APART = re.compile(r"\t|(?<!\\)\|")
_LEAST = 3


class Moved(NamedTuple):
    """The lines of the table as they are now, and where the caret is: the line's number in the table, and the offset."""

    lines: list[str]
    row: int
    offset: int


@dataclass(slots=True)
class _Row:
    indent: str
    cells: list[str]

    @property
    def is_rule(self) -> bool:
        return bool(self.cells) and all(_RULE.match(cell) for cell in self.cells)


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    inner = line.strip(" ")
    return len(inner) > 1 and inner.startswith("|") and inner.endswith("|") and len(line) <= MOST_WIDTH


def is_in_cell(line: str, start: int, end: int) -> bool:
    """Whether a part of a row is within one cell that has words, and not in the line below the heading."""
    inside = (
        _DIVIDER.search(line[:start]) and _DIVIDER.search(line[end:]) and not _DIVIDER.search(line[start:end])
    )
    return bool(inside) and not _read(line).is_rule


def move(lines: Sequence[str], row: int, offset: int, *, back: bool = False) -> Moved | None:
    """Align a table and go on to the next cell, or back to the one before; behind the last one a row begins. A row with
    fewer cells than the heading gets them first. None before the first cell, and for what is too long."""
    if not lines or len(lines) > MOST_LINES or not all(map(is_row, lines)):
        return None
    rows = [_read(line) for line in lines]
    here = len(_DIVIDER.findall(lines[row][:offset])) - 1
    cell = min(max(here, 0), len(rows[row].cells) - 1)
    if not back and not rows[row].is_rule:
        rows[row].cells += [""] * (len(rows[0].cells) - len(rows[row].cells))
    goal = _next(rows, row, cell, back)
    if goal is None:
        return None
    at, cell = goal
    if at == len(rows):
        rows.append(_Row(rows[-1].indent, [""] * max(len(each.cells) for each in rows)))
    widths = _widths(rows)
    written = [_write(each, widths, _alignments(rows)) for each in rows]
    return Moved(written, at, _start(written[at], cell, rows[at]))


def below(lines: Sequence[str], row: int, offset: int) -> tuple[int, int] | None:
    """Where Enter goes from within a row: to the cell below, as row and offset; the row behind the last one is a new line
    below the table. None where Enter cuts no row: in front of it and behind it."""
    here = len(_DIVIDER.findall(lines[row][:offset])) - 1
    cells = len(_read(lines[row]).cells)
    if not 0 <= here < cells:
        return None
    for at in range(row + 1, len(lines)):
        under = _read(lines[at])
        if not under.is_rule:
            return at, _start(lines[at], min(here, len(under.cells) - 1), under)
    return len(lines), 0


def made_of(lines: Sequence[str]) -> list[str] | None:
    """A table of these lines: the first is its heading, and a tab or a divider parts two cells. None for what is too long to
    be one."""
    if len(lines) >= MOST_LINES or max(map(len, lines)) > MOST_WIDTH:
        return None
    rows = [_Row("", [cell.strip() for cell in _APART.split(line.strip(" "))]) for line in lines]
    columns = max(len(row.cells) for row in rows)
    for row in rows:
        row.cells += ["-" * _LEAST if row.is_rule else ""] * (columns - len(row.cells))
    if len(rows) < 2 or not rows[1].is_rule:
        rows.insert(1, _Row("", ["-" * _LEAST] * columns))
    if any(row.is_rule for row in (rows[0], *rows[2:])):
        return None
    widths = _widths(rows)
    written = [_write(row, widths, []) for row in rows]
    return written if all(map(is_row, written)) else None


def lines_of(table: Sequence[str]) -> list[str]:
    """What a table says, a line for each row and a tab between two cells; one empty line where it says nothing."""
    rows = [_read(line) for line in table]
    said = [row for number, row in enumerate(rows) if number != 1 or not row.is_rule]
    lines = ["\t".join(row.cells).rstrip("\t") for row in said]
    return lines if any(lines) else [""]


def _read(line: str) -> _Row:
    inner = line.strip(" ")
    indent = line[: len(line) - len(line.lstrip(" "))]
    return _Row(indent, [cell.strip(" ") for cell in _DIVIDER.split(inner[1:-1])])


def _next(rows: list[_Row], row: int, cell: int, back: bool) -> tuple[int, int] | None:
    places = [
        (at, number) for at, each in enumerate(rows) if not each.is_rule for number in range(len(each.cells))
    ]
    after = [place for place in places if (place < (row, cell) if back else place > (row, cell))]
    if not after:
        return None if back else (len(rows), 0)
    return after[-1] if back else after[0]


def _widths(rows: list[_Row]) -> list[int]:
    count = max(len(each.cells) for each in rows)
    texts = [each.cells for each in rows if not each.is_rule]
    return [
        max([_LEAST, *(width_of(cells[column]) for cells in texts if column < len(cells))])
        for column in range(count)
    ]


def _alignments(rows: list[_Row]) -> list[str]:
    """Where the cells of each column stand: "left", "right" or "center", as the line below the heading says."""
    rule = next((each.cells for each in rows if each.is_rule), [])
    return [
        "center" if cell.startswith(":") and cell.endswith(":") and len(cell) > 1
        else "right" if cell.endswith(":") else "left"
        for cell in rule
    ]  # fmt: skip


def _write(row: _Row, widths: list[int], alignments: list[str]) -> str:
    cells = []
    for column, cell in enumerate(row.cells):
        width = widths[column]
        if row.is_rule:
            begin, end = cell.startswith(":"), cell.endswith(":")
            cells.append(":" * begin + "-" * (width - begin - end) + ":" * end)
            continue
        room = width - width_of(cell)
        where = alignments[column] if column < len(alignments) else "left"
        left = {"left": 0, "right": room, "center": room // 2}[where]
        cells.append(" " * left + cell + " " * (room - left))
    return f"{row.indent}| {' | '.join(cells)} |"


def _start(line: str, cell: int, row: _Row) -> int:
    """Where the words of a cell begin."""
    dividers = [match.end() for match in _DIVIDER.finditer(line)]
    begin = dividers[cell]
    words = row.cells[cell]
    return line.index(words, begin) if words else begin + line.startswith(" ", begin)


def width_of(text: str) -> int:
    """How many columns a text takes in a font of fixed width."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
