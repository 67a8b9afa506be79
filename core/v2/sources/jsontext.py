"""JSON of any length, taken apart without being held: where a value begins and ends, and nothing else.

Owns the extent of values (strings, escapes, nesting) in text that comes in pieces, and where to go on after one that is
broken. Refuses to know what values mean: whoever gets the bytes of one parses them. Pure, and of constant memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST = 64 << 20
"""Bytes of a value that are kept; a longer one is gone over."""

PIECE = 1 << 18
END = -1
"""What `Text.peek` says when there is no more."""

_SPACE = re.compile(rb"[ \t\r\n]*+")
_OUTSIDE = re.compile(rb'["\[\]{}]')
_INSIDE = re.compile(rb'[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+')
_SCALAR = re.compile(rb'[^ \t\r\n,:"\[\]{}]*+')
_LINE = re.compile(rb"[^\n]*+")
_OPENER = {ord("]"): ord("["), ord("}"): ord("{")}
_DEEPEST = 1_000  # brackets that are told apart; deeper ones are only counted
_EXCERPT = 1_000
_WINDOW = 1 << 16  # bytes in which the end of a vector is looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one value. With "cut" the text ended inside it, with "too-long" these are only its beginning."""

    raw: bytes
    trouble: Literal["", "cut", "too-long"] = ""


class Text:
    """Reads through a JSON text. `read(size)` gives the next bytes of it, in UTF-8, and none at its end."""

    def __init__(self, read: Callable[[int], bytes], longest: int = LONGEST) -> None:
        self._read = read
        self._longest = longest
        self._buffer = b""
        self._at = 0
        self._start: int | None = None  # of what is kept: the buffer is not let go of from here on
        self._head = b""  # the beginning of what became too long to be kept

    def peek(self) -> int:
        """The next byte that is no white space, or END."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return END

    def step(self) -> None:
        """Past the byte that `peek` told."""
        self._at += 1

    def mark(self) -> None:
        """From here on the text is kept, for `kept`."""
        self._start, self._head = self._at, b""

    def release(self) -> None:
        """What was kept is not wanted."""
        self._start, self._head = None, b""

    def kept(self, complete: bool) -> Piece:
        """The text since `mark`, which is over."""
        if self._start is None:
            return Piece(self._head, "too-long")
        raw = self._buffer[self._start : self._at]
        self._start = None
        if len(raw) > self._longest:
            return Piece(raw[:_EXCERPT], "too-long")
        return Piece(raw, "" if complete else "cut")

    def value(self) -> Piece:
        """The value that begins where `peek` looked."""
        self.mark()
        return self.kept(self.skip())

    def skip(self) -> bool:
        """Past the value that begins where `peek` looked; False when the text ends inside it.

        In text that is no JSON, at least one byte is passed, and the end is where another value may begin.
        """
        first = self._buffer[self._at]
        if first == ord('"'):
            return self._string()
        if first in b"[{":
            return self._nested()
        return self._scalar()

    def elements(self) -> Iterator[Piece]:
        """The elements of the array that begins where `peek` looked. When the text ends inside it, `peek` says END, and the
        last piece is one without bytes that says "cut", unless an element was cut itself."""
        self.step()
        while (byte := self.peek()) != ord("]"):
            if byte == END:
                yield Piece(b"", "cut")
                return
            if byte == ord(","):
                self.step()
                continue
            piece = self.value()
            yield piece
            if piece.trouble == "cut":
                return
        self.step()

    def key(self) -> str | None:
        """Past the next key of an object, up to its value. None where no key is, in front of what is there instead; a key
        that cannot be read, and one of more than a thousand bytes, is an empty word."""
        while self.peek() == ord(","):
            self.step()
        if self.peek() != ord('"'):
            return None
        outer = self._start
        if outer is None:
            self.mark()
        begin = self._at - (self._start or 0)
        whole = self._string()
        raw = b"" if self._start is None else self._buffer[self._start + begin : self._at]
        if outer is None:
            self.release()
        if not whole or self.peek() != ord(":"):
            return None
        self.step()
        return _word(raw)

    def skip_line(self) -> None:
        """To the next line break."""
        while True:
            match = _LINE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer) or not self._more():
                return

    def _nested(self) -> bool:
        open_brackets = bytearray(self._buffer[self._at : self._at + 1])
        deeper = 0
        self.step()
        byte: int | None = open_brackets[0]
        while open_brackets:
            if byte == ord("["):
                self._pass_numbers()
            byte = self._bracket()
            if byte is None:
                return False
            if byte in b"[{":
                if byte == ord("{") and self._out_of_place():
                    return True
                if len(open_brackets) < _DEEPEST:
                    open_brackets.append(byte)
                else:
                    deeper += 1
            elif deeper:
                deeper -= 1
            else:
                at = open_brackets.rfind(_OPENER[byte])
                if at < 0:  # it closes something around this value, which lacks its own end
                    return True
                del open_brackets[at:]
            self.step()
        return True

    def _bracket(self) -> int | None:
        """Goes to the next bracket that is not in a string, and tells it."""
        while True:
            match = _OUTSIDE.search(self._buffer, self._at)
            if match is None:
                self._at = len(self._buffer)
                if not self._more():
                    return None
                continue
            self._at = match.start()
            byte = self._buffer[self._at]
            if byte != ord('"'):
                return byte
            if not self._string():
                return None

    def _pass_numbers(self) -> None:
        """To the end of a list of numbers, if it is one: most of the text is that, and this is ten times quicker."""
        end = self._buffer.find(b"]", self._at, self._at + _WINDOW)
        if end > 0 and all(self._buffer.find(mark, self._at, end) < 0 for mark in (b'"', b"[", b"{", b"}")):
            self._at = end

    def _out_of_place(self) -> bool:
        """Whether no object may begin here: then the value under way was broken off, and this is the next one."""
        before = self._buffer[max(self._at - 64, 0) : self._at].rstrip()
        return before != b"" and before[-1] not in b"[,:"

    def _string(self) -> bool:
        """Past a string. A line break ends it too: none may be in it, so its closing quote is missing."""
        self.step()
        while True:
            match = _INSIDE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            rest = self._buffer[self._at : self._at + 2]
            if rest[:1] == b'"':
                self.step()
                return True
            if b"\n" in rest:
                return True
            if not self._more():
                self._at = len(self._buffer)
                return False

    def _scalar(self) -> bool:
        self.step()  # also past a stray colon or bracket, which is a broken value of its own
        while True:
            match = _SCALAR.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                return True
            if not self._more():
                return False

    def _more(self) -> bool:
        """Reads on; False at the end. Lets go of what is neither kept nor to come."""
        if self._start is not None and len(self._buffer) - self._start > self._longest:
            self._head = self._buffer[self._start : self._start + _EXCERPT]
            self._start = None
        base = self._at if self._start is None else self._start
        piece = self._read(max(PIECE, len(self._buffer) - base))
        if not piece:
            return False
        self._buffer = self._buffer[base:] + piece
        self._at -= base
        self._start = None if self._start is None else 0
        return True


def _word(raw: bytes) -> str:
    try:
        return str(json.loads(raw)) if len(raw) <= _EXCERPT else ""
    except ValueError:
        return ""
