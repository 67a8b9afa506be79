"""The members of a zip archive.

Owns how everything that Python's zipfile may say of a damaged or hostile archive becomes words.
"""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from core.errors import BrainError
from core.language import tr, tr_noop
from core.v2 import reasons
from core.v2.sources.cutzip import CutZip
from core.v2.sources.members import Member, Refused, refused

_CHUNK = 1 << 18
_LONGEST_CONTENTS = 256 << 20  # bytes of a table of contents, which is held in memory: a million files
_LAST_PART = 22 + 65_535  # bytes in which a zip says where its table of contents is
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,  # also what is no text, though it claims to be
    OverflowError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    IndexError,
    MemoryError,
)
"""What zipfile raises, depending on where the damage is."""


def zip_members(stream: BinaryIO, size: int, bound: int) -> Iterator[Member]:
    """Every member but folders. `bound` is how many bytes they may unpack to, in all.

    Of an archive that lost its end, where its table of contents stands, come the members that can be found without. Raises
    BrainError when that table is too long.
    """
    try:
        archive = _archive(stream, size)
    except _DAMAGE:
        yield from CutZip(stream, bound).members()
        return
    with archive:
        for info in archive.infolist():
            if info.filename.endswith("/"):
                continue
            member = _member(archive, info)
            if member.refused is None and info.file_size > bound:
                member = refused(
                    info.filename,
                    "bomb",
                    tr_noop("The archive unpacks to far more than it can honestly hold."),
                )
            elif member.refused is None:
                bound -= info.file_size
            yield member


def _archive(stream: BinaryIO, size: int) -> zipfile.ZipFile:
    stream.seek(max(size - _LAST_PART, 0))
    last = stream.read(_LAST_PART)
    at = last.rfind(b"PK\5\6")
    contents = int.from_bytes(last[at + 12 : at + 16], "little") if at >= 0 else 0
    if min(contents, size) > _LONGEST_CONTENTS:
        raise BrainError(
            tr("This zip archive has a table of contents of more than 256 MB."),
            tr("Nothing was changed. Unpack it yourself, and choose the folder."),
        )
    return zipfile.ZipFile(stream)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        kind = "link" if stat.S_ISLNK(mode) else "device or pipe"
        return refused(info.filename, "not-a-file", reasons.NOT_A_FILE.format(kind=kind))
    if info.flag_bits & 0x1:
        return refused(info.filename, "encrypted", tr_noop("It is locked with a password."))
    return Member(info.filename, info.file_size, lambda: _chunks(archive, info))


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        member = archive.open(info)
    except _DAMAGE as error:
        raise _unreadable(error) from None
    with member:
        while True:
            try:
                data = member.read(_CHUNK)
            except _DAMAGE as error:
                raise _unreadable(error) from None
            if not data:
                return
            yield data


def _unreadable(error: Exception) -> Refused:
    if isinstance(error, NotImplementedError):
        return Refused("damaged", tr_noop("It is packed in a way that cannot be read here."))
    return Refused("damaged", tr_noop("It is damaged: what is stored is not what was packed."))
