"""Exceptions that nobody expected, on a screen and in a log.

Owns the program's log and the one quiet window that a bug gets. What a person can understand (`BrainError`) is said where it
happens; this is for all else. The program goes on.

What this needs is imported when it is needed: the window is on the screen sooner.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.details import Details

_KEPT_BYTES, _KEPT_FILES = 1_000_000, 3
_SHOWN = 20  # bugs kept in the window
_LONGEST = 20_000  # characters of what a program that died has left


@contextmanager
def write_log(home: Path) -> Iterator[bool]:
    """Write what is logged to `<home>/log/window.log`, a few megabytes at most, until the end of the block. Where the
    program dies meanwhile of what Python cannot catch, the next start writes down where that was, and gets True here."""
    import logging
    from logging.handlers import RotatingFileHandler

    folder = home / "log"
    # A full disk keeps nobody from their notes: what is wrong with it, the notebook says.
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "window.log", maxBytes=_KEPT_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        with _last_words(folder / "sudden-end.txt") as died:
            yield died
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


@contextmanager
def _last_words(path: Path) -> Iterator[bool]:
    """Log what the program before left here when it died, and leave the same should this one die. Whether there was
    something: nothing is left by one that was killed from outside."""
    import faulthandler
    import logging

    left = ""
    with suppress(OSError):
        left = path.read_text("utf-8", errors="replace").strip()
    if left:
        logging.getLogger("app").error("the program ended suddenly the last time\n%s", left[:_LONGEST])
    with ExitStack() as stack:
        stack.callback(_remove, path)  # whatever stands there, the program lived on
        if not faulthandler.is_enabled():  # somebody else listens already
            with suppress(OSError):
                faulthandler.enable(stack.enter_context(path.open("w", encoding="utf-8")))
                stack.callback(faulthandler.disable)
        yield bool(left)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


class Bugs:
    """Takes every exception that reached nobody. Use it as a context manager around the event loop."""

    def __init__(self, window: Callable[[], QWidget | None], copy: Callable[[str], None]) -> None:
        """`window` is what the quiet window belongs to; `copy` puts text on the clipboard."""
        self._window = window
        self._copy = copy
        self._told: list[str] = []
        self._dialog: Details | None = None
        self._before = sys.excepthook

    def __enter__(self) -> Bugs:
        self._before = sys.excepthook
        sys.excepthook = self.take
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook = self._before

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it, and say once that something went wrong."""
        if not issubclass(kind, Exception):
            self._before(kind, error, trace)
            return
        import logging
        import traceback

        logging.getLogger("app").error("unexpected", exc_info=(kind, error, trace))
        self._told.append("".join(traceback.format_exception(kind, error, trace)))
        del self._told[:-_SHOWN]
        self._show()

    @property
    def details(self) -> str:
        """What a developer needs to know, without a word of any note."""
        import platform

        about = f"Second Brain on Python {platform.python_version()}, {platform.platform()}"
        return "\n\n".join([about, *self._told])

    def _show(self) -> None:
        from app.details import Details

        if self._dialog is None:
            self._dialog = Details(self._window(), self._copy)
            self._dialog.finished.connect(self._closed)
        self._dialog.say(self.details)
        if not self._dialog.isVisible():
            self._dialog.show()

    def _closed(self) -> None:
        self._dialog = None
        self._told.clear()
