"""What can still be had of a zip archive that lost its end, and with it the table of contents.

Owns how its members are found one after the other: each says its own name, and where it ends is known from its header or
from the packing itself. Python's zipfile cannot do without the table.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from core.language import tr_noop
from core.v2.sources.members import Member, Refused, refused
from core.v2.sources.unpacked import unreadable

_CHUNK = 1 << 18
_HEADER = struct.Struct("<4xxxHHxxxxIIIHH")
_MARK = b"PK\3\4"
_STORED, _DEFLATED = 0, 8
_LOCKED, _SIZE_FOLLOWS, _UTF8 = 0x1, 0x8, 0x800
_UNKNOWN = 0xFFFFFFFF
_LONGEST_DESCRIPTOR = 24  # bytes between a member whose size follows it and the next one


class CutZip:
    """Reads the members from the start of a stream that can be positioned, as long as there are any. All of them may unpack
    to `bound` bytes."""

    def __init__(self, stream: BinaryIO, bound: int) -> None:
        self._stream = stream
        self._left = bound
        self._next: int | None = 0

    def members(self) -> Iterator[Member]:
        """Every member but folders, each valid until the next one is asked for; at last a mark that there may be more."""
        while self._next is not None:
            self._stream.seek(self._next)
            header = self._read(_HEADER.size)
            if len(header) < _HEADER.size or not header.startswith(_MARK):
                break
            yield from self._member(self._next, header)
        yield Member("", hides=True)

    def _member(self, at: int, header: bytes) -> Iterator[Member]:
        flags, method, crc, packed, size, name_length, more = _HEADER.unpack(header)
        name = self._read(name_length).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        begin = at + _HEADER.size + name_length + more
        told = not flags & _SIZE_FOLLOWS and _UNKNOWN not in (packed, size)
        self._next = begin + packed if told else None
        if flags & _LOCKED:
            yield refused(name, "encrypted", tr_noop("It is locked with a password."))
        elif method == _STORED and told:
            if not name.endswith("/"):
                yield Member(name, packed, lambda: self._stored(begin, packed, crc))
        elif method == _DEFLATED:
            yield Member(name, size if told else 0, lambda: self._inflated(begin, crc if told else None))
            if self._next is None:  # it was not read to its end, where the next one begins
                with suppress(Refused):
                    for _ in self._inflated(begin, None):
                        pass
        else:
            yield refused(name, "damaged", tr_noop("It cannot be read without the end of the archive."))

    def _stored(self, begin: int, size: int, crc: int) -> Iterator[bytes]:
        self._stream.seek(begin)
        found = 0
        while size:
            data = self._read(min(size, _CHUNK))
            if not data:
                raise _cut()
            size -= len(data)
            found = zlib.crc32(data, found)
            yield data
        if found != crc:
            raise _damaged()

    def _inflated(self, begin: int, crc: int | None) -> Iterator[bytes]:
        self._stream.seek(begin)
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        found = 0
        while not engine.eof:
            packed = engine.unconsumed_tail or self._read(_CHUNK)
            try:
                data = engine.decompress(packed, _CHUNK)
            except zlib.error:
                raise _damaged() from None
            if not packed and not data and not engine.eof:
                raise _cut()
            self._left -= len(data)
            if self._left < 0:
                raise Refused("bomb", tr_noop("The archive unpacks to far more than it can honestly hold."))
            found = zlib.crc32(data, found)
            if data:
                yield data
        if crc is None:
            crc = self._descriptor(self._stream.tell() - len(engine.unused_data))
        if found != crc:
            raise _damaged()

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            raise unreadable("with the archive", error) from None

    def _descriptor(self, at: int) -> int:
        """The checksum behind a member whose header has none; the next member is behind that."""
        self._stream.seek(at)
        raw = self._read(_LONGEST_DESCRIPTOR + len(_MARK))
        following = raw.find(_MARK)
        self._next = at + following if following >= 0 else None
        return int.from_bytes(raw.removeprefix(b"PK\7\x08")[:4], "little")


def _cut() -> Refused:
    return Refused("cut", tr_noop("The archive ends in the middle of it."))


def _damaged() -> Refused:
    return Refused("damaged", tr_noop("It is damaged: what is stored is not what was packed."))
