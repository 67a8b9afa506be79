"""The text of files, read in the background while the window is open, so that search finds the notes that have them.

Owns that it is read again and again while files are known whose contents are still on their way here. Says in the status bar
how far it is. Refuses to know how a file is read, and when a round begins.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.parts import Shell
from app.rounds import Rests, Rounds
from app.tasks import Progress
from core import Changes

_RESTS = Rests(start=2_000, change=700, failure=60_000)
# Milliseconds, while contents are still missing: sync brings them without a change of a note.
_ARRIVING = 30_000


class FileReading(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._workspace = shell.workspace
        self._rounds = Rounds(
            shell.workspace,
            self._read,
            _RESTS,
            self,
            again=lambda read: _ARRIVING if read[1] else None,
            done=self._tell,
            at=shell.window.status.say_files,
        )
        self._rounds.begin()

    def end(self) -> None:
        """The window is about to close."""
        self._rounds.end()

    def _read(self, progress: Progress) -> tuple[Changes, int]:
        texts = self._workspace.brain.file_texts
        read = texts.read(lambda done, total: progress("Reading files", done, total), progress.cancelled)
        return read, texts.waiting().elsewhere

    def _tell(self, read: tuple[Changes, int]) -> None:
        if read[0]:
            self._workspace.tell(read[0])  # a search that is on the screen may find more now
