"""The text of files, read in the background while the window is open, so that search finds the notes that have them.

Owns when that happens: a moment after the start, a moment after a change, and again and again while files are known whose
contents are still on their way here. Says in the status bar how far it is. Refuses to know how a file is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.parts import Shell
from app.tasks import Progress, Running
from core import BrainError, Cancelled, Changes


@dataclass(frozen=True, slots=True)
class Rests:
    """How long it waits, in milliseconds."""

    start: int = 2_000
    """After the start, while the window shows what it has."""
    change: int = 700
    """After a change, which may have given a file to a note."""
    arriving: int = 30_000
    """While contents of files are still missing: sync brings them without a change of a note."""
    failure: int = 60_000
    """After it could not be done."""


RESTS = Rests()


class FileReading(QObject):
    """A part of the window. At most one run at a time, on a thread of its own."""

    def __init__(self, shell: Shell, rests: Rests = RESTS) -> None:
        super().__init__(shell.window)
        self._workspace = shell.workspace
        self._status = shell.window.status
        self._rests = rests
        self._running: Running | None = None
        self._missed = False  # something changed while it was under way
        self._ended = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._run)
        shell.workspace.changed.connect(self._changed)
        self._soon.start(rests.start)

    def end(self) -> None:
        """The window is about to close: rest. It goes on after the next change, or with the next start."""
        self._ended = True
        self._soon.stop()
        if self._running is not None:
            self._running.cancel()

    def _changed(self, _changes: Changes) -> None:
        self._ended = False
        if self._running is not None:
            self._missed = True
        elif not 0 <= self._soon.remainingTime() <= self._rests.change:
            self._soon.start(self._rests.change)

    def _run(self) -> None:
        if self._running is not None:
            return
        self._missed = False
        texts = self._workspace.brain.file_texts

        def work(progress: Progress) -> tuple[Changes, int]:
            read = texts.read(lambda done, total: progress("Reading files", done, total), progress.cancelled)
            return read, texts.waiting().elsewhere

        self._running = self._workspace.tasks.long(
            work,
            self._done,
            owner=self,
            failed=self._failed,
            progressed=lambda _words, done, total: self._status.say_files(done, total),
        )

    def _done(self, read: tuple[Changes, int]) -> None:
        changes, elsewhere = read
        self._rest(self._rests.arriving if elsewhere else None)
        if changes:
            self._workspace.tell(changes)  # a search that is on the screen may find more now

    def _failed(self, error: Exception) -> None:
        """Notes are found by their own words meanwhile, so nobody is troubled; it is tried again."""
        self._rest(self._rests.failure)
        if not isinstance(error, BrainError | Cancelled):
            raise error

    def _rest(self, pause: int | None) -> None:
        self._running = None
        self._status.say_files(0, 0)
        if self._ended:
            return
        if self._missed:
            self._soon.start(self._rests.change)
        elif pause is not None:
            self._soon.start(pause)
