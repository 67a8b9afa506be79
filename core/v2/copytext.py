"""A plain pg_dump file as tables of raw cells.

Owns how a dump is put together: which statement opens a block of rows, where the block ends, what a cell's escapes mean.
Refuses to know what the tables are for. The file is read once, forward, a line at a time; nothing in it is ever executed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

from core.errors import BrainError
from core.v2.sqltext import LONGEST, Kind, Lines, Token, Tokens, Unfinished

Trouble = Literal["cut", "too-long"]
"""What is wrong with a line as a line: the file ends within it, or it is longer than is read."""

_STATEMENT_TOKENS = 20_000  # enough for a table of 1600 columns; what follows in a statement is passed over

# The encodings of pg_dump that never use the byte of a backslash or tab inside a character.
_CODECS = {
    "UTF8": "utf-8",
    "UNICODE": "utf-8",
    "SQL_ASCII": "utf-8",
    "KOI8R": "koi8-r",
    "KOI8U": "koi8-u",
    "EUC_JP": "euc_jp",
    "EUC_KR": "euc_kr",
    "EUC_CN": "gb2312",
    "LATIN9": "iso8859-15",
    **{f"LATIN{n}": f"latin{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8)},
    **{f"WIN{n}": f"cp{n}" for n in (866, 874, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)},
}


class Row(NamedTuple):
    """One line of a block: its number in the file, its bytes (cells between tabs), what is wrong with it, if anything."""

    line: int
    text: bytes
    trouble: Trouble | None


class TableName(NamedTuple):
    """Database (empty unless the dump says it), schema (empty when the statement names none) and table."""

    database: str
    schema: str
    table: str

    def __str__(self) -> str:
        return ".".join(part for part in self if part)


class Block:
    """The rows of one COPY statement. Read `rows()` once, before the next block."""

    def __init__(self, name: TableName, columns: tuple[str, ...], lines: Lines) -> None:
        self.name = name
        self.columns = columns
        self.line = lines.number
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


class Dump:
    """The whole file. `blocks()` yields the tables' rows; what was seen beside them is told by the attributes, which grow.

    `defined` are the columns of every CREATE TABLE, `inserted` counts the INSERT statements by table.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.lines = Lines(stream)
        self.codec = "utf-8"
        self.defined: dict[TableName, tuple[str, ...]] = {}
        self.inserted: Counter[TableName] = Counter()
        self._tokens = Tokens(self.lines)
        self._database = ""
        self._unclosed = 0
        self._cut = False

    @property
    def whole(self) -> bool:
        """False when the file was cut: within a block or a literal, or before the line that pg_dump writes last."""
        return not self._cut and not self._unclosed

    def blocks(self) -> Iterator[Block]:
        """The blocks of rows in their order. A block that was not read is passed over."""
        for statement in self._statements():
            block = self._opened(statement)
            if block is not None:
                yield block
                for _row in () if block.ended else block.rows():
                    pass
                self._cut |= not block.ended

    def _statements(self) -> Iterator[list[Token]]:
        statement: list[Token] = []
        depth = 0
        try:
            while (token := self._tokens.next()) is not None:
                if token.kind in (Kind.COMMENT, Kind.COMMAND):
                    self._aside(token)
                elif token == _SEMICOLON and depth <= 0:
                    yield statement
                    statement, depth = [], 0
                else:
                    depth += _DEPTH.get(token, 0)
                    if len(statement) < _STATEMENT_TOKENS:
                        statement.append(token)
        except Unfinished:
            self._cut = True
        self._cut |= bool(statement)

    def _aside(self, token: Token) -> None:
        """pg_dump's own first and last words, and the database that what follows belongs to."""
        if token.kind is Kind.COMMAND:
            if match := _CONNECT.match(token.value):
                self._database = _text(match.group(1))
        elif token.value.startswith(b"PostgreSQL database "):
            self._unclosed += token.value.endswith(b" dump")
            self._unclosed -= token.value.endswith(b" dump complete")

    def _opened(self, statement: list[Token]) -> Block | None:
        """Takes note of a statement; the block that it opens, if it does."""
        words = [token.value if token.kind is Kind.WORD else b"" for token in statement[:8]]
        match words:
            case [b"copy", *_]:
                return self._copy(statement)
            case [b"create", *_] if b"table" in words[1:4]:
                self._create(statement, words.index(b"table") + 1)
            case [b"insert", b"into", *_]:
                self.inserted[self._name(statement, 2)[0]] += 1
            case [b"set", b"client_encoding", *_] if len(statement) > 3:
                self.codec = _codec(_text(statement[3].value))
            case [b"set", b"standard_conforming_strings", _, value, *_]:
                self._tokens.backslash_escapes = value == b"off"
        return None

    def _copy(self, statement: list[Token]) -> Block | None:
        name, at = self._name(statement, 1)
        columns, at = _names_in_parentheses(statement, at)
        tail = [token.value for token in statement[at:] if token.kind is Kind.WORD]
        if tail[:2] != [b"from", b"stdin"]:
            return None
        if len(statement) > at + 2:
            raise BrainError(
                f"Line {self.lines.number} opens the table {name} in a form that pg_dump does not write.",
                "Nothing was changed. Make the dump again with plain pg_dump and try that file.",
            )
        self._tokens.leave_line()
        return Block(name, tuple(map(_text, columns)) or self.defined.get(name, ()), self.lines)

    def _create(self, statement: list[Token], at: int) -> None:
        while at < len(statement) and statement[at].value in (b"if", b"not", b"exists"):
            at += 1
        name, at = self._name(statement, at)
        self.defined[name] = tuple(map(_text, _column_names(statement, at)))

    def _name(self, statement: list[Token], at: int) -> tuple[TableName, int]:
        """The table's name at a place of the statement, and the place after it."""
        parts = [statement[at].value if at < len(statement) else b""]
        while statement[at + 1 : at + 2] == [_DOT] and at + 2 < len(statement):
            at += 2
            parts.append(statement[at].value)
        schema, table = ([b"", *parts])[-2:]
        return TableName(self._database, _text(schema), _text(table)), at + 1


