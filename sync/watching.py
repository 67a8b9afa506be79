"""Staying in touch with the server outside of a window: rounds and the long poll beside each other, and what other programs
write into the notebook noticed.

Owns these threads. It refuses to know what a round does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from core import Replica, Stop
from sync.syncing import Sync

_LOOK = 0.5  # seconds between two looks for what was written here


def watch(sync: Sync, replica: Replica, stop: Stop) -> None:
    """Until `stop`. Raises what is a bug, as `Sync.run` does."""
    position = replica.seen()[0]

    def look() -> None:
        nonlocal position
        time.sleep(_LOOK)
        before, position = position, replica.seen()[0]
        if position != before:
            sync.poke()

    stay_in_touch(sync, stop, look)


def stay_in_touch(sync: Sync, stop: Stop, meanwhile: Callable[[], object]) -> None:
    """The same, with something done again and again meanwhile, on this thread; it takes the time between two looks."""
    ended = False

    def over() -> bool:
        return ended or stop()

    with ThreadPoolExecutor(2, "sync") as threads:
        work = [threads.submit(sync.run, over), threads.submit(sync.listen, over)]
        try:
            while not stop() and not any(each.done() for each in work):
                meanwhile()
        finally:
            ended = True
    for each in work:
        each.result()
