"""`python -m sync.server.leash COMMAND …`: a service that ends with the program that started it, however that ends.

Owns one child. It holds a pipe from the program as its standard input: when that closes, which also a kill -9 does,
the child is asked to stop and, if need be, made to. Runs on the standard library alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

_PATIENCE = 15.0  # seconds that a service has to stop by itself


def main(command: list[str]) -> int:
    """Run the command until it ends or standard input does; its exit code."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # Ctrl-C is for the program, which then lets go
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    signal.signal(signal.SIGTERM, lambda *_: _stop(child))

    def hold() -> None:
        while os.read(0, 1):  # nothing buffered, which the interpreter would wait for at its end
            pass
        _stop(child)

    threading.Thread(target=hold, daemon=True).start()
    return child.wait()


def _stop(child: subprocess.Popen[bytes]) -> None:
    def kill(number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)

    def insist() -> None:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            kill(signal.SIGKILL)

    kill(signal.SIGTERM)
    threading.Thread(target=insist, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
