"""The notebook as it was at a moment, for panes that are made for the one of today.

Owns which moment that is, and reading what is needed for it with progress. It is for panes that only ask. It refuses to know
how anything is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from app.tasks import Progress, Running
from app.workspace import Workspace
from core import AsOf, BrainError, Cancelled, Changes, Page, View, tr

if TYPE_CHECKING:
    from core import Brain

T = TypeVar("T")
_FIRST_ROWS = 40


class Then(Workspace):
    """A workspace whose questions are answered as of a moment. Before the first `go`, they are answered by today."""

    arrived = Signal(object)
    """The first `Page` of the place that was asked for, as of the moment that holds now."""
    progressed = Signal(str, int, int)
    """What is being read, how much of it, and of how much; no words when it is over."""

    def __init__(self, today: Workspace, parent: QObject | None = None) -> None:
        super().__init__(today.brain, today.tasks, 0, parent)
        self._timer.stop()  # what happens today is no news here
        self.as_of: AsOf | None = None
        self._number = 0  # of the moment that is asked for; earlier ones that are still read are let go
        self._running: Running | None = None
        self.trouble.connect(today.trouble)

    def go(self, moment: datetime, view: View) -> None:
        """Answer as of this moment, as soon as what is needed for it is read; `arrived` tells of it."""
        self.stop()
        number = self._number

        def work(progress: Progress) -> tuple[AsOf, Page]:
            as_of = self.brain.past.as_of(
                moment,
                lambda done, total: progress(tr("Reading what happened"), done, total),
                progress.cancelled,
            )
            return as_of, as_of.memories(view, limit=_FIRST_ROWS)

        def done(told: tuple[AsOf, Page]) -> None:
            if number == self._number:
                self.as_of = told[0]
                self.progressed.emit("", 0, 0)
                self.arrived.emit(told[1])

        self._begin(work, done, number)

    def read_texts(self) -> None:
        """Read what notes said then, so that a search finds them; `changed` tells when it is done."""
        as_of = self.as_of
        if as_of is None:
            return
        self.stop()
        number = self._number

        def work(progress: Progress) -> None:
            as_of.read(
                lambda done, total: progress(tr("Reading what notes said then"), done, total),
                progress.cancelled,
            )

        def done(_: None) -> None:
            if number == self._number:
                self.progressed.emit("", 0, 0)
                self.changed.emit(Changes())

        self._begin(work, done, number)

    def stop(self) -> None:
        """Let go of what is being read. What was read of it is kept."""
        self._number += 1
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self.progressed.emit("", 0, 0)

    @property
    def answering(self) -> Brain:
        """The notebook of then: the questions of list, side bar and search are the same to both."""
        return cast("Brain", self.as_of or self.brain)

    def _begin(self, work: Callable[[Progress], T], done: Callable[[T], None], number: int) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled) or number != self._number:
                return
            self.progressed.emit("", 0, 0)
            if not isinstance(error, BrainError):
                raise error
            self.trouble.emit(error)

        def progressed(words: str, done: int, total: int) -> None:
            if number == self._number:
                self.progressed.emit(words, done, total)

        self._running = self.tasks.long(work, done, owner=self, failed=failed, progressed=progressed)
