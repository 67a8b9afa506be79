"""The contents of files, copied to the S3 store in the background while the window is open, where one is chosen.

Owns when that happens: a while after the start, a while after a change, and again where the store did not answer. Refuses to
know how a store is spoken to, and where that is chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.parts import Shell
from app.tasks import Progress, Running
from core import BrainError, Cancelled, Changes

_REST = 2_000  # milliseconds after the start or a change, which may have given a file to a note
_FAILURE = 600_000  # milliseconds after it could not be done


class FileCopying(QObject):
    """A part of the window. At most one run at a time, on a thread of its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._workspace = shell.workspace
        self._running: Running | None = None
        self._missed = False  # something changed while it was under way
        self._ended = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._run)
        shell.workspace.changed.connect(self._changed)
        self._soon.start(_REST)

    def end(self) -> None:
        """The window is about to close: rest. It goes on with the next start."""
        self._ended = True
        self._soon.stop()
        if self._running is not None:
            self._running.cancel()

    def _changed(self, _changes: Changes) -> None:
        self._ended = False
        if self._running is not None:
            self._missed = True
        elif not 0 <= self._soon.remainingTime() <= _REST:
            self._soon.start(_REST)

    def _run(self) -> None:
        if self._running is not None:
            return
        self._missed = False
        far = self._workspace.brain.far_files

        def work(progress: Progress) -> int:
            return far.copy(cancelled=progress.cancelled)

        self._running = self._workspace.tasks.long(work, self._done, owner=self, failed=self._failed)

    def _done(self, _copied: int) -> None:
        self._rest(None)

    def _failed(self, error: Exception) -> None:
        """All is on this device, so nobody is troubled; the settings say why, and it is tried again."""
        self._rest(_FAILURE)
        if not isinstance(error, BrainError | Cancelled):
            raise error

    def _rest(self, pause: int | None) -> None:
        self._running = None
        if self._ended:
            return
        if self._missed:
            self._soon.start(_REST)
        elif pause is not None:
            self._soon.start(pause)
