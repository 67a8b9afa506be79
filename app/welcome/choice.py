"""A large button that says what it is in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.migration.sheet import Mark
from app.sizes import CHOICE_ICON
from app.theme import GRID, Theme


class Choice(QPushButton):
    """One of a few ways to go on. Arrow keys lead from one to the next, Enter and space choose."""

    def __init__(self, theme: Theme, icon: str, title: str, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        name, about = QLabel(title), QLabel(sentence)
        name.setFont(theme.font("strong"))
        about.setObjectName("muted")
        about.setWordWrap(True)
        text = QVBoxLayout()
        text.setSpacing(GRID)
        text.addWidget(name)
        text.addWidget(about)
        row = QHBoxLayout(self)
        row.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 4 * GRID)
        row.setSpacing(4 * GRID)
        row.addWidget(Mark(theme, icon, "accent", CHOICE_ICON), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(text, 1)
        for label in (name, about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return self._row().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As large as its words need."""
        return self._row().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """A narrow one needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that its words need at this width."""
        return self._row().totalHeightForWidth(width)

    def _row(self) -> QHBoxLayout:
        row = self.layout()
        assert isinstance(row, QHBoxLayout)  # made above
        return row
