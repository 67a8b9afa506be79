"""A chart of half a year: a square for each day, the larger and fuller the more was changed on it.

Owns how it is drawn, and how one goes from day to day with keys or mouse. Size and color say the same, and the chosen day is
told in words to the screen reader and by whoever listens. It refuses to know what was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from app import words
from app.direction import placed, step_across
from app.history.deeds_told import changes
from app.sizes import SLIGHT
from app.theme import GRID, Theme
from core import tr, tr_noop

WEEKS = 26
_LEAST = 8  # weeks, in a narrow window
_CELL = 4 * GRID
_LEFT, _TOP = 12 * GRID, 5 * GRID
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDES = (GRID, 7, 9, 11, 3 * GRID)  # pixels of a square: nothing, little, … most
_STRENGTH = (0.0, 0.45, 0.65, 0.82, 1.0)
_NAMED = {0: tr_noop("Mon"), 2: tr_noop("Wed"), 4: tr_noop("Fri")}  # days of the week


def today() -> date:
    """The day that it is on this machine."""
    return datetime.now(UTC).astimezone().date()


class Calendar(QAbstractButton):
    """Half a year that ends with the week of a day. A button, because a screen reader passes over what is no control."""

    chosen = Signal(object)
    """The `date` that a person went to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._last = self._day = today()
        self._counts: Mapping[date, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMaximumSize(self.sizeHint())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._tell()

    @property
    def first(self) -> date:
        """The first day that is drawn, a Monday."""
        return self._last - timedelta(days=self._last.weekday() + 7 * (WEEKS - 1))

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._day

    def show_counts(self, last: date, counts: Mapping[date, int]) -> None:
        """Show how many changes there were on each day, up to the last one."""
        self._last, self._counts = last, counts
        self._day = min(max(self._day, self.first), last)
        self._tell()
        self.update()

    def choose(self, day: date) -> None:
        """Go to a day, and tell of it."""
        day = min(max(day, self.first), self._last)
        if day != self._day:
            self._day = day
            self._tell()
            self.update()
            self.chosen.emit(day)

    def words_of(self, day: date) -> str:
        """A day and what it counts, in words."""
        return tr(
            "{weekday}, {date}: {changes}",
            weekday=words.weekday(day),
            date=words.long_date(day),
            changes=changes(self._counts.get(day, 0)),
        )

    def sizeHint(self) -> QSize:
        """Room for all weeks, the names of months above and of days at the left."""
        return QSize(_LEFT + WEEKS * _CELL + GRID, _TOP + 7 * _CELL + GRID)

    def minimumSizeHint(self) -> QSize:
        """Room for some weeks."""
        return QSize(_LEFT + _LEAST * _CELL + GRID, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down by days, to the sides by weeks, Home and End to the ends."""
        key = Qt.Key(event.key())
        if days := _STEPS.get(key) or 7 * step_across(event, self):
            self.choose(self._day + timedelta(days=days))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(self.first if key == Qt.Key.Key_Home else self._last)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to the day."""
        if (day := self._day_at(event.position())) is not None:
            self.choose(day)

    def event(self, event: QEvent) -> bool:
        """Hovering says the day in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if day is None else self.words_of(day), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colors.muted)
        for number, name in _NAMED.items():
            area = QRectF(0, _TOP + number * _CELL, _LEFT - 2 * GRID, _CELL)
            painter.drawText(
                self._seen(area), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, tr(name)
            )
        before, shown = self._weeks
        for column in range(shown):
            self._paint_week(painter, column, before + column)
        painter.end()

    @property
    def _weeks(self) -> tuple[int, int]:
        """How many weeks a narrow chart leaves out first, and how many it shows: the last, or from the chosen day on."""
        shown = min(WEEKS, (self.width() - _LEFT - GRID) // _CELL)
        return min(WEEKS - shown, (self._day - self.first).days // 7), shown

    def _paint_week(self, painter: QPainter, column: int, week: int) -> None:
        monday = self.first + timedelta(days=7 * week)
        if monday.day <= 7:
            painter.setPen(self._theme.colors.muted)
            area = QRectF(_LEFT + column * _CELL, 0, 4 * _CELL, _TOP)
            painter.drawText(
                self._seen(area),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words.month(monday),
            )
        for number in range(7):
            day = monday + timedelta(days=number)
            if day <= self._last:
                cell = QRectF(_LEFT + column * _CELL, _TOP + number * _CELL, _CELL, _CELL)
                self._paint_day(painter, day, self._seen(cell))

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        colors = self._theme.colors
        level = self._level(self._counts.get(day, 0))
        inset = (_CELL - _SIDES[level]) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            _between(colors.muted if level else colors.hairline, colors.accent, _STRENGTH[level])
        )
        painter.drawRoundedRect(cell.adjusted(inset, inset, -inset, -inset), 2, 2)
        if day == self._day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colors.accent if self.hasFocus() else colors.text)
            painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), SLIGHT, SLIGHT)

    def _level(self, count: int) -> int:
        """0 for nothing, up to 4 for the most that a day has."""
        most = max(self._counts.values(), default=0)
        return 0 if not count else min(4, 1 + 4 * count // (most + 1))

    def _seen(self, area: QRectF) -> QRectF:
        return placed(area, QRectF(self.rect()), self.layoutDirection())

    def _day_at(self, point: QPointF) -> date | None:
        point = self._seen(QRectF(point, QSizeF())).topLeft()
        column, number = int((point.x() - _LEFT) // _CELL), int((point.y() - _TOP) // _CELL)
        before, shown = self._weeks
        day = self.first + timedelta(days=7 * (before + column) + number)
        return day if 0 <= column < shown and 0 <= number < 7 and day <= self._last else None

    def _tell(self) -> None:
        self.setAccessibleName(tr("Changes by day. {day}", day=self.words_of(self._day)))


def _between(one: QColor, other: QColor, share: float) -> QColor:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
