"""A file as a stream of bytes, unpacked while it is read: gzip, bzip2 and xz are known by their first bytes.

Owns that a packed file which was cut or damaged still gives everything before the damage, and how much memory unpacking
may take. Errors of the file system become words here. Refuses to know what the bytes mean.
"""

from __future__ import annotations

import bz2
import lzma
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from core.errors import BrainError
from core.language import tr

CHUNK = 1 << 18
"""Bytes that are read, and at most unpacked, at a time."""

# Bytes that unpacking xz may take; an ordinary file asks for 9 MB, the greatest level for 65.
_MOST_MEMORY = 256 << 20


class _Engine(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Plain:
    """Gives what it gets."""

    eof = False
    unused_data = b""
    unconsumed_tail = b""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        self.unconsumed_tail = data[max_length:]
        return data[:max_length]


_ENGINES: Mapping[bytes, Callable[[], _Engine]] = {
    b"\x1f\x8b\x08": lambda: zlib.decompressobj(wbits=31),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY),
}


class Unpacked:
    """The unpacked bytes of a stream. Give it a name for the words that say what cannot be read.

    `packed` says whether the stream is packed at all, `whole` turns False when it proves to be cut or damaged, and `offset`
    counts the bytes of the stream itself.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self.offset = 0
        self.whole = True
        self._waiting = self._read()
        self._make = next((make for mark, make in _ENGINES.items() if self._waiting.startswith(mark)), _Plain)
        self.packed = self._make is not _Plain
        self._engine = self._make()
        self._ended = False

    def read(self, size: int) -> bytes:
        """The next bytes, at least one and at most `size`; empty at the end. Raises BrainError when the disk fails."""
        while not self._ended:
            if self._engine.eof and not self._next_part():
                break
            wanting = getattr(self._engine, "needs_input", True)
            data = (self._waiting or self._read()) if wanting else b""
            if wanting:
                self._waiting = b""
            found = self._unpack(data, size)
            if found:
                return found
            if not data and not self._engine.eof:
                self._end(whole=not self.packed)
        return b""

    def _unpack(self, data: bytes, size: int) -> bytes:
        try:
            found = self._engine.decompress(data, size)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
            self._end(whole=False)
            return b""
        self._waiting = getattr(self._engine, "unconsumed_tail", b"") or self._waiting
        return found

    def _next_part(self) -> bool:
        """Whether another packed part follows, as these packings allow; rubbish after the last one does not count."""
        rest = self._engine.unused_data or self._waiting or self._read()
        if not any(rest.startswith(mark) for mark in _ENGINES):
            self._end(whole=True)
            return False
        self._engine, self._waiting = self._make(), rest
        return True

    def _end(self, whole: bool) -> None:
        self._ended, self.whole = True, self.whole and whole

    def _read(self) -> bytes:
        try:
            data = self._stream.read(CHUNK)
        except OSError as error:
            raise unreadable(self._name, error) from None
        self.offset += len(data)
        return data


@contextmanager
def opened(path: Path) -> Iterator[tuple[Unpacked, int]]:
    """The file as unpacked bytes, and its size on the disk. Raises BrainError when it is none or cannot be opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device might never answer
            raise BrainError(tr("{path} is no file.", path=path), tr("Nothing was changed. Choose a file."))
        stream = path.open("rb", buffering=0)
    except FileNotFoundError:
        raise BrainError(
            tr("There is no file {path}.", path=path), tr("Nothing was changed. Choose the file again.")
        ) from None
    except OSError as error:
        raise unreadable(str(path), error) from None
    with stream:
        yield Unpacked(stream, str(path)), status.st_size


def unreadable(name: str, error: OSError) -> BrainError:
    """The words for a file that the system does not give."""
    return BrainError(
        tr("The file {name} cannot be read: {reason}.", name=name, reason=error.strerror or error),
        tr(
            "What was imported is safe. Check that the file is still there and that you may read it, "
            "then try again."
        ),
    )
