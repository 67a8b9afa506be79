"""The notes of version 2 on their way into the notebook, away from the window's thread.

Owns what is under way: files are read, imported, retried, compared or taken back, one thing at a time, and each can be
paused and stopped. It says where it is in words and figures, and ends with the core's answer or the core's error. It refuses
to know how any of this looks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app import words
from app.migration import works
from app.migration.pace import Pace
from app.tasks import Progress, Running
from app.workspace import Workspace
from core import BrainError, Cancelled, Choices, InProcess, Sources, Standing, tr, tr_noop

if TYPE_CHECKING:
    from core import Work

_DOING = {
    "backup": tr_noop("Making a backup of your notebook"),
    "reading": tr_noop("Reading the files"),
    "vectors": tr_noop("Bringing the vectors"),
    "files": tr_noop("Bringing the attachments"),
    "finishing": tr_noop("Getting search ready"),
    "verifying": tr_noop("Comparing notes"),
    "undoing": tr_noop("Taking notes back"),
}
_IN_NOTES = {"verifying", "undoing"}


class Bringing(QObject):
    """Does one thing at a time."""

    told = Signal(str, float)
    """Where it is in words, and as a share of the whole (0 to 1; less than 0 when nobody knows)."""
    stood = Signal(object)
    """The `Standing` that these words were made from."""
    looked = Signal(object)
    """The `Plan` of an import; nothing was written."""
    brought = Signal(object)
    """How an import `Ended`."""
    read = Signal(object)
    """How an earlier import `Ended`."""
    verified = Signal(object)
    """What was found when an import was `Verified`."""
    considered = Signal(object)
    """The `Undoing` that would be done."""
    undone = Signal(object, object)
    """The `Undoing` that was done, and how the import had `Ended`."""
    stopped = Signal()
    """It was stopped, and there is nothing to tell but that."""
    failed = Signal(object)
    """The `BrainError` that ended it. What was written before stays."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._running: Running | None = None
        self._pace = Pace()
        self._phase = ""
        self._latest = Standing("reading")
        self._doing: dict[str, str] = {}

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._running is not None

    @property
    def paused(self) -> bool:
        """Whether what is under way rests."""
        return self._running is not None and self._running.paused

    def look(self, sources: Sources, choices: Choices) -> None:
        """Read everything once, and write nothing."""
        self._start(partial(works.plan, sources=sources, choices=choices), self.looked.emit)

    def bring(self, sources: Sources, choices: Choices) -> None:
        """Import."""
        work = partial(works.bring, sources=sources, choices=choices)
        self._start(work, self.brought.emit, reading=tr_noop("Importing notes"))

    def resume(self, batch: UUID) -> None:
        """Go on with an import that was not finished."""
        work = partial(works.resume, batch=batch)
        self._start(work, self.brought.emit, reading=tr_noop("Importing notes"))

    def retry(self, batch: UUID) -> None:
        """Try again what an import set aside."""
        work = partial(works.retry, batch=batch)
        self._start(work, self.brought.emit, reading=tr_noop("Trying again what was set aside"))

    def verify(self, batch: UUID) -> None:
        """Compare the notebook with what an import brought."""
        self._start(partial(works.verify, batch=batch), self.verified.emit)

    def consider(self, batch: UUID) -> None:
        """Find out what undoing an import would do. Nothing is changed."""
        self._start(partial(works.consider, batch=batch), self.considered.emit, here=True)

    def undo(self, batch: UUID, *, everything: bool) -> None:
        """Take an import back; `everything` means also what was used since."""
        work = partial(works.undo, batch=batch, everything=everything)
        self._start(work, lambda answer: self.undone.emit(*answer))

    def read_report(self, batch: UUID) -> None:
        """Read how an earlier import ended."""
        self._start(partial(works.read, batch=batch), self.read.emit, here=True)

    def stop(self) -> None:
        """Stop at the next clean point; how it ended still comes."""
        if self._running is not None:
            self._running.cancel()

    def pause(self, paused: bool) -> None:
        """Rest at the next clean point, or go on."""
        if self._running is None:
            return
        self._running.pause(paused)
        if self._running.paused:
            self._pace.rest()
        else:
            self._pace.go_on()
        self._tell()

    def _start(
        self,
        work: Work[Any],
        done: Callable[[Any], None],
        *,
        reading: str = _DOING["reading"],
        here: bool = False,
    ) -> None:
        """`here`: it takes less time than a process to begin."""
        background = InProcess(self._workspace.brain) if here else self._workspace.background
        self._doing = _DOING | {"reading": reading}
        self._phase, self._latest = "", Standing("reading")

        def do(progress: Progress) -> object:
            def told(standing: Standing) -> None:
                # The last one counts, however many came while the window was at something else.
                self._latest = standing
                progress("", standing.done, standing.total)

            return background.do(work, progress.orders, told)

        def over(answer: object) -> None:
            self._end()
            done(answer)

        self._running = self._workspace.tasks.long(
            do, over, owner=self, failed=self._failed, progressed=lambda *_: self._tell()
        )

    def _tell(self) -> None:
        standing = self._latest
        if standing.phase != self._phase:
            self._phase, self._pace = standing.phase, Pace()
        share = min(1.0, standing.done / standing.total) if standing.total else -1.0
        self.stood.emit(standing)
        self.told.emit(self._words(standing), share)

    def _words(self, standing: Standing) -> str:
        doing = _joined(tr(self._doing[standing.phase]), standing.name)
        if self.paused:
            return tr("Paused · {doing}", doing=doing)
        say = words.figure if standing.phase in _IN_NOTES else words.size
        far = (
            tr("{number} of {all}", number=say(standing.done), all=say(standing.total))
            if standing.total
            else ""
        )
        counted = sum(table.created + table.identical + table.updated for table in standing.tables)
        rate = self._pace.rate(counted)
        return _joined(doing, far, rate, self._pace.left(standing.done, standing.total))

    def _end(self) -> None:
        self._running = None
        self._workspace.look()  # now, instead of when it is time to

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.stopped.emit()
            return
        if isinstance(error, BrainError):
            self.failed.emit(error)
            return
        self.failed.emit(
            BrainError(
                tr("Something went wrong that should not have. Your notes are safe."),
                tr("Try again: what was imported before is not imported twice."),
            )
        )
        raise error


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
