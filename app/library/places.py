"""The side bar: where one can be in the notebook, and its tags.

Owns the choice of a place. It reads its own figures again when something changed, and refuses to know what a place shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.library.place_list import PlaceList
from app.library.place_rows import ALL, PLACE, Place, PlaceRows
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Changes, Counts, TagCount, View

if TYPE_CHECKING:
    from core import Brain

_MANY = 12  # tags: from here on they can be narrowed
_SOON_MS = 200  # after a change; an import changes much at once


class Places(QWidget):
    """The side bar of one window."""

    chosen = Signal(object)
    """The `View` that a person went to."""
    entered = Signal()
    """Enter: on to the notes."""
    counted = Signal(object)
    """`core.Counts`, whenever they were read."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = ALL
        self._rows = PlaceRows(self)
        self._quiet = False
        self.list = PlaceList(self._rows, theme, self)
        self.filter = QLineEdit(self)
        self.setObjectName("places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.read)
        workspace.changed.connect(self._something_changed)
        self.list.selectionModel().currentChanged.connect(self._go)
        self.list.entered.connect(self.entered)
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self._first_tag)
        self._mark()

    @property
    def view(self) -> View:
        """Where the person is, as far as the side bar knows."""
        return self._view

    def read(self) -> None:
        """Read the counts and tags."""
        self._workspace.read(_figures, self._show, owner=self, latest="places")

    def go(self, view: View) -> None:
        """Show that the person is there, and tell it when that is somewhere else."""
        if view != self._view:
            self._view = view
            self.chosen.emit(view)
        self._mark()

    def find_tag(self) -> None:
        """Put the cursor where tags are narrowed, or on the list when there are few."""
        target: QWidget = self.filter if self.filter.isVisibleTo(self) else self.list
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the letters away again."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText("Find a tag")
        self.filter.setAccessibleName("Find a tag")
        self.filter.setClearButtonEnabled(True)
        self.filter.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        inset = QVBoxLayout()
        inset.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inset.addWidget(self.filter)
        column.addLayout(inset)

    def _show(self, figures: tuple[Counts, tuple[TagCount, ...]]) -> None:
        counts, tags = figures
        self._quietly(lambda: self._rows.show(counts, tags))
        self.filter.setVisible(len(tags) >= _MANY or bool(self.filter.text()))
        self.counted.emit(counts)

    def _something_changed(self, _changes: Changes) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _narrow(self, letters: str) -> None:
        self._quietly(lambda: self._rows.narrow(letters))

    def _first_tag(self) -> None:
        number = self._rows.first_tag()
        if number is not None:
            self.list.setCurrentIndex(self._rows.index(number, 0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, index: QModelIndex) -> None:
        place = index.data(PLACE) if index.isValid() and not self._quiet else None
        if isinstance(place, Place) and place.view is not None and place.view != self._view:
            self._view = place.view
            self.chosen.emit(place.view)

    def _quietly(self, change: Callable[[], None]) -> None:
        """Change the rows while the person stays where they are."""
        scrolled = self.list.verticalScrollBar().value()
        self._quiet = True
        try:
            change()
            self._mark()
        finally:
            self._quiet = False
        self.list.verticalScrollBar().setValue(scrolled)

    def _mark(self) -> None:
        number = self._rows.row_of(self._view)
        index = QModelIndex() if number is None else self._rows.index(number, 0)
        if index != self.list.currentIndex():
            flag = QItemSelectionModel.SelectionFlag
            self.list.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)


def _figures(brain: Brain) -> tuple[Counts, tuple[TagCount, ...]]:
    return brain.counts(), brain.tags()
