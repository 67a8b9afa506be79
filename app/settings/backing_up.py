"""Backups that make themselves: when one is due and the person rests, and when somebody asks for one.

Owns when that happens and what is said meanwhile. It refuses to know how a backup is made.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from app import words
from app.tasks import Running
from app.workspace import Workspace
from core import Backup, BrainError, Cancelled, Changes, tr, tr_n

_LOOK_MS = 300_000
_REST = 120.0  # seconds without a change, after which the person rests


class BackingUp(QObject):
    """The backups of one window, one at a time."""

    told = Signal(str)
    """How far it is; empty when it is over."""
    made = Signal(object, bool)
    """`core.Backup`: one was made and proven; and whether somebody asked for it."""
    failed = Signal(object)
    """`core.BrainError`: one that somebody asked for could not be made."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._running: Running | None = None
        self._asked = False
        self._changed_at = time.monotonic()
        workspace.changed.connect(self._changed)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()

    def end(self) -> None:
        """The window closes: stop what is under way; it leaves nothing behind."""
        self._look.stop()
        self.stop()

    def stop(self) -> None:
        """Stop the one that is being made."""
        if self._running is not None:
            self._running.cancel()

    def look(self) -> None:
        """Make one if it is due and nobody is at work."""
        if self._running is None and time.monotonic() - self._changed_at >= _REST:
            self._workspace.read(
                lambda brain: brain.backups.due(),
                lambda due: self._make(asked=False) if due else None,
                owner=self,
            )

    def make(self) -> None:
        """Make one now. If one is being made, it is the one that was asked for."""
        self._make(asked=True)

    def _make(self, *, asked: bool) -> None:
        if self._running is not None:
            self._asked = self._asked or asked
            return
        self._asked = asked
        backups = self._workspace.brain.backups
        self._say(tr("Making a backup"), 0, 0)
        self._running = self._workspace.tasks.long(
            lambda progress: backups.make(progress, progress.cancelled),
            self._done,
            owner=self,
            failed=self._not_done,
            progressed=self._say,
        )

    def _say(self, step: str, done: int, total: int) -> None:
        far = f" · {min(100, 100 * done // total)} %" if total and done else ""
        self.told.emit(f"{step}{far}")

    def _done(self, backup: Backup) -> None:
        self._over()
        self.made.emit(backup, self._asked)

    def _not_done(self, error: Exception) -> None:
        """Who asked is told. Of one that made itself the settings tell, and it is tried again in an hour."""
        self._over()
        if isinstance(error, BrainError):
            if self._asked:
                self.failed.emit(error)
        elif not isinstance(error, Cancelled):
            raise error

    def _over(self) -> None:
        self._running = None
        self.told.emit("")

    def _changed(self, _changes: Changes) -> None:
        self._changed_at = time.monotonic()


def said(backup: Backup) -> str:
    """One line about a backup that was just made."""
    return tr("Backup made and proven: {held}", held=held(backup))


def held(backup: Backup) -> str:
    """What is in a backup, and what each figure counts: its size is that of the notes, not of the files beside it."""
    size = words.size(backup.size)
    told = tr_n(
        "{n} note and its history, {size}", "{n} notes and their history, {size}", backup.notes, size=size
    )
    beside = tr_n("{n} file beside it", "{n} files beside it", backup.files)
    return f"{told} · {beside}" if backup.files else told
