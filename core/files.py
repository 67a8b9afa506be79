"""The files of notes: attaching them, reading them, and where each is used.

`Files` is this room's face, reached as `brain.files`. A file's bytes go into the store of contents first, and then an event
says which note has them under which name: so no note ever names a file that was not kept. Holds no SQL.
"""

from __future__ import annotations

import mimetypes
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from core.changes import Changes
from core.errors import BrainError
from core.far_files import FarFiles
from core.file_limit import STANDARD, Limits, read_limit, write_limit
from core.language import tr
from core.lists import Summary
from core.memory import Attachment, Memory
from core.store import account, reading
from core.store.blobs import Blobs, pieces
from core.store.database import Database


class Change(Protocol):
    """The brain's way of changing a note. Raises NotFound."""

    def __call__(
        self, memory_ids: UUID, decide: Callable[[Memory], Memory], /, *, action: UUID | None = None
    ) -> Changes: ...


class Files:
    """The files of one notebook."""

    def __init__(self, home: Path, blobs: Blobs, database: Database, change: Change, far: FarFiles) -> None:
        self.blobs = blobs
        self._home = home
        self._database = database
        self._change = change
        self._far = far
        self.fetch: Callable[[str], None] | None = None
        """Brings a content here that is not, by its SHA-256, or raises BrainError: set by whoever knows where from."""
        self.server_takes = STANDARD
        """Bytes of a file that the server takes: set by whoever asked it."""

    def limits(self) -> Limits:
        """How large a file may be: here, and at the server where somebody is signed in."""
        here, signed = read_limit(self._home), self._database.ask(account.account)
        if signed is None or not signed.signed_in:
            return Limits(here)
        return Limits(here, signed.server, 0 if signed.plain else self.server_takes)

    def set_limit(self, largest: int) -> None:
        """Take files of up to so many bytes from now on, on this device. Raises BrainError; then it is as before."""
        write_limit(self._home, largest)

    def attach(self, memory_id: UUID, path: Path, name: str = "") -> Changes:
        """Give a note a file: a copy of what is at the path now, under the path's name or another one.

        The copy is durable when this returns. Raises NotFound, and BrainError for what is no file or cannot be read.
        """
        # Before anything is copied for a note that there is not.
        self._change(memory_id, lambda memory: memory)
        return self._give(memory_id, self.keep(path, name or path.name))

    def keep(self, source: Path | bytes, name: str) -> Attachment:
        """Keep a copy of a file, or these bytes, as what a note can be given later under this name. Durable when this
        returns. Raises TooLarge before anything of it is copied, and BrainError for what is no file or cannot be read."""
        if isinstance(source, bytes):
            self.limits().check(name, len(source))
            sha256, size = self.blobs.put([source])
        else:
            sha256, size = self._keep(source, name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Attachment(sha256, name, kind, size)

    def give(self, memory_id: UUID, *kept: Attachment) -> Changes:
        """Give a note files that were kept before. Raises NotFound, and BrainError when one is not here any more, because
        somebody removed what was unused; then the note gets none of them."""
        changes = Changes()
        for file in kept:
            if not self.blobs.renew(file.sha256):
                raise BrainError(
                    tr(
                        "The file {name} was dropped long ago and never given to a note, so it was removed with "
                        "other unused files.",
                        name=file.name,
                    ),
                    tr("The note's text is safe. Drop the file again."),
                )
        for file in kept:
            changes |= self._give(memory_id, file)
        return changes

    def detach(self, memory_id: UUID, sha256: str, name: str, *, action: UUID | None = None) -> Changes:
        """Take a file from a note. Its content stays in the store, so that the note's history stays whole."""
        return self._change(memory_id, lambda memory: memory.detach(sha256, name), action=action)

    def is_here(self, sha256: str) -> bool:
        """Whether a file's content is on this device, so that nobody waits for another machine when it is opened."""
        return self.blobs.has(sha256)

    def open(self, sha256: str) -> BinaryIO:
        """A file's content, to be read and closed. Raises BrainError when it is not on this device and cannot be had."""
        self._bring(sha256)
        return self.blobs.open(sha256)

    def save_as(self, sha256: str, to: Path, *, replace: bool = False) -> None:
        """Write a copy of a file to a path. Raises BrainError when something is there (unless it is a file and `replace`
        is given), when the content is not what its SHA-256 says, or when the disk refuses; then nothing was written."""
        goal = to.expanduser().absolute()
        if goal.is_dir() or (goal.exists() and not replace):
            raise _taken(goal)
        self._bring(sha256)
        if not self.blobs.verify(sha256):
            self.blobs.open(sha256).close()  # says so when it is not there at all
            raise BrainError(
                tr("The file's content is damaged: it is not what was attached."),
                tr(
                    "Nothing was written. Attach the file again, or bring the folder “blobs” back from a "
                    "backup."
                ),
            )
        draft = goal.with_name(f".{os.urandom(8).hex()}.part")
        try:
            with self.blobs.open(sha256) as source, draft.open("xb") as file:
                for piece in pieces(source):
                    file.write(piece)
            if replace:
                draft.replace(goal)
            else:
                _name(draft, goal)
        except FileExistsError as error:
            draft.unlink(missing_ok=True)
            raise _taken(goal) from error
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise BrainError(
                tr("The file cannot be written to {goal}: {reason}.", goal=goal, reason=error.strerror),
                tr("Nothing was left there. Name another path."),
            ) from error

    def copy_to(self, attachment: Attachment, folder: Path) -> Path:
        """A copy that nobody can write to, under the file's own name, in a folder of its own inside `folder`: for another
        program to open. One that was made before is taken again. Raises BrainError as `save_as` does."""
        place = folder / attachment.sha256[:16]
        goal = place / attachment.file_name
        if not goal.exists():
            try:
                place.mkdir(mode=0o700, exist_ok=True)
            except OSError as error:
                raise BrainError(
                    tr("The file cannot be copied to {place}: {reason}.", place=place, reason=error.strerror),
                    tr("Save it elsewhere."),
                ) from error
            self.save_as(attachment.sha256, goal)
            goal.chmod(0o400)
        return goal

    def where_used(self, sha256: str) -> tuple[Summary, ...]:
        """The notes outside the trash that have this file, newest first."""
        self.blobs.path(sha256)
        return self._database.ask(reading.attached_to, sha256)

    def _give(self, memory_id: UUID, file: Attachment) -> Changes:
        return self._change(
            memory_id, lambda memory: memory.attach(file.sha256, file.name, file.media_type, file.size)
        )

    def _bring(self, sha256: str) -> None:
        """Have a content here if it can be had: from the S3 store, or from whoever else knows where it is."""
        if self.blobs.has(sha256):
            return
        trouble: BrainError | None = None
        try:
            if self._far.fetch(sha256):
                return
        except BrainError as error:
            trouble = error
        if self.fetch is not None:
            self.fetch(sha256)
        if trouble is not None and not self.blobs.has(sha256):
            raise trouble

    def _keep(self, path: Path, name: str) -> tuple[str, int]:
        try:
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                raise BrainError(
                    tr("{path} is no file.", path=path), tr("Nothing was attached. Name a file.")
                )
            self.limits().check(name, about.st_size)
            with path.open("rb") as file:
                return self.blobs.put(pieces(file))
        except OSError as error:
            raise BrainError(
                tr("The file {path} cannot be read: {reason}.", path=path, reason=error.strerror),
                tr("Nothing was attached and no note was touched."),
            ) from error


def _name(draft: Path, goal: Path) -> None:
    """Give a file its name. Raises FileExistsError for one that something got meanwhile."""
    try:
        os.link(draft, goal)
    except FileExistsError:
        raise
    except OSError:  # the disk knows no links
        if goal.exists():
            raise FileExistsError(goal) from None
        draft.replace(goal)
    else:
        draft.unlink()


def _taken(goal: Path) -> BrainError:
    return BrainError(
        tr("There is something at {goal} already, and it was left alone.", goal=goal),
        tr("Name another path."),
    )
