"""The rows of the side bar: the places, below them the searches that were kept, and the tree of tags with their counts.

Owns what the side bar lists and in which order; tags can be folded, and narrowed by some letters. It refuses to know how a
row looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from app import words
from app.library.carrying import mark_of
from app.theme import TAG_COLORS
from core import Counts, SavedSearch, Space, TagNode, View, is_within, tr, tr_noop

Index = QModelIndex | QPersistentModelIndex
PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the side bar, which leads to a view or asks a saved search; a line that only heads others does neither.

    `depth` says how many tags it stands below, `folded` whether those below it are hidden, None where there are none, and
    `color` is the name of a tag's color, if it has one.
    """

    view: View | None
    name: str
    icon: str
    count: int | None = None
    search: SavedSearch | None = None
    depth: int = 0
    folded: bool | None = None
    color: str = ""

    @property
    def leads(self) -> bool:
        """Whether one can go there."""
        return self.view is not None or self.search is not None

    @property
    def tag(self) -> str | None:
        """The tag that it is."""
        return self.view.tag if self.view else None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.search is not None:
            return tr("{name}, search for {query}", name=self.name, query=self.search.query)
        parts = [self.tag or self.name]
        parts += [] if self.count is None else [words.notes(self.count)]
        parts += [] if self.folded is None else [tr("folded") if self.folded else tr("unfolded")]
        return ", ".join([*parts, *([color_words(self.color).lower()] if self.color else [])])


ALL, UNTAGGED, TRASH = View(), View(untagged=True), View(trash=True)
PINNED = SavedSearch(tr_noop("Pinned"), "is:pinned")
TASKS = SavedSearch(tr_noop("Open tasks"), "has:open-task")
SEARCHES = (PINNED, TASKS)
"""Places that are searches; they cannot be forgotten."""
_COLORS = (
    tr_noop("Red"), tr_noop("Orange"), tr_noop("Green"), tr_noop("Teal"),
    tr_noop("Blue"), tr_noop("Violet"), tr_noop("Pink"), tr_noop("Gray"),
)  # fmt: skip


def color_words(name: str) -> str:
    """What a color of tags is called on the screen."""
    return tr(_COLORS[TAG_COLORS.index(name)])


def name_of(view: View) -> str:
    """What a place is called."""
    if view.space is not None:
        return view.space
    if view.tag is not None:
        return view.tag
    if view.trash:
        return tr("Trash")
    return tr("Untagged") if view.untagged else tr("All notes")


def view_of_tag(node: TagNode) -> View:
    """The notes of a tag, and of those below it."""
    return View(tag=node.tag, below=node.parent)


def view_of(space: Space) -> View:
    """The notes of a space."""
    return View(space=space.name, among=space.notes)


