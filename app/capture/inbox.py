"""Which files of a watched folder become notes, and when: whole text files, each content once. The files stay.

A note's id is made of the file's content, so what became a note once never does again, also after the note was changed or
deleted, after a restart, and on another device. Everything here runs away from the window and knows no Qt.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID, uuid5

from core import Brain, BrainError, Changes, DatabaseUnavailable, NotFound, Stop, VersionConflict, never, tr

ENDINGS = (".md", ".markdown", ".txt", ".text")
LARGEST = 5_000_000  # bytes
STILL = 2.0  # seconds without a change, before a file counts as whole
_MOST = 10_000  # files of one folder that are looked at
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Stamp(NamedTuple):
    """How a file looked from outside."""

    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was last seen: since when it has looked so, and whether it was dealt with like that."""

    stamp: Stamp
    since: float
    done: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What came of one look into the folder. `waiting` means that another look is due soon."""

    seen: Mapping[str, Seen] = field(default_factory=lambda: MappingProxyType({}))
    changes: Changes = field(default_factory=Changes)
    refused: tuple[str, ...] = ()
    waiting: bool = False


def is_for_us(name: str) -> bool:
    """Whether a file of this name is meant to become a note: a visible text file, and no editor's leftover."""
    return not name.startswith((".", "~", "#")) and name.lower().endswith(ENDINGS)


def due(
    now: Mapping[str, Stamp], before: Mapping[str, Seen], at: float
) -> tuple[dict[str, Seen], tuple[str, ...]]:
    """What is known of each file after a look at a time in seconds, and the files that are still and not dealt with yet."""
    seen = {}
    for name, stamp in now.items():
        known = before.get(name)
        seen[name] = known if known is not None and known.stamp == stamp else Seen(stamp, at)
    ready = tuple(name for name, each in seen.items() if not each.done and at - each.since >= STILL)
    return seen, ready


def text_in(content: bytes, name: str) -> str:
    """The text of a file, exactly. BrainError, in words, for what is no text."""
    marks = (each for each in _MARKS if content.startswith(each[0]))
    mark, encoding = next(marks, (b"", "utf-8"))
    with suppress(UnicodeDecodeError):
        text = content[len(mark) :].decode(encoding)
        if "\0" not in text:
            return text
    raise BrainError(
        tr("{name} is no text, whatever it is called, so it did not become a note.", name=name),
        tr("The file was left alone."),
    )


def look_into(
    folder: Path, brain: Brain, before: Mapping[str, Seen], at: float, cancelled: Stop = never
) -> Look:
    """Make notes of the files that are still. Raises BrainError when the folder cannot be read, and when the notebook takes
    nothing just now: another look makes notes of the rest."""
    seen, ready = due(_stamps(folder), before, at)
    changes, refused = Changes(), []
    for name in ready:
        if cancelled():
            break
        try:
            taken = _take(folder / name, seen[name].stamp, brain)
        except DatabaseUnavailable:  # as on a full disk, which is not the file's fault
            raise
        except BrainError as error:
            refused.append(error.words)
            taken = Changes()
        if taken is None:  # it was written to while it was read
            seen[name] = Seen(seen[name].stamp, at)
            continue
        changes |= taken
        seen[name] = Seen(seen[name].stamp, seen[name].since, done=True)
    return Look(seen, changes, tuple(refused), any(not each.done for each in seen.values()))


def _stamps(folder: Path) -> dict[str, Stamp]:
    stamps: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not is_for_us(entry.name) or len(stamps) >= _MOST:
                    continue
                with suppress(FileNotFoundError):
                    told = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(told.st_mode):
                        stamps[entry.name] = Stamp(told.st_size, told.st_mtime_ns)
    except OSError as error:
        raise BrainError(
            tr("The folder {folder} cannot be read: {why}.", folder=folder, why=error.strerror),
            tr("What is put there becomes no note until it can. Your notes are safe."),
        ) from error
    return stamps


def _take(path: Path, stamp: Stamp, brain: Brain) -> Changes | None:
    """Make a note of a file, if its content never was one; None when the file changed meanwhile."""
    if stamp.size > LARGEST:
        raise BrainError(
            tr(
                "{name} is larger than {limit} MB, so it did not become a note.",
                name=path.name,
                limit=LARGEST // 1_000_000,
            ),
            tr("The file was left alone."),
        )
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
            told = os.fstat(file.fileno())
    except OSError as error:
        raise BrainError(
            tr("{name} cannot be read: {why}.", name=path.name, why=error.strerror),
            tr("The file was left alone."),
        ) from error
    if Stamp(told.st_size, told.st_mtime_ns) != stamp or len(content) != stamp.size:
        return None
    text = text_in(content, path.name)
    note = uuid5(brain.user_id, f"file {hashlib.sha256(content).hexdigest()}")
    if not text.strip() or _was_there(brain, note):
        return Changes()
    with suppress(VersionConflict):  # another program was quicker
        return brain.create_memory(text, metadata={"file": path.name}, id=note)
    return Changes()


def _was_there(brain: Brain, note: UUID) -> bool:
    """Whether there ever was such a note, even if it is deleted for good."""
    try:
        return bool(brain.history(note))
    except NotFound:
        return False
