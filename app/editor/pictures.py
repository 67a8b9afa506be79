"""The pictures among a note's files, read away from the window's thread and kept for a while.

Owns which kinds are shown and how large they become. Files come from anywhere: only plain bitmaps are read, never a kind
that may name other files, and never one that is too large. It refuses to know where pictures are drawn.
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import PurePath
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Signal
from PySide6.QtGui import QImage, QImageReader

from app.workspace import Workspace
from core import Attachment, Brain

_KINDS = ("png", "jpeg", "gif", "webp", "bmp")
_WIDEST = 1_280  # pixels that a picture is kept with
_LARGEST = 40_000_000  # bytes of a file
_PIXELS = 100_000_000
_KEPT = 40


class Pictures(QObject):
    """The pictures of one note at a time."""

    arrived = Signal()
    """One that was asked for is known now."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._files: dict[str, Attachment] = {}
        self._known: OrderedDict[str, QImage | None] = OrderedDict()
        self._asked: set[str] = set()

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        """The note has these files."""
        self._files = {each.name: each for each in reversed(files)}

    def find(self, address: str) -> QImage | None:
        """The picture that an address in the note's text means, if it is one of its files and is known; else it is read, and
        `arrived` tells."""
        file = self.file(address)
        if file is None:
            return None
        if file.sha256 not in self._known:
            self._read(file)
        return self._known.get(file.sha256)

    def file(self, address: str) -> Attachment | None:
        """The file of the note that an address in its text means."""
        name = unquote(address)
        return self._files.get(name) or self._files.get(PurePath(name).name)

    def _read(self, file: Attachment) -> None:
        if file.sha256 in self._asked or file.size > _LARGEST:
            return
        self._asked.add(file.sha256)
        self._workspace.read(
            lambda brain: read_picture(brain, file.sha256),
            lambda image: self._keep(file.sha256, image),
            owner=self,
            failed=lambda _: self._keep(file.sha256, None),
        )

    def _keep(self, sha256: str, image: QImage | None) -> None:
        self._asked.discard(sha256)
        self._known[sha256] = image
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        if image is not None:
            self.arrived.emit()


def read_picture(brain: Brain, sha256: str, widest: int = _WIDEST) -> QImage | None:
    """A file of the notebook as a picture at most so wide; None when it is none that may be shown."""
    with brain.files.open(sha256) as file:
        data = QByteArray(file.read(_LARGEST))
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()).decode() not in _KINDS or size.width() * size.height() > _PIXELS:
        return None
    if size.width() > widest:
        reader.setScaledSize(QSize(widest, max(size.height() * widest // size.width(), 1)))
    image = reader.read()
    return None if image.isNull() else image
