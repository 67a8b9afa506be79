"""A folder of backups on the disk: what lies in it, what stands beside each, and the files of notes.

Owns names, and the order in which things get theirs: what was interrupted never looks like a backup. It refuses to know
how one is made and proven.

    second-brain-20261128T090012Z-1a2b3c4d.dump     the notebook, as pg_dump writes it; named last
    second-brain-20261128T090012Z-1a2b3c4d.json     what is in it, and when it was last proven
    files/ab/abcdef…                                the contents of attached files, each once for all backups
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core import rotation
from core.errors import BrainError, Cancelled
from core.language import tr
from core.noting import noted, said_again
from core.progress import Stop
from core.store.blobs import Blobs, pieces
from core.store.proof import Figures

Told = Callable[[str, int, int], None]
"""Hears of each step in words, and how far it is."""

_SPARE = 100 << 20  # bytes that stay free on the disk of the backups


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup and what is in it. `proven_at` says when it was last read back and found to be the same; None means that it
    does not count, and `trouble` why. `files` counts contents of attached files that are beside it, `files_missing` those
    that were not on this device when it was made."""

    path: Path
    made_at: datetime
    size: int
    sha256: str
    notes: int
    trash: int
    events: int
    files: int
    files_missing: int
    proven_at: datetime | None = None
    trouble: str = ""
    own: bool = True

    @property
    def good(self) -> bool:
        """Whether it was read back and was the same."""
        return self.proven_at is not None and not self.trouble

    def as_json(self) -> dict[str, Any]:
        """JSON values in the documented shape."""
        times = {"made_at": self.made_at.isoformat(), "path": str(self.path), "good": self.good}
        return asdict(self) | times | {"proven_at": self.proven_at.isoformat() if self.proven_at else None}


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands beside a backup: the backup, and the figures that it has to give again."""

    backup: Backup
    figures: Figures
    device: str


class BackupFolder:
    """One folder, as the device with this id sees it: only its own backups ever leave it. Names end as the id does: it
    begins with a time, and ids of devices that were set up within a minute begin alike."""

    def __init__(self, path: Path, device: str) -> None:
        self.path = path
        self._device = device

    def copy_files(
        self, blobs: Blobs, figures: Figures, told: Told, cancelled: Stop, save: Callable[[str, Path], bool]
    ) -> int:
        """Have every content beside the backup, whole and on the disk, that is on this device, or that `save` writes into a
        file; how many could not be had."""
        missing = 0
        for number, sha256 in enumerate(sorted(figures.files)):
            if cancelled():
                raise Cancelled
            told(tr("Copying files"), number, len(figures.files))
            place = self._place(sha256)
            if place.is_file() and place.stat().st_size == figures.files[sha256]:
                continue
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = place.with_name(f".{sha256}.new")
            if blobs.has(sha256):
                shutil.copyfile(blobs.path(sha256), fresh)
            elif not save(sha256, fresh):
                missing += 1
                continue
            if sha256_of(fresh) != sha256:
                fresh.unlink()
                raise BrainError(
                    tr(
                        "The content of an attached file is damaged on this device, so the backup would be, too."
                    ),
                    tr("Your notes are safe. `second-brain doctor` says which file it is."),
                )
            _keep_on_disk(fresh)
            fresh.replace(place)
        self._keep_names(figures.files)
        return missing

    def _keep_names(self, contents: Iterable[str]) -> None:
        """Put the names of contents on the disk, those too that a program which was killed had brought."""
        folders = {place.parent for place in map(self._place, contents) if place.is_file()}
        for folder in sorted(folders):
            sync(folder)
        if folders:
            sync(self.path / "files")  # the folder of backups itself comes last, with the backup's own name

    def bring_file(self, blobs: Blobs, sha256: str) -> None:
        """Have the content of that file in the notebook, too, if it is here and whole."""
        place = self._place(sha256)
        if not self.would_bring(blobs, sha256):
            blobs.renew(sha256)
        elif sha256_of(place) == sha256:
            with place.open("rb") as file:
                blobs.put(pieces(file))

    def would_bring(self, blobs: Blobs, sha256: str) -> bool:
        """Whether the content of that file is here, and not in the notebook, or not all of it."""
        place, there = self._place(sha256), blobs.path(sha256)
        if not place.is_file():
            return False
        return not there.is_file() or there.stat().st_size != place.stat().st_size

    def rotate(self) -> None:
        """Let go of this device's backups that need not stay. One that is not proven is no reason to lose one that is."""
        own = [each.backup for each in self.all() if each.backup.own]
        good = {each.made_at for each in own if each.good}
        stay = {at.astimezone(UTC) for at in rotation.kept(at.astimezone() for at in good)}
        for each in own:
            if each.made_at not in stay:
                with suppress(OSError):
                    each.path.unlink(missing_ok=True)
                    each.path.with_suffix(".json").unlink(missing_ok=True)

    def all(self) -> list[Kept]:
        """The backups, the newest first; also those of other devices."""
        found = [self._read(path) for path in sorted(self.path.glob("second-brain-*.json"), reverse=True)]
        return [each for each in found if each is not None]

    def known(self, path: Path) -> Kept:
        """What stands beside the backup at this path. Raises BrainError when it is none."""
        known = self._read(path.with_suffix(".json"))
        if known is None:
            raise BrainError(
                tr("{path} is no backup of Second Brain, or what belongs beside it is gone.", path=path),
                tr("Your notes are as they were. Name a file that `second-brain backup --list` lists."),
            )
        return known

    def check_files(self, known: Kept, cancelled: Stop) -> None:
        """Read every file beside a backup. Raises BrainError when some are gone or damaged; a damaged one is let go of, so
        that the next backup brings it again."""
        here = 0
        for sha256 in known.figures.files:
            if cancelled():
                raise Cancelled
            place = self._place(sha256)
            if place.is_file():
                whole = sha256_of(place) == sha256
                here += whole
                if not whole:
                    place.unlink()
        if here < known.backup.files:
            raise BrainError(
                tr(
                    "{gone} of the attached files beside the backup are gone or damaged.",
                    gone=known.backup.files - here,
                ),
                tr("The notes in it are whole. Make another backup; it brings the files again."),
            )

    def begin(self) -> None:
        """Remove what a program of this device that was killed left behind. Only for whoever holds the lock."""
        for left in self.path.glob(f".second-brain-*-{self._device[-8:]}.*"):
            left.unlink(missing_ok=True)

    def name(self, at: datetime) -> Path:
        """Where this device's backup of a moment goes."""
        return self.path / f"second-brain-{at:%Y%m%dT%H%M%SZ}-{self._device[-8:]}.dump"

    def _place(self, sha256: str) -> Path:
        return self.path / "files" / sha256[:2] / sha256

    def _read(self, beside: Path) -> Kept | None:
        """What stands beside a backup; None when that cannot be read, or the backup itself is not there."""
        path = beside.with_suffix(".dump")
        try:
            told: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
            figures, values = told["figures"], told["backup"]
            tables = {name: (int(rows), str(hashed)) for name, (rows, hashed) in figures["tables"].items()}
            backup = Backup(
                path,
                datetime.fromisoformat(values["made_at"]),
                proven_at=datetime.fromisoformat(values["proven_at"]) if values["proven_at"] else None,
                trouble=said_again(values["trouble"]),
                own=told["device"] == self._device,
                **{name: values[name] for name in _PLAIN},
            )
            return (
                Kept(backup, Figures(**figures | {"tables": tables}), told["device"])
                if path.is_file()
                else None
            )
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return None

    def keep(self, known: Kept) -> None:
        """Write down what stands beside a backup."""
        backup = known.backup.as_json() | {"trouble": noted(known.backup.trouble)}
        values = {"backup": backup, "figures": asdict(known.figures), "device": known.device}
        write_json(known.backup.path.with_suffix(".json"), values)


