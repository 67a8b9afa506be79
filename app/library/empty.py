"""What a place says when there is nothing in it: one sentence that teaches, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.sizes import EMPTY_ICON
from app.theme import GRID, Theme

Offer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""

MOST_OFFERS = 4
_LONGEST = 34  # characters on a button, so that it fits into a narrow list


class Empty(QWidget):
    """A sentence and perhaps some buttons, in the middle of the pane."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._buttons = [QPushButton(self) for _ in range(MOST_OFFERS)]
        self._offers: tuple[Offer, ...] = ()
        self._name = ""
        for label in (self._icon, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setObjectName("muted")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 0, 6 * GRID, 12 * GRID)
        column.setSpacing(3 * GRID)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self._words)
        below = QVBoxLayout()
        below.setSpacing(GRID)
        column.addLayout(below)
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, at=number: self._offers[at][1]())
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._draw)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    @property
    def offers(self) -> list[str]:
        """What the buttons say."""
        return [button.text() for button in self._buttons if not button.isHidden()]

    @property
    def first(self) -> QPushButton | None:
        """The first button, where there is one."""
        return self._buttons[0] if self._offers else None

    def say(self, icon: str, words: str, *offers: Offer) -> None:
        """Say this, with a button for each offer, at most `MOST_OFFERS`."""
        self._name, self._offers = icon, offers
        self._draw()
        self._words.setText(words)
        for number, button in enumerate(self._buttons):
            offer = offers[number][0] if number < len(offers) else ""
            button.setText(offer if len(offer) <= _LONGEST else f"{offer[: _LONGEST - 1]}…")
            button.setToolTip(offer if len(offer) > _LONGEST else "")
            button.setVisible(bool(offer))

    def _draw(self) -> None:
        muted = QIcon.Mode.Disabled
        self._icon.setPixmap(
            self._theme.icon(self._name, EMPTY_ICON).pixmap(QSize(EMPTY_ICON, EMPTY_ICON), muted)
        )
