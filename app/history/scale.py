"""The scale of a slider through time, on which the last hours have room: each step back is longer than the one before.

Owns the scale, its marks, and how far a key goes. It refuses to know what is shown of a moment.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.direction import placed, step_across
from app.theme import GRID, Theme
from core import tr, tr_noop

POSITIONS = 4_000  # of the slider; more than a screen has pixels
_KNEE = 3_600.0  # seconds: what is younger has about even room, what is older ever less
_HANDLE = 18  # pixels, as resources/styles says
_DAY, _HOUR, _MONTH = timedelta(days=1), timedelta(hours=1), timedelta(days=30)
_MARKS = (
    (tr_noop("an hour"), _HOUR),
    (tr_noop("a day"), _DAY),
    (tr_noop("a week"), timedelta(days=7)),
    (tr_noop("a month"), _MONTH),
    (tr_noop("a year"), timedelta(days=365)),
    (tr_noop("10 years"), timedelta(days=3_650)),
)


class Scale:
    """Where a moment stands between the first one, at 0, and the last one, at POSITIONS."""

    def __init__(self, first: datetime, last: datetime) -> None:
        self.first = first
        self.last = max(last, first + timedelta(minutes=1))
        self._whole = math.log1p((self.last - first).total_seconds() / _KNEE)

    def position(self, moment: datetime) -> int:
        """The nearest position."""
        return round(POSITIONS * self.share(self.last - moment))

    def share(self, age: timedelta) -> float:
        """Where something so old stands, from 0 (the first moment) to 1 (the last one)."""
        back = math.log1p(max(0.0, age.total_seconds()) / _KNEE) / self._whole
        return max(0.0, 1.0 - back)

    def moment(self, position: int) -> datetime:
        """The moment at a position, to the second."""
        if position <= 0:
            return self.first
        age = _KNEE * math.expm1((1.0 - position / POSITIONS) * self._whole)
        return max(self.first, self.last - timedelta(seconds=round(age)))


class Marks(QWidget):
    """Words under the slider that say how long ago its places are."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale: Scale | None = None
        self.setFont(theme.font("small"))
        theme.changed.connect(self.update)

    def set_scale(self, scale: Scale) -> None:
        """From now on these are the marks of this scale."""
        self._scale = scale
        self.update()

    def sizeHint(self) -> QSize:
        """Called by Qt: one line, and a small stroke above it."""
        return QSize(0, GRID + self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt. What has no room beside a younger mark is left out."""
        scale = self._scale
        if scale is None:
            return
        painter = QPainter(self)
        painter.setPen(self._theme.colors.text)
        room, around, direction = self.width(), QRectF(self.rect()), self.layoutDirection()
        for mark, age in _MARKS:
            if age >= scale.last - scale.first:
                break
            words = tr(mark)
            at = round(_HANDLE / 2 + scale.share(age) * (self.width() - _HANDLE))
            wide = self.fontMetrics().horizontalAdvance(words)
            box = QRect(at - wide // 2, GRID, wide + 1, self.height() - GRID)
            if box.left() >= 0 and box.right() + 2 * GRID <= room:
                seen = placed(QRectF(box), around, direction)
                middle = placed(QRectF(at, 0, 0, 0), around, direction).left()
                painter.drawLine(QLineF(middle, 0, middle, GRID - 1))
                painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, words)
                room = box.left()
        painter.end()


def step_of(event: QKeyEvent, across: QWidget | None) -> timedelta | None:
    """How far a key goes: up is later. Left and right go along the slider that is `across`. None for other keys."""
    keys = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 30, Qt.Key.Key_PageDown: -30}
    times = keys.get(Qt.Key(event.key())) or (step_across(event, across) if across else 0)
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not times or held not in (none, shift):
        return None
    return times * _HOUR if held == shift and abs(times) == 1 else times * _DAY
