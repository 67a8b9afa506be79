"""The language of the window: chosen in the settings, spoken from the next start on.

Owns the choice as it is shown and kept. It refuses to know how words are translated.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.parts import Shell
from app.settings.choice import Choice
from app.translation import LANGUAGES
from core import tr


class Language(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        answers = {"": tr("As the system"), **LANGUAGES}
        shell.panels["language"] = lambda: Choice(answers, shell.remembered.language, self.choose)

    def end(self) -> None:
        """Everything is kept already."""

    def choose(self, code: str) -> None:
        """Speak this language when the program starts again; "" is the system's."""
        self._shell.remembered.language = code
        self._shell.window.toast.say(tr("The window speaks this language from the next start on."))
