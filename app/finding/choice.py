"""What can be chosen in the palette: a line each, with what happens when it is.

Owns the value and the rows made of it. It refuses to know where choices come from and how a row looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core import tr

Index = QModelIndex | QPersistentModelIndex
CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One line. `detail` says more in small print, or why it is not possible just now; `keys` are its shortcut."""

    title: str
    act: Callable[[], object]
    detail: str = ""
    keys: str = ""
    icon: str = ""
    possible: bool = True

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.title, self.detail, self.keys, "" if self.possible else tr("not possible now"))
        return ", ".join(part for part in parts if part)


class Choices(QAbstractListModel):
    """The lines that are offered; `data(index, CHOICE)` is a `Choice`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def first_possible(self) -> int | None:
        """The first line that does something."""
        return next((number for number, each in enumerate(self._choices) if each.possible), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many are offered."""
        return 0 if parent is not None and parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The choice itself, or its words."""
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        return choice.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
