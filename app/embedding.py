"""Search by meaning, made ready in the background: new and changed notes are read for what they say.

Owns that it rests while somebody has paused it, here or elsewhere. Says how far it is, and whether notes can be found by
meaning at all. Refuses to know how it is done, and when a round begins.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.rounds import Rests, Rounds
from app.tasks import Progress
from app.workspace import Workspace
from core import Coverage

_LOOKS = 3_000  # milliseconds between two looks whether somebody paused it elsewhere
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
        *,
        looks: int = _LOOKS,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._paused = self._known = False
        self._stopped = True
        self._wishes = 0
        self._looking = QTimer(self, interval=looks)
        self._looking.timeout.connect(self._look_for_pause)
        self._rounds = Rounds(
            workspace,
            self._embed,
            rests,
            self,
            may=lambda: not (self._paused or self._stopped),
            done=self._found_out,
            at=self._progressed,
        )

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
        self._looking.start()
        self._look()
        self._rounds.begin()

    def stop(self) -> None:
        """The window closes: rest at once, until `begin`."""
        self._stopped = True
        self._looking.stop()
        self._rounds.end()

    def pause(self, paused: bool) -> None:
        """Rest at once, or go on. The notebook remembers it, so the command line rests too."""
        self._wishes += 1
        self._rest_or_not(paused)
        self._workspace.write(
            lambda brain: brain.meaning.pause() if paused else brain.meaning.resume(),
            lambda _: self._look_again(),
            owner=self,
        )

    def _look_again(self) -> None:
        self._look()
        if not self._paused:
            self._rounds.begin(0)

    def _rest_or_not(self, paused: bool) -> None:
        self._paused = paused
        if paused:
            self._rounds.end()

    def _look_for_pause(self) -> None:
        """Somebody may have paused it elsewhere, as on the command line: nothing else tells of that."""
        wishes = self._wishes

        def found(paused: bool) -> None:
            if wishes == self._wishes and paused != self._paused and not self._workspace.writing:
                self._rest_or_not(paused)
                self._look_again()

        self._workspace.read(
            lambda brain: brain.meaning.paused(),
            found,
            owner=self,
            failed=lambda _: None,  # a database that does not answer is told by who looks for news
            latest="paused",
        )

    def _look(self) -> None:
        self._workspace.read(
            lambda brain: brain.meaning.coverage(), self._found_out, owner=self, latest="coverage"
        )

    def _found_out(self, coverage: Coverage | None) -> None:
        if coverage is not None:
            self._paused = coverage.paused
            self._known = True
        self.coverage_changed.emit(coverage)

    def _embed(self, progress: Progress) -> Coverage | None:
        told = partial(progress, "Reading notes for their meaning")
        return self._workspace.brain.meaning.embed(progress=told, cancelled=progress.cancelled)

    def _progressed(self, done: int, total: int) -> None:
        if not self.under_way:
            self.rested.emit()
            return
        self.progressed.emit(done, total)
        if done and not self._known:  # the first notes can be found: no need to wait for the last one
            self._look()
