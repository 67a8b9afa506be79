"""One process at a time, by a lock on a file.

Owns how long it waits for the other one. The lock ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from core import BrainError, tr, try_lock

PATIENCE = 90.0  # seconds: longer than whoever holds it waits for a server
_AGAIN = 0.05  # seconds between two tries


@contextlib.contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on this file, which is made where it is missing; without a lock in a folder that cannot be written to.
    Raises BrainError when another process holds it for longer than `patience`, in seconds."""
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("a", encoding="utf-8"))
        except OSError:
            yield
            return
        until = time.monotonic() + patience
        while not try_lock(file):
            if time.monotonic() > until:
                raise BrainError(
                    tr("Another Second Brain has been busy with this notebook's sign-in for too long."),
                    tr("Everything is safe here. End the other one, then try again."),
                )
            time.sleep(_AGAIN)
        yield
