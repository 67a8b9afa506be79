"""Watches the window's thread: how long it answered nothing, and what it, and every other thread, was at meanwhile."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

LIMIT = 0.050
"""Seconds; what is longer is a block."""
_BEAT_MS = 5
_LOOK = 0.010  # seconds between two looks
_DEPTH = 14  # calls of a stack that are told


@dataclass(slots=True)
class Block:
    """One time in which the window answered nothing: what was going on, and where its thread was seen."""

    doing: str
    seconds: float = 0.0
    processor: float = 0.0
    """Seconds of a processor that the thread had meanwhile: far less than `seconds` where it only waited to run."""
    stacks: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class Blocks(QObject):
    """Make it on the window's thread; a thread of its own looks at the time of its last beat."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.doing = ""
        self.found: list[Block] = []
        self._main = threading.get_ident()
        self._last, self._processor = time.perf_counter(), time.thread_time()
        self._open: Block | None = None
        self._ended = threading.Event()
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        now, processor = time.perf_counter(), time.thread_time()
        if now - self._last > LIMIT:
            block = self._open or Block(self.doing)  # the watcher may have had no turn either
            block.seconds, block.processor = now - self._last, processor - self._processor
            self.found.append(block)
        self._open = None
        self._last, self._processor = now, processor

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            if time.perf_counter() - self._last > LIMIT / 2:
                self._look()

    def _look(self) -> None:
        block = self._open
        if block is None:
            block = self._open = Block(self.doing)
        frames = sys._current_frames()
        if (main := frames.get(self._main)) is not None and len(block.stacks) < 3:
            block.stacks.append(_told(main))
        if not block.others:
            names = {each.ident: each.name for each in threading.enumerate()}
            block.others = [
                f"{names.get(ident, '?')}: {_place(frame)}"
                for ident, frame in frames.items()
                if names.get(ident, "") not in ("MainThread", "watcher")
            ]


def _told(frame: FrameType) -> str:
    calls = traceback.extract_stack(frame)[-_DEPTH:]
    return " > ".join(f"{Path(call.filename).stem}:{call.lineno} {call.name}" for call in calls)


def _place(frame: FrameType) -> str:
    return f"{Path(frame.f_code.co_filename).stem}:{frame.f_lineno} {frame.f_code.co_name}"
