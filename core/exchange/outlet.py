"""Notes out, into a file of JSON lines or a folder of Markdown.

Owns the way onto the disk: everything is written beside the goal under another name and moved there when it is whole, so a
stop or a full disk leaves nothing half done. Never writes over anything unless it is told to.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal
from uuid import UUID

from core.errors import BrainError, Cancelled
from core.exchange.folders import Folders, Places, named, up_from
from core.exchange.head import file_of, text_of
from core.exchange.jsonl import line_of
from core.exchange.leads import Leads
from core.exchange.markdown import ENDINGS
from core.exchange.names import FileNames, beside, safe_file
from core.language import tr
from core.memory import Attachment, Memory
from core.progress import Progress, unheard
from core.store import outgoing, reading
from core.store.blobs import Blobs, pieces
from core.store.database import Database
from core.store.engine import Connection
from core.store.outgoing import Named

Format = Literal["jsonl", "markdown"]
_ASK_EVERY = 100  # notes


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where. `notes` counts all notes, `trash` those among them that are in the trash.
    `files` counts contents of files that were written too, `files_missing` those that are not whole on this device. `size`
    are the bytes of the notes as they were written, `file_size` those of the contents."""

    path: str
    format: str
    notes: int
    trash: int
    size: int
    files: int = 0
    files_missing: int = 0
    file_size: int = 0

    def as_json(self) -> dict[str, Any]:
        """JSON values in the documented shape."""
        return asdict(self)


def export_notebook(
    database: Database,
    path: Path,
    form: Format,
    blobs: Blobs,
    *,
    replace: bool,
    progress: Progress,
    cancelled: Callable[[], bool],
    only: Sequence[UUID] | None = None,
    folders: Folders = "came",
) -> Exported:
    """Write all notes of a notebook to a path, those in the trash too, or only these, in their order; see `export`."""
    counts = database.ask(reading.counts)
    total = counts.memories + counts.trash if only is None else len(only)

    def write(connection: Connection) -> Exported:
        names = outgoing.names(connection, only) if form == "markdown" else []
        chosen = reading.every_memory(connection) if only is None else reading.these(connection, only)
        with closing(chosen) as memories:
            return export(
                memories,
                path,
                form,
                blobs,
                replace=replace,
                total=total,
                progress=progress,
                cancelled=cancelled,
                folders=folders,
                names=names,
            )

    return database.ask(write)


def export(
    memories: Iterable[Memory],
    path: Path,
    form: Format = "jsonl",
    blobs: Blobs | None = None,
    *,
    replace: bool = False,
    total: int = 0,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = lambda: False,
    folders: Folders = "came",
    names: Sequence[Named] | None = None,
) -> Exported:
    """Write these memories to a path. Raises BrainError when something is there already (unless it is a file and `replace`
    is given) or the disk refuses, and Cancelled; then nothing was written. The contents of files come from `blobs`: for JSON
    lines into a folder beside them, for Markdown into one among the notes, which lie in `folders`. `names` tell what the
    memories are called, where these are too many to be gone through twice. `progress` hears of notes written and `total`."""
    path = path.expanduser().absolute()
    _check(path, form, replace)
    if form == "markdown" and names is None:
        memories = list(memories)
        names = [named(memory) for memory in memories]
    places = Places(names or (), folders)
    counting = _Counting(memories, lambda done: progress(done, total), cancelled)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name[:40]}-", dir=path.parent) as place:
            whole = Path(place) / "whole"
            contents = _Contents(blobs, Path(place) / "contents", cancelled, named=form == "markdown")
            if form == "jsonl":
                size = _write_lines(counting, whole, contents)
            else:
                size = _write_folder(counting, whole, contents, places, Leads(names or (), places))
            _check(path, form, replace)
            if form == "markdown" and path.exists():
                path.rmdir()
            contents.move(beside(path) if form == "jsonl" else whole / places.files)
            whole.replace(path)
    except OSError as error:
        raise BrainError(
            tr("The export to {path} failed: {reason}.", path=path, reason=error.strerror),
            tr("Nothing was left there. Mend that and export again."),
        ) from error
    out = contents
    return Exported(str(path), form, counting.notes, counting.trash, size, out.written, out.missing, out.size)


class _Counting:
    """The memories on their way, counted."""

    def __init__(
        self, memories: Iterable[Memory], progress: Callable[[int], None], cancelled: Callable[[], bool]
    ) -> None:
        self._memories = memories
        self._progress = progress
        self._cancelled = cancelled
        self.notes = 0
        self.trash = 0

    def __iter__(self) -> Iterator[Memory]:
        for memory in self._memories:
            if self.notes % _ASK_EVERY == 0:
                self._progress(self.notes)
                if self._cancelled():
                    raise Cancelled("The export was stopped; nothing was written.")
            self.notes += 1
            self.trash += memory.deleted_at is not None
            yield memory
        self._progress(self.notes)


