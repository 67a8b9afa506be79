"""The window's end of the process in which long work is done.

Python runs one thread at a time, so beside an import that is read, written and synced the window waits for its turn; beside
another process it does not. Owns that process: it is started with the first work, ends by itself when there has been none
for a while, and is started anew when it was ended from outside. Where it cannot be started, work is done in this program.
It refuses to know what the work is.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from core.background.wire import Wire, portable
from core.background.work import Answers, Heard, InProcess, Orders, Said, Work, unanswered, unheard
from core.errors import BrainError, Cancelled
from core.language import tr, translates, translation
from core.own_process import own_process
from core.store.cluster.programs import NO_CONSOLE

if TYPE_CHECKING:
    from core.brain import Brain

T = TypeVar("T")
_IDLE = 60.0
"""Seconds without work after which it ends, and gives its memory back."""
_PATIENCE = 10.0  # seconds for it to end by itself


class _NeverBegan(Exception):
    """The process was gone before it took the work."""


class OwnProcess:
    """Work is done in a process of its own, which opens the same notebook."""

    def __init__(self, brain: Brain, home: Path, database: str | None, idle: float = _IDLE) -> None:
        """`home` and `database` are what the notebook was opened with. After `idle` seconds without work the process ends.
        Nothing is started yet."""
        self._here = InProcess(brain)
        self._begins = home, database, idle
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._closed = False

    def do(self, work: Work[T], orders: Orders, heard: Heard = unheard, answers: Answers = unanswered) -> T:
        """As `Background`. Raises BrainError when the process ends in the middle of the work."""
        for _ in range(2):  # one that was about to end by itself may have missed it
            process = self._started()
            if process is None:
                break
            try:
                result: T = process.do(work, orders, heard, answers)
            except _NeverBegan:
                continue
            return result
        return self._here.do(work, orders, heard, answers)

    def close(self) -> None:
        """As `Background`."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            process.close()

    def _started(self) -> _Process | None:
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._process is None or self._process.gone:
                try:
                    self._process = _Process(*self._begins)
                except OSError:
                    self._process = None
            return self._process


class _Process:
    """One run of it."""

    def __init__(self, home: Path, database: str | None, idle: float) -> None:
        """Raises OSError when it cannot be started."""
        command, environment = own_process("core.background.worker", "--work")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=os.sep,
            env=environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the window, which then ends it in good order
            creationflags=NO_CONSOLE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._wire = Wire(self._process.stdout, self._process.stdin)
        self._numbers = count()
        self._routing = threading.Lock()
        self._routes: dict[int, SimpleQueue[tuple[Any, ...]]] = {}
        self.gone = False
        """Whether it has ended, or is about to."""
        threading.Thread(target=self._receive, name="background", daemon=True).start()
        with suppress(OSError):  # it is gone already, which the thread hears
            self._wire.send(home, database, idle, translates())

    def do(self, work: Work[Any], orders: Orders, heard: Heard, answers: Answers) -> Any:
        number, messages = next(self._numbers), SimpleQueue[tuple[Any, ...]]()
        with self._routing:
            if self.gone:
                raise _NeverBegan
            self._routes[number] = messages
        try:
            self._send(number, "do", work)
            return self._follow(number, messages, orders, heard, answers)
        finally:
            orders.unfollow()
            with self._routing:
                self._routes.pop(number, None)

    def close(self) -> None:
        """Ask it to stop and to let go of the notebook, and wait for that."""
        self._wire.hang_up()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _follow(
        self,
        number: int,
        messages: SimpleQueue[tuple[Any, ...]],
        orders: Orders,
        heard: Heard,
        answers: Answers,
    ) -> Any:
        begun = False
        while True:
            kind, *values = messages.get()
            if kind == "begun":
                begun = True
                orders.follow(lambda said: self._pass_on(number, said))
            elif kind == "told":
                heard(values[0])
            elif kind == "asks":
                self._send(number, "answer", values[0], *_answered(answers, values[1]))
            elif kind == "done":
                return values[0]
            elif kind == "failed":
                raise values[0]
            elif not begun:
                raise _NeverBegan
            else:
                raise BrainError(
                    tr("The part of Second Brain that did this in the background has ended unexpectedly."),
                    tr(
                        "What it had written is kept, and nothing is half written. Try again: it goes on from there."
                    ),
                )

    def _pass_on(self, number: int, said: Said) -> None:
        self._send(number, *said)

    def _send(self, number: int, *message: Any) -> None:
        """Whoever waits for an answer hears that the process is gone by the thread that receives."""
        with suppress(OSError):
            self._wire.send(number, *message)

    def _receive(self) -> None:
        try:
            while True:
                number, *message = self._wire.receive()
                if number is None:
                    self._serve(*message)
                    continue
                with self._routing:
                    route = self._routes.get(number)
                if route is not None:
                    route.put(tuple(message))
        except EOFError:
            pass
        finally:  # also after a message that cannot be read, or whoever waits would wait forever
            with self._routing:
                self.gone = True
                for route in self._routes.values():
                    route.put(("gone",))
            self._wire.hang_up()
            self._process.wait()
            self._wire.close()

    def _serve(self, kind: str, *values: Any) -> None:
        """What is for no single work: a word in the window's language, or a line for the log."""
        if kind == "say":
            number, text, counted = values
            with suppress(OSError):
                self._wire.send(None, "answer", number, translation(text, counted), None)
        elif kind == "log":
            name, level, text = values
            logging.getLogger(name).log(level, "%s", text)


def _answered(answers: Answers, question: Any) -> tuple[Any, Exception | None]:
    try:
        return answers(question), None
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked
        return None, portable(error)
