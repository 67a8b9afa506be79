"""The sheet of shortcuts: a page over the notes with all keys, one key away.

Owns the page and the way out. The list itself is `Shortcuts`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.finding.keys import Keys
from app.finding.shortcuts import Shortcuts
from app.sizes import COLUMN
from app.theme import GRID, Theme
from core import tr


class ShortcutSheet(QWidget):
    """One page, used again."""

    left = Signal()
    """Esc or the button: back to the notes."""

    def __init__(self, keys: Keys, theme: Theme) -> None:
        super().__init__()
        self.shortcuts = Shortcuts(keys, theme, self)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Shortcuts"))
        title = QLabel(tr("Shortcuts"), self)
        title.setFont(theme.font("title"))
        back = QPushButton(tr("Back to the notes"), self)
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(back)
        middle = QWidget(self)
        middle.setMaximumWidth(COLUMN)
        column = QVBoxLayout(middle)
        column.setContentsMargins(4 * GRID, 8 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(head)
        column.addWidget(self.shortcuts, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)

    def begin(self) -> None:
        """Show all, ready to search."""
        self.shortcuts.field.clear()
        self.shortcuts.show_all()
        self.shortcuts.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the notes; in the field it takes what is typed away first."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.shortcuts.field.text():
            self.shortcuts.field.clear()
        else:
            self.left.emit()
