"""Things to tick and to choose from, drawn with the icons of the program, with a ring where the keyboard is.

Owns how they are painted. What they do is Qt's.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from app.direction import placed
from app.sizes import SOFT, STEP_ICON
from app.theme import GRID, Theme

_DOT = 2 * GRID
_SPACE = 2 * GRID
_AROUND = GRID  # room for the ring


class Tick(QCheckBox):
    """Something that is wanted or not."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        _dress(self, theme)

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        """As large as its words need."""
        return _size(self)

    def hitButton(self, at: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        _paint(self, self._theme, "check-square" if self.isChecked() else "square")


class Pick(QRadioButton):
    """One of several ways."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        _dress(self, theme)

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        """As large as its words need."""
        return _size(self)

    def hitButton(self, at: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        _paint(self, self._theme, "circle", dot=self.isChecked())


def _dress(button: QAbstractButton, theme: Theme) -> None:
    button.setFont(theme.font("body"))
    button.setAccessibleName(button.text())
    theme.changed.connect(button.update)


def _size(button: QAbstractButton) -> QSize:
    metrics = QFontMetrics(button.font())
    wide = STEP_ICON + _SPACE + metrics.horizontalAdvance(button.text()) + 2 * _AROUND
    return QSize(wide, max(STEP_ICON, metrics.height()) + 2 * GRID)


def _paint(button: QAbstractButton, theme: Theme, icon: str, *, dot: bool = False) -> None:
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors, rect = theme.colors, button.rect()
    able = button.isEnabled()
    ink = colors.muted if not able or not button.isChecked() else colors.accent
    top = (rect.height() - STEP_ICON) / 2
    seen = partial(placed, within=QRectF(rect), direction=button.layoutDirection())
    theme.paint_icon(painter, seen(QRectF(0, top, STEP_ICON, STEP_ICON)), icon, ink)
    if dot:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(seen(QRectF(STEP_ICON / 2 - _DOT / 2, rect.height() / 2 - _DOT / 2, _DOT, _DOT)))
    painter.setPen(colors.text if able else colors.muted)
    painter.setFont(button.font())
    left = STEP_ICON + _SPACE
    text = seen(QRectF(left, 0, rect.width() - left, rect.height()))
    painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, button.text())
    if button.hasFocus():
        wide = min(rect.width(), _size(button).width())
        painter.setPen(QPen(colors.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = seen(QRectF(left - _AROUND, 1, wide - left + _AROUND - 1, rect.height() - 2))
        painter.drawRoundedRect(ring, SOFT, SOFT)
    painter.end()
