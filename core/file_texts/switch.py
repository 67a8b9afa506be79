"""Whether the text of files is read on this device, as a person chose.

Owns one small file in the home folder. Refuses to know how files are read.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import BrainError
from core.language import tr
from core.whole import write_whole

_FILE = "files-not-read"


def is_on(home: Path) -> bool:
    """Whether files are read; they are until somebody says no."""
    return not (home / _FILE).exists()


def switch(home: Path, on: bool) -> None:
    """Read them from now on, or no more. Raises BrainError; then it is as before."""
    try:
        if on:
            (home / _FILE).unlink(missing_ok=True)
        else:
            write_whole(home / _FILE, "The text of files is not read, as the settings say.\n")
    except OSError as error:
        raise BrainError(
            tr("That cannot be kept in {home}: {reason}.", home=home, reason=error.strerror),
            tr("It is as before. Make room, or make the folder writable for you, and try again."),
        ) from error
