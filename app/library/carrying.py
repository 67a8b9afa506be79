"""What is dragged within the window: the notes that are selected in the list, or the tag that is chosen in the side bar.

Owns the mark by which they are known, and what is seen of them. The mark of a tag carries its name, for the side bar may
choose another row meanwhile; that of notes carries nothing, for the list knows which are chosen. It holds in this process
only, and no other program has a use for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import QMargins, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from app.theme import GRID, Theme

Carried = Literal["notes", "tag"]
_MARK = "application/x-second-brain-chosen-{}"
_HERE = str(os.getpid())


def mark_of(what: Carried, name: str = "") -> QMimeData:
    """What Qt hands on while this is dragged."""
    data = QMimeData()
    data.setData(_MARK.format(what), f"{_HERE} {name}".encode())
    return data


def carried(what: Carried, data: QMimeData) -> str | None:
    """The name of this, if it is what is dragged, and from this window."""
    here, _, name = bytes(data.data(_MARK.format(what)).data()).decode(errors="replace").partition(" ")
    return name if here == _HERE else None


class Ticket:
    """A few words beside the pointer. Qt would show the rows themselves, which hide the place that they go to."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._words = ""
        self._row = -1
        self._at = QPoint()

    @contextmanager
    def shown(self, words: str, view: QAbstractItemView) -> Iterator[None]:
        """While the chosen row of this view is dragged: it is painted where the pointer took it."""
        index, pointer = view.currentIndex(), view.viewport().mapFromGlobal(QCursor.pos())
        self._words, self._row, self._at = words, index.row(), pointer - view.visualRect(index).topLeft()
        try:
            yield
        finally:
            self._words = ""

    def paints(self, painter: QPainter, row: int, area: QRect) -> bool:
        """Paint it in place of a row; False where the row itself is to be painted, which is not for the pointer."""
        if not self._words or not isinstance(painter.device(), QPixmap):
            return False
        if row == self._row:
            painter.setFont(self._theme.font("small"))
            size = (
                painter.fontMetrics().size(0, self._words).grownBy(QMargins(2 * GRID, GRID, 2 * GRID, GRID))
            )
            place = QRect(self._at + area.topLeft() + QPoint(4 * GRID, 0), size)
            place.moveRight(min(place.right(), area.right()))
            place.moveBottom(min(place.bottom(), area.bottom()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colors.accent)
            painter.drawRoundedRect(place, GRID, GRID)
            painter.setPen(self._theme.colors.base)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._words)
        return True