_PLAIN = ("size", "sha256", "notes", "trash", "events", "files", "files_missing")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep_on_disk(path: Path) -> None:
    """Have what is in a file outlive a power cut."""
    with path.open("r+b") as file:  # Windows wants one that may be written
        os.fsync(file.fileno())


def check_folder(folder: Path, *, made: bool) -> None:
    """Raise BrainError where no backup can be kept. A folder that a person chose is not made: it may be a disk that is
    not plugged in."""
    try:
        if made:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot(folder, error) from error
    if not folder.is_dir():
        raise BrainError(
            tr("The folder for backups is not there: {folder}.", folder=folder),
            tr("Your notes are safe. Plug its disk in, or choose another folder."),
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BrainError(
            tr("The folder for backups cannot be written: {folder}.", folder=folder),
            tr("Choose another folder."),
        )


def check_room(folder: Path, about: int) -> None:
    """Raise BrainError where so many bytes would not leave enough free."""
    free = shutil.disk_usage(folder).free
    if free < about + _SPARE:
        raise BrainError(
            tr(
                "The disk of {folder} is too full for a backup: {free} MB are free, about {needed} MB "
                "are needed.",
                folder=folder,
                free=free >> 20,
                needed=about + _SPARE >> 20,
            ),
            tr("Your notes are safe. Free some space there, or choose another folder."),
        )


def check_whole(backup: Backup) -> None:
    """Raise BrainError for a file that is not what was written."""
    try:
        if backup.path.stat().st_size == backup.size and sha256_of(backup.path) == backup.sha256:
            return
    except OSError as error:
        raise cannot(backup.path, error) from error
    raise BrainError(
        tr("The backup {name} is damaged: it is not what was written.", name=backup.path.name),
        tr("Take another one."),
    )


def write_json(path: Path, values: dict[str, Any]) -> None:
    """Write a small file, whole or not at all, durably. Raises BrainError."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(values, file, indent=1, default=str)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise cannot(path.parent, error) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Put the names in a folder on the disk, where a system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def cannot(folder: Path, error: OSError) -> BrainError:
    """The disk refused."""
    return BrainError(
        tr("The backup cannot be kept in {folder}: {reason}.", folder=folder, reason=error.strerror or error),
        tr("Your notes are safe, and earlier backups are as they were. Mend that, or choose another folder."),
    )
