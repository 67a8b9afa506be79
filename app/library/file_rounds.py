"""Rounds through the files of notes while the window is open: a while after the start, a while after a change, and again.

Owns when a round begins, that there is one at a time, on a thread of its own, and that a change meanwhile is not missed. It
refuses to know what is done with the files, and what is told of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.tasks import Progress, Running
from app.workspace import Workspace
from core import BrainError, Cancelled, Changes


@dataclass(frozen=True, slots=True)
class Rests:
    """How long it waits, in milliseconds."""

    start: int
    """After the start, while the window shows what it has."""
    change: int
    """After a change, which may have given a file to a note."""
    failure: int
    """After it could not be done."""


class FileRounds(QObject):
    """The rounds of one kind of work."""

    def __init__(
        self,
        workspace: Workspace,
        work: Callable[[Progress], Any],
        rests: Rests,
        parent: QObject,
        *,
        again: Callable[[Any], int | None] = lambda _: None,
        done: Callable[[Any], object] = lambda _: None,
        at: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        """`again` says after what a round came to, in how many milliseconds the next one begins without a change; `done`
        hears what it came to then. `at` hears how far a round is, and 0 of 0 when it is over."""
        super().__init__(parent)
        self._workspace = workspace
        self._work = work
        self._rests = rests
        self._again, self._hears, self._at = again, done, at
        self._running: Running | None = None
        self._missed = False  # something changed while it was under way
        self._ended = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._run)
        workspace.changed.connect(self._changed)
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
        self._running = self._workspace.tasks.long(
            self._work,
            self._done,
            owner=self,
            failed=self._failed,
            progressed=lambda _words, done, total: self._at(done, total),
        )

    def _done(self, answer: Any) -> None:
        self._rest(self._again(answer))
        self._hears(answer)

    def _failed(self, error: Exception) -> None:
        """All is as it was, so nobody is troubled; it is tried again."""
        self._rest(self._rests.failure)
        if not isinstance(error, BrainError | Cancelled):
            raise error

    def _rest(self, pause: int | None) -> None:
        self._running = None
        self._at(0, 0)
        if self._ended:
            return
        if self._missed:
            self._soon.start(self._rests.change)
        elif pause is not None:
            self._soon.start(pause)
