"""Search by meaning, made ready in the background: new and changed notes are read for what they say.

Owns that it rests while somebody has paused it, here or elsewhere. Says how far it is, and whether notes can be found by
meaning at all. Refuses to know how it is done, and when a round begins.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.rounds import Rests, Rounds
from app.tasks import Progress
from app.workspace import Workspace
from core import Coverage

_RESTS = Rests(start=3_000, change=5_000, failure=60_000)


class Embedding(QObject):
    """The background work of one window. Words find every note meanwhile, so nobody is troubled when it cannot be done."""

    coverage_changed = Signal(object)
    """`core.Coverage`, or None where no note can be found by meaning."""
    progressed = Signal(int, int)
    """So many of so many notes can be found by meaning; told while it is under way."""
    rested = Signal()
    """It is under way no longer."""

    def __init__(
        self,
        workspace: Workspace,
        rests: Rests = _RESTS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._paused = self._known = False
        self._stopped = True
        self._wishes = 0  # of this window; what was found out before one was said or done is older than it
        self._rounds = Rounds(
            workspace,
            self._embed,
            rests,
            self,
            may=lambda: not (self._paused or self._stopped),
            done=self._found_out,
            at=self._progressed,
        )
        workspace.watch(lambda brain: (self._wishes, brain.meaning.paused()), self._heard)

    @property
    def paused(self) -> bool:
        """Whether somebody wants it to rest."""
        return self._paused

    @property
    def under_way(self) -> bool:
        """Whether it is at work."""
        return self._rounds.under_way

    def begin(self) -> None:
        """Find out how far it is, now, and go on a little later."""
        self._stopped = False
        self._look()
        self._rounds.begin()

    def stop(self) -> None:
        """The window closes: rest at once, until `begin`."""
        self._stopped = True
        self._rounds.end()

    def pause(self, paused: bool) -> None:
        """Rest at once, or go on. The notebook remembers it, so the command line rests too."""
        self._wishes += 1
        self._paused = paused
        if paused:
            self._rounds.end()
        self._workspace.write(
            lambda brain: brain.meaning.pause() if paused else brain.meaning.resume(),
            lambda _: self._wish_is_done(),
            owner=self,
        )

    def _wish_is_done(self) -> None:
        self._wishes += 1
        self._look()
        if not self._paused:
            self._rounds.begin(0)

    def _follow(self, wishes: int, paused: bool) -> bool:
        """Rest, or go on, if somebody said so elsewhere, as on the command line; whether that is so."""
        old = wishes != self._wishes or self._workspace.writing
        if old or self._stopped or paused == self._paused:
            return False
        self._paused = paused
        if paused:
            self._rounds.end()
        else:
            self._rounds.begin(0)
        return True

    def _heard(self, told: tuple[int, bool]) -> None:
        if self._follow(*told):
            self._look()

    def _look(self) -> None:
        self._workspace.read(
            lambda brain: (self._wishes, brain.meaning.coverage()),
            self._found_out,
            owner=self,
            latest="coverage",
        )

    def _found_out(self, told: tuple[int, Coverage | None]) -> None:
        wishes, coverage = told
        if coverage is not None:
            self._follow(wishes, coverage.paused)
            self._known = True
        self.coverage_changed.emit(coverage)

    def _embed(self, progress: Progress) -> tuple[int, Coverage | None]:
        told, wishes = partial(progress, "Reading notes for their meaning"), self._wishes
        return wishes, self._workspace.brain.meaning.embed(progress=told, cancelled=progress.cancelled)

    def _progressed(self, done: int, total: int) -> None:
        if not self.under_way:
            self.rested.emit()
            return
        self.progressed.emit(done, total)
        if done and not self._known:  # the first notes can be found: no need to wait for the last one
            self._look()
