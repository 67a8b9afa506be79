"""The side bar: where one can be in the notebook, its saved searches, and its tags.

Owns the choice of a place. It reads its own figures again when something changed, and refuses to know what a place shows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from app.clearing import make_clearable
from app.library.place_list import PlaceList
from app.library.place_rows import ALL, PLACE, SEARCHES, Place, PlaceRows
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Changes, Counts, SavedSearch, Space, TagNode, Unsaved, View, tr

if TYPE_CHECKING:
    from core import Brain

_Figures = tuple[Counts, tuple[TagNode, ...], tuple[SavedSearch, ...]]
_MANY = 12  # tags: from here on they can be narrowed
_SOON_MS = 200  # after a change; an import changes much at once


class Places(QWidget):
    """The side bar of one window."""

    chosen = Signal(object)
    """The `View` that a person went to."""
    searched = Signal(object)
    """The `core.SavedSearch` that a person went to."""
    narrowed = Signal(str)
    """A tag that a person clicked while something is searched: the search is to keep to it, or no longer."""
    renaming = Signal(object)
    """A `core.SavedSearch` that is to have another name."""
    dropped = Signal(object)
    """A `core.SavedSearch` that is to be kept no longer."""
    entered = Signal()
    """Enter: on to the notes."""
    folded = Signal(object)
    """A person folded or unfolded: the tags (a frozenset) whose tags below them are not listed now."""
    tag_offered = Signal(str, QPoint)
    """The menu of a tag is wanted, at that point of the screen."""
    counted = Signal(object)
    """`core.Counts` as they are listed here, whenever they were read or a note was begun."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = ALL
        self._asked = ""  # the query that is searched for, if one is
        self._meant: SavedSearch | None = None  # the person was at this one last: others may ask the same
        # The tags of notes that were begun, and of those, too, that the figures may not know yet.
        self._unsaved: dict[UUID, tuple[str, ...]] = {}
        self._begun: dict[UUID, tuple[str, ...]] = {}
        self._rows = PlaceRows(self)
        self._quiet = False
        self.list = PlaceList(self._rows, theme, self)
        self.filter = QLineEdit(self)
        self.setObjectName("places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out(theme)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.read)
        workspace.changed.connect(self._something_changed)
        self.list.selectionModel().currentChanged.connect(self._go)
        self.list.entered.connect(self._enter)
        self.list.dropped.connect(self.drop)
        self.list.clicked.connect(self._clicked)
        self.list.turned.connect(self._turn)
        self.list.caret_clicked.connect(self._toggle)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self._first_tag)
        self._mark()

    @property
    def view(self) -> View:
        """Where the person is, as far as the side bar knows."""
        return self._view

    @property
    def saved(self) -> SavedSearch | None:
        """The saved search that is asked just now."""
        number = self._row_asked
        search = None if number is None else self._place(self._rows.index(number, 0)).search
        return None if search in SEARCHES else search

    @property
    def at_search(self) -> bool:
        """Whether the side bar shows that a search of its own is asked just now."""
        return self._row_asked is not None

    @property
    def _row_asked(self) -> int | None:
        return self._rows.row_of_search(self._asked, self._meant) if self._asked.strip() else None

    def mean(self, search: SavedSearch) -> None:
        """Of the saved searches that ask the same, the person is at this one."""
        self._meant = search
        self._quietly(lambda: None)

    def read(self) -> None:
        """Read the counts and tags."""
        known = self._settled
        self._workspace.read(
            _figures, lambda figures: self._show(figures, known), owner=self, latest="places"
        )

    def read_folded(self, before: Collection[str]) -> None:
        """Read them after very much came: of many tags, those are folded that have some below them, and were not `above`
        others before."""
        known = self._settled

        def show(figures: _Figures) -> None:
            self._show(figures, known)
            new = self._rows.above.difference(before)
            if new and self._rows.tags >= _MANY:
                self.fold(self._rows.folded | new)
                self.folded.emit(self._rows.folded)

        self._workspace.read(_figures, show, owner=self)

    def show_unsaved(self, unsaved: Sequence[Unsaved]) -> None:
        """Count notes that were just begun, and go on counting each until figures are read that know it."""
        self._unsaved = {each.id: each.tags for each in unsaved if each.tags is not None}
        self._begun |= self._unsaved
        if self._settled and not self._soon.isActive():
            self._soon.start()
        self._quietly(lambda: self._rows.begin(list(self._begun.values())))
        self._tell_counts()

    @property
    def _settled(self) -> frozenset[UUID]:
        """Notes that were begun and are saved now, or empty again: figures that are read from now on are right."""
        return frozenset(self._begun.keys() - self._unsaved.keys())

    @property
    def leading(self) -> Sequence[Place]:
        """Where one can go but for the tags."""
        return self._rows.leading

    @property
    def tags(self) -> Sequence[TagNode]:
        """All tags, each followed by those below it, as they were read last."""
        return self._rows.nodes

    @property
    def above(self) -> frozenset[str]:
        """The tags that have some below them, as they were read last."""
        return self._rows.above

    def go(self, view: View) -> None:
        """Show that the person is there, and tell it when that is somewhere else."""
        if view != self._view:
            self._view = view
            self.chosen.emit(view)
        self._mark()

    def area_of(self, view: View) -> QRect | None:
        """Where a place stands in the list; None when it is not in sight."""
        number = self._rows.row_of(view)
        area = QRect() if number is None else self.list.visualRect(self._rows.index(number, 0))
        return area if self.list.viewport().rect().contains(area) and area.isValid() else None

    def fold(self, tags: Collection[str]) -> None:
        """Do not list what stands below these tags."""
        self._quietly(lambda: self._rows.fold(tags))

    def color(self, colors: Mapping[str, str]) -> None:
        """Give tags these colors, by name."""
        self._quietly(lambda: self._rows.color(colors))

    def share(self, spaces: Sequence[Space]) -> None:
        """List these spaces; who is in one of them sees what is in it now, or all notes where it is gone."""
        self._quietly(lambda: self._rows.share(spaces))
        here = self._view.space
        if here is not None:
            found = next((each for each in spaces if each.name == here), None)
            self.go(ALL if found is None else replace(self._view, among=found.notes))

    def show_search(self, text: str) -> None:
        """Show that this is searched for; a saved search that asks the same is where the person is then."""
        self._asked = text
        self._quietly(lambda: None)

    def drop(self) -> None:
        """Keep the saved search under the keyboard no longer."""
        index = self.list.currentIndex()
        search = self._place(index).search if index.isValid() else None
        if search is not None and search not in SEARCHES:
            self.dropped.emit(search)

    def take_keyboard(self, reason: Qt.FocusReason) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(reason)

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

    def _lay_out(self, theme: Theme) -> None:
        self.filter.setPlaceholderText(tr("Find a tag"))
        self.filter.setAccessibleName(tr("Find a tag"))
        make_clearable(self.filter, theme)
        self.filter.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        inset = QVBoxLayout()
        inset.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inset.addWidget(self.filter)
        column.addLayout(inset)

    def _show(self, figures: _Figures, known: Collection[UUID]) -> None:
        """Show figures that know these notes, of those that were begun."""
        counts, tags, searches = figures
        begun = {
            each: tags for each, tags in self._begun.items() if each in self._unsaved or each not in known
        }
        self._begun = begun
        self._quietly(lambda: self._rows.show(counts, tags, searches, begun.values()))
        self.filter.setVisible(len(tags) >= _MANY or bool(self.filter.text()))
        self._tell_counts()

    def _tell_counts(self) -> None:
        counts = self._rows.counts
        if counts is not None:
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

    def _place(self, index: QModelIndex) -> Place:
        place = index.data(PLACE)
        assert isinstance(place, Place)  # every row is one
        return place

    def _go(self, index: QModelIndex) -> None:
        """The person moved to a row. While something is searched, tags wait for a click or Enter."""
        place = self._place(index) if index.isValid() and not self._quiet else None
        if place is None:
            return
        if place.search is not None:
            self._meant = place.search
            self.searched.emit(place.search)
        elif (
            place.view is not None and not self._narrows(place) and (place.view != self._view or self._asked)
        ):
            self._view = place.view
            self.chosen.emit(place.view)

    def _narrows(self, place: Place) -> bool:
        return bool(self._asked.strip()) and place.view is not None and place.view.tag is not None

    def _clicked(self, index: QModelIndex) -> None:
        place = self._place(index)
        if self._narrows(place):
            self._narrow_to(place)
        elif self._asked and place.view is not None and place.view == self._view:
            self.chosen.emit(place.view)  # the row was current already: out of the search, back to the place

    def _enter(self) -> None:
        index = self.list.currentIndex()
        place = self._place(index) if index.isValid() else None
        if place is not None and self._narrows(place):
            self._narrow_to(place)
        else:
            self.entered.emit()

    def _narrow_to(self, place: Place) -> None:
        assert place.view is not None and place.view.tag is not None  # only a tag narrows
        self.narrowed.emit(place.view.tag)
        self._quietly(lambda: None)

    def _turn(self, by: int) -> None:
        """Right unfolds a tag; left folds it, or goes to the one above."""
        index = self.list.currentIndex()
        place = self._place(index) if index.isValid() else None
        if place is None or place.tag is None:
            return
        if place.folded is (by > 0):
            self._toggle(index)
        elif by < 0 and place.depth:
            above = self._rows.row_of(View(tag=place.tag.rpartition("/")[0]))
            if above is not None:
                self.list.setCurrentIndex(self._rows.index(above, 0))

    def _toggle(self, index: QModelIndex) -> None:
        place = self._place(index)
        if place.tag is not None and place.folded is not None:
            self.fold(self._rows.folded ^ {place.tag})
            self.folded.emit(self._rows.folded)

    def _offer(self, point: QPoint) -> None:
        """The menu of a saved search or a tag."""
        index = self.list.indexAt(point)
        place = self._place(index) if index.isValid() else None
        if place is not None and place.tag is not None:
            self.tag_offered.emit(place.tag, self.list.viewport().mapToGlobal(point))
        search = place.search if place else None
        if search is None or search in SEARCHES:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Rename “{name}”…", name=search.name), lambda: self.renaming.emit(search))
        menu.addAction(tr("Remove “{name}”", name=search.name), lambda: self.dropped.emit(search))
        menu.popup(self.list.viewport().mapToGlobal(point))

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
        number = self._row_asked
        number = self._rows.row_of(self._view) if number is None else number
        index = QModelIndex() if number is None else self._rows.index(number, 0)
        if index != self.list.currentIndex():
            flag = QItemSelectionModel.SelectionFlag
            self.list.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)


def _figures(brain: Brain) -> _Figures:
    return brain.counts(), brain.tagging.tree(), brain.saved_searches()
