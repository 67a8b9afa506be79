"""The contents of files, copied to the S3 store in the background while the window is open, where one is chosen.

Owns that nothing is looked at before a note was given a file, but for once an hour, and how long it rests where the store
did not answer. Refuses to know how a store is spoken to, and where that is chosen.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject

from app.library.copying_works import copy_beside
from app.parts import Shell
from app.rounds import Rests, Rounds
from app.tasks import Progress

_RESTS = Rests(start=2_000, change=2_000, failure=600_000)
# Seconds after which all is looked at again: sync brings contents without a change of a note.
_ANYWAY = 3_600.0


class FileCopying(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._workspace = shell.workspace
        self._far = shell.workspace.brain.far_files
        self._all_copied: object = None  # where, and the newest content that anything named then
        self._until = 0.0
        self._rounds = Rounds(shell.workspace, self._copy, _RESTS, self, again=lambda _: int(1_000 * _ANYWAY))
        self._rounds.begin()

    def end(self) -> None:
        """The window is about to close."""
        self._rounds.end()

    def _copy(self, progress: Progress) -> None:
        if (place := self._far.place) is None:
            return  # nearly everybody's case, for which no process is begun
        known = place, self._far.newest()
        if known == self._all_copied and time.monotonic() < self._until:
            return
        copy_beside(self._workspace, progress)
        if not progress.cancelled():
            self._all_copied, self._until = known, time.monotonic() + _ANYWAY
