"""Import and export of notes in one window.

Owns that there are these two actions, and that their pages are made when somebody first asks. What they do is their own.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.parts import Shell

if TYPE_CHECKING:  # the pages are loaded when they are needed, which for most starts is never
    from app.exchange.exporting import Exporting
    from app.exchange.importing import Importing


class ExchangePlace(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        shell.window.actions_.on("import.notes", self.show_import)
        shell.window.actions_.on("export.notes", self.show_export)

    def show_import(self) -> None:
        """Show the page to import from."""
        self.importing.course.cover()

    def show_export(self) -> None:
        """Show the page to export from."""
        self.exporting.show()

    @cached_property
    def importing(self) -> Importing:
        """Notes of other programs on their way in."""
        from app.exchange.importing import Importing

        return Importing(self._shell, self)

    @cached_property
    def exporting(self) -> Exporting:
        """Notes on their way out."""
        from app.exchange.exporting import Exporting

        return Exporting(self._shell, self)

    def end(self) -> None:
        """Nothing is lost: an import goes on when the same is imported again."""
