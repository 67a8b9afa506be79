"""`second-brain`: every capability without a window.

Owns the words, options and exit codes of the command line. It refuses to know Qt, so that capturing a thought takes as long
as the notebook needs and no longer; only `second-brain window` goes to the window, and imports it then.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 a problem told in words, 2 wrong usage, 130 stopped by Ctrl-C."""
    try:
        from app.cli.program import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130
