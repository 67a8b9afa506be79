"""How large text is: of notes, at once; of everything in the window, from the next start on.

Owns the actions for it and what the page of settings shows of it. It refuses to know how a font is made larger.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.parts import Shell
from app.settings.choice import Choice
from app.theme import SIZES
from core import tr

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
        sizes = {size: f"{size} %" for size in SIZES}
        shell.panels["text_size"] = lambda: Choice(sizes, shell.remembered.text_size, self.set_text)
        shell.panels["window_size"] = lambda: Choice(sizes, shell.remembered.window_size, self.set_window)

    def end(self) -> None:
        """Everything is kept already."""

    def set_text(self, percent: int) -> None:
        """Make the text of notes as large as this."""
        self._shell.remembered.text_size = percent
        self._shell.theme.set_text_size(percent)
        self._shell.window.toast.say(tr("Text of notes: {percent} %", percent=percent))

    def set_window(self, percent: int) -> None:
        """Make everything as large as this when the program starts again."""
        self._shell.remembered.window_size = percent
        self._shell.window.toast.say(tr("Everything: {percent} %, from the next start on", percent=percent))

    def _step(self, by: int) -> None:
        at = SIZES.index(self._shell.remembered.text_size) + by
        self.set_text(SIZES[min(max(at, 0), len(SIZES) - 1)])
