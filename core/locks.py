"""Locking a file for one process. Owns how the systems do it; the lock ends with the process, however that ends."""

from __future__ import annotations

import sys
from typing import IO


def try_lock(file: IO[str]) -> bool:
    """Lock an open file until it is closed; False when another process, or another opening of it here, has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
