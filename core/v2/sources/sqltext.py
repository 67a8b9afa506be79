"""The tokens of a SQL script, read as a stream of bytes.

Owns where a literal, a quoted name or a comment begins and ends, so that nothing inside one is ever taken for a statement.
Refuses to know what statements mean. Only one physical line and one literal are held in memory, each up to `LONGEST` bytes.
"""

from __future__ import annotations

import enum
import re
from typing import BinaryIO, NamedTuple

from core.errors import BrainError
from core.language import tr

LONGEST = 64 << 20
"""Bytes: the longest line and the longest literal that is read. The longest note of a v2 is far below it."""


class Kind(enum.Enum):
    """What a token is. Words are folded to lower case, as Postgres folds them; names in double quotes are kept."""

    WORD = "word"
    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    SYMBOL = "symbol"
    COMMENT = "comment"
    COMMAND = "command"


class Token(NamedTuple):
    """One token. The value of a string or name is what its quotes enclose, quotes undoubled, escapes of E'' undone."""

    kind: Kind
    value: bytes


SEMICOLON = Token(Kind.SYMBOL, b";")
DOT = Token(Kind.SYMBOL, b".")
COMMA = Token(Kind.SYMBOL, b",")
OPEN = Token(Kind.SYMBOL, b"(")
CLOSE = Token(Kind.SYMBOL, b")")


class Unfinished(Exception):
    """The file ended inside a literal, a quoted name or a comment."""


