"""The filters of a query as a menu. What is chosen is written into the query, because its text is the truth.

Owns which filters are offered and which of them stand in the text already. It refuses to know how the text is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from core import TagCount, query_holds, query_set, query_toggled, tag_filter, tr, tr_noop

_TAGS = 20  # the most used ones; any other can be clicked in the side bar or typed
_TIMES = (
    (tr_noop("Today"), "today"),
    (tr_noop("Since yesterday"), "day-1"),
    (tr_noop("This week"), "week-0"),
    (tr_noop("This month"), "month-0"),
    (tr_noop("This year"), "year-0"),
)
_CREATED = tuple((words, f"created:{time}") for words, time in _TIMES)
_CHANGED = tuple((words, f"updated:{time}") for words, time in _TIMES)
_UNTAGGED = (tr_noop("Without a tag"), "is:untagged")
_HAS = (
    (tr_noop("An image"), "has:image"),
    (tr_noop("A link"), "has:link"),
    (tr_noop("A task"), "has:task"),
    (tr_noop("An open task"), "has:open-task"),
    (tr_noop("A done task"), "has:done-task"),
    (tr_noop("Code"), "has:code"),
    (tr_noop("An attachment"), "has:attachment"),
)
_SORTS = (
    (tr_noop("Best first"), "sort:relevance"),
    (tr_noop("Newest change first"), "sort:updated"),
    (tr_noop("Newest note first"), "sort:created"),
    (tr_noop("By title"), "sort:title"),
)
_BEST = _SORTS[0][1]
Change = Callable[[str, str], str]


class FilterMenu(QMenu):
    """Made for one text, shown once."""

    changed = Signal(str)
    """The query with what was chosen, or without it when it stood there."""

    def __init__(self, text: str, tags: Sequence[TagCount], parent: QWidget) -> None:
        super().__init__(tr("Filters"), parent)
        self._text = text
        often = sorted(tags, key=lambda tag: (-tag.count, tag.tag))[:_TAGS]
        named = [(tag.tag, tag_filter(tag.tag)) for tag in often]
        offered = (piece for _, piece in (*named, *_CREATED, *_CHANGED, *_HAS, _UNTAGGED, *_SORTS))
        self._held = query_holds(text, *offered)
        self._sorted = any(piece in self._held for _, piece in _SORTS)
        self._fill(tr("Tag"), named, query_toggled)
        self._fill(tr("Created"), _said(_CREATED), query_set)
        self._fill(tr("Changed"), _said(_CHANGED), query_set)
        self._fill(tr("Has"), _said(_HAS), query_toggled)
        self._offer(self, tr(_UNTAGGED[0]), _UNTAGGED[1], query_toggled)
        self.addSeparator()
        self._fill(tr("Sort"), _said(_SORTS), _sorted)

    def show_below(self, widget: QWidget) -> None:
        """Open it under a widget; it goes when something was chosen."""
        self.aboutToHide.connect(self.deleteLater)
        self.popup(widget.mapToGlobal(QPoint(0, widget.height())))

    def _fill(self, title: str, offers: Sequence[tuple[str, str]], change: Change) -> None:
        if offers:
            menu = self.addMenu(title)
            for words, piece in offers:
                self._offer(menu, words, piece, change)

    def _offer(self, menu: QMenu, words: str, piece: str, change: Change) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(piece in self._held or (piece == _BEST and not self._sorted))
        action.triggered.connect(lambda: self.changed.emit(change(self._text, piece)))


def _said(offers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(tr(words), piece) for words, piece in offers]


def _sorted(text: str, piece: str) -> str:
    """Best first is how every query is sorted, so it is not written down."""
    changed = query_set(text, piece)
    return query_toggled(changed, piece) if piece == _BEST and query_holds(changed, piece) else changed
