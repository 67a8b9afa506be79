"""The sheet that keeps a search among the places: a field for its name, and a button."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.popover import Popover
from app.sizes import SAVING
from app.theme import GRID, Theme
from core import tr

_LONGEST = 80  # characters of a name


class SaveSheet(Popover):
    """Asks for a name; the query is called by its own words until somebody says otherwise."""

    named = Signal(str)
    """The name under which the search is to be kept."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._words = QLabel(self)
        self._words.setFont(theme.font("strong"))
        self.field = QLineEdit(self)
        self.field.setAccessibleName(tr("Name of the search"))
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(self._keep)
        self._button = QPushButton(tr("Save"), self)
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self._keep)
        self.field.textChanged.connect(lambda text: self._button.setEnabled(bool(text.strip())))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._words)
        column.addLayout(row)

    def ask(self, name: str, beside: QWidget, *, again: bool = False) -> None:
        """Ask for the name, with this one in the field; `again` for a search that has it already."""
        self._words.setText(tr("Rename this search") if again else tr("Keep this search in the side bar"))
        self.setAccessibleName(self._words.text())
        self.field.setText(name[:_LONGEST])
        self.open_beside(beside, QRect(0, 0, beside.width(), beside.height()), SAVING)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _keep(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.dismiss()
            self.named.emit(name)
