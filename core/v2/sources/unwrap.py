"""What a file may be wrapped in: gzip, and UTF-16.

Owns how either becomes the bytes that were wrapped, as a stream in constant memory. Refuses to know what those are. Forward
only; a stream that stopped before its end says so in `cut`.
"""

from __future__ import annotations

import codecs
import io
import zlib
from abc import abstractmethod
from typing import TYPE_CHECKING, BinaryIO

from core.errors import BrainError
from core.language import tr

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 18

GZIP = b"\x1f\x8b"
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Wrapped(io.RawIOBase):
    """A stream of bytes that come out of another one's, a piece at a time."""

    def __init__(self, source: BinaryIO) -> None:
        self.cut = False
        self._source = source
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """As RawIOBase says. Raises BrainError when what is wrapped is damaged."""
        target = memoryview(buffer).cast("B")
        while not self._ready:
            piece = self._piece(len(target))
            if piece is None:
                return 0
            self._ready = memoryview(piece)
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    @abstractmethod
    def _piece(self, size: int) -> bytes | None:
        """More bytes, about `size` of them and perhaps none; None at the end."""


class Gunzipped(Wrapped):
    """What gzip packed, all members of it. What follows the last one is passed over, as gzip does."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__(source)
        self._member = zlib.decompressobj(31)
        self._packed = b""
        self._ended = False

    def _piece(self, size: int) -> bytes | None:
        if self._member.eof and not self._next_member():
            return None
        if not self._packed:
            self._packed = self._source.read(_PIECE)
            self._ended = not self._packed
        try:
            piece = self._member.decompress(self._packed, size)
        except zlib.error:
            raise BrainError(
                tr(
                    "This file is packed with gzip, and damaged: what was packed does not come out of it "
                    "again."
                ),
                tr(
                    "Your notes are safe, and nothing comes twice. Copy the file again from where it was, or "
                    "make a new dump."
                ),
            ) from None
        self._packed = self._member.unconsumed_tail
        if self._ended and not piece and not self._member.eof:
            self.cut = True
            return None
        return piece

    def _next_member(self) -> bool:
        rest = self._member.unused_data
        while not rest.strip(b"\0") or len(rest) < len(GZIP):
            more = self._source.read(_PIECE)
            if not more:
                return False
            rest = rest.lstrip(b"\0") + more
        rest = rest.lstrip(b"\0")
        if not rest.startswith(GZIP):
            return False
        self._member = zlib.decompressobj(31)
        self._packed = rest
        return True


class Recoded(Wrapped):
    """UTF-16 with a byte order mark, as UTF-8 without one."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__(source)
        self._decoder = codecs.getincrementaldecoder("utf-16")("surrogatepass")

    def _piece(self, size: int) -> bytes | None:
        found = self._source.read(min(_PIECE, size))
        if not found:
            return None
        return self._decoder.decode(found).encode("utf-8", "surrogatepass")
