"""The rows of INSERT statements, as raw cells.

Owns where a row begins and ends in a list of values, and what a value's text would be in COPY, so that the same row has the
same cells in either form. Refuses to know tables. A statement may hold any number of rows: one is held at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from itertools import islice

from core.v2.sources import sqltext
from core.v2.sources.copytext import Row, TableName, Trouble
from core.v2.sources.sqltext import CLOSE, COMMA, OPEN, SEMICOLON, Kind, Token, Tokens, Unfinished

_MOST_CELLS = 2_000  # Postgres allows 1600 columns
_MOST_TOKENS = 1_000  # of one value
_PEEKED_ROWS, _PEEKED_BYTES = 100, 8 << 20

_DEPTH = {OPEN: 1, CLOSE: -1, Token(Kind.SYMBOL, b"["): 1, Token(Kind.SYMBOL, b"]"): -1}
_COLON = Token(Kind.SYMBOL, b":")
_CONSTANTS = {b"null": None, b"default": None, b"true": b"t", b"false": b"f"}


class InsertBlock:
    """The rows of INSERT statements that follow one another. Read `rows()` once, before the next block.

    The tokens stand behind the word VALUES. `follows` reads on to the next statement, and says whether it goes on with the
    same table and columns; then they stand there again.
    """

    def __init__(
        self, name: TableName, columns: tuple[str, ...], tokens: Tokens, follows: Callable[[], bool]
    ) -> None:
        self.name = name
        self.columns = columns
        self.ended = False
        self._tokens = tokens
        self._follows = follows
        self._reading = self._read()
        self._peeked: list[Row] = []

    def peek(self) -> list[Row]:
        """The first rows, as many as are enough to know the table by; `rows` still begins with them. Call it once."""
        size = 0
        for row in islice(self._reading, _PEEKED_ROWS):
            self._peeked.append(row)
            size += sum(len(cell or b"") for cell in row.cells or ())
            if size > _PEEKED_BYTES:
                break
        return list(self._peeked)

    def rows(self) -> Iterator[Row]:
        """The rows, with cells. `ended` is False afterwards when the file stopped before the end of a statement."""
        while self._peeked:
            yield self._peeked.pop(0)
        yield from self._reading

    def _read(self) -> Iterator[Row]:
        while (yield from self._statement()):
            if not self._follows():
                self.ended = True
                return

    def _statement(self) -> Generator[Row, None, bool]:
        """The rows up to the semicolon; returns False when the file ends before it."""
        try:
            token = self._next()
            while token == OPEN:
                row = self._row(self._tokens.lines.number)
                yield row
                if row.trouble == "cut":
                    return False
                token = self._next()
                if token == COMMA:
                    token = self._next()
            while token is not None and token != SEMICOLON:  # ON CONFLICT DO NOTHING, and what nobody writes
                token = self._next()
        except Unfinished:
            return False
        return token is not None

    def _row(self, line: int) -> Row:
        cells: list[bytes | None] = []
        trouble: Trouble | None = None
        room = sqltext.LONGEST
        mark = b","
        try:
            while mark == b",":
                found = self._tokens.value()
                if found is None:
                    cell, mark, wrong = self._expression()
                    trouble = trouble or wrong
                else:
                    cell, mark = found
                room -= len(cell) if cell else 0
                if room >= 0 and len(cells) < _MOST_CELLS:
                    cells.append(cell)
        except Unfinished:
            trouble = "cut"
        if room < 0 and trouble is None:
            trouble = "too-long"
        return Row(line, b"", trouble, tuple(cells))

    def _expression(self) -> tuple[bytes | None, bytes, Trouble | None]:
        """A value of any form, the mark behind it, and whether it is none that can be told without calculating."""
        parts: list[Token] = []
        depth, room = 0, sqltext.LONGEST
        while (token := self._next()) is not None:
            if depth == 0 and token in (COMMA, CLOSE):
                value, known = _worth(parts)
                trouble: Trouble | None = "too-long" if room < 0 else None if known else "expression"
                return value, token.value, trouble
            depth += _DEPTH.get(token, 0)
            room -= len(token.value)
            if room >= 0 and len(parts) < _MOST_TOKENS:
                parts.append(token)
        raise Unfinished

    def _next(self) -> Token | None:
        """The next token that means something."""
        while (token := self._tokens.next()) is not None:
            if token.kind not in (Kind.COMMENT, Kind.COMMAND):
                return token
        return None


def _worth(parts: list[Token]) -> tuple[bytes | None, bool]:
    """What a literal says, as COPY would, and whether the parts are one. Casts say nothing: v2's columns are known."""
    casts = (at for at in range(len(parts)) if parts[at : at + 2] == [_COLON, _COLON])
    parts = parts[: next(casts, None)]
    match [(part.kind, part.value) for part in parts]:
        case [(Kind.WORD, word)] if word in _CONSTANTS:
            return _CONSTANTS[word], True
        case [(Kind.NUMBER, value)] | [(Kind.WORD, b"b" | b"n"), (Kind.STRING, value)]:
            return value, True
        case [(Kind.SYMBOL, b"-" | b"+" as sign), (Kind.NUMBER, value)]:
            return value if sign == b"+" else b"-" + value, True
        case [(Kind.STRING, _), *_] if all(part.kind is Kind.STRING for part in parts):
            return b"".join(part.value for part in parts), True  # literals on several lines are one
    return None, False
