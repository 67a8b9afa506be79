"""Long work gives way to the thread that answers a person, for Python runs one thread at a time and shares evenly.

Beside an import that reads, writes and is synced, the window's thread had a fifth of the interpreter: what takes 20 ms took
100. So long work looks, between two small steps, how much of a processor that thread had of late, and rests while that is
much. Owns who goes first, and when work rests; refuses to know what the work is.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

# Seconds until Python asks the thread that runs to let another one run; it gives 5 ms by itself.
_TURN = 0.001
_LOOK = 0.002  # seconds between two looks at that thread's clock
# Of a processor: one that is starved by four others has a fifth, one that rests next to nothing.
_SHARE = 0.08
_LONGEST = 0.050  # seconds; then the work goes on, for a window may be busy for long


class _Own(threading.local):
    """Of each thread: when it may rest again."""

    again = 0.0


class FirstThread:
    """The thread that makes it goes first: called in another one, it returns when that thread is at nothing. Whoever rested
    then works for as long at least, so that work, and those who wait for what it holds, take twice their time at most."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._looked, self._used, self._busy = time.perf_counter(), time.clock_gettime(self._clock), False
        self._own = _Own()

    def __call__(self) -> None:
        began = now = time.perf_counter()
        if began < self._own.again or threading.get_ident() == self._thread:
            return
        while self._is_busy() and now - began < _LONGEST:
            time.sleep(_LOOK)
            now = time.perf_counter()
        self._own.again = now + (now - began)

    def _is_busy(self) -> bool:
        """As it was at the last look, whoever looked: two threads that look at once do no harm."""
        now = time.perf_counter()
        if now - self._looked >= _LOOK:
            used = time.clock_gettime(self._clock)
            self._busy = used - self._used > _SHARE * (now - self._looked)
            self._looked, self._used = now, used
        return self._busy


_rest: Callable[[], None] | None = None


def give_way() -> None:
    """Called between two small steps of work that nobody waits for. Without one who goes first it returns at once."""
    if _rest is not None:
        _rest()


def go_first() -> None:
    """From now on this thread goes first. Where a system has no clock of a thread, the turns of all are only shorter."""
    global _rest  # noqa: PLW0603 - a program has one interpreter, so one who goes first in it
    sys.setswitchinterval(_TURN)
    if hasattr(time, "pthread_getcpuclockid"):
        _rest = FirstThread()
