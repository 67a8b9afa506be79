"""The equation of an import as a table to read: in the source = imported + updated + here already + set aside.

It shows what the core counted, while it counts, and whether that adds up. It refuses to count.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.migration.sheet import BAD, GOOD, Mark, label_of
from app.sizes import FIGURE
from app.theme import GRID, Role, Theme
from app.words import figure
from core import TableCount, tr, tr_noop

State = Literal["reading", "found", "importing", "told"]
"""What is being counted: what would come, live or at the end, or what came, live or at the end."""

Fate = Literal["source", "created", "updated", "identical", "set_aside"]
_ROLES = {
    "memories": tr_noop("Notes"),
    "links": tr_noop("Links between notes"),
    "vectors": tr_noop("Vectors"),
    "files": tr_noop("Attachments"),
    "users": tr_noop("Users"),
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Counts(QWidget):
    """A row for each table that was carried over."""

    def __init__(self, theme: Theme, state: State) -> None:
        super().__init__()
        self._theme = theme
        self._state = state
        self._live = state in ("reading", "importing")  # until a table is read to its end nothing can add up
        self._shown: tuple[TableCount, ...] = ()
        self._cells: dict[tuple[str, Fate], QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2 * GRID, 0, 0)
        self._grid.setVerticalSpacing(2 * GRID)
        self._grid.setColumnStretch(0, 1)

    def show_tables(self, tables: tuple[TableCount, ...]) -> None:
        """The counts are these now."""
        if _form(tables) != _form(self._shown) or not self._cells:
            self._begin_anew(tables)
        self._shown = tables
        for (name, fate), cell in self._cells.items():
            table = next(each for each in tables if each.table == name)
            cell.setText(figure(getattr(table, fate)))
        self.setAccessibleName(". ".join(self._said(table) for table in tables))
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._space()

    def _space(self) -> None:
        """Columns stand closer in a small window, where the page would be wider than what is seen of it. A page is never
        narrower than what is on it, so that there is room is known when there is more."""
        self._grid.setHorizontalSpacing(3 * GRID)
        if self.width() <= self._grid.minimumSize().width():
            self._grid.setHorizontalSpacing(GRID)

    def _begin_anew(self, tables: tuple[TableCount, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._cells.clear()
        fates = self._fates(tables)
        for at, fate in enumerate(fates):
            self._put(0, 2 * at + 1, fates[fate], "small", muted=True)
        for number, (table, name) in enumerate(zip(tables, _names(tables), strict=True)):
            self._line(2 * number + 1, 2 * len(fates) + (0 if self._live else 1))
            self._row(2 * number + 2, table, name, list(fates))

    def _fates(self, tables: tuple[TableCount, ...]) -> dict[Fate, str]:
        """What becomes of rows, each with the head of its column."""
        coming = self._state in ("reading", "found")
        heads: dict[Fate, str] = {
            "source": tr("Found"),
            "created": tr("To import") if coming else tr("Imported"),
        }
        if any(table.updated for table in tables):
            heads["updated"] = tr("To update") if coming else tr("Updated")
        return heads | {"identical": tr("Here already"), "set_aside": tr("Set aside")}

    def _row(self, row: int, table: TableCount, name: str, fates: list[Fate]) -> None:
        self._grid.addWidget(self._name(table, name), row, 0)
        for at, fate in enumerate(fates):
            role: Role = "strong" if fate == "created" else "body"
            self._cells[table.table, fate] = self._put(row, 2 * at + 1, "", role)
            if at and not self._live:
                # What does not add up must not look as if it did.
                sign = "+" if at > 1 else "=" if table.adds_up else "≠"
                self._put(row, 2 * at, sign, muted=True)
        if self._live:
            return
        mark = Mark(self._theme, *(GOOD if table.adds_up else BAD))
        mark.setToolTip(tr("Every row is accounted for") if table.adds_up else tr("The counts do not add up"))
        mark.setAccessibleName(mark.toolTip())
        self._grid.addWidget(mark, row, 2 * len(fates), Qt.AlignmentFlag.AlignVCenter)

    def _said(self, table: TableCount) -> str:
        """A row as a sentence, for whoever does not see the table."""
        fates = self._fates((table,))
        parts = [f"{figure(getattr(table, fate))} {words.lower()}" for fate, words in fates.items()]
        return f"{tr(_ROLES.get(table.role, table.role))}: {', '.join(parts)}"

    def _name(self, table: TableCount, words: str) -> QLabel:
        label = label_of(self._theme, words)
        label.setToolTip(tr("The table {table}", table=table.table))
        label.setMinimumWidth(min(label.fontMetrics().horizontalAdvance(words) + GRID, FIGURE))
        return label

    def _put(self, row: int, column: int, words: str, role: Role = "body", *, muted: bool = False) -> QLabel:
        label = label_of(self._theme, words, role, muted=muted)
        label.setWordWrap(False)
        label.setAlignment(_RIGHT)
        self._grid.addWidget(label, row, column)
        return label

    def _line(self, row: int, columns: int) -> None:
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        self._grid.addWidget(line, row, 0, 1, columns)


def _form(tables: tuple[TableCount, ...]) -> tuple[object, ...]:
    """Two counts of one form need no other table on the screen."""
    return any(table.updated for table in tables), *((table.table, table.role) for table in tables)


def _names(tables: tuple[TableCount, ...]) -> list[str]:
    """What a person calls the tables; where several are of one kind, each with its own name."""
    often = Counter(table.role for table in tables)
    return [
        f"{tr(_ROLES.get(table.role, table.role))}{f' · {table.table}' if often[table.role] > 1 else ''}"
        for table in tables
    ]
