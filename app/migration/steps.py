"""Where one is on the way: all steps by number and name, the present one in words.

Owns how the way is painted. It refuses to know what a step does.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from app.sizes import WAY, WAY_BAR
from app.theme import GRID, Theme
from core import tr, tr_noop

STEPS = (
    tr_noop("Checklist"),
    tr_noop("Files"),
    tr_noop("Found"),
    tr_noop("Choices"),
    tr_noop("Safety"),
    tr_noop("Import"),
    tr_noop("Report"),
)
CHECKLIST, FILES, FOUND, CHOICES, SAFETY, IMPORT, REPORT = range(1, len(STEPS) + 1)
_GAP = 2 * GRID


class Steps(QWidget):
    """A line for each step. Where there is no room for all names, the present one has its name, and the figure tells."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = 0
        self.setFixedHeight(WAY.height())
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.go(1)

    @property
    def at(self) -> int:
        """The present step, from 1."""
        return self._at

    def go(self, step: int) -> None:
        """The person is at this step now, from 1."""
        self._at = step
        self.setAccessibleName(self.words)
        self.update()

    @property
    def words(self) -> str:
        """Where one is: "Step 2 of 7: Files"."""
        return tr("Step {at} of {steps}: {step}", at=self._at, steps=len(STEPS), step=tr(STEPS[self._at - 1]))

    def sizeHint(self) -> QSize:
        """As wide as it gets."""
        return QSize(WAY)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        all_names = self._all_fit()
        for number in range(1, len(STEPS) + 1):
            place = self._place(number)
            line = QRect(place.left(), 0, place.width(), WAY_BAR)
            painter.fillRect(line, self._color(number, self._theme.colors.hairline))
            if all_names:
                self._write(painter, place, number, self._label(number))
        if not all_names:
            self._write(painter, self.rect().adjusted(0, WAY_BAR, 0, 0), self._at, self.words)
        painter.end()

    def _write(self, painter: QPainter, place: QRect, number: int, words: str) -> None:
        painter.setFont(self._theme.font("strong" if number == self._at else "small"))
        colors = self._theme.colors
        painter.setPen(colors.text if number == self._at else colors.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)

    def _label(self, number: int) -> str:
        # What is done has a mark beside its color: color alone would not be seen by everybody.
        return f"{'✓' if number < self._at else number} {tr(STEPS[number - 1])}"

    def _color(self, number: int, later: QColor) -> QColor:
        return self._theme.colors.accent if number <= self._at else later

    def _place(self, number: int) -> QRect:
        each = (self.width() + _GAP) / len(STEPS)
        left = round(each * (number - 1))
        place = QRect(left, WAY_BAR, round(each) - _GAP, self.height() - WAY_BAR)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _all_fit(self) -> bool:
        strong = self._theme.font("strong")
        widest = max(QFontMetrics(strong).horizontalAdvance(f"7 {tr(name)}") for name in STEPS)
        return widest <= self._place(1).width()
