"""One setting on the page: its words, a sentence about it, and what it is set with.

Owns its form. It refuses to know what it sets.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.account.fields import Field
from app.flow import Flow
from app.migration.sheet import label_of
from app.settings.table import Setting
from app.theme import GRID, Theme
from core import tr


class Entry(QWidget):
    """A setting, and the widgets below its words."""

    def __init__(self, theme: Theme, setting: Setting, *parts: QWidget) -> None:
        super().__init__()
        self.setting = setting
        self._theme = theme
        self.setAccessibleName(tr(setting.words))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 3 * GRID)
        self._column.setSpacing(GRID)
        self._column.addWidget(label_of(theme, tr(setting.words), "strong"))
        self._column.addWidget(label_of(theme, tr(setting.about), "small", muted=True))
        self._column.addSpacing(GRID)
        self.state = label_of(theme, "")
        self.state.setAccessibleName(tr("{setting}, as it is now", setting=tr(setting.words)))
        self.state.hide()
        self._column.addWidget(self.state)
        for part in parts:
            self._column.addWidget(part)

    def say(self, words: str) -> None:
        """How it stands now."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def add(self, part: QWidget) -> None:
        """One more widget. The name of a field stands nearer to its field than to what is above, and buttons farther from
        the words above them than a line of those from the next."""
        if isinstance(part, Field | Buttons):
            self._column.addSpacing(GRID)
        self._column.addWidget(part)


class Buttons(QWidget):
    """Buttons beside each other."""

    def __init__(self, *made: QPushButton) -> None:
        super().__init__()
        flow = Flow(self, 2 * GRID)
        for button in made:
            flow.addWidget(button)
