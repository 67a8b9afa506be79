"""Python's collector of cycles, kept to the thread that draws.

Owns when it runs. By itself it runs in whatever thread happens to allocate, and a widget or timer that it finds there dies
in that thread, which Qt does not survive ("Timers cannot be stopped from another thread", then a segmentation fault). It
refuses to know what is collected.
"""

from __future__ import annotations

import gc
import itertools

from PySide6.QtCore import QObject, QTimer

# An import makes a hundred thousand objects in a second, which take too long to look through at once.
_EVERY_MS = 50
_BEGINNING = 200  # times: modules and panes are made by then, and stay as long as the program
_THRESHOLDS = (700, 10, 200)  # everything is looked through once in two minutes at most
_OLDEST = 2  # the generation of all that has lived for long
_QUIET = 5_000  # objects more since the last look: while more are made, an import or its like holds very many


def collect_here(parent: QObject) -> None:
    """From now on only this thread collects, now and then, for as long as its event loop turns; call it in the thread that
    draws. `parent` ends it. What the first seconds made is never looked through, which would hold up the window each time
    for longer than one may notice; of that, next to nothing is ever left over."""
    gc.disable()
    gc.set_threshold(*_THRESHOLDS)
    times = itertools.count()
    timer = QTimer(parent, interval=_EVERY_MS)
    timer.timeout.connect(lambda: gc.freeze() if next(times) < _BEGINNING else _collect())
    timer.start()


def _collect() -> None:
    """The oldest generation that is due, as the collector itself would; the oldest of all waits for a quiet moment."""
    counts = gc.get_count()
    for generation, (count, most) in reversed([*enumerate(zip(counts, gc.get_threshold(), strict=True))]):
        if count > most and (generation < _OLDEST or counts[0] < _QUIET):
            gc.collect(generation)
            return
