"""The bytes of attached files, by what they are: each content once, under its SHA-256.

    <home>/blobs/               0700
        ab/abcdef…              the whole content with that SHA-256, 0600, never changed
        coming/                 what is fetched from elsewhere, as far as it came; checked before it gets its name; what did
                                not grow for a day goes away with the next one
        new/                    what is being written; what a killed writer left there goes away with the next one
        lock                    held for a moment by whoever brings a content or removes one
        notebooks               the notebooks that keep contents here, by their ids, a line each. Above them, where contents
                                lay here before that was noted: until when, in seconds since 1970; whose those are is unknown

Owns those paths and how a content gets there. What has its name is whole: it was on the disk before it was named. Refuses
to know what the files are called and whose they are; nothing is ever written under a name from outside.
"""

from __future__ import annotations

import errno
import hashlib
import math
import os
import re
import sys
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO

from core.errors import BrainError
from core.language import tr, tr_noop
from core.locks import try_lock

FOLDER = "blobs"
"""Where they are, in the home folder."""

_PAUSE, _PATIENCE = 0.002, 60.0  # seconds
_PIECE = 1 << 20  # bytes read at a time
_KEPT = 86_400.0  # seconds for which what came in part is kept
_LATELY = 86_400.0  # seconds for which nothing is removed that came, or was brought again
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAME = re.compile(r"[0-9a-f]{64}")
_SINCE = re.compile(r"[0-9]+")
_WRITTEN = tr_noop("Nothing was attached and no note was touched.")


class Blobs:
    """The store of contents in one folder, made when the first one comes. Safe to share between threads and programs."""

    def __init__(self, folder: Path, notebook: Callable[[], str] | None = None) -> None:
        """`notebook` says whose contents come here, so that another notebook with the same folder does not remove them."""
        self._folder = folder
        self._notebook = notebook
        self._new = folder / "new"
        self.elsewhere: Callable[[], Container[str]] = tuple
        """Contents that are proven to be kept in another place, too: set by whoever knows."""
        self._tidied = False

    def put(self, chunks: Iterable[bytes]) -> tuple[str, int]:
        """Keep what the chunks are together; its SHA-256 (hexadecimal) and size in bytes. It is durable when this returns.

        A content that is here already is kept once. Raises BrainError when the disk refuses; then nothing of it stays. What
        the chunks themselves raise comes through, with nothing kept either.
        """
        with _translating(self._folder):
            self._prepare()
            draft, handle = self._draft()
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:  # nothing left to be written when it is closed
                sha256, size = self._write(file, chunks)
                if sys.platform == "win32":
                    file.close()  # what is open cannot be renamed there; elsewhere the lock lasts until it has its name
                with _translating(self._folder):
                    self._move_in(draft, self.path(sha256), size)
        finally:
            with suppress(OSError):
                draft.unlink()
        return sha256, size

    def path(self, sha256: str) -> Path:
        """Where the content with this SHA-256 is, or would be. For reading only. BrainError for what is no SHA-256."""
        if not _NAME.fullmatch(sha256):
            raise BrainError(
                tr("“{sha256}” is no SHA-256 of a file.", sha256=sha256[:80]), tr("Nothing was changed.")
            )
        return self._folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the content is here."""
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> BufferedReader:
        """The content, to be read and closed. Raises BrainError when it is not here or cannot be read."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise BrainError(
                tr("The note knows this file, but its content is not on this device."),
                tr(
                    "Copy the folder “blobs” from the data folder where the file was attached, or attach the "
                    "file again."
                ),
            ) from None
        except OSError as error:
            raise BrainError(
                tr("The file cannot be read: {reason}.", reason=error.strerror),
                tr("No note was touched. It lies in {folder}.", folder=self._folder),
            ) from error

    def verify(self, sha256: str) -> bool:
        """Whether the content is here and is what its SHA-256 says. Reads all of it."""
        if not self.has(sha256):
            return False
        with self.open(sha256) as file, _translating(self._folder):
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

    def coming(self, sha256: str) -> Path:
        """Where a content grows that is fetched piece by piece. `take_in` makes it one of the contents; others that were
        given up, and did not grow for a day, go away. Raises BrainError when the disk refuses."""
        self.path(sha256)
        folder = self._folder / "coming"
        with _translating(self._folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{sha256}.part"
        old = time.time() - _KEPT
        for other in folder.iterdir():
            with suppress(OSError):  # somebody else took it in, or away
                if other != part and other.stat().st_mtime < old:
                    other.unlink()
        return part

    def take_in(self, sha256: str) -> bool:
        """Whether what came has that SHA-256: then it is kept, and durable. Otherwise it is thrown away."""
        part = self.coming(sha256)
        with _translating(self._folder):
            with part.open("r+b") as file:
                right = hashlib.file_digest(file, "sha256").hexdigest() == sha256
                size = file.tell()
                if right:
                    os.fsync(file.fileno())
            if right:
                self._note_whose()
                self._move_in(part, self.path(sha256), size)
            part.unlink(missing_ok=True)
        return right

    def renew(self, sha256: str) -> bool:
        """Whether the content is here. If so it stays for a day at least, for somebody is about to name it."""
        path = self.path(sha256)
        if not path.is_file():
            return False
        with _translating(self._folder):
            self._note_whose()
            with _alone(self._folder):
                return _renewed(path)

    def beside(self, wanted: Container[str]) -> tuple[dict[str, int], int]:
        """The contents that are not wanted, with their sizes in bytes, without those that came or were read within a day, of
        which this says how many there are. Left out are those that came before anybody noted whose they are. Raises
        BrainError when the disk refuses."""
        found: dict[str, int] = {}
        lately = 0
        with _translating(self._folder):
            nobodys = _of_nobody_known(self._known())
            for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
                if not _NAME.fullmatch(path.name) or path.name in wanted:
                    continue
                with suppress(FileNotFoundError):  # somebody else removed it
                    about = path.stat()
                    if _is_late(about):
                        lately += 1
                    elif about.st_mtime > nobodys:
                        found[path.name] = about.st_size
        return found, lately

    def remove(self, sha256: str) -> int | None:
        """Remove a content that nothing wants, and say how many bytes that freed; None when it was brought again meanwhile,
        or is gone. Raises BrainError when the disk refuses."""
        path = self.path(sha256)
        with _translating(self._folder), _alone(self._folder):
            try:
                about = path.stat()
            except FileNotFoundError:
                return None
            if _is_late(about):
                return None
            path.unlink()
            return about.st_size

    def others(self, notebook: str) -> bool:
        """Whether other notebooks keep contents here, too."""
        try:
            return any(each != notebook for each in self._known() if not _SINCE.fullmatch(each))
        except (OSError, ValueError):
            return True  # nobody knows, so it is taken for so

    def _move_in(self, draft: Path, goal: Path, size: int) -> None:
        """Give a whole content its name. One that is there in full stays, as somebody may be reading it."""
        goal.parent.mkdir(mode=0o700, exist_ok=True)
        with _alone(self._folder):
            if not (goal.is_file() and goal.stat().st_size == size and _renewed(goal)):
                draft.replace(goal)
        # In any case: who named it first may have been killed before it was done with this.
        _sync(goal.parent)
        _sync(goal.parent.parent)

    def _note_whose(self) -> None:
        if self._notebook is None:
            return
        mine, path = self._notebook(), self._folder / "notebooks"
        with _alone(self._folder):
            known = self._known()
            if mine in known:
                return
            with path.open("a", encoding="utf-8") as file:
                if not known and next(self._folder.glob("[0-9a-f][0-9a-f]/*"), None):
                    file.write(f"{time.time():.0f}\n")
                file.write(f"{mine}\n")

    def _known(self) -> list[str]:
        """What is noted about whose contents lie here."""
        path = self._folder / "notebooks"
        return path.read_text(encoding="utf-8").split() if path.exists() else []

    def _write(self, file: RawIOBase, chunks: Iterable[bytes]) -> tuple[str, int]:
        """Write the chunks through to the disk; their SHA-256 and size."""
        digest, size = hashlib.sha256(), 0
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            with _translating(self._folder):
                _write_all(file, chunk)
        with _translating(self._folder):
            os.fsync(file.fileno())
        return digest.hexdigest(), size

    def _prepare(self) -> None:
        if not self._new.is_dir():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._new.mkdir(mode=0o700, exist_ok=True)
            _sync(self._folder)
            _sync(self._folder.parent)
        if not self._tidied:
            self._note_whose()
            self._tidied = True
            for left in self._new.iterdir():
                _remove_if_left(left)

    def _draft(self) -> tuple[Path, int]:
        """A new file to write into, held by a lock that ends with this program, however it ends."""
        while True:
            draft = self._new / os.urandom(16).hex()
            handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, 0o600)
            # Somebody who was tidying up between those two lines took it for left behind.
            if _hold(handle) and draft.exists():
                return draft, handle
            os.close(handle)


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """What is in an open file from here on, a megabyte at a time."""
    while piece := file.read(_PIECE):
        yield piece


