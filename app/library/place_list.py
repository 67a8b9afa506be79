"""The list in the side bar: how its rows look, what its keys do, and what can be dropped on a row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app import words
from app.direction import line_flags, placed, step_across
from app.library.carrying import Ticket, carried
from app.library.note_paint import ground, ring
from app.library.place_rows import PLACE, Place, PlaceRows
from app.theme import GRID, SIDE_ROW, Theme
from core import tr

_DEEPEST = 6


class PlacePaint(QStyledItemDelegate):
    """Draws a row of the side bar, 30 pixels high."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.target: int | None = None
        """The row on which something would be dropped."""
        self.ticket = Ticket(theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row has the same height."""
        return QSize(0, SIDE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt for each row in sight."""
        if self.ticket.paints(painter, index.row(), option.rect):
            return
        place: Place = index.data(PLACE)
        colors = self._theme.colors
        area = QRect(option.rect).adjusted(2 * GRID, 0, -2 * GRID, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not place.leads:
            painter.setFont(self._theme.font("small"))
            painter.setPen(colors.muted)
            heading = area.adjusted(2 * GRID, 0, -2 * GRID, -GRID)
            painter.drawText(heading, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, place.name)
        else:
            aimed = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
            self._ground(painter, area, aimed if index.row() == self.target else option.state)
            self._place(painter, area, place, option.direction)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        colors = self._theme.colors
        color = None
        if state & QStyle.StateFlag.State_Selected:
            color = colors.selected
        elif state & QStyle.StateFlag.State_MouseOver:
            color = colors.hover
        if color is not None:
            ground(painter, area.adjusted(0, 1, 0, -1), color)
        if state & QStyle.StateFlag.State_HasFocus:
            ring(painter, area.adjusted(0, 1, 0, -1), colors.accent)

    def _place(self, painter: QPainter, row: QRect, place: Place, direction: Qt.LayoutDirection) -> None:
        theme, colors = self._theme, self._theme.colors
        area = row.adjusted(indent_of(place), 0, 0, 0)
        seen = partial(placed, within=QRectF(row), direction=direction)
        icon = seen(QRectF(area.left() + 2 * GRID, area.center().y() - 7, 16, 16))
        if place.folded is not None:
            caret = QRectF(area.left() - GRID, area.center().y() - 5, 12, 12)
            onward = "caret-left" if direction is Qt.LayoutDirection.RightToLeft else "caret-right"
            theme.paint_icon(painter, seen(caret), onward if place.folded else "caret-down", colors.muted)
        if (color := theme.tag_color(place.color)) is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(icon.adjusted(3, 3, -3, -3))
        else:
            theme.paint_icon(painter, icon, place.icon, colors.muted)
        inner = QRectF(area.adjusted(8 * GRID, 0, -2 * GRID, 0))
        if place.count:  # that nothing is there is seen by there being no figure
            count = words.figure(place.count)
            painter.setFont(theme.font("small"))
            painter.setPen(colors.muted)
            painter.drawText(seen(inner), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(count) - 2 * GRID)
        painter.setFont(theme.font("body"))
        painter.setPen(colors.text)
        name = painter.fontMetrics().elidedText(place.name, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(seen(inner), line_flags(name, painter.layoutDirection()), name)


def indent_of(place: Place) -> int:
    """How far a tag stands to the right for those above it; very deep ones stand below each other."""
    return min(place.depth, _DEEPEST) * 4 * GRID


class PlaceList(QTableView):
    """The rows of the side bar."""

    turned = Signal(int)
    """Fold what stands below the row under the keyboard (-1), or unfold it (1)."""
    caret_clicked = Signal(QModelIndex)
    entered = Signal()
    dropped = Signal()
    """The delete key."""
    notes_carried = Signal(object, bool)
    """Notes were dropped on this `Place`, a tag or the trash; with Shift, they are to leave where they are listed."""
    tag_carried = Signal(str, str)
    """A tag was dropped on another one, to stand below it; the other is empty where it is to stand below none."""

    def __init__(self, rows: PlaceRows, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self._rows = rows
        self._paint = PlacePaint(theme, self)
        self.setItemDelegate(self._paint)
        self.setAccessibleName(tr("Places and tags"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(SIDE_ROW)
        self.verticalHeader().setDefaultSectionSize(SIDE_ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        theme.changed.connect(self.viewport().update)

    def take_what_is_dragged(self) -> None:
        """From now on notes and tags can be dropped on rows."""
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Called by Qt when a tag is dragged."""
        place: Place | None = self.currentIndex().data(PLACE)
        with self._paint.ticket.shown(place.tag or "" if place else "", self):
            super().startDrag(actions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Something comes over the list. What is refused here Qt does not follow to the rows."""
        super().dragEnterEvent(event)
        self._aim(event)
        data = event.mimeData()
        event.setAccepted(carried("notes", data) is not None or carried("tag", data) is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The row on which it would be dropped is marked; near an edge the list scrolls."""
        super().dragMoveEvent(event)
        self._aim(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self._mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where."""
        self._aim(event)
        number = self._paint.target
        super().dropEvent(event)
        self._mark(None)
        if number is None:
            return
        event.accept()
        place = self._rows.place(number)
        if carried("notes", event.mimeData()) is not None:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.notes_carried.emit(place, bool(shifted))
        elif (tag := carried("tag", event.mimeData())) is not None:
            self.tag_carried.emit(tag, place.tag or "")

    def _aim(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        number = index.row() if index.isValid() and self._takes(index.row(), event.mimeData()) else None
        self._mark(number)
        event.setAccepted(number is not None)

    def _takes(self, number: int, data: QMimeData) -> bool:
        place = self._rows.place(number)
        if carried("notes", data) is not None:
            return place.view is not None and (place.tag is not None or place.view.trash)
        tag = carried("tag", data)
        return tag is not None and self._takes_tag(number, tag)

    def _takes_tag(self, number: int, tag: str) -> bool:
        onto = self._rows.place(number).tag
        if number + 1 == self._rows.first_tag():  # the heading above all tags
            return "/" in tag
        above = tag.rpartition("/")[0]
        return onto is not None and onto != above and not f"{onto}/".startswith(f"{tag}/")

    def _mark(self, number: int | None) -> None:
        if number != self._paint.target:
            self._paint.target = number
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the small arrow before a tag a click folds, and goes nowhere."""
        index = self.indexAt(event.position().toPoint())
        place: Place | None = index.data(PLACE) if index.isValid() else None
        folds = place is not None and place.folded is not None
        left = event.button() == Qt.MouseButton.LeftButton
        x = event.position().x()
        x = self.viewport().width() - x if self.isRightToLeft() else x
        if left and folds and place and x < 4 * GRID + indent_of(place):
            self.caret_clicked.emit(index)
        else:
            super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing letters is for the field below, which narrows the tags."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the notes of the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif (turn := step_across(event, self)) and not event.modifiers():
            self.turned.emit(turn)
        else:
            super().keyPressEvent(event)
