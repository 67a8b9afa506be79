"""A word on the screen that takes no keyboard and goes by itself: that what was captured is a note now.

The capture window is gone by then and the program's own window may be out of sight, so it stands where the capture window
was. Where a program cannot say where a window stands, as under Wayland, the toast in the program's window says it alone.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.theme import GRID

_SHOWN_MS = 1_500
_LONGEST = 60  # characters


class Said(QFrame):
    """One short message at a time."""

    def __init__(self) -> None:
        flags = (
            Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(None, flags)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._words = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        row.addWidget(self._words)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)

    @property
    def words(self) -> str:
        """What is said just now."""
        return self._words.text() if self.isVisible() else ""

    def say(self, words: str, where: QRect) -> None:
        """Say it in the middle of this part of the screen, for a moment."""
        if QGuiApplication.platformName().startswith("wayland"):
            return
        self._words.setText(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")
        self.adjustSize()
        self.move(where.center() - QPoint(self.width() // 2, self.height() // 2))
        self.show()
        self._timer.start()
