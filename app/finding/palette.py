"""The palette: a field to type in, and below it what can be chosen.

Owns its keys and how a line looks. It refuses to know what is asked: `asked` hears what is typed, and whoever knows answers
with `offer`. Who types faster than that and presses Enter gets the first line of the answer, not of what stood there before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.announcing import Calm
from app.direction import line_flags, placed
from app.finding.choice import CHOICE, Choice, Choices
from app.popover import Popover
from app.sizes import PALETTE, ROUND
from app.theme import GRID, SIDE_ROW, Theme
from core import tr

_ROWS = 11  # in sight
_CALM_MS = 250  # until a line is said
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(Popover):
    """One palette, used again. The keyboard stays in the field all the time."""

    asked = Signal(str)
    """What is typed."""
    insisted = Signal(str)
    """Ctrl+Enter, with what is typed."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        """It opens below the middle of `over`."""
        super().__init__(over)
        self._where = over
        self._behind, self._entered = False, False
        self._held: list[QKeyEvent] = []
        self.field = QLineEdit(self)
        self.rows = Choices(self)
        self._calm = Calm(self, _CALM_MS)
        self.list = _List(self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Paint(theme, self.list))
        self.list.clicked.connect(self._choose)
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        self.setProperty("quiet", True)  # the field alone shows where the keyboard is
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        theme.changed.connect(self.list.viewport().update)

    def ask(self, text: str, placeholder: str) -> None:
        """Open with this typed, at the top of the window."""
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.setAccessibleName(placeholder)
        anew = self.field.text() == text
        self.field.setText(text)
        if anew:
            self._ask(text)
        self.open_beside(
            self._where,
            QRect((self._where.width() - PALETTE) // 2, 0, PALETTE, self._where.height()),
            PALETTE,
        )

    def offer(self, choices: Sequence[Choice]) -> None:
        """What can be chosen for what is typed, best first."""
        self._behind = False
        self.rows.show(choices)
        first = self.rows.first_possible()
        if first is not None:
            self.list.setCurrentIndex(self.rows.index(first, 0))
        self.list.scrollToTop()
        self._read_out()
        if self._entered:
            held, self._entered, self._held = self._held, False, []
            self._choose(self.list.currentIndex())
            _press_again(held)

    def hideEvent(self, event: QHideEvent) -> None:
        """Called by Qt: an Enter that still waits for its answer is given up."""
        self._entered, self._held = False, []
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that move in the list and choose, while the keyboard is in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() in (*_ENTER, *_MOVING):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # these keys are meant for the palette, whatever else they are the shortcut of
                return True
            if event.type() == QEvent.Type.KeyPress and not self._entered:
                self._press(event)
                return True
        if watched is self.field and self._entered and isinstance(event, QKeyEvent) and _is_typed(event):
            self._held.append(event.clone())
            return True
        return super().eventFilter(watched, event)

    def _ask(self, text: str) -> None:
        self._behind = True
        self.asked.emit(text)

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in _MOVING:
            self.list.keyPressEvent(event)
            self._read_out()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.insisted.emit(self.field.text())
        elif self._behind:
            self._entered = True  # what is typed next is for what will be chosen, and held until then
        else:
            self._choose(self.list.currentIndex())

    def _read_out(self) -> None:
        """The keyboard stays in the field, so the line that Enter would choose is said."""
        index = self.list.currentIndex()
        choice = (index if index.isValid() else self.rows.index(0, 0)).data(CHOICE)
        self._calm.say(choice.spoken if isinstance(choice, Choice) else tr("Nothing found"))

    def _choose(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE) if index.isValid() else None
        if isinstance(choice, Choice) and choice.possible:
            self.dismiss()  # what is chosen acts on what had the keyboard before
            choice.act()


def _is_typed(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Escape


def _press_again(held: Sequence[QKeyEvent]) -> None:
    for event in held:
        focus = QApplication.focusWidget()
        if focus is not None:
            QApplication.sendEvent(focus, event)


class _List(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("What can be chosen"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """Always the same height, so that nothing jumps while one types."""
        return QSize(PALETTE, _ROWS * SIDE_ROW)


class _Paint(QStyledItemDelegate):
    """Draws a line: icon, title, small print, and the keys at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every line has the same height."""
        return QSize(0, SIDE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt for each line in sight."""
        choice, colors = index.data(CHOICE), self._theme.colors
        area, state = QRect(option.rect), option.state
        seen = partial(placed, within=QRectF(area), direction=option.direction)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selected if chosen else colors.hover)
            painter.drawRoundedRect(area, ROUND, ROUND)
        if choice.icon:
            icon = seen(QRectF(area.left() + 2 * GRID, area.center().y() - 7, 16, 16))
            self._theme.paint_icon(painter, icon, choice.icon, colors.muted)
        self._words(painter, QRectF(area.adjusted(8 * GRID, 0, -2 * GRID, 0)), choice, seen)
        painter.restore()

    def _words(
        self, painter: QPainter, area: QRectF, choice: Choice, seen: Callable[[QRectF], QRectF]
    ) -> None:
        colors = self._theme.colors
        painter.setFont(self._theme.font("small"))
        painter.setPen(colors.muted)
        direction = painter.layoutDirection()
        painter.drawText(seen(area), line_flags(choice.keys, direction, at_end=True), choice.keys)
        if choice.keys:
            area.setRight(area.right() - painter.fontMetrics().horizontalAdvance(choice.keys) - 3 * GRID)
        body = self._theme.font("body")
        painter.setFont(body)
        painter.setPen(colors.text if choice.possible else colors.muted)
        metrics, small = painter.fontMetrics(), QFontMetrics(self._theme.font("small"))
        beside = (
            min(small.horizontalAdvance(choice.detail) + 3 * GRID, area.width() / 3) if choice.detail else 0
        )
        cut = metrics.elidedText(choice.title, Qt.TextElideMode.ElideRight, int(area.width() - beside))
        title = words.at_a_word(choice.title, cut)
        painter.drawText(seen(area), line_flags(title, direction), title)
        area.setLeft(area.left() + metrics.horizontalAdvance(title) + 3 * GRID)
        if choice.detail and area.width() > 8 * GRID:
            painter.setFont(self._theme.font("small"))
            painter.setPen(colors.muted)
            metrics = painter.fontMetrics()
            detail = metrics.elidedText(choice.detail, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(seen(area), line_flags(detail, direction), detail)
