"""The equation of an import as a table to read: in the file = imported + here already + set aside, table by table.

It shows what the core counted and whether that adds up. It refuses to count.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.migration.sheet import Mark, label_of
from app.theme import GRID, Role, Theme
from app.words import figure
from core import TableCount

_ROLES = {"memories": "Notes", "links": "Links between notes"}
_SIGNS = {2: "=", 4: "+", 6: "+"}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Counts(QWidget):
    """A row for each table that was carried over."""

    def __init__(self, theme: Theme, tables: tuple[TableCount, ...], *, dry_run: bool) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2 * GRID, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2 * GRID)
        self._grid.setColumnStretch(0, 1)
        heads = ("In the file", "To import" if dry_run else "Imported", "Here already", "Set aside")
        for column, words in zip((1, 3, 5, 7), heads, strict=True):
            self._put(0, column, words, "small", muted=True)
        for number, table in enumerate(tables):
            self._line(2 * number + 1)
            self._row(2 * number + 2, table)

    def _row(self, row: int, table: TableCount) -> None:
        numbers = (table.source, table.created, table.identical, table.set_aside)
        for column, number in zip((1, 3, 5, 7), numbers, strict=True):
            self._put(row, column, figure(number), "strong" if column == 3 else "body")
        for column, sign in _SIGNS.items():
            # What does not add up must not look as if it did.
            told = sign if sign != "=" or table.adds_up else "≠"
            self._put(row, column, told, muted=True)
        mark = Mark(self._theme, *(("check-circle", "good") if table.adds_up else ("warning", "danger")))
        mark.setToolTip("Every row is accounted for" if table.adds_up else "The counts do not add up")
        mark.setAccessibleName(mark.toolTip())
        self._grid.addWidget(mark, row, 8, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._name(table), row, 0)

    def _name(self, table: TableCount) -> QLabel:
        words = _ROLES.get(table.role, table.role)
        label = label_of(self._theme, words)
        label.setToolTip(f"The table {table.table}")
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(words) + GRID)
        return label

    def _put(self, row: int, column: int, words: str, role: Role = "body", *, muted: bool = False) -> None:
        label = label_of(self._theme, words, role, muted=muted)
        label.setWordWrap(False)
        label.setAlignment(_RIGHT)
        self._grid.addWidget(label, row, column)

    def _line(self, row: int) -> None:
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        self._grid.addWidget(line, row, 0, 1, 9)
