"""What a person fills in on a page: a field with its name above it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.migration.sheet import label_of
from app.sizes import FIELD
from app.theme import GRID, Theme


class Field(QWidget):
    """One line to fill in, and a button beside it where there is something to do with it."""

    def __init__(
        self, theme: Theme, name: str, value: str = "", *, hint: str = "", secret: bool = False
    ) -> None:
        super().__init__()
        self.line = QLineEdit(value)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.setMinimumWidth(FIELD)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        label = label_of(theme, name)
        label.setBuddy(self.line)
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * GRID)
        self._row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label)
        column.addLayout(self._row)

    @property
    def text(self) -> str:
        """What is in it, without space around it."""
        return self.line.text().strip()

    def beside(self, button: QPushButton) -> None:
        """Put a button at its end."""
        self._row.addWidget(button)

    def entered(self, pressed: Callable[[], object]) -> None:
        """What Enter does."""
        self.line.returnPressed.connect(lambda: pressed())  # noqa: PLW0108 - a signal's arguments stay outside
