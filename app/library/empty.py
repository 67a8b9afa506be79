"""What a place says when there is nothing in it: one sentence that teaches, one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.theme import GRID, Theme


class Empty(QWidget):
    """A sentence and perhaps a button, in the middle of the pane."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._button = QPushButton(self)
        self._name = ""
        for label in (self._icon, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setObjectName("muted")
        self._words.setWordWrap(True)
        self._button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 0, 6 * GRID, 12 * GRID)
        column.setSpacing(3 * GRID)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self._words)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._draw)

    def say(self, icon: str, words: str, button: str = "") -> None:
        """Say this; without words on it, there is no button."""
        self._name = icon
        self._draw()
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def _draw(self) -> None:
        muted = QIcon.Mode.Disabled
        self._icon.setPixmap(self._theme.icon(self._name, 32).pixmap(QSize(32, 32), muted))
