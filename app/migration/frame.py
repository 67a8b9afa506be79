"""What stands around a page that covers the notebook: where one is at the top, the page, its buttons in sight below, and the
names of its parts beside it where the window is wide enough.

Owns scrolling, the order of the Tab key, and telling a screen reader which page it is. It refuses to know the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.announcing import announce
from app.migration.sheet import Sheet
from app.migration.steps import Steps
from app.sizes import PAGE, PARTS_WIDTH
from app.theme import GRID, Theme

_SIDE = 6 * GRID
_SCROLL = 10  # as the style sheet says


class Frame(QWidget):
    """Shows one sheet at a time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, stepwise: bool = True) -> None:
        """`stepwise` pages are the steps of one way, and it is shown where on it one is."""
        super().__init__(parent)
        self._stepwise = stepwise
        self.steps = Steps(theme, self)
        self.sheet: Sheet | None = None
        self._area = QScrollArea(self)
        self._head, self._head_place = _middle(self)
        self._page, self._page_place = _middle(self)
        self._below, self._buttons = _middle(self)
        self._lay_out()
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def begin_keyboard(self) -> None:
        """The page was put before the person: the keyboard begins here."""
        if self.sheet is not None:
            self.sheet.begin_keyboard()

    def announce(self, words: str) -> None:
        """Say something to whoever listens to the screen."""
        announce(self, words)

    def show_sheet(self, sheet: Sheet, step: int = 1) -> None:
        """Show this one, in place of what was there."""
        before, self.sheet = self.sheet, sheet
        if before is not None:
            for gone in _parts(before):
                gone.hide()
                gone.deleteLater()
        self.steps.go(step)
        if sheet.top is not None:
            self._head_place.addWidget(sheet.top)
        self._head.setVisible(self._stepwise or sheet.top is not None)
        self._edge.setVisible(sheet.top is not None)
        self._page_place.addWidget(sheet)
        self._buttons.addWidget(sheet.row)
        if sheet.contents is not None:
            self._beside.insertWidget(0, sheet.contents)
        sheet.sought.connect(self._bring_to_top)
        for come in _parts(sheet):  # now, not with the next event: the keyboard can only go to what is shown
            come.setVisible(come is not sheet.contents or self._has_room_beside)
        self.order()
        self._area.verticalScrollBar().setValue(0)
        self._scrolled()
        if self.isVisible():
            self.begin_keyboard()
            name = sheet.accessibleName()
            self.announce(f"{self.steps.words}. {name}" if self._stepwise else name)

    def order(self) -> None:
        """Everything has its place and the Tab key goes in reading order; call it when something came onto the page."""
        if self.sheet is None:
            return
        self._settle()
        stops = [stop for part in _parts(self.sheet) for stop in _in_order(part)]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        if self.sheet is not None and self.sheet.contents is not None:
            self.sheet.contents.setVisible(self._has_room_beside)

    def _settle(self) -> None:
        """Lay out the page at once, from the inside out. Qt does so over several turns of events, level by level, and may
        paint between two of them what has no room yet."""
        for within in (*reversed(self._page.findChildren(QWidget)), self._page):
            if (layout := within.layout()) is not None:
                layout.activate()
        QApplication.sendEvent(self._area.viewport(), QEvent(QEvent.Type.LayoutRequest))

    @property
    def _has_room_beside(self) -> bool:
        return self.width() >= PAGE + PARTS_WIDTH + 3 * _SIDE

    def _scrolled(self) -> None:
        """One reads in the upper part of what is in sight; at the end of a page, what stands last."""
        if self.sheet is not None:
            bar, height = self._area.verticalScrollBar(), self._area.viewport().height()
            read = bar.value() + (height if 0 < bar.maximum() == bar.value() else height // 4)
            self.sheet.read_at(read - self.sheet.mapTo(self._page, QPoint()).y())

    def _bring_to_top(self, part: QWidget) -> None:
        self._area.verticalScrollBar().setValue(part.mapTo(self._page, QPoint()).y())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What has the keyboard is in sight."""
        if now is not None and self.sheet is not None and self.sheet.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 8 * GRID)

    def _lay_out(self) -> None:
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head_place.addWidget(self.steps)
        self.steps.setVisible(self._stepwise)
        self._head.setVisible(self._stepwise)
        # The bar beside the page is always there, so that a page does not move when it grows.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        _set_margins(self._head, (_SIDE, 4 * GRID, _SIDE + _SCROLL, 2 * GRID))
        _set_margins(self._page, (_SIDE, 4 * GRID, _SIDE, 6 * GRID))
        _set_margins(self._below, (_SIDE, 3 * GRID, _SIDE + _SCROLL, 3 * GRID))
        self._page.setObjectName("page")
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._edge = _line()
        self._edge.hide()
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._beside.addLayout(column, 1)
        for part in (self._head, self._edge, self._area, _line(), self._below):
            column.addWidget(part, 1 if part is self._area else 0)


class _Around(QWidget):
    """As high as its words need at the width that it has: what they would need at the least width does not count."""

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(super().minimumSizeHint().width(), 0)


def _parts(sheet: Sheet) -> list[QWidget]:
    """What a sheet is made of, in reading order."""
    return [part for part in (sheet.contents, sheet.top, sheet, sheet.row) if part is not None]


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line


def _middle(frame: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A widget, and the place in its middle that is never wider than one can read. Without a parent it would be a window
    of its own for as long as it is shown before it is laid out, and take the keyboard from the one it belongs to."""
    around, inner = _Around(frame), QWidget()
    inner.setMaximumWidth(PAGE)
    place = QVBoxLayout(inner)
    place.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inner, 100)
    row.addStretch(1)
    column = QVBoxLayout(around)
    column.addLayout(row)
    column.addStretch(1)
    return around, place


def _set_margins(around: QWidget, margins: tuple[int, int, int, int]) -> None:
    layout = around.layout()
    assert layout is not None  # made in `_middle`
    left, top, right, bottom = margins
    if around.isRightToLeft():  # the bar beside the page is at its left then
        left, right = right, left
    layout.setContentsMargins(left, top, right, bottom)


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    """What can have the keyboard, as it is read: from top to bottom, and in a line from left to right.

    Also what the Tab key passes over just now: the choices of a group that are not chosen.
    """
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (inner := item.widget()) is not None:
            yield from _in_order(inner)
        elif (below := item.layout()) is not None:
            yield from _in_layout(below)
