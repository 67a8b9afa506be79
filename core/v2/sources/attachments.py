"""Reading the files that somebody kept beside their v2: out of a folder, a zip or a tar archive, told by looking into it.

Owns what is a file and what is not, the limits against archives that mean harm, and that every member is either taken or
set aside with its reason. Nothing is ever written under a name from an archive: whoever calls gets the bytes. Refuses to
know which note a file belongs to. Memory stays the same for archives of any size (a zip's table of contents is held while
it is read).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from core.errors import BrainError, Cancelled
from core.language import thousands, tr, tr_noop
from core.progress import Progress, Stop, never, unheard
from core.store.blobs import hashed
from core.v2 import reasons
from core.v2.seen import SeenIds
from core.v2.sources.folder import folder_members
from core.v2.sources.members import REMEDIES, Member, Refused
from core.v2.sources.places import Place, place
from core.v2.sources.tarmembers import tar_members
from core.v2.sources.tarstream import BLOCK, begins_tar
from core.v2.sources.unpacked import Unpacked, opened
from core.v2.sources.zipmembers import zip_members
from core.v2.values import FileRead, Item, SetAside, TableRead, V2File

_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_APPLE_DOUBLE = b"\0\5\x16\7"  # what macOS writes beside a file on disks that are not its own
_DUMP = b"toc.dat\0"  # the first member of what pg_dump -Ft writes
_HINT = tr_noop("Nothing was changed. Choose a folder, a zip archive or a tar archive.")
_OTHER_PACKINGS = {
    b"7z\xbc\xaf\x27\x1c": tr_noop("a 7z archive"),
    b"Rar!": tr_noop("a RAR archive"),
    b"\x28\xb5\x2f\xfd": tr_noop("packed with zstd"),
    b"PGDMP": tr_noop("a dump of a database"),
}

Take = Callable[[Iterable[bytes]], tuple[str, int]]
"""Reads the bytes of a file to their end and keeps them; tells their SHA-256 (hexadecimal) and their count. When the bytes
end in an exception, it keeps nothing and lets the exception through."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may ask for: `file` bytes for one file; all that it unpacks to may be `ratio` times its own size, or
    `least` bytes if that is more."""

    file: int = 2 << 30
    ratio: int = 250
    least: int = 256 << 20

    def bound(self, size: int) -> int:
        """Bytes that an archive of this size may unpack to."""
        return max(self.least, self.ratio * size)


def recognize_files(path: Path) -> str:
    """What a folder or an archive of files is, in words; empty when it is neither.

    Raises BrainError when it cannot be read.
    """
    if path.is_dir():
        return tr("a folder of files")
    with opened(path) as (stream, _):
        head = _head(stream)
    if head.startswith(_ZIP) and not stream.packed:
        return tr("a zip archive of files")
    if not begins_tar(head) or head.startswith(_DUMP):
        return ""
    return tr("a packed tar archive of files") if stream.packed else tr("a tar archive of files")


def read_files(
    path: Path,
    take: Take = hashed,
    progress: Progress = unheard,
    cancelled: Stop = never,
    limits: Limits = Limits(),
) -> Iterator[Item]:
    """Every file in the folder or archive, or its being set aside; then one TableRead and one FileRead.

    `take` gets the bytes of each file that may be taken. `progress` hears of bytes on the disk; of a folder nobody knows how
    many there are. What `take` raises comes through. Raises BrainError when it is neither a folder nor an archive or cannot
    be read, Cancelled when `cancelled` answers True, which is asked for every file and every 256 kB: after the TableRead of
    what was read until then.
    """
    name = path.name or str(path)
    if path.is_dir():
        reading = _Reading(name, take, progress, cancelled, limits)
        yield from reading.items(folder_members(path), 0)
        return
    with opened(path) as (stream, size):
        reading = _Reading(name, take, progress, cancelled, limits)
        yield from reading.items(_members(path, stream, size, limits), size, lambda: stream.offset)


def _members(path: Path, stream: Unpacked, size: int, limits: Limits) -> Iterator[Member]:
    head = _head(stream)
    if head.startswith(_ZIP) and not stream.packed:
        with path.open("rb") as again:
            yield from zip_members(again, size, limits.bound(size))
    elif begins_tar(head):
        yield from tar_members(head, stream.read, limits.bound(size))
    else:
        raise _no_archive(head, stream)


def _head(stream: Unpacked) -> bytes:
    """The first bytes, at least a block of tar where there are as many."""
    head = b""
    while len(head) < BLOCK and (data := stream.read(BLOCK)):
        head += data
    return head


def _no_archive(head: bytes, stream: Unpacked) -> BrainError:
    if not head and not stream.whole:
        return BrainError(
            tr("This archive is damaged or was cut: nothing can be unpacked from it."), tr(_HINT)
        )
    if not head:
        return BrainError(tr("This file is empty."), tr(_HINT))
    for mark, kind in _OTHER_PACKINGS.items():
        if head.startswith(mark):
            return BrainError(
                tr("This file is {kind}, which is not read here.", kind=tr(kind)),
                tr("{hint} Unpack it first.", hint=tr(_HINT)),
            )
    if stream.packed:
        return BrainError(tr("This file is packed, but there is no archive of files in it."), tr(_HINT))
    return BrainError(tr("This file is no archive of files."), tr(_HINT))


class _Reading:
    """One folder or archive on its way from members to items."""

    def __init__(self, table: str, take: Take, progress: Progress, cancelled: Stop, limits: Limits) -> None:
        self._table = table
        self._take = take
        self._progress = progress
        self._cancelled = cancelled
        self._limits = limits
        self._seen = SeenIds()
        self._rows = 0
        self._done = 0  # bytes taken
        self._tell: Callable[[], None] = lambda: None

    def items(
        self, members: Iterator[Member], size: int, offset: Callable[[], int] | None = None
    ) -> Iterator[Item]:
        self._tell = lambda: self._progress(offset() if offset else self._done, size)
        whole = True
        try:
            for member in members:
                self._ask()
                whole = whole and not member.hides
                if member.refused or member.chunks:
                    item = self._item(member, self._rows + 1)
                    self._rows += 1
                    yield item
        except Cancelled:
            yield TableRead(self._table, self._rows, "files")
            raise
        self._tell()
        yield TableRead(self._table, self._rows, "files")
        yield FileRead(size or self._done, whole)

    def _item(self, member: Member, line: int) -> V2File | SetAside:
        where = place(member.path)
        try:
            return self._file(member, where, line)
        except Refused as refused:
            told = where.path if member.path else None
            remedy = REMEDIES[refused.code]
            excerpt = (told or "")[:200]
            return SetAside(self._table, told, line, refused.code, refused.reason, remedy, excerpt)

    def _file(self, member: Member, where: Place, line: int) -> V2File:
        if member.refused or not member.chunks:
            raise member.refused or Refused("unreadable", tr_noop("It cannot be read."))
        if where.junk:
            raise _junk()
        if member.size > self._limits.file:
            raise self._too_large()
        sha256, size = self._take(self._watched(member.chunks(), where.name.startswith("._")))
        known = UUID(
            bytes=hashlib.blake2b(member.path.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        )
        remarks = () if self._seen.add(known) else ("repeated-path",)
        return V2File(
            path=where.path,
            name=where.name,
            size=size,
            sha256=sha256,
            media_type=where.media_type,
            memory_ids=where.memory_ids,
            remarks=(*remarks, *(("odd-path",) if where.odd else ())),
            table=self._table,
            line=line,
        )

    def _watched(self, chunks: Iterator[bytes], may_be_junk: bool) -> Iterator[bytes]:
        """The bytes, as long as they are wanted and within the limit."""
        size = 0
        for chunk in chunks:
            if may_be_junk and not size and chunk.startswith(_APPLE_DOUBLE):
                raise _junk()
            size += len(chunk)
            self._done += len(chunk)
            if size > self._limits.file:
                raise self._too_large()
            self._ask()
            yield chunk

    def _too_large(self) -> Refused:
        return Refused("too-large", reasons.LARGE_FILE.format(most=thousands(self._limits.file)))

    def _ask(self) -> None:
        self._tell()
        if self._cancelled():
            raise Cancelled


def _junk() -> Refused:
    return Refused("junk", tr_noop("It is nothing of yours: macOS or Windows left it there for themselves."))
