"""What is in the window until the notebook is open: the steps in words, or what went wrong and what to do.

Owns the words of starting. It refuses to know what the steps do.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.announcing import announce
from app.sizes import ICON, START, START_LEAST, STEP_ICON
from app.theme import GRID, Theme
from core import tr


class Steps(QWidget):
    """The list of steps of one start."""

    again = Signal()
    """The person wants to try once more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: list[tuple[QLabel, str]] = []
        self._title = QLabel(tr("Opening your notebook"), self)
        self._title.setFont(theme.font("heading2"))
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * GRID)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.hide()
        self._button = QPushButton(tr("Try again"), self)
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self._try_again)
        self._button.hide()
        self._lay_out()
        theme.changed.connect(self._draw_marks)

    def say(self, step: str) -> None:
        """A step has begun; the one before is done."""
        self._finish("check")
        self._add(step, "arrow-right")
        announce(self, step)

    def fail(self, words: str, hint: str) -> None:
        """The last step did not succeed. Says so, and offers to try again."""
        self._finish("warning")
        self._title.setText(tr("The notebook did not open"))
        self._words.setText(f"{words}\n\n{hint}" if hint else words)
        self._words.show()
        self._button.show()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.text()}. {words} {hint}".strip(), urgent=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4 * GRID)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addLayout(self._list)
        column.addWidget(self._words)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        frame = QWidget(self)
        frame.setMaximumWidth(START)
        frame.setMinimumWidth(START_LEAST)
        frame.setLayout(column)
        row.addWidget(frame, 4)
        row.addStretch(1)

    def _try_again(self) -> None:
        while item := self._list.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._marks.clear()
        self._words.hide()
        self._button.hide()
        self._title.setText(tr("Opening your notebook"))
        self.again.emit()

    def _add(self, step: str, icon: str) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        mark, text = QLabel(line), QLabel(step, line)
        mark.setFixedWidth(STEP_ICON)
        text.setWordWrap(True)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self._list.addWidget(line)
        self._marks.append((mark, icon))
        self._draw_marks()

    def _finish(self, icon: str) -> None:
        if self._marks:
            self._marks[-1] = (self._marks[-1][0], icon)
            self._draw_marks()

    def _draw_marks(self) -> None:
        for mark, icon in self._marks:
            mark.setPixmap(self._theme.icon(icon).pixmap(ICON, ICON))
