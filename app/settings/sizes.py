"""How large text is: of notes, at once; of everything in the window, from the next start on.

Owns the actions for it and what the page of settings shows of it. It refuses to know how a font is made larger.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from app.flow import Flow
from app.migration.sheet import button_of
from app.parts import Shell
from app.theme import GRID, SIZES

USUAL = 100  # percent


class Sizes(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        actions = shell.window.actions_
        actions.on("view.larger", lambda: self._step(1))
        actions.on("view.smaller", lambda: self._step(-1))
        actions.on("view.usual_size", lambda: self.set_text(USUAL))
        shell.theme.set_text_size(shell.remembered.text_size)
        shell.panels["text_size"] = lambda: Choice(shell.remembered.text_size, self.set_text)
        shell.panels["window_size"] = lambda: Choice(shell.remembered.window_size, self.set_window)

    def end(self) -> None:
        """Everything is kept already."""

    def set_text(self, percent: int) -> None:
        """Make the text of notes as large as this."""
        self._shell.remembered.text_size = percent
        self._shell.theme.set_text_size(percent)
        self._shell.window.toast.say(f"Text of notes: {percent} %")

    def set_window(self, percent: int) -> None:
        """Make everything as large as this when the program starts again."""
        self._shell.remembered.window_size = percent
        self._shell.window.toast.say(f"Everything: {percent} %, from the next start on")

    def _step(self, by: int) -> None:
        at = SIZES.index(self._shell.remembered.text_size) + by
        self.set_text(SIZES[min(max(at, 0), len(SIZES) - 1)])


class Choice(QWidget):
    """A button for each size; the one that holds is pressed."""

    def __init__(self, now: int, chosen: Callable[[int], None]) -> None:
        super().__init__()
        self.buttons: dict[int, QPushButton] = {}
        self._chosen = chosen
        flow = Flow(self, 2 * GRID)
        for size in SIZES:
            button = button_of(f"{size} %", partial(self._choose, size), name=f"{size} percent")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(size == now)
            self.buttons[size] = button
            flow.addWidget(button)

    def _choose(self, size: int) -> None:
        self.buttons[size].setChecked(True)
        self._chosen(size)
