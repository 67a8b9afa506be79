"""`second-brain`: every capability without a window.

Owns the words, options and exit codes of the command line. It refuses to know Qt, so that capturing a thought takes as long
as the notebook needs and no longer; only `second-brain window` goes to the window, and imports it then.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 a problem told in words, 2 wrong usage, 130 stopped by Ctrl-C."""
    try:
        if list(sys.argv[1:] if arguments is None else arguments) in ([], ["window"]):
            return _window()
        from app.cli.program import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130


def _window() -> int:
    """What a person clicks on: the window does not wait for the parser of a command line that says nothing."""
    try:
        from app.desktop import run

        return run()
    except Exception as bug:  # noqa: BLE001 - the last line of defense, as for every other command
        from app.cli.bugs import report
        from core import home_folder

        words, hint = report(bug, home_folder(), None)
        sys.stderr.write(f"{words}\n{hint}\n")
        return 1
