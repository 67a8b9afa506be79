"""A small sheet over the window, beside what it is about.

Owns where it stands and how it goes: Esc, a click elsewhere in the window, or the keyboard going elsewhere in it close it,
and Esc gives the keyboard back to where it was. Another window coming to the front closes nothing: what is half typed is
still there afterwards. It refuses to know what is on it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.theme import GRID

_CHANGES = {QEvent.Type.Resize, QEvent.Type.Hide}


def beside(area: QRect, size: QSize, room: QRect) -> QRect:
    """Where something of this size stands within a room: below an area, or above it where there is more room."""
    below, above = room.bottom() - area.bottom() - GRID, area.top() - room.top() - GRID
    under = size.height() <= below or below >= above
    y = area.bottom() + GRID if under else area.top() - GRID - size.height()
    x = min(max(area.left(), room.left()), room.right() + 1 - size.width())
    y = min(max(y, room.top()), room.bottom() + 1 - size.height())
    return QRect(QPoint(x, y), size)


class Popover(QFrame):
    """One sheet, used again. Not a window of its own, so nothing is modal and nothing stays behind."""

    def __init__(self, over: QWidget) -> None:
        """`over` is the widget whose window it lies on."""
        super().__init__(over.window())
        self._over = over.window()
        self._before: QWidget | None = None
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open_beside(self, widget: QWidget, area: QRect, width: int) -> None:
        """Show below this area of a widget, or above it where there is more room."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._place(QRect(widget.mapTo(self._over, area.topLeft()), area.size()), width)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Have the height that its words need now. It begins where it did, as long as there is room below."""
        if self.isVisible():
            room = self._room
            height = self._height(self.width(), room)
            self.setGeometry(self.x(), min(self.y(), room.bottom() + 1 - height), self.width(), height)

    def close_quietly(self) -> None:
        """Close, and leave the keyboard where it is."""
        self._before = None
        self.hide()

    def dismiss(self) -> None:
        """Close, and give the keyboard back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside what is on it goes no further: what lies below would take it for a click elsewhere."""
        event.accept()

    def showEvent(self, _event: QShowEvent) -> None:
        """Called by Qt: from now on a click elsewhere closes it."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.installEventFilter(self)
        application.focusChanged.connect(self._focus_moved)

    def hideEvent(self, _event: QHideEvent) -> None:
        """Called by Qt."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.removeEventFilter(self)
        application.focusChanged.disconnect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears of clicks anywhere, and of the window becoming another size."""
        if event.type() == QEvent.Type.MouseButtonPress:
            elsewhere = isinstance(watched, QWidget) and not self._holds(watched)
        else:
            elsewhere = event.type() in _CHANGES and watched is self._over
        if elsewhere:
            self.close_quietly()
        return super().eventFilter(watched, event)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._holds(now):
            self.close_quietly()

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _place(self, area: QRect, width: int) -> None:
        room = self._room
        width = min(width, room.width())
        self.setFixedWidth(width)
        self.setGeometry(beside(area, QSize(width, self._height(width, room)), room))

    @property
    def _room(self) -> QRect:
        """Where in the window it may stand."""
        return self._over.rect().adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)

    def _height(self, width: int, room: QRect) -> int:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        tall = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return min(tall if tall > 0 else self.sizeHint().height(), room.height())
