"""A process beside this one that looks into a file and tells what it found into another file, until it ends or is stopped.

Owns its start, the wait for it, and its end. Refuses to know what it does.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import IO

from core.errors import Cancelled
from core.progress import Stop
from core.store.cluster.programs import NO_CONSOLE

_LOOK_EVERY = 0.02


def run_apart(
    command: Sequence[str],
    environment: Mapping[str, str],
    told: IO[bytes],
    cancelled: Stop,
    patience: float,
    given: IO[bytes] | None = None,
) -> int | None:
    """Run it to its end and give its exit code; None when it took longer than `patience` seconds, and was ended. It reads
    what is `given`, and writes what it has to say. Raises OSError when it cannot be started, Cancelled when told to stop."""
    process = subprocess.Popen(
        command,
        stdin=given if given is not None else subprocess.DEVNULL,
        stdout=told,
        stderr=subprocess.DEVNULL,
        cwd=os.sep,
        env=environment,
        start_new_session=True,
        creationflags=NO_CONSOLE,
    )
    end = time.monotonic() + patience
    with process:
        try:
            while process.poll() is None and time.monotonic() < end:
                if cancelled():
                    raise Cancelled("Reading files was stopped.")
                time.sleep(_LOOK_EVERY)
            return process.poll()
        finally:
            process.kill()
