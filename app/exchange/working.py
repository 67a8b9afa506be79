"""One piece of work on files at a time, away from the window's thread: with words, a share, and a way to stop it.

Owns what is under way and how its end comes back. It refuses to know what the work is and how it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app import words
from app.tasks import Progress as Told
from app.tasks import Running
from app.workspace import Workspace
from core import BrainError, Cancelled, tr

if TYPE_CHECKING:
    from core import Work

T = TypeVar("T")


class Working(QObject):
    """The work of one window on files."""

    told = Signal(str, float)
    """Where it is in words, and as a share of the whole (less than 0 when nobody knows); no words when it is over."""
    stopped = Signal()
    """It was stopped, and nothing is to be told but that."""
    failed = Signal(object)
    """The `BrainError` that ended it."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._running: Running | None = None
        self._begun = False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._begun

    def begin(self, doing: str, work: Work[T], done: Callable[[T], None]) -> None:
        """Have the work done when everything that was typed is written; `done` hears what it returns. It shows how far it
        is, in notes: so many of so many."""

        def do(told: Told) -> T:
            return self._workspace.background.do(work, told.orders, lambda far: told(doing, *far))

        def over(answer: T) -> None:
            self._over()
            done(answer)

        def start() -> None:
            self._running = self._workspace.tasks.long(
                do, over, owner=self, failed=self._failed, progressed=self._tell
            )

        self._begun = True
        self._workspace.settled(start)

    def stop(self) -> None:
        """Stop at the next clean point."""
        if self._running is not None:
            self._running.cancel()

    def _tell(self, doing: str, done: int, total: int) -> None:
        far = words.figure(done)
        if total:
            far = tr("{number} of {notes}", number=far, notes=words.notes(total))
        self.told.emit(f"{doing} · {far}", done / total if total else -1.0)

    def _over(self) -> None:
        self._running, self._begun = None, False
        self.told.emit("", 0.0)
        self._workspace.look()  # now, instead of when it is time to

    def _failed(self, error: Exception) -> None:
        self._over()
        if isinstance(error, BrainError):
            self.failed.emit(error)
        elif isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            raise error
