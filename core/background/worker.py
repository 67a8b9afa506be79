"""The process in which long work is done for a window: it opens the window's notebook and does what it is given.

Owns its threads, one for each piece of work, and its end: when the window is gone, however that went, work is asked to stop
and the notebook is let go of; the same when there has been nothing to do for a while. It refuses to know what the work is.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from core.background.wire import Wire, portable
from core.background.work import Orders, Window, Work
from core.language import translate_with
from core.opening import open_brain

_SHOW = 0.05  # seconds between two things that are shown of one work
# Seconds for work to stop when the window is gone. What it was about to write is written next time.
_PATIENCE = 8.0
_NICE = 10  # of 19
_WORDS = 5_000  # texts that are remembered


class Worker:
    """One run of this process."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._brain: Any = None
        self._opening = threading.Lock()
        self._changed = threading.Condition()
        self._orders: dict[int, Orders] = {}
        self._shown: dict[int, Any] = {}
        self._questions = count()
        self._answers: dict[int, SimpleQueue[tuple[Any, ...]]] = {}
        self._words: dict[tuple[str, int], str] = {}
        self._gone = False
        self._ending = False

    def serve(self) -> None:
        """Do what comes until the window is gone, or nothing has come for a while."""
        home, database, idle, translated = self._wire.receive()
        self._open: Callable[[], Any] = lambda: open_brain(home, database)
        if translated:
            translate_with(self._translate)
        for work in (self._receive, self._show):
            threading.Thread(target=work, daemon=True).start()
        with self._changed:
            self._changed.wait_for(lambda: self._orders or self._gone)  # the work that it was started for
            while not self._gone and (
                self._orders or self._changed.wait_for(lambda: self._orders or self._gone, idle)
            ):
                self._changed.wait_for(lambda: not self._orders or self._gone)
            self._ending = True
            self._changed.wait_for(lambda: not self._orders, _PATIENCE)
            left_alone = bool(self._orders)
        self._wire.hang_up()  # a window that is there gives its work to another process from now on
        if self._brain is not None and not left_alone:
            self._brain.close()

    # ---- what comes

    def _receive(self) -> None:
        try:
            while True:
                number, kind, *values = self._wire.receive()
                if kind == "do":
                    self._begin(number, *values)
                elif kind == "answer":
                    asked, *answer = values
                    self._answers[asked].put(tuple(answer))
                elif (orders := self._orders.get(number)) is not None:
                    orders.say(kind, *values)
        except EOFError:
            with self._changed:
                self._gone = True
                for orders in self._orders.values():
                    orders.stop()
                for waiting in list(self._answers.values()):
                    waiting.put((None, EOFError()))
                self._changed.notify_all()

    def _begin(self, number: int, work: Work[Any]) -> None:
        with self._changed:
            if self._ending:  # it is done elsewhere, for the window does not hear that it has begun
                return
            orders = self._orders[number] = Orders()
            self._changed.notify_all()
        threading.Thread(target=self._do, args=(number, work, orders), daemon=True).start()

    def _do(self, number: int, work: Work[Any], orders: Orders) -> None:
        self._send(number, "begun")  # not by the thread that receives: it must never wait for the window

        def show(value: Any) -> None:
            with self._changed:
                self._shown[number] = value
                self._changed.notify_all()

        window = Window(
            orders,
            lambda value: self._send(number, "told", value),
            show,
            lambda question: self._ask(number, "asks", question),
        )
        try:
            answer: tuple[Any, ...] = ("done", work(self._opened(), window))
        except Exception as error:  # noqa: BLE001 - it is raised where the work is wanted
            answer = ("failed", portable(error))
        with self._changed:
            shown = [self._shown.pop(number)] if number in self._shown else []
        for value in shown:
            self._send(number, "told", value)
        try:
            self._send(number, *answer)
        except Exception as error:  # noqa: BLE001 - what came out cannot be packed, which is raised where it is wanted
            self._send(number, "failed", portable(error))
        with self._changed:
            del self._orders[number]
            self._changed.notify_all()

    def _opened(self) -> Any:
        with self._opening:
            if self._brain is None:
                self._brain = self._open()
            return self._brain

    # ---- what goes

    def _show(self) -> None:
        """However often work shows how far it is, the window hears of it some times a second."""
        while True:
            time.sleep(_SHOW)
            with self._changed:
                self._changed.wait_for(lambda: self._shown)
                shown, self._shown = self._shown, {}
            for number, value in shown.items():
                self._send(number, "told", value)

    def _ask(self, number: int | None, kind: str, *question: Any) -> Any:
        asked, waiting = next(self._questions), SimpleQueue[tuple[Any, ...]]()
        with self._changed:
            if self._gone:
                raise EOFError  # a window that asks for nothing more hears, but answers no more
            self._answers[asked] = waiting
        try:
            self._wire.send(number, kind, asked, *question)
            answer, error = waiting.get()
        finally:
            del self._answers[asked]
        if error is not None:
            raise error
        return answer

    def _translate(self, text: str, number: int) -> str:
        """As the window says it; each text is asked once, or now and then where it is said of very many numbers."""
        key = text, number
        if key not in self._words:
            if len(self._words) >= _WORDS:
                self._words.clear()
            try:
                self._words[key] = self._ask(None, "say", text, number)
            except (OSError, EOFError):  # nobody is there any more who would read it
                return ""
        return self._words[key]

    def _send(self, number: int | None, *message: Any) -> None:
        with suppress(OSError):  # the window is gone, which the thread that receives hears, too
            self._wire.send(number, *message)


class _ToWindow(logging.Handler):
    """What is logged here stands in the window's log."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(logging.WARNING)
        self._wire = wire

    def emit(self, record: logging.LogRecord) -> None:
        """Send it."""
        with suppress(OSError):
            self._wire.send(None, "log", record.name, record.levelno, self.format(record))


def main() -> int:
    """Work for whoever started this process. Its exit code."""
    source, to = _own_pipes()
    wire = Wire(source, to)
    logging.getLogger().addHandler(_ToWindow(wire))
    _stand_back()
    with suppress(EOFError):  # the window was gone before it said a word
        Worker(wire).serve()
    return 0


def _stand_back() -> None:
    """The window goes first. Linux shares between sessions before it shares between processes, and this is a session."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICE))


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes under numbers of their own, so that what a library prints does not stand among the messages."""
    source, to = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "rb"), (1, "wb")))
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return source, to


if __name__ == "__main__":
    sys.exit(main())
