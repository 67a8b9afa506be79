"""The open brain as widgets see it: read, write, and hear what changed.

Owns the way between the window and the core: every question and command runs on a lane of `Tasks`, and whatever was
changed, by this window or by another program, is told once by `changed`. It refuses to know what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from app.tasks import Tasks
from core import BrainError, Cancelled, Changes, InProcess, tr_noop

if TYPE_CHECKING:
    from core import Background, Brain

T = TypeVar("T")
Failed = Callable[[Exception], None]

SAVED = tr_noop("saved here")
SAVING = tr_noop("saving…")
_POLL_MS = 2_000
_ROUNDS = 100  # of at most 1 000 events each, before the window hears of them


class Workspace(QObject):
    """One open notebook for one window."""

    changed = Signal(object)
    """`core.Changes`: after every command of this window, and for what others did, within seconds."""
    saved = Signal(str)
    """"saving…" when the first of some commands is given, "saved here" when all of them are durable."""
    trouble = Signal(object)
    """A `BrainError` that the caller did not handle."""

    def __init__(
        self,
        brain: Brain,
        tasks: Tasks,
        position: int,
        parent: QObject | None = None,
        background: Background | None = None,
    ) -> None:
        """`position` is the log's position before anything was read for the window. Without a `background` all work is done
        in this program."""
        super().__init__(parent)
        self.brain = brain
        self.background = background or InProcess(brain)
        """Where imports, exports and sync are done, so that the window does not share Python with them."""
        self.tasks = tasks
        self.first: Callable[[Brain], object] | None = None
        """What has to be done before any other command: while it cannot be, they fail as it does."""
        self._position = position
        self._own = Changes()  # what was told already and the next poll will find again
        self._writing = 0
        self._out_of_touch = False
        self._watched: list[tuple[Callable[[Brain], Any], Callable[[Any], None]]] = []
        self._timer = QTimer(self, singleShot=True, interval=_POLL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def answering(self) -> Brain:
        """What answers the questions."""
        return self.brain

    def read(
        self,
        question: Callable[[Brain], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Failed | None = None,
        latest: str = "",
        patience: float = 0.0,
    ) -> None:
        """Ask the brain; `done` hears the answer. With `latest`, an earlier question of this owner and word is dropped.
        With `patience`, the window does nothing else for so many seconds at most.

        Without `failed`, a BrainError is told by `trouble`, and anything else is a bug.
        """
        brain = self.answering
        self.tasks.read(
            lambda: question(brain),
            done,
            owner=owner,
            failed=failed or self._failed,
            latest=latest,
            patience=patience,
        )

    def write(
        self,
        command: Callable[[Brain], T],
        done: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Give the brain a command; commands run in their order, none is left out. `done` hears what it returns, and then
        `changed` tells everybody, even when the owner is gone."""

        def succeeded(result: T) -> None:
            self._wrote()
            try:
                if done is not None and shiboken6.isValid(owner):
                    done(result)
            finally:
                self._tell_own(result)

        def did_not(error: Exception) -> None:
            self._wrote()
            if failed is not None and shiboken6.isValid(owner):
                failed(error)
            else:
                self._failed(error)

        def given() -> T:
            self.do_first()
            return command(self.brain)

        self._writing += 1
        if self._writing == 1:
            self.saved.emit(SAVING)
        self.tasks.write(given, succeeded, owner=self, failed=did_not)

    def do_first(self) -> None:
        """Do what comes before all commands, on their lane; nothing when it is done."""
        if self.first is not None:
            self.first(self.brain)
            self.first = None

    def settled(self, done: Callable[[], None]) -> None:
        """Call `done` when everything given to `write` so far has had its outcome."""
        self.tasks.write(lambda: None, lambda _: done(), owner=self)

    def tell(self, changes: Changes) -> None:
        """Tell everybody at once of what came in from elsewhere, without waiting for the next look."""
        self._tell_own(changes)

    def look(self) -> None:
        """Look now for what others changed; happens by itself every two seconds."""
        self._timer.stop()
        position, watched = self._position, tuple(self._watched)
        self.tasks.read(
            lambda: (_news(self.brain, position), [(heard, ask(self.brain)) for ask, heard in watched]),
            self._found,
            owner=self,
            failed=self._not_found,
            latest="news",
        )

    def watch(self, question: Callable[[Brain], T], heard: Callable[[T], None]) -> None:
        """Ask this, too, with every look: for what others set that no event tells of. It is answered in a moment."""
        self._watched.append((question, heard))

    @property
    def writing(self) -> bool:
        """Whether a command is under way."""
        return self._writing > 0

    def _wrote(self) -> None:
        self._writing -= 1
        if not self._writing:
            self.saved.emit(SAVED)

    def _tell_own(self, result: object) -> None:
        if isinstance(result, Changes) and result:
            self._own |= result
            self.changed.emit(result)

    def _found(self, found: tuple[Changes, list[tuple[Callable[[Any], None], Any]]]) -> None:
        news, answers = found
        self._timer.start()
        self._out_of_touch = False
        self._position = max(self._position, news.position)
        own = self._own
        # Whoever read after an own command has seen all that happened before it, so only what is newer is news.
        known = news.position <= own.position and news.memories <= own.memories and own.tags >= news.tags
        if own.position <= self._position:
            self._own = Changes()
        if news and not known:
            self.changed.emit(news)
        for heard, answer in answers:
            heard(answer)

    def _not_found(self, error: Exception) -> None:
        self._timer.start()
        if not self._out_of_touch:  # said once, not every two seconds
            self._out_of_touch = True
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, BrainError):
            self.trouble.emit(error)
        elif not isinstance(error, Cancelled):
            raise error


def _news(brain: Brain, position: int) -> Changes:
    """Everything after a position, in as many steps as it takes."""
    news = Changes(position=position)
    for _ in range(_ROUNDS):
        more = brain.changes_since(news.position)
        news |= more
        if not more:
            break
    return news