class _Contents:
    """The contents of files that memories on their way name, each written once into a folder: under its SHA-256, or where
    people look at it, under a safe name made of its own."""

    def __init__(
        self, blobs: Blobs | None, folder: Path, cancelled: Callable[[], bool], *, named: bool
    ) -> None:
        self._blobs = blobs
        self._folder = folder
        self._cancelled = cancelled
        self._names = FileNames() if named else None
        self._met: dict[tuple[str, str], str | None] = {}
        self.written = 0
        self.missing = 0
        self.size = 0

    def of(self, memories: Iterable[Memory]) -> Iterator[Memory]:
        """The memories, each after the contents of its files were written."""
        for memory in memories:
            for file in memory.attachments if self._blobs else ():
                if self._key(file) not in self._met:
                    self._met[self._key(file)] = self._write(file)
            yield memory

    def paths(self, memory: Memory, folder: str) -> dict[Attachment, str]:
        """Where the files of a memory lie, seen from another place through this folder; only those that were written."""
        found = ((file, self._met.get(self._key(file))) for file in memory.attachments)
        return {file: f"{folder}/{name}" for file, name in found if name is not None}

    def move(self, goal: Path) -> None:
        """Put what was written where it belongs; what an earlier export left there stays."""
        if self.written:
            goal.mkdir(exist_ok=True)
            for copy in self._folder.iterdir():
                copy.replace(goal / copy.name)

    def _key(self, file: Attachment) -> tuple[str, str]:
        return file.sha256, file.name if self._names else ""

    def _write(self, attachment: Attachment) -> str | None:
        """The name under which its content was written; None when it is not whole here."""
        sha256 = attachment.sha256
        if self._cancelled():
            raise Cancelled("The export was stopped; nothing was written.")
        if self._blobs is None or not self._blobs.verify(sha256):
            self.missing += 1
            return None
        stem, ending = safe_file(attachment.name)
        if ending.lower() in ENDINGS:  # or it would come back as a note
            ending += ".txt"
        name = self._names.name(stem, sha256[:8], ending) if self._names else sha256
        self._folder.mkdir(exist_ok=True)
        with self._blobs.open(sha256) as content, _kept(self._folder / name) as file:
            self.size += sum(file.write(piece) for piece in pieces(content))
        self.written += 1
        return name


def _check(path: Path, form: Format, replace: bool) -> None:
    if not path.parent.is_dir():
        raise BrainError(
            tr("There is no folder {folder}.", folder=path.parent),
            tr("Nothing was written. Make it, or name another path."),
        )
    folder = beside(path)
    if form == "jsonl" and (folder.exists() or folder.is_symlink()) and not replace:
        raise BrainError(
            tr("{path} is there already, and it was left alone.", path=folder), tr("Name another file.")
        )
    if not path.exists() and not path.is_symlink():
        return
    if form == "markdown":
        if path.is_symlink() or not path.is_dir() or any(path.iterdir()):
            raise BrainError(
                tr("There is something at {path} already, and it was left alone.", path=path),
                tr("Name a new or an empty folder."),
            )
    elif path.is_dir() or not replace:
        if path.is_dir():
            raise BrainError(tr("{path} is a folder.", path=path), tr("Name a file."))
        raise BrainError(
            tr("{path} is there already, and it was left alone.", path=path),
            tr("Name another file, or say that it may be replaced (--replace)."),
        )


def _write_lines(memories: Iterable[Memory], whole: Path, contents: _Contents) -> int:
    with _kept(whole) as file:
        return sum(file.write(line_of(memory)) for memory in contents.of(memories))


def _write_folder(
    memories: Iterable[Memory], whole: Path, contents: _Contents, places: Places, leads: Leads
) -> int:
    whole.mkdir()
    size = 0
    for memory in contents.of(memories):
        place = places.of(memory)
        text, said = leads.outward(memory, text_of(memory))
        beside_it = contents.paths(memory, f"{up_from(place)}{places.files}")
        data = file_of(memory, beside_it, text, said, place)
        goal = whole / place
        goal.parent.mkdir(parents=True, exist_ok=True)
        with goal.open("xb") as file:  # whatever happens, no note is written over another
            size += file.write(data)
    return size


@contextmanager
def _kept(path: Path) -> Iterator[BinaryIO]:
    """A new file that is on the disk when this ends."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
