"""Watches a folder while the window is open, and looks into it when something moves there, at start, and now and then.

Owns when to look. What becomes a note is decided in `inbox`, away from the window's thread.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.capture.inbox import STILL, Look, Seen, look_into
from app.rounds import ring_within
from app.workspace import Workspace
from core import BrainError, Cancelled, tr_n

_SOON_MS = 300
_NOW_AND_THEN_MS = 30_000  # a folder on a server, or one that was not there, tells of nothing by itself


class Watching(QObject):
    """One folder of one window, or none."""

    told = Signal(str)
    """In words: what came in, what was refused and why, or that the folder cannot be read."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._folder: Path | None = None
        self._seen: Mapping[str, Seen] = {}
        self._looking = self._again = False
        self._trouble = ""
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start(_SOON_MS))

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return self._folder

    def watch(self, folder: str) -> None:
        """Watch this folder from now on, and none when it is empty."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._folder = Path(folder) if folder else None
        self._seen, self._trouble = {}, ""
        self.look()

    def look(self) -> None:
        """Look into the folder now."""
        folder, seen = self._folder, self._seen
        if folder is None:
            return
        if self._looking:
            self._again = True
            return
        self._looking = True
        if not self._watcher.directories() and folder.is_dir():
            self._watcher.addPath(str(folder))
        brain = self._workspace.brain
        self._workspace.tasks.long(
            lambda progress: look_into(folder, brain, seen, time.monotonic(), progress.cancelled),
            lambda look: self._looked(folder, look),
            owner=self,
            failed=lambda error: self._did_not(folder, error),
        )

    def _looked(self, folder: Path, look: Look) -> None:
        self._workspace.tell(look.changes)
        if folder == self._folder:
            self._seen, self._trouble = look.seen, ""
            self._tell(look)
            # Something may have moved since this look began.
            ring_within(self._soon, round(STILL * 500) if look.waiting else _NOW_AND_THEN_MS)
        self._go_on()

    def _go_on(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self.look()

    def _tell(self, look: Look) -> None:
        came = len(look.changes.memories)
        said = []
        if came:
            said.append(
                tr_n(
                    "{n} note came from the watched folder.", "{n} notes came from the watched folder.", came
                )
            )
        said += look.refused[:1]
        if (more := len(look.refused) - 1) > 0:
            said.append(tr_n("{n} other, too.", "{n} others, too.", more))
        if said:
            self.told.emit(" ".join(said))

    def _did_not(self, folder: Path, error: Exception) -> None:
        if isinstance(error, Cancelled):  # the window closes
            return
        if isinstance(error, BrainError) and folder == self._folder:
            ring_within(self._soon, _NOW_AND_THEN_MS)
            if error.words != self._trouble:  # said once, not every half minute
                self._trouble = error.words
                self.told.emit(f"{error.words} {error.hint}")
        self._go_on()
        if not isinstance(error, BrainError):
            raise error
