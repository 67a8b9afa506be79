"""The contents of files, copied to the S3 store in the background while the window is open, where one is chosen.

Owns how long it rests where the store did not answer. Refuses to know how a store is spoken to, and where that is chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.parts import Shell
from app.rounds import Rests, Rounds

_RESTS = Rests(start=2_000, change=2_000, failure=600_000)


class FileCopying(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        brain = shell.workspace.brain
        self._rounds = Rounds(
            shell.workspace,
            lambda progress: brain.far_files.copy(cancelled=progress.cancelled),
            _RESTS,
            self,
        )
        self._rounds.begin()

    def end(self) -> None:
        """The window is about to close."""
        self._rounds.end()
