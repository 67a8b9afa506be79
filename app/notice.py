"""A bar above the notebook that says what went wrong, what is safe and what to do, until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.announcing import announce
from app.sizes import ICON
from app.theme import GRID, Theme
from core import tr


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    hint: str
    verb: str
    act: Callable[[], object] | None
    yields: bool
    whose: object


class Notice(QFrame):
    """Says one thing, the latest that is to be heeded. It takes no focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said = _Said("", "", "", None, yields=True, whose=None)
        self._next: _Said | None = None
        self._act = QPushButton(self)
        self._act.clicked.connect(self._take)
        self._act.hide()
        close = self._close = QToolButton(self)
        close.setAccessibleName(tr("Close this message"))
        close.setToolTip(tr("Close this message"))
        close.clicked.connect(self._end)
        self.setObjectName("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(3 * GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._draw)
        self.hide()

    def say(self, words: str, hint: str = "") -> None:
        """Say what happened, and below it what to do."""
        self.offer(words, hint, "", None)

    @property
    def free(self) -> bool:
        """Whether nothing is said that is still to be heeded."""
        return self.isHidden() or self._said.yields

    def offer(
        self,
        words: str,
        hint: str,
        verb: str,
        act: Callable[[], object] | None,
        *,
        yields: bool = False,
        whose: object = None,
    ) -> None:
        """Say what happened, with a button that does something about it and closes this. What `yields` asks for nothing:
        it leaves its place to whatever does, and waits until that is closed. `whose` it is can `withdraw` it."""
        said = _Said(words, hint, verb, act, yields, whose)
        if yields and not self.free:
            self._next = said
        else:
            self._say(said)

    def withdraw(self, whose: object) -> None:
        """Say no more what was theirs, and nothing else."""
        if self._next is not None and self._next.whose is whose:
            self._next = None
        if not self.isHidden() and self._said.whose is whose:
            self._end()

    def offer_instead(self, words: str, verb: str, act: Callable[[], object]) -> None:
        """Say what could not be done, with a button for what can."""
        self.offer(words, "", verb, act)

    def _say(self, said: _Said) -> None:
        self._said = said
        self._act.setText(said.verb)
        self._act.setVisible(said.act is not None)
        self._words.setText("\n".join(filter(None, (said.words, said.hint))))
        self._draw()
        self.show()
        announce(self, f"{said.words} {said.hint}".strip())

    def _end(self) -> None:
        self.hide()
        if self._next is not None:
            said, self._next = self._next, None
            self._say(said)

    def _take(self) -> None:
        act = self._said.act
        self._end()
        if act is not None:
            act()

    def _draw(self) -> None:
        self._close.setIcon(self._theme.icon("x"))
        self._icon.setPixmap(self._theme.icon("warning").pixmap(ICON, ICON))
