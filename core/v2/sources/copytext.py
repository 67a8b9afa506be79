"""COPY text as rows of raw cells.

Owns where a block of rows ends, and what a cell's escapes mean. Refuses to know what the tables are for. The file is read
once, forward, a line at a time; nothing in it is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from core.v2.sources.sqltext import LONGEST, Lines

Trouble = Literal["cut", "too-long", "expression"]
"""What is wrong with a row as text: the file ends within it, it is longer than is read, or a value is to be calculated."""

Cells = tuple[bytes | None, ...]
"""The values of a row in the dump's encoding, None for NULL."""


class Row(NamedTuple):
    """One row: the number of the line where it begins, its bytes (cells between tabs) or else its cells, and what is wrong
    with it, if anything."""

    line: int
    text: bytes
    trouble: Trouble | None
    cells: Cells | None = None


class TableName(NamedTuple):
    """Database (empty unless the dump says it), schema (empty when the statement names none) and table."""

    database: str
    schema: str
    table: str

    def __str__(self) -> str:
        return ".".join(part for part in self if part)


class CopyBlock:
    """The rows of one COPY statement. Read `rows()` once, before the next block."""

    def __init__(self, name: TableName, columns: tuple[str, ...], lines: Lines) -> None:
        self.name = name
        self.columns = columns
        self.ended = False
        self._lines = lines

    def rows(self) -> Iterator[Row]:
        """The rows, one a line. `ended` is False afterwards when the file stopped before the block's end mark."""
        lines = self._lines
        while line := lines.next():
            bare = line.removesuffix(b"\n")
            trouble = None if len(bare) < len(line) else self._without_end(line)
            bare = bare.removesuffix(b"\r")  # half a line end: one in a cell is escaped
            if bare == b"\\.":
                self.ended = True
                return
            yield Row(lines.number, bare, trouble)

    def _without_end(self, line: bytes) -> Trouble:
        if len(line) < LONGEST:
            return "cut"
        self._lines.skip_rest()
        return "too-long"


_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))", re.DOTALL)
_LETTERS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def cell_bytes(cell: bytes) -> bytes | None:
    """What a raw cell stands for, in the dump's encoding; None for NULL."""
    if b"\\" not in cell:
        return cell
    return None if cell == b"\\N" else _ESCAPE.sub(_unescaped, cell)


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, hexadecimal, letter = match.groups()
    if octal:
        return bytes((int(octal, 8) & 0xFF,))
    if hexadecimal:
        return bytes((int(hexadecimal, 16),))
    return _LETTERS.get(letter, letter)
