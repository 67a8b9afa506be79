"""The files in a folder and the folders in it, in the order of their names.

Owns that no link is followed and nothing but a plain file is opened, and that what vanishes or cannot be read meanwhile is
told and does not hold up the rest.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from errno import ELOOP
from io import FileIO
from pathlib import Path

from core.language import tr_noop
from core.v2 import reasons
from core.v2.sources.members import Member, Refused, refused
from core.v2.sources.unpacked import unreadable

_CHUNK = 1 << 18
# No link at the last moment, no waiting for the other end of a pipe. Windows knows neither.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def folder_members(folder: Path) -> Iterator[Member]:
    """Every file in the folder, and whatever else is no folder as refused, also a folder in it that cannot be read.

    Raises BrainError when the folder itself cannot be read.
    """
    waiting = [""]
    while waiting:
        under = waiting.pop()
        try:
            with os.scandir(folder / under) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            if not under:
                raise unreadable(str(folder), error) from None
            yield Member(under, refused=_trouble(error), hides=True)
            continue
        folders = []
        for entry in entries:
            path = f"{under}/{entry.name}" if under else entry.name
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                yield Member(path, refused=_trouble(error), hides=entry.is_dir(follow_symlinks=False))
                continue
            if stat.S_ISDIR(status.st_mode) and not _leads_away(status):
                folders.append(path)
            else:
                yield _member(folder / path, path, status)
        waiting += reversed(folders)


def _member(path: Path, told: str, status: os.stat_result) -> Member:
    if stat.S_ISREG(status.st_mode):
        return Member(told, status.st_size, lambda: _chunks(path))
    kind = "link" if stat.S_ISLNK(status.st_mode) or _leads_away(status) else "pipe, socket or device"
    return refused(told, "not-a-file", reasons.NOT_A_FILE.format(kind=kind))


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        number = os.open(path, _FLAGS)
    except OSError as error:
        raise _trouble(error) from None
    with os.fdopen(number, "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise Refused("not-a-file", tr_noop("It is not a file any more."))
        while data := _read(stream):
            yield data


def _read(stream: FileIO) -> bytes:
    try:
        return stream.read(_CHUNK)
    except OSError as error:
        raise _trouble(error) from None


def _leads_away(status: os.stat_result) -> bool:
    """Whether a folder of Windows is one by name only: a junction leads anywhere."""
    return bool(getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def _trouble(error: OSError) -> Refused:
    if isinstance(error, FileNotFoundError):
        return Refused("vanished", tr_noop("It was there a moment ago and is not there any more."))
    if error.errno == ELOOP:
        return Refused("not-a-file", tr_noop("It is a link, not a file."))
    return Refused("unreadable", reasons.UNREADABLE_FILE.format(why=error.strerror or type(error).__name__))
