"""Exceptions that nobody expected, on a screen and in a log.

Owns the program's log and the one quiet window that a bug gets. What a person can understand (`BrainError`) is said where it
happens; this is for all else. The program goes on.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.theme import GRID

_log = logging.getLogger("app")
_KEPT_BYTES, _KEPT_FILES = 1_000_000, 3
_SHOWN = 20  # bugs kept in the window


@contextmanager
def write_log(home: Path) -> Iterator[None]:
    """Write what is logged to `<home>/log/window.log`, a few megabytes at most, until the end of the block."""
    from logging.handlers import RotatingFileHandler

    folder = home / "log"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "window.log", maxBytes=_KEPT_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


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
        _log.error("unexpected", exc_info=(kind, error, trace))
        self._told.append("".join(traceback.format_exception(kind, error, trace)))
        del self._told[:-_SHOWN]
        self._show()

    @property
    def details(self) -> str:
        """What a developer needs to know, without a word of any note."""
        about = f"Second Brain on Python {platform.python_version()}, {platform.platform()}"
        return "\n\n".join([about, *self._told])

    def _show(self) -> None:
        if self._dialog is None:
            self._dialog = Details(self._window(), self._copy)
            self._dialog.finished.connect(self._closed)
        self._dialog.say(self.details)
        if not self._dialog.isVisible():
            self._dialog.show()

    def _closed(self) -> None:
        self._dialog = None
        self._told.clear()


class Details(QDialog):
    """Says that something went wrong, what is safe, and offers the details. Does not take the focus from writing."""

    def __init__(self, parent: QWidget | None, copy: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QLabel(
            "Something went wrong that should not have. What is saved is safe, and you can go on. "
            "The details help to mend it; they hold no text of your notes unless a line below shows it.",
            self,
        )
        words.setWordWrap(True)
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Details")
        copied = QPushButton("Copy details", self)
        copied.clicked.connect(lambda: copy(self._text.toPlainText()))
        close = QPushButton("Go on", self)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copied)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addWidget(words)
        column.addWidget(self._text, 1)
        column.addLayout(row)
        self.resize(560, 360)

    def say(self, details: str) -> None:
        """Show these details."""
        self._text.setPlainText(details)
