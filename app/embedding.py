"""Search by meaning, made ready in the background: new and changed notes are read for what they say.

Owns when that happens: some time after the start, some time after a change, and not while somebody has paused it. Says how
far it is, and whether notes can be found by meaning at all. Refuses to know how it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.tasks import Progress, Running
from app.workspace import Workspace
from core import BrainError, Cancelled, Changes, Coverage


@dataclass(frozen=True, slots=True)
class Rests:
    """How long it waits, in milliseconds."""

    start: int = 3_000
    """After the start, while the window shows what it has."""
    change: int = 5_000
    """After a change: who writes changes a note again and again."""
    failure: int = 60_000
    """After it could not be done."""


_RESTS = Rests()


class Embedding(QObject):
    """The background work of one window. At most one run at a time, on a thread of its own; closing stops it."""

    coverage_changed = Signal(object)
    """`core.Coverage`, or None where no note can be found by meaning."""
    progressed = Signal(int, int)
    """So many of so many notes can be found by meaning; told while it is under way."""
    rested = Signal()
    """It is under way no longer."""

    def __init__(self, workspace: Workspace, rests: Rests = _RESTS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rests = rests
        self._running: Running | None = None
        self._missed = False  # while it was under way, something changed or somebody wanted it to go on
        self._paused = self._known = False
        self._stopped = True
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._run)
        workspace.changed.connect(self._changed)

    @property
    def paused(self) -> bool:
        """Whether somebody wants it to rest."""
        return self._paused

    @property
    def under_way(self) -> bool:
        """Whether it is at work."""
        return self._running is not None

    def begin(self) -> None:
        """Find out how far it is, now, and go on a little later."""
        self._stopped = False
        self._workspace.read(
            lambda brain: brain.meaning.coverage(), self._found_out, owner=self, latest="coverage"
        )
        self._soon.start(self._rests.start)

    def stop(self) -> None:
        """The window closes: rest at once, until `begin`."""
        self._stopped = True
        self._soon.stop()
        if self._running is not None:
            self._running.cancel()

    def pause(self, paused: bool) -> None:
        """Rest at once, or go on. The notebook remembers it, so the command line rests too."""
        self._paused = paused
        if paused:
            self._soon.stop()
            if self._running is not None:
                self._running.cancel()
        self._workspace.write(
            lambda brain: brain.meaning.pause() if paused else brain.meaning.resume(),
            lambda _: self._look_again(),
            owner=self,
        )

    def _look_again(self) -> None:
        self._workspace.read(
            lambda brain: brain.meaning.coverage(), self._found_out, owner=self, latest="coverage"
        )
        if not self._paused:
            self._soon.start(0)

    def _found_out(self, coverage: Coverage | None) -> None:
        if coverage is not None:
            self._paused = coverage.paused
            self._known = True
        self.coverage_changed.emit(coverage)

    def _changed(self, _changes: Changes) -> None:
        if self._running is not None:
            self._missed = True
        elif not self._soon.isActive():
            self._soon.start(self._rests.change)

    def _run(self) -> None:
        if self._paused or self._stopped:
            return
        if self._running is not None:  # told to rest a moment ago, and not at rest yet
            self._missed = True
            return
        self._missed = False
        meaning = self._workspace.brain.meaning

        def work(progress: Progress) -> Coverage | None:
            told = partial(progress, "Reading notes for their meaning")
            return meaning.embed(progress=told, cancelled=progress.cancelled)

        self._running = self._workspace.tasks.long(
            work,
            self._done,
            owner=self,
            failed=self._failed,
            progressed=lambda _words, done, total: self._progressed(done, total),
        )

    def _progressed(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)
        if done and not self._known:  # the first notes can be found: no need to wait for the last one
            self._workspace.read(
                lambda brain: brain.meaning.coverage(), self._found_out, owner=self, latest="coverage"
            )

    def _done(self, coverage: Coverage | None) -> None:
        self._running = None
        self.rested.emit()
        self._found_out(coverage)
        if self._missed and not self._paused:
            self._soon.start(self._rests.change)

    def _failed(self, error: Exception) -> None:
        """Words find every note meanwhile, so nobody is troubled; it is tried again."""
        self._running = None
        self.rested.emit()
        if isinstance(error, BrainError):
            self._soon.start(self._rests.failure)
        elif not isinstance(error, Cancelled):
            raise error
        elif self._missed:
            self._soon.start(self._rests.change)
