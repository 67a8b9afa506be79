"""The time line of a note: a row for each thing that happened to it, the newest first, and for each text that gave way.

Owns the rows and their words. It refuses to know what is done with a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app import words
from app.history.authors import NOBODY, Authors
from app.history.told import happened
from core import Step, tr

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a step, or the text numbered `aside` that gave way at it."""

    step: Step
    aside: int | None = None

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return self.step.occurred_at if self.aside is None else self.step.aside[self.aside].occurred_at

    @property
    def device(self) -> UUID | None:
        """Where it was done."""
        return self.step.device_id if self.aside is None else self.step.aside[self.aside].device_id

    @property
    def author(self) -> UUID:
        """By whom it was done."""
        return self.step.author if self.aside is None else self.step.aside[self.aside].author

    @property
    def words(self) -> str:
        """What it was."""
        return happened(self.step) if self.aside is None else "    " + tr("Typed, and gave way to it")


class Timeline(QAbstractListModel):
    """`data(index, LINE)` is a `Line`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._authors, self._several = NOBODY, False

    def show_steps(self, steps: Sequence[Step], authors: Authors) -> None:
        """Show these steps, of which the oldest is first, with the names of those who did them."""
        lines = []
        for step in reversed(steps):
            lines.append(Line(step))
            lines += [Line(step, at) for at in reversed(range(len(step.aside)))]
        self.beginResetModel()
        self._lines, self._authors = lines, authors
        self._several = authors.are_several(line.author for line in lines)
        self.endResetModel()

    def row_of(self, line: Line) -> int | None:
        """Where a line stands now."""
        key = (line.step.version, line.aside)
        return next(
            (at for at, each in enumerate(self._lines) if (each.step.version, each.aside) == key), None
        )

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line itself, or its words."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        now = datetime.now(UTC).astimezone()
        if role == LINE:
            return line
        place = self._authors.told(line.author, line.device, several=self._several)
        if role == Qt.ItemDataRole.DisplayRole:
            indent = "" if line.aside is None else "    "
            return f"{line.words}\n{indent}{words.day(line.moment, now)} · {place}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(
                "{moment}, {device}, version {number}",
                moment=words.exactly(line.moment, now),
                device=place,
                number=line.step.version,
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.words.strip()}, {words.exactly(line.moment, now)}, {place}"
        return None
