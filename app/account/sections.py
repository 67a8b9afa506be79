"""A part of the sync page: a heading, sentences, buttons that stay in sight, and a row for each thing below.

Owns that a part is not there while it has nothing to say, and that it changes only when what it says does: nothing flickers,
and the keyboard stays where it is. It refuses to know what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.flow import Flow
from app.migration.sheet import button_of, label_of
from app.one_line import OneLine
from app.panes import holds_focus
from app.theme import GRID, Theme
from core import tr

LISTED = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: its name, what is to be said of it, and what can be done."""

    name: str
    about: str = ""
    verb: str = ""
    act: Callable[[], object] | None = None


class Section(QWidget):
    """One part of the page."""

    def __init__(self, theme: Theme, title: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._theme = theme
        self._said: tuple[Any, ...] | None = None
        self._words = label_of(theme, "")
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, GRID if buttons else 0, 0, 0)
        self._column.setSpacing(2 * GRID)
        self._buttons = QWidget()
        flow = Flow(self._buttons, 2 * GRID)
        for button in buttons:
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(2 * GRID)
        if title:
            column.addWidget(label_of(theme, title, "strong"))
        for part in (self._words, self._buttons, self._rows):
            column.addWidget(part)
        self._buttons.setVisible(bool(buttons))
        self.setAccessibleName(title)
        self.hide()

    def say(self, words: str, rows: Sequence[Row] = (), *, all_of_them: int = 0) -> bool:
        """From now on it says this; nothing hides it. `all_of_them` is how many things there are, if not all are in `rows`.
        Whether anything is different."""
        said = (words, tuple((row.name, row.about, row.verb) for row in rows), all_of_them)
        if said == self._said:
            return False
        held = holds_focus(self._rows)
        self._said = said
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._show_rows(rows[:LISTED], max(len(rows), all_of_them))
        self.setVisible(bool(words or rows))
        if held and not self.isHidden():
            self._keep_keyboard()
        return True

    def _show_rows(self, rows: Sequence[Row], number: int) -> None:
        while item := self._column.takeAt(0):
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for row in rows:
            self._column.addWidget(_shown(self._theme, row))
        if number > len(rows):
            self._column.addWidget(
                label_of(self._theme, tr("… and {number} more", number=number - len(rows)), muted=True)
            )
        self._rows.setVisible(bool(rows))

    def _keep_keyboard(self) -> None:
        able = [each for each in self.findChildren(QPushButton) if each.isEnabled() and not each.isHidden()]
        if able:
            able[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _shown(theme: Theme, row: Row) -> QWidget:
    place = QWidget()
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(OneLine(theme, row.name))
    if row.about:
        text.addWidget(label_of(theme, row.about, "small", muted=True))
    line = QHBoxLayout(place)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(3 * GRID)
    line.addLayout(text, 1)
    if row.act is not None:
        button = button_of(row.verb, row.act, name=f"{row.verb}: {row.name}")
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    place.setAccessibleName(f"{row.name}. {row.about}".strip())
    return place
