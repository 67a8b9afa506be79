"""A dump in any form as one stream of plain SQL.

Owns the way from a path through wrappers and archives to that stream, how far it is, and whether it was whole. Errors of
the file system become words here, whenever they come. Refuses to know what the script says.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import SEEK_CUR, BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from core.errors import BrainError, Cancelled
from core.language import tr, tr_noop
from core.progress import Progress, Stop, never, unheard
from core.v2.sources.forms import Form, form_of, form_of_folder, require_ordinary, require_whole_tar
from core.v2.sources.restoring import Archive, Restored
from core.v2.sources.unwrap import Wrapped

FIRST_PART = 4 << 20
"""Bytes that are enough to recognize a dump by."""

_BUFFER = 1 << 20
_STEP = 8 << 20
_SPARE = 512 << 20  # bytes of the disk that unpacking leaves free

_ANOTHER = tr_noop("Nothing was changed. Choose the backup that you made of your v2 database.")


@dataclass(frozen=True, slots=True)
class Script:
    """A dump that is being read. `size` is that of the file or folder in bytes, and `position` how much of it was read;
    it stays 0 for a folder, where nobody knows."""

    form: Form
    stream: BinaryIO
    size: int
    position: Callable[[], int]
    layers: tuple[Wrapped, ...] = ()

    @property
    def cut(self) -> bool:
        """Whether a wrapper ended too early. Known at the end of the stream."""
        return any(layer.cut for layer in self.layers)


@contextmanager
def look_into(path: Path) -> Iterator[tuple[Form, BinaryIO | None, int]]:
    """What the path is, the open file if it is one, and its size. Raises BrainError when no v2 left such a thing."""
    try:
        require_ordinary(path)
        if path.is_dir():
            yield form_of_folder(path), None, _size_of_folder(path)
            return
        with path.open("rb", buffering=0) as file:
            yield form_of(cast(BinaryIO, file)), cast(BinaryIO, file), os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise BrainError(
            tr("There is no file {path}.", path=path), tr("Nothing was changed. Choose the file again.")
        ) from None
    except OSError as error:
        raise BrainError(
            tr("The file {path} cannot be read: {reason}.", path=path, reason=error.strerror or error),
            tr(
                "What was imported is safe. Check that the file is still there and that you may read it, "
                "then try again."
            ),
        ) from None


@contextmanager
def open_script(
    path: Path, progress: Progress = unheard, cancelled: Stop = never, *, definitions_only: bool = False
) -> Iterator[Script]:
    """The dump from its start. `definitions_only` leaves the rows of archives out, for a quick look at the tables.

    A packed archive is unpacked into a temporary file first: meanwhile `progress` hears of the first half, and Cancelled is
    raised when `cancelled` answers True. Raises BrainError when it is no dump, is damaged, or cannot be read.
    """
    with look_into(path) as (form, file, size), ExitStack() as stack:
        if file is None and form.content == "directory":
            stream = _restored(stack, "directory", path, definitions_only)
            yield Script(form, stream, size, lambda: 0)
        elif file is not None and form.content in ("custom", "tar"):
            yield _opened_archive(stack, form, file, size, progress, cancelled, definitions_only)
        elif file is not None and form.content == "plain":
            file.seek(0)
            first = stack.enter_context(BufferedReader(file, _BUFFER))  # type: ignore[type-var]  # it is a FileIO
            stream, layers = form.unwrapped(cast(BinaryIO, first))
            yield Script(form, stream, size, file.tell, layers)
        else:
            raise BrainError(
                tr("{path} is {kind}, and no dump of a v2 database.", path=path, kind=form.words),
                tr(_ANOTHER),
            )


def _opened_archive(
    stack: ExitStack,
    form: Form,
    file: BinaryIO,
    size: int,
    progress: Progress,
    cancelled: Stop,
    definitions_only: bool,
) -> Script:
    file.seek(0)
    packed = bool(form.wrappers)
    if packed:
        inner = stack.enter_context(tempfile.TemporaryFile(buffering=0))  # noqa: SIM115 - the stack closes it
        source, file = file, cast(BinaryIO, inner)
        if definitions_only:
            file.write(form.unwrapped(source)[0].read(FIRST_PART))
        else:
            _unpack(form, source, file, lambda: progress(source.tell() // 2, size), cancelled)
    inner_size = os.fstat(file.fileno()).st_size
    if form.content == "tar" and not definitions_only:
        require_whole_tar(file, inner_size)
    file.seek(0)
    stream = _restored(stack, cast(Archive, form.content), file, definitions_only)

    def position() -> int:  # the child reads through the same open file, so its place is ours
        there = os.lseek(file.fileno(), 0, SEEK_CUR)
        return (size + there * size // max(inner_size, 1)) // 2 if packed else there

    return Script(form, stream, size, position)


def _restored(stack: ExitStack, form: Archive, source: BinaryIO | Path, definitions_only: bool) -> BinaryIO:
    child = stack.enter_context(Restored(form, source, definitions_only=definitions_only))
    return cast(BinaryIO, BufferedReader(child, _BUFFER))


def _unpack(form: Form, file: BinaryIO, target: BinaryIO, tell: Callable[[], None], cancelled: Stop) -> None:
    """What is in the wrappers, written into a temporary file. Raises BrainError when it was cut, or the disk is full."""
    stream, layers = form.unwrapped(file)
    while piece := stream.read(_STEP):
        if cancelled():
            raise Cancelled
        if shutil.disk_usage(tempfile.gettempdir()).free < _SPARE + len(piece):
            raise BrainError(
                tr(
                    "This archive is packed with gzip, and there is too little space on the disk to unpack "
                    "it."
                ),
                tr(
                    "Nothing was changed. Make space in {folder}, or unpack it yourself.",
                    folder=tempfile.gettempdir(),
                ),
            )
        target.write(piece)
        tell()
    if any(layer.cut for layer in layers):
        raise BrainError(
            tr("This file was packed with gzip and is cut off."),
            tr("Nothing was changed. Copy the file again from where it was kept, or make a new dump."),
        )


def _size_of_folder(path: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(path) if entry.is_file())
