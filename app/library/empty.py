"""What a place says when there is nothing in it: one sentence that teaches, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.sizes import EMPTY_ICON
from app.theme import GRID, Theme

MOST_OFFERS = 4
_LONGEST = 34  # characters on a button, so that it fits into a narrow list


class Empty(QWidget):
    """A sentence and perhaps some buttons, in the middle of the pane."""

    pressed = Signal(int)
    """The number of the button, the first one being 0."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._buttons = [QPushButton(self) for _ in range(MOST_OFFERS)]
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
        self._offers = QVBoxLayout()
        self._offers.setSpacing(GRID)
        column.addLayout(self._offers)
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, at=number: self.pressed.emit(at))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
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

    def say(self, icon: str, words: str, *offers: str) -> None:
        """Say this, with a button for each offer, at most `MOST_OFFERS`."""
        self._name = icon
        self._draw()
        self._words.setText(words)
        for number, button in enumerate(self._buttons):
            offer = offers[number] if number < len(offers) else ""
            button.setText(offer if len(offer) <= _LONGEST else f"{offer[: _LONGEST - 1]}…")
            button.setToolTip(offer if len(offer) > _LONGEST else "")
            button.setVisible(bool(offer))

    def _draw(self) -> None:
        muted = QIcon.Mode.Disabled
        self._icon.setPixmap(
            self._theme.icon(self._name, EMPTY_ICON).pixmap(QSize(EMPTY_ICON, EMPTY_ICON), muted)
        )
