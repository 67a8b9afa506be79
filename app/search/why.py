"""The sheet that says why a note is among the results, or why it is not.

Owns how the reasons look: in words, and as exact figures when somebody asks for them. What they are is told from outside,
in the core's own values.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import words
from app.popover import Popover
from app.search import reasons
from app.sizes import SHARE, WHY
from app.theme import GRID, Theme
from core import Evidence, Reason, Why, tr


class WhySheet(Popover):
    """How much each channel counts, how well the note does there and what matched; or what keeps the note away and what
    would help."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        self._column.setSpacing(2 * GRID)
        self._body: QWidget | None = None
        self._exact = False
        self._place_again: Callable[[], None] = self.show
        theme.changed.connect(self.update)

    def tell(self, why: Why, total: int, beside: QWidget, area: QRect) -> None:
        """Show it beside this area of a widget. `total` is how many notes were found."""
        self._exact = False
        self._fill(why, total)
        self.setAccessibleName(reasons.spoken(why))
        self._place_again = partial(self.open_beside, beside, area, WHY)
        self._place_again()

    def _fill(self, why: Why, total: int) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._label(reasons.heading(why), "strong"))
        if why.rank is not None:
            rank, every = words.figure(why.rank), words.figure(max(total, why.rank))
            place = tr("Place {rank} of {all} for “{query}”", rank=rank, all=every, query=why.query)
            column.addWidget(self._label(place, "small", muted=True))
            column.addLayout(self._channels(why))
            column.addWidget(self._switch(why, total), 0, Qt.AlignmentFlag.AlignLeft)
        for reason in why.reasons:
            column.addLayout(self._reason(reason))
        if why.rank is None and not why.reasons:
            column.addWidget(self._label(tr("Nothing in it answers the query."), "body"))
        self._column.addWidget(body)
        body.show()  # at once, where the sheet is open: it is asked how high it is

    def _channels(self, why: Why) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for each in sorted(why.evidence, key=lambda one: -one.share):
            row = grid.rowCount() + 1
            grid.addWidget(self._label(tr(reasons.NAMES[each.channel]), "body"), row, 0)
            grid.addWidget(Share(self._theme, each, self), row, 1)
            grid.addWidget(self._label(reasons.share(each), "small", muted=True), row, 2)
            exact = reasons.figures(each) if self._exact else ""
            told = "\n".join(filter(None, (reasons.standing(each), reasons.matched(each), exact)))
            grid.addWidget(self._label(told, "small", muted=True, wrap=True), row + 1, 0, 1, 3)
            grid.setRowMinimumHeight(row - 1, GRID)  # each channel stands apart from the one above
        return grid

    def _switch(self, why: Why, total: int) -> QPushButton:
        """What shows the figures, and hides them again."""
        button = QPushButton(tr("Hide the figures") if self._exact else tr("Show the figures"), self)
        button.setObjectName("link")
        button.setFont(self._theme.font("small"))
        button.clicked.connect(lambda: self._turn(why, total))
        return button

    def _turn(self, why: Why, total: int) -> None:
        self._exact = not self._exact
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # or it would go elsewhere with the button
        self._fill(why, total)
        self._place_again()
        self.focusNextChild()

    def _reason(self, reason: Reason) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(GRID // 2)
        lines.addWidget(self._label(reason.words, "body", wrap=True))
        if reason.hint:
            lines.addWidget(self._label(reason.hint, "small", muted=True, wrap=True))
        return lines

    def _label(self, text: str, role: str, *, muted: bool = False, wrap: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(
            self._theme.font("strong" if role == "strong" else "small" if role == "small" else "body")
        )
        label.setWordWrap(wrap or role == "strong")
        if muted:
            label.setObjectName("muted")
        return label


class Share(QWidget):
    """How much of a score comes from one channel, as the length of a bar; the figure stands beside it."""

    def __init__(self, theme: Theme, evidence: Evidence, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = min(max(evidence.share, 0.0), 1.0)
        self.setMinimumSize(SHARE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, self.height() / 2 - 2, self.width(), 4)
        painter.setBrush(self._theme.colors.hairline)
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(bar.width() * self._share)
        painter.setBrush(self._theme.colors.accent)
        painter.drawRoundedRect(bar, 2, 2)
        painter.end()
