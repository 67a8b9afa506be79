"""A tar archive read as a stream: what each member is called, what it is, and its bytes.

Owns the formats that tar programs write (v7, ustar, GNU, pax) and what a hostile or damaged one may not do: take memory, be
believed in its sizes, or end the reading early without a word. Python's own tarfile takes a damaged header for the end of
the archive, and holds as much of a long name as a header claims; so it is not used. Refuses to know what names mean, and
writes nothing anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 512
_CHUNK = 1 << 18
_LONGEST_EXTENSION = 1 << 20  # bytes of a long name or of pax records; longer ones are passed over

_KINDS: Mapping[bytes, str] = {
    b"0": "file",
    b"\0": "file",
    b"7": "file",
    b"1": "hard link",
    b"2": "link",
    b"3": "device",
    b"4": "device",
    b"5": "folder",
    b"6": "pipe",
    b"D": "folder",
    b"S": "sparse file",
}
_NAME, _LINK, _RECORDS, _COMMON_RECORDS = b"L", b"K", b"xX", b"g"
_WITHOUT_BYTES = b"123456"
_OTHERS = b"VMN"  # a volume's name, its continuation, and a list of names: GNU's own, no members


class Cut(Exception):
    """The stream ended, or proved to be damaged, in the middle of a member."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `kind` is "file", what else it is, or "damaged" for a place where no header can be read; `size` is in
    bytes, as its header claims."""

    path: str
    kind: str
    size: int


def begins_tar(head: bytes) -> bool:
    """Whether the first 512 bytes are a header of a tar archive, or the end of an empty one."""
    return len(head) >= BLOCK and (_is_header(head[:BLOCK]) or not any(head[:BLOCK]))


def is_whole(file: BinaryIO, size: int) -> bool:
    """Whether every member of an archive in a file of this size ends within it, as their headers say. The file
    stands anywhere afterwards."""
    at = 0
    while at < size:
        file.seek(at)
        block = file.read(BLOCK)
        if len(block) < BLOCK or not any(block):
            return len(block) == BLOCK
        length = _number(block[124:136])
        if not _is_header(block) or length < 0:
            return False
        at += BLOCK + -(-length // BLOCK) * BLOCK
    return False


class TarStream:
    """Reads an archive once, from end to end. `read(size)` gives the next bytes of it, none at the end.

    `whole` turns False when it was cut or is damaged; it is known when `members` has ended.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._buffer, self._at = b"", 0
        self._left = 0  # bytes of the member under way, its padding included
        self._size = 0  # those that are its own
        self._common: dict[str, str] = {}
        self.whole = True

    def members(self) -> Iterator[Member]:
        """Every member, each valid until the next one is asked for."""
        ended = damaged = False
        own: dict[str, str] = {}
        while block := self._header():
            if not any(block):
                ended, own = True, {}
                continue
            if not _is_header(block) or _number(block[124:136]) < 0:
                self.whole = self.whole and ended
                if not (ended or damaged):
                    yield Member("", "damaged", 0)
                damaged, own = True, {}
                continue
            ended = damaged = False
            kind, size = block[156:157], _number(block[124:136])
            if kind in (_NAME, _LINK) or kind in _RECORDS or kind == _COMMON_RECORDS:
                self._extend(kind, size, own)
                continue
            fields = self._common | own
            own = {}
            yield from self._member(block, kind, size, fields)
        self.whole = self.whole and ended

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the member that was yielded last. Raises Cut when the archive ends before they do."""
        while self._size:
            data = self._take(min(self._size, _CHUNK))
            if not data:
                self.whole = False
                raise Cut
            self._size -= len(data)
            self._left -= len(data)
            yield data

    def _member(self, block: bytes, kind: bytes, size: int, fields: Mapping[str, str]) -> Iterator[Member]:
        named = _KINDS.get(kind, "file" if kind not in _OTHERS else "")
        if "size" in fields and fields["size"].isdecimal():
            size = int(fields["size"][:25])
        if any(key.startswith("GNU.sparse.") for key in fields):
            named = "sparse file"
        path = fields.get("GNU.sparse.name") or fields.get("path") or _path(block)
        if kind in b"\00" and path.endswith("/"):
            named = "folder"  # as the oldest tar programs mark one
        if kind in _WITHOUT_BYTES:
            size = 0  # whatever the header claims
        self._begin(size)
        if kind == b"S":
            self._pass_sparse_headers(block)
        if named:
            yield Member(path, named, size)
        if not self._pass(self._left):
            self.whole = False

    def _begin(self, size: int) -> None:
        self._size = max(size, 0)
        self._left = self._size + -self._size % BLOCK

    def _extend(self, kind: bytes, size: int, own: dict[str, str]) -> None:
        """Takes in what a header says of the next member, or of all that come."""
        self._begin(size)
        wanted = self._size <= _LONGEST_EXTENSION
        try:
            data = b"".join(self.chunks()) if wanted else b""
        except Cut:
            return
        if not self._pass(self._left):
            self.whole = False
        if kind == _NAME:
            own["path"] = _text(data.rstrip(b"\0"))
        elif kind != _LINK:
            (self._common if kind == _COMMON_RECORDS else own).update(_records(data))

    def _pass_sparse_headers(self, block: bytes) -> None:
        more = block[482:483] != b"\0"
        while more:
            following = self._block()
            more = len(following) == BLOCK and following[504:505] != b"\0"

    def _header(self) -> bytes:
        block = self._block()
        if 0 < len(block) < BLOCK:
            self.whole = False
            return b""
        return block

    def _block(self) -> bytes:
        block = b""
        while len(block) < BLOCK and (data := self._take(BLOCK - len(block))):
            block += data
        return block

    def _pass(self, count: int) -> bool:
        while count and (data := self._take(min(count, _CHUNK))):
            count -= len(data)
        self._left = self._size = 0
        return not count

    def _take(self, size: int) -> bytes:
        if self._at == len(self._buffer):
            self._buffer, self._at = self._read(_CHUNK), 0
        data = self._buffer[self._at : self._at + size]
        self._at += len(data)
        return data


def _is_header(block: bytes) -> bool:
    """Whether the sum of a header is that of its bytes, taken as numbers with or without a sign."""
    told = _number(block[148:156])
    if told <= 0:
        return False
    plain = sum(block[:148]) + 8 * 32 + sum(block[156:])
    if told == plain:
        return True
    high = sum(byte > 127 for byte in block[:148]) + sum(byte > 127 for byte in block[156:])
    return told == plain - 256 * high


def _number(field: bytes) -> int:
    """A number as tar writes one: octal digits, or binary where those do not suffice; -1 where it is neither."""
    if field[0] in (0x80, 0xFF):
        number = int.from_bytes(field[1:])
        return number if field[0] == 0x80 else -1
    digits = field.split(b"\0", 1)[0].strip()
    if not digits:
        return 0
    return int(digits, 8) if all(digit in b"01234567" for digit in digits) else -1


def _path(block: bytes) -> str:
    name = block[:100].split(b"\0", 1)[0]
    if block[257:263] == b"ustar\0" and (prefix := block[345:500].split(b"\0", 1)[0]):
        name = prefix + b"/" + name
    return _text(name)


def _records(data: bytes) -> dict[str, str]:
    """pax records: "length key=value" and a line break, each; what is none ends them."""
    found: dict[str, str] = {}
    while data:
        length, _, _ = data.partition(b" ")
        if not (length.isdigit() and len(length) < 10 and len(length) + 1 < int(length) <= len(data)):
            break
        key, _, value = data[len(length) + 1 : int(length)].removesuffix(b"\n").partition(b"=")
        found[_text(key)] = _text(value)
        data = data[int(length) :]
    return found


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace").replace("\0", "")
