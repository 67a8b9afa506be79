"""A plain dump as tables of raw cells, whichever statements hold them.

Owns how a dump is put together: which statement opens a block of rows, of which table and database, in which encoding,
and whether the file is whole. Refuses to know what the tables are for. The file is read once, forward; nothing in it
is ever executed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from core.errors import BrainError
from core.language import tr
from core.v2.sources.copytext import CopyBlock, Row, TableName
from core.v2.sources.inserts import InsertBlock
from core.v2.sources.sqltext import CLOSE, COMMA, DOT, OPEN, SEMICOLON, Kind, Lines, Token, Tokens, Unfinished

_STATEMENT_TOKENS = 20_000  # enough for a table of 1600 columns; what follows in a statement is passed over
_STATEMENT_TEXT = 1_000  # bytes of a literal; no name is longer

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


class Block(Protocol):
    """Rows of one table that stand together. Read `rows()` once, before the next block."""

    name: TableName
    columns: tuple[str, ...]
    ended: bool
    """False after the rows when the file stopped before the block's end."""

    def rows(self) -> Iterator[Row]:
        """The rows in their order."""


class Dump:
    """The whole file. `blocks()` yields the tables' rows; what was seen beside them is told by the attributes, which grow.

    `defined` are the columns of every CREATE TABLE. A `recoded` stream is in UTF-8, whatever the dump says of itself.
    """

    def __init__(self, stream: BinaryIO, *, recoded: bool = False) -> None:
        self.lines = Lines(stream)
        self.codec = "utf-8"
        self.defined: dict[TableName, tuple[str, ...]] = {}
        self._recoded = recoded
        self._tokens = Tokens(self.lines)
        self._database = ""
        self._waiting: list[Token] | None = None
        self._unclosed = 0
        self._cut = False

    @property
    def whole(self) -> bool:
        """False when the file was cut: within a block or a literal, or before the line that pg_dump writes last."""
        return not self._cut and not self._unclosed

    def blocks(self) -> Iterator[CopyBlock | InsertBlock]:
        """The blocks of rows in their order. A block that was not read is passed over."""
        while (statement := self._waiting or self._next()) is not None:
            self._waiting = None
            block = self._opened(statement)
            if block is not None:
                yield block
                for _row in () if block.ended else block.rows():
                    pass
                self._cut |= not block.ended

    def _next(self) -> list[Token] | None:
        """The next statement: up to its semicolon, and one that inserts rows up to the word VALUES. None at the end."""
        statement: list[Token] = []
        depth = 0
        try:
            while (token := self._tokens.next()) is not None:
                if token.kind in (Kind.COMMENT, Kind.COMMAND):
                    self._aside(token)
                elif token == SEMICOLON and depth <= 0:
                    return statement
                else:
                    depth += _DEPTH.get(token, 0)
                    if len(statement) < _STATEMENT_TOKENS:
                        statement.append(token if len(token.value) <= _STATEMENT_TEXT else _SHORTENED)
                    if token == _VALUES and depth <= 0 and statement[:2] == _INSERT_INTO:
                        return statement
        except Unfinished:
            self._cut = True
        self._cut |= bool(statement)
        return None

    def _aside(self, token: Token) -> None:
        """pg_dump's own first and last words, and the database that what follows belongs to."""
        if token.kind is Kind.COMMAND:
            if match := _CONNECT.match(token.value):
                self._database = _text(match[1] or match[2] or match[3])
        elif token.value.startswith(b"PostgreSQL database "):
            self._unclosed += token.value.endswith(b" dump")
            self._unclosed -= token.value.endswith(b" dump complete")

    def _opened(self, statement: list[Token]) -> CopyBlock | InsertBlock | None:
        """Takes note of a statement; the block that it opens, if it does."""
        words = [token.value if token.kind is Kind.WORD else b"" for token in statement[:8]]
        match words:
            case [b"copy", *_]:
                return self._copy(statement)
            case [b"create", *_] if b"table" in words[1:4]:
                self._create(statement, words.index(b"table") + 1)
            case [b"insert", b"into", *_] if statement[-1] == _VALUES:
                return self._insert(statement)
            case [b"set", b"client_encoding", *_] if len(statement) > 3 and not self._recoded:
                self.codec = _codec(_text(statement[3].value))
            case [b"set", b"standard_conforming_strings", _, value, *_]:
                self._tokens.backslash_escapes = value == b"off"
        return None

    def _copy(self, statement: list[Token]) -> CopyBlock | None:
        name, at = self._name(statement, 1)
        columns, at = _names_in_parentheses(statement, at)
        tail = [token.value for token in statement[at:] if token.kind is Kind.WORD]
        if tail[:2] != [b"from", b"stdin"]:
            return None
        if len(statement) > at + 2:
            raise BrainError(
                tr(
                    "Line {number} opens the table {name} in a form that pg_dump does not write.",
                    number=self.lines.number,
                    name=name,
                ),
                tr("Nothing was changed. Make the dump again with plain pg_dump and try that file."),
            )
        self._tokens.leave_line()
        return CopyBlock(name, tuple(map(_text, columns)) or self.defined.get(name, ()), self.lines)

    def _insert(self, statement: list[Token]) -> InsertBlock:
        name, at = self._name(statement, 2)
        columns, _ = _names_in_parentheses(statement, at)
        words = self._tokens.behind
        if _tokens_of(words) != statement:  # it began on another line, or not at the beginning of this one
            words = b""

        def follows() -> bool:
            if words and self._tokens.skip(words):
                return True
            self._waiting = self._next()
            if self._waiting != statement or self._database != name.database:
                return False
            self._waiting = None
            return True

        known = tuple(map(_text, columns)) or self.defined.get(name, ())
        return InsertBlock(name, known, self._tokens, follows)

    def _create(self, statement: list[Token], at: int) -> None:
        while at < len(statement) and statement[at].value in (b"if", b"not", b"exists"):
            at += 1
        name, at = self._name(statement, at)
        self.defined[name] = tuple(map(_text, _column_names(statement, at)))

    def _name(self, statement: list[Token], at: int) -> tuple[TableName, int]:
        """The table's name at a place of the statement, and the place after it."""
        parts = [statement[at].value if at < len(statement) else b""]
        while statement[at + 1 : at + 2] == [DOT] and at + 2 < len(statement):
            at += 2
            parts.append(statement[at].value)
        schema, table = ([b"", *parts])[-2:]
        return TableName(self._database, _text(schema), _text(table)), at + 1


