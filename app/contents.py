"""The names of the parts of something long, one below the other beside it.

Owns how they are shown, and that the one is marked in which one reads, until somebody chooses another. It refuses to know
what has these parts.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.theme import Theme
from core import tr

_INDENT = "    "


class Contents(QListWidget):
    """A list of parts; hidden where there are fewer than two."""

    chosen = Signal(int)
    """Somebody wants to read the part of this number, counted from 0."""

    def __init__(self, theme: Theme, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contents")
        self.setAccessibleName(tr("Contents"))
        self.setFont(theme.font("body"))
        self.setFixedWidth(width)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def name(self, parts: Iterable[tuple[str, int]]) -> None:
        """Name these parts, each with how many others it stands in."""
        self.clear()
        for words, depth in parts:
            item = QListWidgetItem(_INDENT * depth + words)
            item.setToolTip(words)
            self.addItem(item)
        # Without a place on a page yet, being shown would make a window of it.
        self.setVisible(self.count() > 1 and self.parentWidget() is not None)

    def mark(self, part: int) -> None:
        """This is the one in which one reads; said in vain while somebody chooses one."""
        if not self.hasFocus():
            self.setCurrentRow(part)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.row(item))
