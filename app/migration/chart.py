"""What became of the notes as a small chart: a bar for each fate, with its word and its figure beside it.

Owns how it is painted. It says nothing that the table does not say.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.direction import placed
from app.sizes import CHART, CHART_BAR, CHART_LINE
from app.theme import GRID, Theme
from app.words import figure
from core import Report, tr


class Chart(QWidget):
    """The fates of all rows of one kind."""

    def __init__(self, theme: Theme, report: Report, role: str = "memories") -> None:
        super().__init__()
        self._theme = theme
        fates = (
            (tr("Imported"), "created"),
            (tr("Updated"), "updated"),
            (tr("Here already"), "identical"),
            (tr("Set aside"), "set_aside"),
        )
        tables = [table for table in report.tables if table.role == role]
        counts = [(word, name, sum(getattr(table, name) for table in tables)) for word, name in fates]
        self._bars = [(word, name, count) for word, name, count in counts if count or name != "updated"]
        self._most = max((count for _, _, count in self._bars), default=0)
        said = ", ".join(f"{word.lower()} {figure(count)}" for word, _, count in self._bars)
        self.setAccessibleName(tr("Chart of the notes: {said}", said=said))
        self.setFixedHeight(CHART_LINE * len(self._bars))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as it gets."""
        return QSize(CHART, CHART_LINE * len(self._bars))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font("small")
        painter.setFont(font)
        metrics = QFontMetrics(font)
        words = max(metrics.horizontalAdvance(word) for word, _, _ in self._bars) + 3 * GRID
        figures = max(metrics.horizontalAdvance(figure(count)) for _, _, count in self._bars) + 2 * GRID
        room = max(1, self.width() - words - figures)
        seen = partial(placed, within=QRectF(self.rect()), direction=self.layoutDirection())
        for number, (word, name, count) in enumerate(self._bars):
            line = QRect(0, number * CHART_LINE, self.width(), CHART_LINE)
            painter.setPen(self._theme.colors.muted)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
            long = room * count / self._most if self._most else 0.0
            bar = QRectF(
                words, line.top() + (CHART_LINE - CHART_BAR) / 2, max(long, 2.0 if count else 0.0), CHART_BAR
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(name))
            painter.drawRoundedRect(seen(bar), 2, 2)
            painter.setPen(self._theme.colors.text)
            said = seen(QRectF(bar.right() + 2 * GRID, line.top(), figures + GRID, CHART_LINE))
            painter.drawText(said, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, figure(count))
        painter.end()

    def _color(self, name: str) -> QColor:
        colors = self._theme.colors
        return {"created": colors.accent, "updated": colors.good, "set_aside": colors.caution}.get(
            name, colors.muted
        )
