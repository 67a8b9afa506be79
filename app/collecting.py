"""Python's collector of cycles, kept to the thread that draws.

Owns when it runs. By itself it runs in whatever thread happens to allocate, and a widget or timer that it finds there dies
in that thread, which Qt does not survive ("Timers cannot be stopped from another thread", then a segmentation fault). It
refuses to know what is collected.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


def collect_here(parent: QObject) -> None:
    """From now on only this thread collects, now and then, for as long as its event loop turns; call it in the thread that
    draws. `parent` ends it."""
    gc.disable()
    timer = QTimer(parent, interval=_EVERY_MS)
    timer.timeout.connect(_collect)
    timer.start()


def _collect() -> None:
    """The oldest generation that is due, as the collector itself would."""
    for generation, (count, most) in reversed(
        [*enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))]
    ):
        if count > most:
            gc.collect(generation)
            return
