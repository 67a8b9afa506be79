"""The quiet window that a bug gets: what is safe, and the details to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.announcing import announce
from app.sizes import DETAILS
from app.theme import GRID
from core import tr


class Details(QDialog):
    """Says that something went wrong, what is safe, and offers the details. Does not take the focus from writing."""

    def __init__(self, parent: QWidget | None, copy: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self._words = QLabel(
            tr(
                "Something went wrong that should not have. What is saved is safe, and you can go on. "
                "The details help to mend it; they hold no text of your notes unless a line below shows it."
            ),
            self,
        )
        words.setWordWrap(True)
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(tr("Details"))
        copied = QPushButton(tr("Copy details"), self)
        copied.clicked.connect(lambda: copy(self._text.toPlainText()))
        close = QPushButton(tr("Go on"), self)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copied)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addWidget(words)
        column.addWidget(self._text, 1)
        column.addLayout(row)
        self.resize(DETAILS)

    def say(self, details: str) -> None:
        """Show these details."""
        self._text.setPlainText(details)
        if not self.isVisible():  # it takes no focus, so nobody would hear of it
            announce(self, f"{self.windowTitle()}. {self._words.text()}", urgent=True)