_CONNECT = re.compile(rb"(?:connect|c)\s.*?['\"\s]?([^'\"\s=]+)['\"\s]*$")
_SEMICOLON = Token(Kind.SYMBOL, b";")
_DOT = Token(Kind.SYMBOL, b".")
_COMMA = Token(Kind.SYMBOL, b",")
_OPEN = Token(Kind.SYMBOL, b"(")
_CLOSE = Token(Kind.SYMBOL, b")")
_DEPTH = {_OPEN: 1, _CLOSE: -1}
_NO_COLUMN = (b"constraint", b"primary", b"unique", b"check", b"foreign", b"exclude", b"like")


def _names_in_parentheses(statement: list[Token], at: int) -> tuple[list[bytes], int]:
    if statement[at : at + 1] != [_OPEN] or _CLOSE not in statement[at:]:
        return [], at
    end = statement.index(_CLOSE, at)
    return [token.value for token in statement[at + 1 : end] if token != _COMMA], end + 1


def _column_names(statement: list[Token], at: int) -> Iterator[bytes]:
    """The first word of each part of CREATE TABLE's list, where it names a column."""
    depth, first = 0, False
    for token in statement[at:]:
        depth += _DEPTH.get(token, 0)
        if depth == 1 and first and not (token.kind is Kind.WORD and token.value in _NO_COLUMN):
            yield token.value
        first = depth == 1 and token in (_OPEN, _COMMA)


def _codec(name: str) -> str:
    codec = _CODECS.get(name.upper())
    if codec is None:
        raise BrainError(
            f"This dump is written in the encoding {name}, which is not read.",
            "Nothing was changed. Make the dump again with pg_dump --encoding=UTF8 and try that file.",
        )
    return codec


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")


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
