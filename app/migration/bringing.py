"""One file of version 2 on its way into the notebook, away from the window's thread.

Owns what is under way with it: first it is only read, then it is imported, and either can be stopped. It says where it is
in words and figures, and ends with the core's report or the core's error. It refuses to know how any of this looks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import words
from app.migration.pace import Pace, size
from app.tasks import Progress, Running
from app.workspace import Workspace
from core import BrainError, Report, Sources, Standing


class Bringing(QObject):
    """Reads and imports files, one at a time."""

    told = Signal(str, float)
    """Where it is in words, and as a share of the whole (0 to 1)."""
    looked = Signal(object)
    """The `Report` of what an import would do; nothing was written."""
    brought = Signal(object)
    """The `Report` of an import, whole or stopped."""
    failed = Signal(object)
    """The `BrainError` that ended it. What was written before stays."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._running: Running | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read or imported."""
        return self._running is not None

    def look(self, path: Path) -> None:
        """Read the file to its end, and write nothing."""
        pace = Pace()

        def so_far(done: int, total: int) -> str:
            return _joined(f"{size(done)} of {size(total)}", pace.left(done, total))

        self._start(path, "Reading the file", so_far, dry_run=True)

    def bring(self, path: Path, notes: int) -> None:
        """Import the file, which is known to hold so many notes."""
        pace = Pace()

        def so_far(done: int, total: int) -> str:
            # How many it is exactly only the report knows: what is heard of on the way is bytes.
            share = done / total if total else 0
            about = f"about {words.figure(round(notes * share))} of {words.figure(notes)}"
            return _joined(about, pace.left(done, total))

        self._start(path, "Importing notes", so_far, dry_run=False)

    def stop(self) -> None:
        """Stop at the next clean point; the report of what was done still comes."""
        if self._running is not None:
            self._running.cancel()

    def _start(self, path: Path, doing: str, so_far: Callable[[int, int], str], *, dry_run: bool) -> None:
        brain = self._workspace.brain

        def work(progress: Progress) -> Report:
            def told(standing: Standing) -> None:
                progress(doing, standing.done, standing.total)

            sources = Sources(dump=path)
            if dry_run:
                return brain.migration.plan(sources, told=told, cancelled=progress.cancelled).report
            return brain.migration.run(sources, told=told, cancelled=progress.cancelled)

        def progressed(_doing: str, done: int, total: int) -> None:
            self.told.emit(_joined(doing, so_far(done, total)), done / total if total else 0.0)

        done = self._looked if dry_run else self._brought
        tasks = self._workspace.tasks
        self._running = tasks.long(work, done, owner=self, failed=self._failed, progressed=progressed)

    def _looked(self, report: Report) -> None:
        self._running = None
        self.looked.emit(report)

    def _brought(self, report: Report) -> None:
        self._running = None
        self._workspace.look()  # now, instead of when it is time to
        self.brought.emit(report)

    def _failed(self, error: Exception) -> None:
        self._running = None
        self._workspace.look()
        if isinstance(error, BrainError):
            self.failed.emit(error)
            return
        self.failed.emit(
            BrainError(
                "Something went wrong that should not have. Your notes are safe.",
                "Try again: what was imported before is not imported twice.",
            )
        )
        raise error


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
