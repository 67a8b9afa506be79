"""The pictures among a note's files, read away from the window's thread, as large as they are shown, and kept for a while.

Owns which kinds are shown, how large they may be, and how much of them is kept. Files come from anywhere: only plain bitmaps
are read, never a kind that may name other files, and never one that is too large. It refuses to know where they are drawn.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from app.workspace import Workspace
from core import PICTURES, Attachment, Brain, BrainError, file_among, tr

_KINDS = frozenset(each.removeprefix("image/") for each in PICTURES)  # Qt names them as media types do
_LARGEST = 40_000_000  # bytes of a file
_PIXELS = 60_000_000
_KEPT = 64_000_000  # bytes of pictures that were read
_WAITING = 60  # pictures: those that were asked for before them are not on the screen any more
_KNOWN = 10_000  # pictures of which the size is known


class Fit(NamedTuple):
    """How large a picture becomes at most, in pixels."""

    width: int
    height: int

    def of(self, size: QSize) -> QSize:
        """A size that keeps its shape, fits, and is not larger than it was."""
        room = QSize(self.width, self.height)
        if size.boundedTo(room) == size:
            return size
        return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


PREVIEW = Fit(1_280, 8_000)
WHOLE = Fit(16_000, 16_000)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was asked for, and its size in the file, in pixels."""

    image: QImage
    size: QSize


class _Asked(NamedTuple):
    file: Attachment
    fit: Fit

    @property
    def key(self) -> tuple[str, Fit]:
        return self.file.sha256, self.fit


class Pictures(QObject):
    """The pictures of one note at a time."""

    arrived = Signal()
    """One that was asked for is known now, or that it cannot be shown."""
    listed = Signal()
    """The note has other files now, or another note is shown."""

    def __init__(self, workspace: Workspace, parent: QObject, *, far: bool = True) -> None:
        """`far` says whether a content that is not on this device is fetched to be shown."""
        super().__init__(parent)
        self._workspace = workspace
        self._far = far
        self._files: dict[str, Attachment] = {}
        self._kept: OrderedDict[tuple[str, Fit], Picture] = OrderedDict()
        self._sizes: OrderedDict[str, QSize] = OrderedDict()
        self._wrong: dict[str, str] = {}
        self._waiting: OrderedDict[tuple[str, Fit], _Asked] = OrderedDict()
        self._reading: _Asked | None = None

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        """The note has these files."""
        shown = {each.name: each for each in reversed(files)}
        if shown != self._files:
            self._files = shown
            self.try_again()
            self.listed.emit()

    def try_again(self) -> None:
        """What could not be had may have come: it is read when it is wanted again."""
        self._wrong.clear()

    def find(self, address: str) -> QImage | None:
        """The picture that an address in the note's text means, as the preview shows it, if it is one of its files and is
        known; else it is read, and `arrived` tells."""
        file = self.file(address)
        found = self.get(file, PREVIEW) if file else None
        return found.image if found else None

    def file(self, address: str) -> Attachment | None:
        """The file of the note that an address in its text means."""
        return self._files.get(file_among(self._files, unquote(address)))

    def get(self, file: Attachment, fit: Fit) -> Picture | None:
        """A file as a picture of this size, if it is known; else it is read, and `arrived` tells."""
        asked = _Asked(file, fit)
        if (found := self._kept.get(asked.key)) is not None:
            self._kept.move_to_end(asked.key)
            return found
        if file.sha256 not in self._wrong and asked != self._reading:
            self._waiting[asked.key] = asked
            self._waiting.move_to_end(asked.key)
            while len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)
            self._read_on()
        return None

    def size(self, file: Attachment) -> QSize | None:
        """How large a picture is in its file, if that is known: from the first time that it was read."""
        return self._sizes.get(file.sha256)

    def wrong(self, file: Attachment) -> str:
        """In words, why a file is not shown, as far as that is known; empty when nothing is wrong with it."""
        return self._wrong.get(file.sha256, "")

    def _read_on(self) -> None:
        """One at a time, the one that was wanted last first: notes are read on the same threads."""
        if self._reading is not None or not self._waiting:
            return
        _, asked = self._waiting.popitem()
        self._reading = asked
        self._workspace.read(
            lambda brain: read_picture(brain, asked.file.sha256, asked.fit, far=self._far),
            lambda found: self._keep(asked, found),
            owner=self,
            failed=lambda error: self._fail(asked, error),
        )

    def _keep(self, asked: _Asked, found: Picture | None) -> None:
        sha256 = asked.file.sha256
        if found is None:
            self._wrong[sha256] = tr(
                "“{name}” is no picture that can be shown here. A click opens it.", name=asked.file.name
            )
        else:
            self._kept[asked.key] = found
            self._sizes[sha256] = found.size
            while len(self._sizes) > _KNOWN:
                self._sizes.popitem(last=False)
            while (
                len(self._kept) > 1 and sum(each.image.sizeInBytes() for each in self._kept.values()) > _KEPT
            ):
                self._kept.popitem(last=False)
        self._go_on()

    def _fail(self, asked: _Asked, error: Exception) -> None:
        if isinstance(error, BrainError):
            self._wrong[asked.file.sha256] = str(error)
            self._go_on()
        else:
            self._reading = None
            raise error

    def _go_on(self) -> None:
        self._reading = None
        self.arrived.emit()
        self._read_on()


def read_picture(brain: Brain, sha256: str, fit: Fit, *, far: bool = True) -> Picture | None:
    """A file of the notebook as a picture that fits; None when it is none that may be shown, or is not on this device and
    not to be fetched from `far`. Raises BrainError when the file cannot be had."""
    if not far and not brain.files.is_here(sha256):
        return None
    with brain.files.open(sha256) as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        return None
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    kind = bytes(reader.format().data()).decode()
    if kind not in _KINDS or not size.isValid() or not 0 < size.width() * size.height() <= _PIXELS:
        return None
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    wanted = fit.of(size.transposed() if turned else size)
    reader.setScaledSize(wanted.transposed() if turned else wanted)
    image = reader.read()
    if image.isNull():
        return None
    image.convertTo(
        QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    )
    return Picture(image, size.transposed() if turned else size)
