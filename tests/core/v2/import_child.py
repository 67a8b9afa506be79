"""An import that is going to be killed. Started once, it forks a child for each line on its standard input; each child opens
the notebook, prints `pid N` and imports, printing `done` at the end.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from core import BrainError, open_brain
from core.v2 import run
from core.v2.choices import Choices, Sources


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one write, so a line is whole or not there


def _child(home: str, dump: str) -> None:
    run._BATCH_ROWS = 50  # so that even a small import has many checkpoints
    try:
        with open_brain(home) as brain:
            _say(f"pid {os.getpid()}")
            report = brain.migration.run(Sources(dump=Path(dump)), Choices(backup=False))
            _say("done" if report.complete else "not complete")
    except BrainError as error:
        _say(f"told {error}")
    finally:
        os._exit(0)


if __name__ == "__main__":
    for module in ("core.brain", "core.store.cluster", "core.v2.migration", "core.v2.run"):
        import_module(module)  # before the forks, which is the point of them
    for _ in sys.stdin:
        if os.fork() == 0:
            _child(*sys.argv[1:])
        os.wait()
        _say("ended")
