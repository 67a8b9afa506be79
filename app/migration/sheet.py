"""The parts that pages of words are made of: a heading, sentences, a mark with its words, a row of buttons.

Owns their spacing and fonts, so that every page looks alike. It refuses to know what is said.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.theme import GRID, Role, Theme

Ink = Literal["text", "muted", "accent", "good", "caution", "danger"]


class Mark(QWidget):
    """An icon in a color that means something. Beside it is always a word that means the same."""

    def __init__(self, theme: Theme, icon: str, ink: Ink, side: int = 20) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._ink = ink
        self.setFixedSize(QSize(side, side))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        color: QColor = getattr(self._theme.colors, self._ink)
        painter = QPainter(self)
        self._theme.paint_icon(painter, QRectF(self.rect()), self._icon, color)
        painter.end()


class OneLine(QLabel):
    """Words on one line, as many as there is room for; all of them on hover."""

    def __init__(self, theme: Theme, words: str, role: Role = "body", *, muted: bool = False) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setToolTip(f"<p>{escape(words)}</p>")  # as HTML it is wrapped
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if muted:
            self.setObjectName("muted")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class Sheet(QWidget):
    """A page: what is added comes below what was added before."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self._buttons: QHBoxLayout | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4 * GRID)
        self.setAccessibleName(title)
        self.say(title, role="title")

    def say(self, words: str, *, role: Role = "body", muted: bool = False, tight: bool = False) -> QLabel:
        """A paragraph; a `tight` one belongs to the one above."""
        label = label_of(self.theme, words, role, muted=muted)
        if tight:
            self._column.addSpacing(-3 * GRID)
        self._column.addWidget(label)
        return label

    def head(self, words: str) -> None:
        """The heading of a part."""
        self._column.addSpacing(2 * GRID)
        self._column.addWidget(label_of(self.theme, words, "strong"))
        self._column.addSpacing(-2 * GRID)

    def mark(self, icon: str, ink: Ink, words: str, role: Role = "body") -> QLabel:
        """Words with a mark before them."""
        label = label_of(self.theme, words, role)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(Mark(self.theme, icon, ink), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        self._column.addLayout(row)
        return label

    def add(self, widget: QWidget, *, tight: bool = False) -> None:
        """Something else."""
        if tight:
            self._column.addSpacing(-3 * GRID)
        self._column.addWidget(widget)

    def place_buttons(self) -> None:
        """The buttons are to be here, and not below all that follows."""
        self._column.addSpacing(2 * GRID)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * GRID)
        self._buttons.addStretch(1)
        self._column.addLayout(self._buttons)

    def offer(self, words: str, pressed: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button in the row of buttons, from left to right. The primary one is where the keyboard begins."""
        if self._buttons is None:
            self.place_buttons()
        assert self._buttons is not None  # placed just now
        button = QPushButton(words)
        button.setAutoDefault(True)  # Enter presses the button that has the focus
        button.setProperty("primary", primary)
        button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - what is pressed takes no word of a check
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def begin_keyboard(self) -> None:
        """Put the keyboard on the primary button, or the first one."""
        buttons = self.findChildren(QPushButton)
        if buttons:
            chosen = next((button for button in buttons if button.property("primary")), buttons[0])
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)


def label_of(theme: Theme, words: str, role: Role = "body", *, muted: bool = False) -> QLabel:
    """Words in the font of a role, which can be selected with the mouse. Never understood as HTML."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(role))
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if muted:
        label.setObjectName("muted")
    return label
