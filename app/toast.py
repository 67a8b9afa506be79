"""The words in the bottom line of the window that say what was done, with Undo for ten seconds.

Owns one toast at a time. It takes no focus and covers nothing that is pressed, read or written in meanwhile: it stands in
the status bar, beside what is going on there. Only in a very narrow window it lies over the figures at the other end.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget

from app.announcing import announce
from app.theme import GRID
from core import tr

SHOWN_MS = 10_000
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show)


class Toast(QFrame):
    """Says one thing at the beginning of the status bar `bar`, behind the parts of it that stand there `before` it."""

    def __init__(self, bar: QWidget, before: tuple[QWidget, ...] = ()) -> None:
        super().__init__(bar)
        self._bar = bar
        self._before = before
        self._undo: Callable[[], None] | None = None
        self._logged = False
        self._told = ""
        self._from = 0
        self._words = QLabel(self)
        self._button = QPushButton(tr("Undo"), self)
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        self._words.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.hide()
        for each in (bar, *before):
            each.installEventFilter(self)

    def say(
        self, words: str, undo: Callable[[], None] | None = None, verb: str = "", *, logged: bool = False
    ) -> None:
        """Say what was done; `undo` takes it back when the person asks within ten seconds. What the notebook has `logged`
        can be taken back after that, too. The button says Undo unless another `verb` is given."""
        self._undo = undo
        self._logged = logged
        self._button.setText(verb or tr("Undo"))
        self._told = words
        self._button.setVisible(undo is not None)
        self.setAccessibleName(words)
        self._place(self._begin())
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, words)

    def undo(self) -> bool:
        """Take back what was said last; False when it is too late or was never possible."""
        undo, self._undo = self._undo, None
        if undo is None or not self.isVisible():
            return False
        self.hide()
        undo()
        return True

    def undo_unlogged(self) -> bool:
        """The same, if nobody but this toast knows the way back."""
        return not self._logged and self.undo()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes with the window's size, and gives way to what is before it where that needs more room; it does not follow
        each figure there to and fro."""
        if event.type() in _MOVES and self.isVisible():
            self._place(self._begin() if watched is self._bar else max(self._begin(), self._from))
        return super().eventFilter(watched, event)

    def _begin(self) -> int:
        """How far from the beginning of the bar there is room."""
        taken = [self._end(each) for each in self._before if each.isVisible() and each.width() > 0]
        return max(taken, default=0) + 2 * GRID

    def _end(self, part: QWidget) -> int:
        return QStyle.visualRect(self.layoutDirection(), self._bar.rect(), part.geometry()).right() + 1

    def _place(self, begin: int) -> None:
        """Where not even half of the words would be seen, it takes the line from its beginning."""
        self._words.setText(self._told)
        needed, metrics = self.sizeHint().width(), self._words.fontMetrics()
        words = metrics.horizontalAdvance(self._told)
        end = self._bar.width() - 2 * GRID
        if end - begin < needed - words // 2:
            begin = 2 * GRID
        self._from = begin
        width = min(needed, end - begin)
        if width < needed:
            room = words - (needed - width)
            self._words.setText(metrics.elidedText(self._told, Qt.TextElideMode.ElideMiddle, room))
        self._words.setToolTip(self._told if width < needed else "")
        area = QRect(begin, 3, width, self._bar.height() - 5)  # below the line at its upper edge
        self.setGeometry(QStyle.visualRect(self.layoutDirection(), self._bar.rect(), area))
