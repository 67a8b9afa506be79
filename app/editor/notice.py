"""One quiet sentence over the foot of the note, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from app.announcing import announce
from app.panes import holds_focus
from app.sizes import BESIDE
from app.theme import GRID, Theme
from core import tr


class Notice(QFrame):
    """Says one thing at a time; takes no focus and no room while there is nothing to say."""

    left = Signal()
    """What had the keyboard here is gone, and it has to be somewhere."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.about = ""
        self._act: Callable[[], object] | None = None
        self._refused: Callable[[], object] | None = None
        self.setObjectName("notice")
        self.setProperty("inside", True)  # the line of the foot is just below it
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where one writes
        self._button.clicked.connect(self._do)
        close = QToolButton(self)
        close.setIcon(theme.icon("x"))
        theme.changed.connect(lambda: close.setIcon(theme.icon("x")))
        close.setAccessibleName(tr("Dismiss"))
        close.setToolTip(tr("Dismiss"))
        close.clicked.connect(self._dismiss)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._grid.setSpacing(2 * GRID)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._words, 0, 0)
        self._grid.addWidget(close, 0, 2)
        self._beside = True
        self._grid.addWidget(self._button, 0, 1)
        self.hide()

    @property
    def words(self) -> str:
        """What is said now; nothing when nothing is."""
        return self._words.text() if not self.isHidden() else ""

    def say(
        self,
        about: str,
        words: str,
        verb: str = "",
        act: Callable[[], object] | None = None,
        refused: Callable[[], object] | None = None,
    ) -> None:
        """Say something; `about` is what `hush` will call it, and `refused` is called when a person dismisses it."""
        news = words != self.words
        self.about, self._act, self._refused = about, act, refused
        self._words.setText(words)
        self._button.setText(verb)
        self._button.setVisible(bool(verb))
        self.setAccessibleName(words)
        self.show()
        if news:
            announce(self, words)

    def hush(self, about: str = "") -> None:
        """Say no more about that, or about anything."""
        if about in ("", self.about):
            self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: where there is little room the words have it, and the button stands below them."""
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE
        if beside != self._beside:
            self._beside = beside
            self._grid.removeWidget(self._button)
            if beside:
                self._grid.addWidget(self._button, 0, 1)
            else:
                self._grid.addWidget(self._button, 1, 0, Qt.AlignmentFlag.AlignLeft)

    def _do(self) -> None:
        self._leave()
        if self._act is not None:
            self._act()

    def _dismiss(self) -> None:
        self._leave()
        if self._refused is not None:
            self._refused()

    def _leave(self) -> None:
        held = holds_focus(self)
        self.hide()
        if held:
            self.left.emit()
