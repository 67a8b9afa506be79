"""A chip: one thing in a few words, with a cross that removes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.direction import line_flags, placed, step_across
from app.sizes import CHIP, CHIP_LEAST, CHIP_MOST, CROSS, ROUND
from app.theme import GRID, Theme


class Chip(QAbstractButton):
    """Its cross, Backspace or Delete remove it; the arrow keys lead to its neighbors, Esc leads away."""

    removed = Signal()
    moved = Signal(int)
    left = Signal()
    typed = Signal(object)
    """A letter was typed here, as a `QKeyEvent`. It may be meant for a field beside."""

    def __init__(self, words: str, theme: Theme, parent: QWidget, *, name: str, description: str) -> None:
        """`name` and `description` are for a screen reader."""
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font("small"))
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 3 * GRID + CROSS
        return QSize(min(width, CHIP_MOST), CHIP)

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(min(self.sizeHint().width(), CHIP_LEAST), CHIP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        key = event.key()
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.removed.emit()
        elif step := step_across(event, self):
            self.moved.emit(step)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().strip() and event.text().isprintable():
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        super().mouseReleaseEvent(event)
        if self.isEnabled() and self._cross().contains(event.position()):
            self.removed.emit()

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QPen(colors.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        inset = 1 if self.hasFocus() else 0
        painter.setBrush(colors.selected)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
        painter.setPen(colors.text)
        room = self._seen(QRectF(2 * GRID, 0, self.width() - 2 * GRID - CROSS, self.height()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, line_flags(words, self.layoutDirection()), words)
        active = self.underMouse() or self.hasFocus()
        cross = QRectF(0, 0, 10, 10)
        cross.moveCenter(self._cross().center())
        if self.isEnabled():
            self._theme.paint_icon(painter, cross, "x", colors.text if active else colors.muted)
        painter.end()

    def _cross(self) -> QRectF:
        return self._seen(QRectF(QPointF(self.width() - CROSS - 1, 0), QPointF(self.width(), self.height())))

    def _seen(self, place: QRectF) -> QRectF:
        return placed(place, QRectF(self.rect()), self.layoutDirection())
