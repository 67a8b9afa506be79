"""A command for the terminal where version 2 runs, with a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.announcing import announce
from app.migration.sheet import button_of, label_of
from app.theme import GRID, Theme
from core import tr


class Command(QWidget):
    """What it does, and the command."""

    def __init__(self, theme: Theme, about: str, command: str) -> None:
        super().__init__()
        self._command = command
        self._copy = button_of(tr("Copy"), self._copied, name=tr("Copy the command: {about}", about=about))
        line = label_of(theme, command, "code")
        line.setObjectName("command")
        line.setAccessibleName(command)
        line.setAccessibleDescription(tr("A command for the terminal"))
        line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(line, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label_of(theme, about))
        column.addLayout(row)

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._command)
        self._copy.setText(tr("Copied"))  # said where the person looks
        announce(self._copy, tr("Copied"))
