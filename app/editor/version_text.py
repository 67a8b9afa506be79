"""A text to read, choose from and copy, that nobody can change: one version of a note beside another.

Owns that it can be reached and left by the keyboard. It refuses to know what is marked in it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.sizes import TEXT_LEAST
from app.theme import GRID


class VersionText(QPlainTextEdit):
    """One version."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("version")
        self.setReadOnly(True)
        self.document().setDocumentMargin(2 * GRID)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # nobody types here, so nothing has to be kept to take back
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def sizeHint(self) -> QSize:
        """Called by Qt. It asks for little and takes what there is, lest the page around it scrolls as well."""
        return QSize(super().sizeHint().width(), TEXT_LEAST)
