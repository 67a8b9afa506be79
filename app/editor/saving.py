"""When what is typed is made safe: a draft within a second, an event when the hand rests, again and again until it is done.

Owns the timers and the truth about "saved". What a command does in the notebook is the door's business, what the text is
the caller's. Lives on the window's thread; every command goes through the workspace.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from app.editor.door import Door
from app.workspace import Workspace
from core import Brain, BrainError, Changes, tr_noop


class State(StrEnum):
    """How safe the text is."""

    SAVED = tr_noop("saved here")
    SAVING = tr_noop("saving…")
    EDITING = tr_noop("editing")
    UNSAVED = tr_noop("not saved")


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds: from a change to its draft, from the last change to the event, and the longest without an event."""

    draft: int = 800
    rest: int = 5_000
    longest: int = 120_000
    retry: int = 1_000
    patience: int = 10_000


class Saving(QObject):
    """Brings one note's text into the notebook."""

    state_changed = Signal(str)
    answered = Signal()
    """A command for this note is done; `door.memory` is what it left behind."""
    failed = Signal(object)
    """A `BrainError` kept the text from being saved. It is tried again by itself."""

    def __init__(
        self, workspace: Workspace, door: Door, text: Callable[[], str], pace: Pace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.door = door
        self.state = State.SAVED
        self._workspace = workspace
        self._text = text
        self._pace = pace
        self._typed = self._drafting = self._kept = self._writing = self._written = 0  # counts of changes
        self._hushed = 0  # of these changes, so many are kept by somebody else
        self._under_way = 0
        self.typed_at = datetime.now(UTC)
        self.sent = 0
        """How many commands there were, so that what was read before one is not taken for what it left."""
        self._failures = 0
        self._draft_soon = self._timer(pace.draft, self._draft)
        self._rest = self._timer(pace.rest, self._hand_rests)
        self._too_long = self._timer(pace.longest, self._hand_rests)
        self._again = self._timer(pace.retry, self.flush)

    @property
    def clean(self) -> bool:
        """Whether the notebook has all of the text, and no command for this note is under way."""
        return self._written == self._typed and not self._under_way

    @property
    def behind(self) -> bool:
        """Whether something was typed that the notebook does not have as an event yet."""
        return self._written != self._typed

    @property
    def busy(self) -> bool:
        """Whether a command for this note is under way."""
        return self._under_way > 0

    def typed(self) -> None:
        """The text changed under somebody's hand."""
        self._typed += 1
        self.typed_at = datetime.now(UTC)
        self._rest.start()
        if not self._too_long.isActive():
            self._too_long.start()
        if not self._failures and not self._draft_soon.isActive() and self._drafting == self._kept:
            self._draft_soon.start()
        self._tell()

    def flush(self) -> None:
        """Make an event of what is typed, now; nothing when all of it is one or on its way."""
        self._write(self._text() if self._writing != self._typed else "")

    def hush(self) -> None:
        """Keep no draft of what was typed so far: whoever says so has kept it already."""
        self._hushed = self._typed
        self._draft_soon.stop()

    def _hand_rests(self) -> None:
        """An emptied note that began here waits: more may be typed, and nothing of it has to be kept."""
        text = self._text()
        if text.strip() or not self.door.began_here:
            self._write(text)

    def _write(self, text: str) -> None:
        self._rest.stop()
        self._too_long.stop()
        if self._writing == self._typed:
            return
        self._draft_soon.stop()
        self._writing = count = self._typed
        self._send(lambda brain: self.door.write(brain, text), lambda: self._has_written(count))

    def send(
        self,
        command: Callable[[Brain], Changes],
        failed: Callable[[Exception], None],
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Give another command for this note, such as tagging, in its order; `done` is called before `answered`."""
        self._begin()

        def arrived(_: Changes) -> None:
            self._under_way -= 1
            done()
            self.answered.emit()

        def did_not(error: Exception) -> None:
            self._under_way -= 1
            failed(error)

        self._workspace.write(command, arrived, owner=self, failed=did_not)

    def _draft(self) -> None:
        if self._kept == self._typed or self._writing == self._typed:
            return
        self._drafting = count = self._typed
        text = self._text()
        self._send(lambda brain: self.door.keep(brain, text), lambda: self._has_kept(count))

    def _begin(self) -> None:
        self._under_way += 1
        self.sent += 1

    def _send(self, command: Callable[[Brain], Changes], done: Callable[[], None]) -> None:
        self._begin()

        def arrived(_: Changes) -> None:
            self._under_way -= 1
            self._failures = 0
            self._again.stop()
            done()
            if max(self._kept, self._hushed) < self._typed and not self._draft_soon.isActive():
                self._draft_soon.start()
            self.answered.emit()
            self._tell()

        self._workspace.write(command, arrived, owner=self, failed=self._did_not)
        self._tell()

    def _has_kept(self, count: int) -> None:
        self._kept = max(self._kept, count)
        self._drafting = self._kept

    def _has_written(self, count: int) -> None:
        self._written = max(self._written, count)
        self._has_kept(count)

    def _did_not(self, error: Exception) -> None:
        self._under_way -= 1
        self._failures += 1
        self._drafting, self._writing = self._kept, self._written
        self._again.start(min(self._pace.retry * 2 ** (self._failures - 1), self._pace.patience))
        self._tell()
        if isinstance(error, BrainError):
            self.failed.emit(error)
        else:
            raise error  # a bug; the window tells of it, and the text is kept and tried again

    def _tell(self) -> None:
        state = self._now()
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)

    def _now(self) -> State:
        if self._failures:
            return State.UNSAVED
        if max(self._kept, self._written) == self._typed:
            return State.SAVED
        return State.SAVING if self._writing == self._typed else State.EDITING

    def _timer(self, interval: int, tick: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(tick)
        return timer
