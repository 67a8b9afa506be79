"""Import and export of notes in one window.

Owns that there are these two actions, that notes can be dropped anywhere, and that pages are made when first asked for.
What they do is their own.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.capture.brought import may_hold_notes
from app.parts import Shell
from core import tr

if TYPE_CHECKING:  # the pages are loaded when they are needed, which for most starts is never
    from app.exchange.exporting import Exporting
    from app.exchange.importing import Importing
    from core import Batch


class ExchangePlace(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        shell.window.actions_.on("import.notes", self.show_import)
        shell.window.actions_.on("export.notes", self.show_export)
        shell.window.takes_files = shell.window.actions_["import.notes"].isEnabled
        shell.window.dropped.connect(self._take)
        shell.workspace.read(lambda brain: brain.exchange.resumable(), self._offer_to_go_on, owner=self)

    def show_import(self) -> None:
        """Show the page to import from."""
        self.importing.course.begin()

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
        """Nothing is lost: an import that is not finished is offered at the next start."""

    def _take(self, paths: tuple[Path, ...]) -> None:
        """Files and folders were dropped beside all texts: look into what may hold notes."""
        if any(may_hold_notes(each) for each in paths):
            self.importing.take(paths)
        else:
            said = tr("No notes to import. To attach a file to a note, drop it on the text of that note.")
            self._shell.window.toast.say(said)

    def _offer_to_go_on(self, batch: Batch | None) -> None:
        if batch is not None:
            self._shell.arrival.offer_to_go_on(batch, lambda: self.importing.resume(batch))
