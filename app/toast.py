"""The note at the bottom of the window that says what was done, with Undo for ten seconds.

Owns one toast at a time. It takes no focus and covers nothing that is being written.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget

from app.announcing import announce
from app.sizes import TOAST_ABOVE
from app.theme import GRID
from core import tr

SHOWN_MS = 10_000


class Toast(QFrame):
    """Says one thing over the lower edge of `parent`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._undo: Callable[[], None] | None = None
        self._logged = False
        self._words = QLabel(self)
        self._button = QPushButton(tr("Undo"), self)
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(4 * GRID)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self.hide()
        parent.installEventFilter(self)

    def say(
        self, words: str, undo: Callable[[], None] | None = None, verb: str = "", *, logged: bool = False
    ) -> None:
        """Say what was done; `undo` takes it back when the person asks within ten seconds. What the notebook has `logged`
        can be taken back after that, too. The button says Undo unless another `verb` is given."""
        self._undo = undo
        self._logged = logged
        self._button.setText(verb or tr("Undo"))
        self._words.setText(words)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(words)
        self._place()
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
        """Stays where it is when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        parent = self._over
        width = min(self.sizeHint().width(), parent.width() - 8 * GRID)
        self.resize(width, self.sizeHint().height())
        place = QRect(QPoint(4 * GRID, parent.height() - self.height() - TOAST_ABOVE), self.size())
        seen = QStyle.visualRect(self.layoutDirection(), parent.rect(), place)
        self.move(seen.topLeft())  # away from what is being written
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