class PlaceRows(QAbstractTableModel):
    """A table of one column: `data(index, PLACE)` is a `Place`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Counts | None = None
        self._tags: Sequence[TagNode] = ()
        self._searches: Sequence[SavedSearch] = ()
        self._spaces: Sequence[Space] = ()
        self._begun: list[tuple[str, ...]] = []
        self._letters = ""
        self._folded: frozenset[str] = frozenset()
        self._colors: Mapping[str, str] = {}
        self._leading = self._list()
        self._listed: Sequence[TagNode] = ()
        self._names: list[str] = []

    @property
    def tags(self) -> int:
        """How many tags there are."""
        return len(self._tags)

    @property
    def counts(self) -> Counts | None:
        """How many notes there are, with those that were begun; None before they were read."""
        read = self._counts
        return None if read is None else replace(read, memories=read.memories + len(self._begun))

    @property
    def leading(self) -> Sequence[Place]:
        """Where one can go but for the tags: places, saved searches, spaces."""
        return [each for each in self._leading if each.leads]

    @property
    def nodes(self) -> Sequence[TagNode]:
        """All tags, each followed by those below it."""
        return self._tags

    @property
    def above(self) -> frozenset[str]:
        """The tags that have some below them."""
        return frozenset(node.tag for node in self._tags if node.parent)

    @property
    def folded(self) -> frozenset[str]:
        """The tags whose tags below them are not listed."""
        return self._folded

    def show(
        self,
        counts: Counts,
        tags: Sequence[TagNode],
        searches: Sequence[SavedSearch] = (),
        begun: Iterable[tuple[str, ...]] = (),
    ) -> None:
        """Show these figures, tags and saved searches; and count notes with the tags of those `begun`, too, which the
        figures do not know yet."""
        self._counts, self._tags, self._searches, self._begun = counts, tags, searches, list(begun)
        self._change()

    def begin(self, begun: Iterable[tuple[str, ...]]) -> None:
        """Other notes are begun now."""
        now = list(begun)
        if now != self._begun:
            self._begun = now
            self._change()

    def share(self, spaces: Sequence[Space]) -> None:
        """List these spaces."""
        if list(spaces) != list(self._spaces):
            self._spaces = spaces
            self._change()

    def narrow(self, letters: str) -> None:
        """List only the tags that hold these letters."""
        self._letters = letters.strip()
        self._change()

    def fold(self, tags: Collection[str]) -> None:
        """Fold these tags and no others."""
        self._folded = frozenset(tags)
        self._change()

    def color(self, colors: Mapping[str, str]) -> None:
        """Give tags these colors."""
        self._colors = colors
        self._change()

    def row_of(self, view: View) -> int | None:
        """Where a place stands; None when it is not listed."""
        if view.tag is not None:
            listed = view.tag in self._names
            return len(self._leading) + self._names.index(view.tag) if listed else None
        for number, place in enumerate(self._leading):
            if place.view is not None and _same(place.view, view):
                return number
        return None

    def row_of_search(self, text: str, meant: SavedSearch | None = None) -> int | None:
        """Where the saved search stands that asks this: of several, the one that is `meant`, else the first."""
        asked = text.split()
        same = [
            number
            for number, place in enumerate(self._leading)
            if place.search is not None and place.search.query.split() == asked
        ]
        return next((each for each in same if self._leading[each].search == meant), same[0] if same else None)

    def first_tag(self) -> int | None:
        """The row of the first tag that is listed."""
        return len(self._leading) if self._listed else None

    def place(self, row: int) -> Place:
        """What stands in a row. Those of tags are made when they are asked for: there can be many thousand."""
        above = len(self._leading)
        return self._leading[row] if row < above else self._tag(self._listed[row - above])

    def rowCount(self, parent: Index | None = None) -> int:
        """All places, the heading, and the tags that are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._leading) + len(self._listed)

    def columnCount(self, parent: Index | None = None) -> int:
        """One."""
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen, and only tags are dragged."""
        place = self.place(index.row()) if index.isValid() else None
        if place is not None and not place.leads:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if place is not None and place.tag else flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """A tag is dragged within this window only, by its name."""
        return mark_of("tag", self.place(indexes[0].row()).tag or "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The place itself, or its words for a screen reader."""
        if not index.isValid():
            return None
        place = self.place(index.row())
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return place.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return place.search.query if place.search else place.tag if place.depth else None
        return place.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _list(self) -> list[Place]:
        counts = self.counts
        places = [
            Place(ALL, name_of(ALL), "note", counts.memories if counts else None),
            Place(None, tr(PINNED.name), "push-pin", search=PINNED),
            Place(None, tr(TASKS.name), "check-square", search=TASKS),
            Place(UNTAGGED, name_of(UNTAGGED), "tag-simple"),
            Place(TRASH, name_of(TRASH), "trash", counts.trash if counts else None),
        ]
        if self._searches:
            places.append(Place(None, tr("Searches"), ""))
            places += [Place(None, each.name, "bookmark-simple", search=each) for each in self._searches]
        if self._spaces:
            places.append(Place(None, tr("Spaces"), ""))
            for each in self._spaces:
                places.append(Place(view_of(each), each.name, "users-three", len(each.notes)))
        if self._tags:
            places.append(Place(None, tr("Tags"), ""))
        if self._letters and not self._tags_to_list():
            places.append(Place(None, tr("No tag holds “{letters}”.", letters=self._letters), ""))
        return places

    def _tag(self, node: TagNode) -> Place:
        """A tag in the tree; by its whole name among those that hold the letters."""
        view, color = view_of_tag(node), self._colors.get(node.tag, "")
        count = node.count + sum(any(is_within(each, node.tag) for each in tags) for tags in self._begun)
        if self._letters:
            return Place(view, node.tag, "hash", count, color=color)
        folded = node.tag in self._folded if node.parent else None
        return Place(view, node.name, "hash", count, None, node.depth, folded, color)

    def _tags_to_list(self) -> Sequence[TagNode]:
        if self._letters:
            letters = self._letters.casefold()
            return [node for node in self._tags if letters in node.tag.casefold()]
        return list(self._unfolded()) if self._folded else self._tags

    def _unfolded(self) -> Iterator[TagNode]:
        hidden: str | None = None
        for node in self._tags:
            if hidden is None or not node.tag.startswith(hidden):
                hidden = f"{node.tag}/" if node.parent and node.tag in self._folded else None
                yield node

    def _change(self) -> None:
        """Rows that stay keep their index, so that nothing in the view moves for a count."""
        leading, listed = self._list(), self._tags_to_list()
        names = [node.tag for node in listed]
        was = [(each.view, each.search, each.name) for each in self._leading]
        if names == self._names and [(each.view, each.search, each.name) for each in leading] == was:
            self._leading, self._listed = leading, listed
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
            return
        self.beginResetModel()
        self._leading, self._listed, self._names = leading, listed, names
        self.endResetModel()


def _same(one: View, other: View) -> bool:
    """Whether two views are one place, however it is sorted and whatever stands below it."""
    return (one.tag, one.untagged, one.trash, one.space) == (
        other.tag,
        other.untagged,
        other.trash,
        other.space,
    )
