"""The past made ready in the background, so that who looks back need not wait for the whole log to be read.

Owns when that happens: a while after the start and after the last change, in small steps with longer rests between them, and
never while something is being written. It needs no stop: a step takes a fraction of a second, and what is done stays. It
refuses to know what a step reads.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.workspace import Workspace
from core import BrainError, Changes


@dataclass(frozen=True, slots=True)
class Rests:
    """How long it waits, in milliseconds."""

    start: int = 30_000
    """After the start, and after the last change: who writes or imports goes on for a while."""
    step: int = 50
    """Between two steps at least; twice as long as the step took, if that is more."""
    failure: int = 60_000
    """After it could not be done."""


_RESTS = Rests()


class Preparing(QObject):
    """The background work of one window."""

    def __init__(self, workspace: Workspace, rests: Rests = _RESTS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rests = rests
        self._under_way = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._step)
        workspace.changed.connect(self._changed)

    def begin(self) -> None:
        """See a little later whether there is something to do."""
        self._soon.start(self._rests.start)

    def stop(self) -> None:
        """The window closes. Where it stays after all, the next change makes it go on."""
        self._soon.stop()

    def _changed(self, _changes: Changes) -> None:
        self._soon.start(self._rests.start)

    def _step(self) -> None:
        if self._under_way or self._workspace.writing:
            self._soon.start(self._rests.start)
            return
        self._under_way = True
        began = time.perf_counter()

        def done(more: bool) -> None:
            self._under_way = False
            took = int((time.perf_counter() - began) * 1_000)
            if more and not self._soon.isActive():  # a change meanwhile asks for a longer rest
                self._soon.start(max(self._rests.step, 2 * took))

        self._workspace.read(lambda brain: brain.past.prepare(), done, owner=self, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        """Nobody asked for it, so nobody is troubled: it is tried again, and read at the latest when somebody looks back."""
        self._under_way = False
        if not isinstance(error, BrainError):
            raise error
        self._soon.start(self._rests.failure)