def hashed(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Take a content without keeping it, as a dry run does: what `Blobs.put` would answer."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


_BINARY = getattr(os, "O_BINARY", 0)


def _hold(handle: int) -> bool:
    """Lock an open file until it is closed or its program ends; False when somebody else holds it. Windows needs no lock:
    a file that is open cannot be removed there."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove_if_left(draft: Path) -> None:
    with suppress(OSError):
        handle = os.open(draft, os.O_RDWR | _BINARY)
        try:
            held_by_nobody = _hold(handle)
            if held_by_nobody and sys.platform != "win32":
                draft.unlink()
        finally:
            os.close(handle)
        if held_by_nobody and sys.platform == "win32":
            draft.unlink()


def _write_all(file: RawIOBase, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def _of_nobody_known(known: list[str]) -> float:
    """Until when contents came of which nobody knows whose they are: all of them, where nothing is noted."""
    if not known:
        return math.inf
    return float(known[0]) if _SINCE.fullmatch(known[0]) else -math.inf


def _is_late(about: os.stat_result) -> bool:
    return max(about.st_atime, about.st_mtime) > time.time() - _LATELY


def _renewed(path: Path) -> bool:
    """Whether a content is still there; then it counts as read now. When it was written stays: imports go by that."""
    try:
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))
    except FileNotFoundError:
        return False
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Held by one thread of one program at a time, for a moment. Raises OSError where the disk knows no locks."""
    until = time.monotonic() + _PATIENCE
    with (folder / "lock").open("a+") as file:
        while not try_lock(file):
            if time.monotonic() > until:
                raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
            time.sleep(_PAUSE)
        yield


def _sync(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise BrainError(
                tr("There is no space left for the file on the disk of {folder}.", folder=folder),
                tr("{written} Make room there and attach it again.", written=tr(_WRITTEN)),
            ) from error
        raise BrainError(
            tr("The file cannot be kept in {folder}: {reason}.", folder=folder, reason=error.strerror),
            tr("{written} Mend that and try again.", written=tr(_WRITTEN)),
        ) from error
