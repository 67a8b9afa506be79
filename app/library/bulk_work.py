"""Work on many notes, one piece after the other: with its figures in the status bar and a way to stop it.

Owns the order: each begins when what was written before is in the notebook, and when the one before it is over. It refuses
to know what the work does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app import words
from app.tasks import Progress as Told
from app.tasks import Running
from app.window import Status
from app.workspace import Workspace
from core import BrainError, Cancelled, Changes, tr

if TYPE_CHECKING:
    from core import Brain, Stop

T = TypeVar("T")
Heard = Callable[[int, int], None]
_MANY = 500  # notes: fewer are over before anybody has read a figure


class BulkWork(QObject):
    """The bulk work of one window."""

    def __init__(self, workspace: Workspace, status: Status, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._status = status
        self._waiting: deque[Callable[[], None]] = deque()
        self._busy = False
        self._running: Running | None = None
        status.stop.connect(self._stop)

    def run(
        self,
        doing: str,
        command: Callable[[Brain, Heard, Stop], T],
        changes: Callable[[T], Changes],
        done: Callable[[T], None],
    ) -> None:
        """Do the command, which hears how to say how many notes are done of how many, and whether to stop. `changes` finds
        in its answer what everybody is told of; then `done` hears it. A BrainError is told as trouble."""

        def work(told: Told) -> T:
            return command(
                self._workspace.brain, lambda so_far, total: told(doing, so_far, total), told.cancelled
            )

        def succeeded(answer: T) -> None:
            self._over()
            self._workspace.tell(changes(answer))
            done(answer)

        def begin() -> None:
            self._running = self._workspace.tasks.long(
                work, succeeded, owner=self, failed=self._failed, progressed=self._tell
            )

        self._waiting.append(begin)
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            self._workspace.settled(self._waiting.popleft())

    def _over(self) -> None:
        self._status.say_work("")
        self._busy, self._running = False, None
        self._next()

    def _tell(self, doing: str, done: int, total: int) -> None:
        if total > _MANY:
            said = tr(
                "{doing} · {done} of {notes}", doing=doing, done=words.figure(done), notes=words.notes(total)
            )
            self._status.say_work(said, can_stop=True)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _failed(self, error: Exception) -> None:
        self._over()
        if isinstance(error, BrainError):
            self._workspace.trouble.emit(error)
        elif not isinstance(error, Cancelled):
            raise error