class Lines:
    """Physical lines of a binary stream, ended by a line feed only, with their number from 1 and offset in bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._readline = stream.readline
        self.number = 0
        self.offset = 0

    def next(self) -> bytes:
        """The next line with its end; empty at the end of the file. A longer line than `LONGEST` comes without its end."""
        line = self._readline(LONGEST)
        self.offset += len(line)
        self.number += 1
        if self.number == 1 and line.startswith(b"\xef\xbb\xbf"):
            return line[3:] or self.next()
        return line

    def skip_rest(self) -> None:
        """Leaves the rest of a line that was too long."""
        while (piece := self._readline(1 << 20)) and not piece.endswith(b"\n"):
            self.offset += len(piece)
        self.offset += len(piece)


_TOKEN = re.compile(
    rb"(?P<space>[\s\0]+)"
    rb"|(?P<word>[A-Za-z_\x80-\xff][A-Za-z0-9_$\x80-\xff]*)"
    rb"|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)"
    rb"|(?P<line_comment>--[^\n]*)"
    rb"|(?P<comment>/\*)"
    rb"|(?P<dollar>\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$)"
    rb"|(?P<command>\\[^\n]*)"
    rb"|(?P<symbol>[^\s])"
)
_ESCAPED = re.compile(
    rb"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL
)
_LETTERS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_UNESCAPED = re.compile(rb"(?:[^\\']++|\\.)*+", re.DOTALL)
_BARE = re.compile(rb"(NULL|DEFAULT|true|false|-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)([,)])")
_CONSTANTS = {b"NULL": None, b"DEFAULT": None, b"true": b"t", b"false": b"f"}
_COMMENT_EDGE = re.compile(rb"/\*|\*/")


class Tokens:
    """The tokens of a script, one after the other. `lines` may be read by somebody else between two tokens, from the
    next physical line on: call `leave_line` first.
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.backslash_escapes = False  # in plain literals: only where standard_conforming_strings is off
        self._line = b""
        self._at = 0

    def leave_line(self) -> bytes:
        """Drops what is left of the physical line, and returns it."""
        rest, self._line, self._at = self._line[self._at :], b"", 0
        return rest

    def skip(self, words: bytes) -> bool:
        """Passes over `words` where the next physical line begins with them, as the first line of a statement; True if so.

        They must be what was read as whole tokens before.
        """
        if self._at < len(self._line) and self._line[self._at :].strip():
            return False
        end = len(words)
        if not self._read() or not self._line.startswith(words) or self._line[end : end + 1] not in b" (\r\n":
            return False
        self._at = end
        return True

    @property
    def behind(self) -> bytes:
        """What was read of the present physical line."""
        return self._line[: self._at]

    def value(self) -> tuple[bytes | None, bytes] | None:
        """A plain value in a list and the comma or parenthesis behind it, where both stand right here; else None, and
        nothing is read. It is what `next` would make of them, only quicker. NULL is None, truths are as in COPY.
        """
        line, at = self._line, self._at
        if line[at : at + 1] == b" ":
            at += 1
        if line[at : at + 1] == b"'" and not self.backslash_escapes:
            end = line.find(b"'", at + 1)
            mark = line[end + 1 : end + 2]
            if end < 0 or (mark != b"," and mark != b")"):
                return None
            self._at = end + 2
            return line[at + 1 : end], mark
        match = _BARE.match(line, at)
        if match is None:
            return None
        self._at = match.end()
        bare = match[1]
        return _CONSTANTS.get(bare, bare), match[2]

    def next(self) -> Token | None:
        """The next token, None at the end of the file.

        Raises Unfinished when the file ends inside a token and BrainError when a line or literal is longer than `LONGEST`.
        """
        while True:
            if self._at >= len(self._line) and not self._read():
                return None
            match = _TOKEN.match(self._line, self._at)
            # Every byte is a space or a symbol at least.
            assert match is not None and match.lastgroup is not None
            self._at = match.end()
            if match.lastgroup != "space":
                return self._token(match.lastgroup, match.group())

    def _token(self, group: str, value: bytes) -> Token:
        match group:
            case "word":
                return self._word(value)
            case "number":
                return Token(Kind.NUMBER, value)
            case "line_comment":
                return Token(Kind.COMMENT, value[2:].strip())
            case "comment":
                self._skip_comment()
                return Token(Kind.COMMENT, b"")
            case "dollar":
                return Token(Kind.STRING, self._up_to(value))
            case "command":
                return Token(Kind.COMMAND, value[1:].strip())
        if value == b"'":
            return Token(Kind.STRING, self._quoted(b"'", self.backslash_escapes))
        if value == b'"':
            return Token(Kind.NAME, self._quoted(b'"', escapes=False))
        return Token(Kind.SYMBOL, value)

    def _word(self, value: bytes) -> Token:
        if value in (b"E", b"e") and self._line[self._at : self._at + 1] == b"'":
            self._at += 1
            return Token(Kind.STRING, self._quoted(b"'", escapes=True))
        return Token(Kind.WORD, value.lower())

    def _read(self) -> bool:
        self._line, self._at = self.lines.next(), 0
        if len(self._line) >= LONGEST and not self._line.endswith(b"\n"):
            raise _too_long(self.lines.number)
        return bool(self._line)

    def _more(self, parts: list[bytes], size: int) -> int:
        """Takes the rest of the line into `parts` and reads the next one; returns the size of all parts."""
        parts.append(self._line[self._at :])
        size += len(parts[-1])
        if size > LONGEST:
            raise _too_long(self.lines.number)
        if not self._read():
            raise Unfinished
        return size

    def _up_to(self, end: bytes) -> bytes:
        parts: list[bytes] = []
        size = 0
        while (found := self._line.find(end, self._at)) < 0:
            size = self._more(parts, size)
        parts.append(self._line[self._at : found])
        self._at = found + len(end)
        return b"".join(parts)

    def _quoted(self, quote: bytes, escapes: bool) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            end = self._end_of_quoted(quote, escapes)
            if end < 0:
                size = self._more(parts, size)
                continue
            parts.append(self._line[self._at : end])
            self._at = end + 1
            if self._line[self._at : self._at + 1] != quote:
                break
            parts.append(b"\\'" if escapes else quote)
            self._at += 1
        value = b"".join(parts)
        return _ESCAPED.sub(_unescaped, value) if escapes and b"\\" in value else value

    def _end_of_quoted(self, quote: bytes, escapes: bool) -> int:
        """Where the next quote is in this line, or -1."""
        if not escapes:
            return self._line.find(quote, self._at)
        match = _UNESCAPED.match(self._line, self._at)
        end = match.end() if match else self._at
        return end if end < len(self._line) and self._line[end : end + 1] == quote else -1

    def _skip_comment(self) -> None:
        depth = 1
        while depth:
            edge = _COMMENT_EDGE.search(self._line, self._at)
            if edge is not None:
                self._at = edge.end()
                depth += 1 if edge.group() == b"/*" else -1
            elif not self._read():
                raise Unfinished


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, short, four, eight, letter = match.groups()
    if octal:
        return bytes((int(octal, 8) & 0xFF,))
    if short:
        return bytes((int(short, 16),))
    if code := four or eight:
        return chr(min(int(code, 16), 0x10FFFF)).encode("utf-8", "surrogatepass")
    return _LETTERS.get(letter, letter)


def _too_long(line: int) -> BrainError:
    return BrainError(
        tr(
            "Line {line} of this file is longer than {longest} MB, which no v2 dump has.",
            line=line,
            longest=LONGEST >> 20,
        ),
        tr("Nothing was changed. Make the dump again with pg_dump and try that file."),
    )
