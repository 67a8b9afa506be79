"""The rows of the side bar: the places, below them the searches that were kept, and the tags with their counts.

Owns what the side bar lists and in which order; the tags can be narrowed by some letters. It refuses to know how a row
looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app import words
from core import Counts, SavedSearch, TagCount, View

Index = QModelIndex | QPersistentModelIndex
PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the side bar, which leads to a view or asks a saved search; a line that only heads others does neither."""

    view: View | None
    name: str
    icon: str
    count: int | None = None
    search: SavedSearch | None = None

    @property
    def leads(self) -> bool:
        """Whether one can go there."""
        return self.view is not None or self.search is not None


ALL, UNTAGGED, TRASH = View(), View(untagged=True), View(trash=True)
TAGS = Place(None, "Tags", "")
SEARCHES = Place(None, "Searches", "")


def name_of(view: View) -> str:
    """What a place is called."""
    if view.tag is not None:
        return view.tag
    return "Trash" if view.trash else "Untagged" if view.untagged else "All notes"


class PlaceRows(QAbstractTableModel):
    """A table of one column: `data(index, PLACE)` is a `Place`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Counts | None = None
        self._tags: Sequence[TagCount] = ()
        self._searches: Sequence[SavedSearch] = ()
        self._letters = ""
        self._places = self._list()

    @property
    def tags(self) -> int:
        """How many tags there are."""
        return len(self._tags)

    def show(self, counts: Counts, tags: Sequence[TagCount], searches: Sequence[SavedSearch] = ()) -> None:
        """Show these figures, tags and saved searches."""
        self._counts, self._tags, self._searches = counts, tags, searches
        self._change()

    def narrow(self, letters: str) -> None:
        """List only the tags that hold these letters."""
        self._letters = letters.strip().casefold()
        self._change()

    def row_of(self, view: View) -> int | None:
        """Where a place stands; None when it is not listed."""
        for number, place in enumerate(self._places):
            if place.view == view:
                return number
        return None

    def row_of_search(self, text: str) -> int | None:
        """Where the saved search stands that asks this."""
        asked = text.split()
        for number, place in enumerate(self._places):
            if place.search is not None and place.search.query.split() == asked:
                return number
        return None

    def first_tag(self) -> int | None:
        """The row of the first tag that is listed."""
        numbers = (at for at, place in enumerate(self._places) if place.view and place.view.tag is not None)
        return next(numbers, None)

    def rowCount(self, parent: Index | None = None) -> int:
        """All places, the heading, and the tags that are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def columnCount(self, parent: Index | None = None) -> int:
        """One."""
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if index.isValid() and not self._places[index.row()].leads:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The place itself, or its words for a screen reader."""
        if not index.isValid():
            return None
        place = self._places[index.row()]
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return place.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return place.search.query if place.search else None
        if role == Qt.ItemDataRole.AccessibleTextRole and place.search is not None:
            return f"{place.name}, search for {place.search.query}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return place.name if place.count is None else f"{place.name}, {words.notes(place.count)}"
        return None

    def _list(self) -> list[Place]:
        counts = self._counts
        places = [
            Place(ALL, name_of(ALL), "note", counts.memories if counts else None),
            Place(UNTAGGED, name_of(UNTAGGED), "tag-simple"),
            Place(TRASH, name_of(TRASH), "trash", counts.trash if counts else None),
        ]
        if self._searches:
            places.append(SEARCHES)
            places += [Place(None, each.name, "bookmark-simple", search=each) for each in self._searches]
        tags = [tag for tag in self._tags if self._letters in tag.tag.casefold()]
        if self._tags:
            places.append(TAGS)
        return places + [Place(View(tag=tag.tag), tag.tag, "hash", tag.count) for tag in tags]

    def _change(self) -> None:
        """Rows that stay keep their index, so that nothing in the view moves for a count."""
        places = self._list()
        same = [(each.view, each.search) for each in places] == [
            (each.view, each.search) for each in self._places
        ]
        if same:
            self._places = places
            self.dataChanged.emit(self.index(0, 0), self.index(len(places) - 1, 0))
            return
        self.beginResetModel()
        self._places = places
        self.endResetModel()
