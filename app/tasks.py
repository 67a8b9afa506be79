"""Work away from the window's thread, and its way back.

Owns every thread of the app: a few lanes that read side by side, one lane that writes in order, and a thread for each piece
of long work, which a lane of its own starts. Each task has exactly one outcome, delivered on the window's thread, and never
to an owner that is gone. It refuses to know what the work is about.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from core import Orders

T = TypeVar("T")
Failed = Callable[[Exception], None]
Progressed = Callable[[str, int, int], None]

READ_LANES = 3
PATIENCE = 10.0
"""Seconds that closing waits for long work which was asked to stop."""


def _unheard(_words: str, _done: int, _total: int) -> None:
    pass


class Progress:
    """How long work tells where it is, and hears that it should stop. Call it with words, done and total (0: unknown)."""

    def __init__(self, told: Callable[[], None]) -> None:
        self.orders = Orders()
        """Where it is said that the work should stop or rest; work that is done elsewhere is told of it by these."""
        self._told = told
        self._lock = threading.Lock()
        self._latest: tuple[str, int, int] | None = None
        self.left_alone = False  # nobody waits for the work any more

    def __call__(self, words: str, done: int = 0, total: int = 0) -> None:
        with self._lock:
            waiting = self._latest is not None
            self._latest = (words, done, total)
        # However often it is called, the window has one message to handle.
        if not waiting and not self.left_alone:
            self._told()

    def cancelled(self) -> bool:
        """Whether the work should stop at the next clean point. While the work is paused, the answer waits."""
        return self.orders.cancelled()

    def _take(self) -> tuple[str, int, int] | None:
        with self._lock:
            latest, self._latest = self._latest, None
        return latest


class Running:
    """A piece of long work that is under way."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def cancel(self) -> None:
        """Ask the work to stop; its outcome still arrives. Paused work stops, too."""
        self._progress.orders.stop()

    def pause(self, paused: bool) -> None:
        """Let the work rest at its next clean point, or go on. Work that was asked to stop does not rest any more."""
        self._progress.orders.pause(paused)

    @property
    def paused(self) -> bool:
        """Whether the work rests, or will at its next clean point."""
        return self._progress.orders.paused


@dataclass(eq=False)
class _Task:
    """One piece of work and who wants its outcome."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed | None
    owner: QObject
    dropped: bool = False
    needed: bool = False  # it is done even when its owner is gone
    ended: threading.Event | None = None  # where somebody waits for its outcome to be on its way

    @property
    def wanted(self) -> bool:
        return not self.dropped and shiboken6.isValid(self.owner)

    def run(self) -> Callable[[], None] | None:
        """Do the work; the result is what has to be called on the window's thread."""
        if not self.needed and not self.wanted:
            return None
        try:
            result = self.work()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the task's outcome
            return partial(self._fail, error)
        return partial(self._succeed, result)

    def _succeed(self, result: Any) -> None:
        if self.wanted:
            self.done(result)

    def _fail(self, error: Exception) -> None:
        if self.wanted and self.failed is not None:
            self.failed(error)
        elif not self.dropped and self.failed is None:
            raise error  # nobody takes care of it, so it is a bug: the window's handler of bugs gets it


class _Lane:
    """Threads that take tasks from one queue."""

    def __init__(self, name: str, threads: int, arrived: Callable[[Callable[[], None]], None]) -> None:
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._arrived = arrived
        self._dropping = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        self._started = False

    def put(self, task: _Task) -> None:
        if not self._started:  # no sooner: the window is to be on the screen first
            self._started = True
            for thread in self._threads:
                thread.start()
        self._queue.put(task)

    def drop(self) -> None:
        """Leave out what is queued, and every outcome from now on."""
        self._dropping = True

    def close(self, patience: float | None = None) -> None:
        """Finish what is queued, then end; waits at most `patience` seconds, or as long as it takes."""
        if not self._started:
            return
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(patience)

    def _serve(self) -> None:
        while (task := self._queue.get()) is not None:
            outcome = None if self._dropping else task.run()
            if outcome is not None and not self._dropping:
                self._arrived(outcome)
            if task.ended is not None:
                task.ended.set()
            del task, outcome  # an idle lane must not keep an owner alive


class Tasks(QObject):
    """The lanes of one window. Make it, use it and close it on the window's thread."""

    _outcome = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcome.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reading = _Lane("read", READ_LANES, self._outcome.emit)
        self._writing = _Lane("write", 1, self._outcome.emit)
        self._starting = _Lane("start", 1, self._outcome.emit)
        self._latest: WeakValueDictionary[tuple[int, str], _Task] = WeakValueDictionary()
        self._long: dict[Progress, tuple[threading.Thread, float]] = {}
        self._closed = False

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Failed | None = None,
        latest: str = "",
        patience: float = 0.0,
    ) -> None:
        """Do `work` on a read lane; `done` or `failed` is called with its outcome.

        With `latest`, an earlier task of this owner with the same word has no outcome any more. Without `failed`, an
        exception is raised on the window's thread. With `patience`, this returns when the outcome is on its way, or after
        so many seconds: both threads would take the interpreter from each other, and be done later.
        """
        if self._closed:
            return
        task = _Task(work, done, failed, owner, ended=threading.Event() if patience else None)
        if latest:
            key = (id(owner), latest)
            before = self._latest.get(key)
            if before is not None:
                before.dropped = True
            self._latest[key] = task
        self._reading.put(task)
        if task.ended is not None:
            task.ended.wait(patience)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Do `work` on the one write lane, after everything that was written before; never left out."""
        if self._closed:
            raise RuntimeError("written after closing")
        self._writing.put(_Task(work, done, failed, owner, needed=True))

    def long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Failed | None = None,
        progressed: Progressed = _unheard,
        patience: float = PATIENCE,
    ) -> Running:
        """Do `work` on a thread of its own. `progressed` hears the latest of what the work tells, as often as it can.

        Closing asks it to stop and waits `patience` seconds; then it is left alone, has no outcome, and ends with the
        program. So work that hangs on somebody else, as on a server, does not hold up closing.
        """

        def told() -> None:
            self._outcome.emit(tell)

        def tell() -> None:
            latest = progress._take()
            if latest is not None and shiboken6.isValid(owner):
                progressed(*latest)

        def serve() -> None:
            outcome = task.run()
            if not progress.left_alone:
                self._outcome.emit(partial(self._ended, progress, outcome))

        progress = Progress(told)
        task = _Task(lambda: work(progress), done, failed, owner, needed=True)
        thread = threading.Thread(target=serve, name="long", daemon=True)
        self._long[progress] = (thread, patience)
        # Not here: starting one waits until it runs, which on a busy machine is a tenth of a second.
        self._starting.put(_Task(thread.start, lambda _: None, None, self, needed=True))
        return Running(progress)

    def close(self) -> None:
        """Wait until everything is written, stop the rest. Outcomes that are on their way are still delivered."""
        if self._closed:
            return
        self._closed = True
        for progress in self._long:
            progress.orders.stop()
        self._reading.drop()
        self._starting.close()
        self._writing.close()
        asked = time.monotonic()
        for progress, (thread, patience) in list(self._long.items()):
            thread.join(max(0.0, asked + patience - time.monotonic()))
            progress.left_alone = thread.is_alive()
        self._reading.close(PATIENCE)

    def _ended(self, progress: Progress, outcome: Callable[[], None] | None) -> None:
        self._long.pop(progress, None)
        if outcome is not None:
            outcome()

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        outcome()
