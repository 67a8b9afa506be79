"""Work in the background that is done in rounds while the window is open: a while after the start, a while after a change.

Owns when a round begins, that there is one at a time, on a thread of its own, and that a change meanwhile is not missed. It
refuses to know what is done in a round, and what is told of it.
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
    """After a change: who writes changes a note again and again."""
    failure: int
    """After it could not be done; a change does not shorten that, as it mends nothing."""


def ring_within(timer: QTimer, rest: int) -> None:
    """Let a timer that rings once ring after so many milliseconds, or sooner where it is set to that already."""
    if not 0 <= timer.remainingTime() <= rest:
        timer.start(rest)


class Rounds(QObject):
    """The rounds of one kind of work."""

    def __init__(
        self,
        workspace: Workspace,
        work: Callable[[Progress], Any],
        rests: Rests,
        parent: QObject,
        *,
        may: Callable[[], bool] = lambda: True,
        again: Callable[[Any], int | None] = lambda _: None,
        done: Callable[[Any], object] = lambda _: None,
        at: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        """The first round begins after `begin` or a change, and none while it `may` not. `again` says after what a round
        came to, in how many milliseconds the next one begins without a change; `done` hears what it came to then. `at`
        hears how far a round is, and 0 of 0 when it is over."""
        super().__init__(parent)
        self._workspace = workspace
        self._work = work
        self._rests = rests
        self._may, self._again, self._hears, self._at = may, again, done, at
        self._running: Running | None = None
        self._missed = False  # something changed while it was under way, or somebody wanted it to begin
        self._in_vain = False  # the last round could not be done
        self._ended = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._run)
        workspace.changed.connect(self._changed)

    @property
    def under_way(self) -> bool:
        """Whether there is a round now."""
        return self._running is not None

    def begin(self, after: int | None = None) -> None:
        """The next round begins after so many milliseconds, or as after a start."""
        self._ended = False
        self._soon.start(self._rests.start if after is None else after)

    def end(self) -> None:
        """Rest at once. It goes on after the next change, or with `begin`."""
        self._ended = True
        self._soon.stop()
        if self._running is not None:
            self._running.cancel()

    def _changed(self, _changes: Changes) -> None:
        self._ended = False
        if self._running is not None:
            self._missed = True
        elif self._in_vain and self._soon.isActive():
            pass  # who writes on would have it tried in vain every few seconds
        else:
            ring_within(self._soon, self._rests.change)

    def _run(self) -> None:
        if self._running is not None:  # it was told to rest a moment ago, and is not at rest yet
            self._missed = True
            return
        if not self._may():
            return
        self._missed = self._in_vain = False
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
        self._in_vain = not isinstance(error, Cancelled)
        self._rest(None)
        if not isinstance(error, BrainError | Cancelled):
            raise error

    def _rest(self, pause: int | None) -> None:
        self._running = None
        self._at(0, 0)
        if self._in_vain:
            pause = self._rests.failure
        elif self._missed:
            pause = self._rests.change
        if pause is None or self._ended:
            return
        ring_within(self._soon, pause)  # somebody may have wanted the next one while this one ended
