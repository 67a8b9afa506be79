"""What was searched before, below the empty search box.

Owns the list under the box and the keys that belong to it while it is shown; the box keeps the keyboard. Which queries
these are is kept by `app.remembered`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from app.remembered import Remembered
from app.search.box import SearchBox
from app.theme import GRID, SIDE_ROW, Theme
from core import tr, tr_noop

_SHOWN = 8
_CLEAR = tr_noop("Clear recent searches")
_BY_HAND = {
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.MouseFocusReason,
}


class Recent(QObject):
    """A list that opens when an empty box gets the keyboard."""

    chosen = Signal(str)
    """A query to be asked again."""

    def __init__(self, box: SearchBox, remembered: Remembered, theme: Theme) -> None:
        super().__init__(box)
        self._box = box
        self._remembered = remembered
        self._theme = theme
        self._frame: QFrame | None = None  # made when it is first opened: only then the box is in its window
        self._list = QListWidget(box)
        self._list.hide()
        box.installEventFilter(self)
        box.textChanged.connect(self._typed)

    @property
    def shown(self) -> list[str]:
        """The lines that are shown."""
        lines = range(self._list.count()) if self._is_open() else ()
        return [self._list.item(row).text() for row in lines]

    def open(self) -> bool:
        """Show the list if there is something in it."""
        queries = self._remembered.recent[:_SHOWN]
        if not queries or self._box.text():
            self.hide()
            return False
        frame = self._frame = self._frame or self._made()
        self._list.clear()
        for query in queries:
            self._list.addItem(QListWidgetItem(self._theme.icon("clock-counter-clockwise"), query))
        self._list.addItem(QListWidgetItem(self._theme.icon("x"), tr(_CLEAR)))
        self._list.setCurrentRow(-1)
        frame.resize(self._box.width(), self._list.count() * SIDE_ROW + 2 * GRID + 2)
        frame.move(self._box.mapTo(self._box.window(), QPoint(0, self._box.height() + GRID)))
        frame.show()
        frame.raise_()
        return True

    def hide(self) -> None:
        """Close the list."""
        if self._frame is not None:
            self._frame.hide()

    def clear(self) -> None:
        """Forget every query."""
        self._remembered.recent = ()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Opens and closes with the box's keyboard, and takes its keys while there is a list."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn and event.reason() in _BY_HAND:  # type: ignore[attr-defined]  # it is a QFocusEvent
            self.open()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Resize):
            self.hide()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and self._key(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        """Whether the key was for the list."""
        if not self._is_open():
            return key == Qt.Key.Key_Down and self.open() and self._step(1)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._step(1 if key == Qt.Key.Key_Down else -1)
        item = self._list.currentItem() if self._list.currentRow() >= 0 else None
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if item is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(item)
            return True
        if item is not None and key == Qt.Key.Key_Delete:
            self._forget(item)
            return True
        return False

    def _step(self, by: int) -> bool:
        self._list.setCurrentRow((self._list.currentRow() + by) % self._list.count())
        return True

    def _choose(self, item: QListWidgetItem) -> None:
        if self._list.row(item) == self._list.count() - 1:
            self.clear()
        else:
            self.hide()
            self.chosen.emit(item.text())

    def _forget(self, item: QListWidgetItem) -> None:
        """Delete takes one query out of the list."""
        row = self._list.row(item)
        self._remembered.recent = tuple(each for each in self._remembered.recent if each != item.text())
        if self.open():
            self._list.setCurrentRow(min(row, self._list.count() - 1))

    def _typed(self, text: str) -> None:
        if text:
            self.hide()

    def _is_open(self) -> bool:
        return self._frame is not None and not self._frame.isHidden()

    def _made(self) -> QFrame:
        frame = QFrame(self._box.window())
        frame.setObjectName("popover")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(frame)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addWidget(self._list)
        self._list.show()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr("Recent searches"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.itemClicked.connect(self._choose)
        return frame
