"""What stays where it is in a list of notes while other rows are shown: the first one in sight, or the one at the mouse;
what is chosen; where the keyboard is.

Owns how rows give way to others under the same eyes, and the room for headings above some of them. It refuses to know which
notes are shown, and what it means that one is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QTableView

from app.library.note_rows import NoteRows
from app.theme import ROW, SIDE_ROW
from core import MemoryIds

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class Staying:
    """In one view of these rows."""

    def __init__(self, view: QTableView, rows: NoteRows) -> None:
        self._view = view
        self._rows = rows

    @property
    def chosen(self) -> list[UUID]:
        """The notes that are chosen, in the order of the list."""
        chosen = self._view.selectionModel().selection().toList()
        spans = sorted((each.top(), each.bottom()) for each in chosen)
        return [note for top, bottom in spans for note in self._rows.ids[top : bottom + 1]]

    @property
    def current(self) -> UUID | None:
        """The note at which the keyboard is."""
        index = self._view.currentIndex()
        return self._rows.ids[index.row()] if index.isValid() else None

    def stand(self, note: UUID, below: int) -> None:
        """Scroll until a note, if it is there, stands so far below the upper edge."""
        if (number := self._rows.ids.position_of(note)) is not None:
            self._view.executeDelayedItemsLayout()  # else the scroll bar still has the range of the rows before
            above = self._view.verticalHeader().sectionPosition(number)
            self._view.verticalScrollBar().setValue(above - below)

    def show(
        self,
        rows: Callable[[], None],
        headings: Mapping[int, str],
        following: UUID | None,
        *,
        anew: bool,
        in_hand: bool,
    ) -> None:
        """Have `rows` show others; the note that is `following` is chosen where it is among them. Unless they are shown
        `anew`, from the top, the first row in sight stays where it is, or, `in_hand`, the one at the mouse, else the chosen
        one."""
        held = self._in_hand() if in_hand and not anew else None
        first, before = None if anew else self._first(), self._rows.ids
        chosen, row, at = self.chosen, self._view.currentIndex().row(), self.current
        rows()
        headed = self._head(headings)
        if self._rows.ids is not before or headed:
            self._view.executeDelayedItemsLayout()
            self._choose_again(chosen, row, at, following, anew)
            self._scroll(first, before, following)
        if held is not None:
            self.stand(*held)

    def _scroll(self, first: tuple[UUID, int] | None, before: MemoryIds, following: UUID | None) -> None:
        if first is None:
            self._view.scrollToTop()
            return
        self.stand(*first)
        if following is None or before.position_of(following) is not None:
            return
        if self._rows.is_begun(following):  # who just began it would look for it in vain
            self._view.scrollTo(self._view.currentIndex())

    def _first(self) -> tuple[UUID, int] | None:
        """The first note in sight and where it stands; none when the list is at its top."""
        number = self._view.rowAt(0)
        if self._view.verticalScrollBar().value() == 0 or not 0 <= number < len(self._rows.ids):
            return None
        return self._rows.ids[number], self._view.rowViewportPosition(number)

    def _in_hand(self) -> tuple[UUID, int] | None:
        """The note at the mouse, else the chosen one if it is in sight, and where it stands."""
        view = self._view
        under = view.viewport().mapFromGlobal(QCursor.pos())
        index = view.indexAt(under) if view.viewport().underMouse() else QModelIndex()
        if not index.isValid():
            index = view.currentIndex() if self.chosen else QModelIndex()
        area = view.visualRect(index)
        if not index.isValid() or not area.intersects(view.viewport().rect()):
            return None
        return self._rows.ids[index.row()], area.top()

    def _head(self, headings: Mapping[int, str]) -> bool:
        """Make room above the rows that have a heading; whether they are others than before."""
        view, count = self._view, len(self._rows.ids)
        if headings == self._rows.headings and all(
            view.rowHeight(number) != ROW for number in headings if number < count
        ):
            return False
        sizes = view.verticalHeader()
        for number in self._rows.headings:
            if number < sizes.count():
                sizes.resizeSection(number, ROW)
        self._rows.headings = headings
        for number in headings:
            if number < sizes.count():
                sizes.resizeSection(number, ROW + SIDE_ROW)
        view.viewport().update()
        return True

    def _choose_again(
        self, chosen: list[UUID], row: int, at: UUID | None, following: UUID | None, anew: bool
    ) -> None:
        ids, choice = self._rows.ids, self._view.selectionModel()
        if len(chosen) > 1:
            choice.select(self._places(chosen), _SELECT)
            stands = None if at is None else ids.position_of(at)
            if stands is not None:  # else Shift would choose from the first note on
                choice.setCurrentIndex(self._rows.index(stands, 0), _KEEP)
            return
        wanted = None if following is None else ids.position_of(following)
        if wanted is not None:
            choice.setCurrentIndex(self._rows.index(wanted, 0), _SELECT)
        elif not anew and chosen and row >= 0 and len(ids):
            # The note that was here is gone: the keyboard stays at this place, on the next one.
            choice.setCurrentIndex(self._rows.index(min(row, len(ids) - 1), 0), _KEEP)

    def _places(self, notes: list[UUID]) -> QItemSelection:
        """Where those of these notes are that are there, as few spans of rows as can be."""
        found = QItemSelection()
        numbers = sorted(number for each in notes if (number := self._rows.ids.position_of(each)) is not None)
        for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):  # one after the other
            rows = [number for _, number in run]
            found.select(self._rows.index(rows[0], 0), self._rows.index(rows[-1], 0))
        return found
