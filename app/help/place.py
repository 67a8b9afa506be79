"""Help in one window: the guide on F1, and the log.

Owns that each has one window, which goes with the program. It refuses to know how one reads in it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.help.reader import Reader
from app.help.texts import about, guide, program_version, window_log
from app.parts import Shell
from core import tr


class HelpPlace(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._readers: dict[str, Reader] = {}
        shell.window.actions_.on("help.guide", self.show_guide)
        shell.window.actions_.on("help.log", self.show_log)
        shell.window.actions_.on("help.about", self.show_about)

    def end(self) -> None:
        """The window is about to close."""
        for reader in self._readers.values():
            reader.close()

    def show_guide(self) -> Reader:
        """Show how to use the program."""
        reader = self._reader(tr("How to use Second Brain"))
        reader.show_markdown(guide())
        return reader

    def show_log(self) -> Reader:
        """Show what went wrong lately, the newest first."""
        reader = self._reader(tr("Log"))
        reader.show_plain(window_log(self._shell.home))
        return reader

    def show_about(self) -> Reader:
        """Show which version this is, and where the notes are."""
        reader = self._reader(tr("About Second Brain"))
        server = self._shell.workspace.brain.database_server
        reader.show_markdown(about(program_version(), self._shell.home, server))
        return reader

    def _reader(self, title: str) -> Reader:
        if title not in self._readers:
            self._readers[title] = Reader(self._shell.theme, title, self._shell.window)
        return self._readers[title]