_CONNECT = re.compile(rb"(?:connect|c)\s.*?(?:dbname='((?:[^'\\]|\\.)+)'|\"([^\"=]+)\"\s*$|([^'\"\s=]+)\s*$)")
_VALUES = Token(Kind.WORD, b"values")
_SHORTENED = Token(Kind.STRING, b"")
_INSERT_INTO = [Token(Kind.WORD, b"insert"), Token(Kind.WORD, b"into")]
_DEPTH = {OPEN: 1, CLOSE: -1}
_NO_COLUMN = (b"constraint", b"primary", b"unique", b"check", b"foreign", b"exclude", b"like")


def _tokens_of(words: bytes) -> list[Token]:
    tokens = Tokens(Lines(io.BytesIO(words)))
    try:
        return list(iter(tokens.next, None))
    except Unfinished:
        return []


def _names_in_parentheses(statement: list[Token], at: int) -> tuple[list[bytes], int]:
    if statement[at : at + 1] != [OPEN] or CLOSE not in statement[at:]:
        return [], at
    end = statement.index(CLOSE, at)
    return [token.value for token in statement[at + 1 : end] if token != COMMA], end + 1


def _column_names(statement: list[Token], at: int) -> Iterator[bytes]:
    """The first word of each part of CREATE TABLE's list, where it names a column."""
    depth, first = 0, False
    for token in statement[at:]:
        depth += _DEPTH.get(token, 0)
        if depth == 1 and first and not (token.kind is Kind.WORD and token.value in _NO_COLUMN):
            yield token.value
        first = depth == 1 and token in (OPEN, COMMA)


def _codec(name: str) -> str:
    codec = _CODECS.get(name.upper())
    if codec is None:
        raise BrainError(
            tr("This dump is written in the encoding {name}, which is not read.", name=name),
            tr("Nothing was changed. Make the dump again with pg_dump --encoding=UTF8 and try that file."),
        )
    return codec


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
