"""The notebook as it was before an import: one backup for each import that changes anything.

Owns when one is needed and where it lies. Refuses to know what is imported.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from core.progress import Progress, Stop
from core.store.backup import back_up
from core.store.database import Database
from core.store.imports import begun, empty, size

_PACKED = 3  # times smaller than the database is its backup, more or less


class Safety:
    """The backups before imports into one notebook."""

    def __init__(self, database: Database, home: Path) -> None:
        self._database = database
        self._folder = home / "backups"

    def kept(self, batch: UUID) -> str:
        """The backup that was taken before this import; empty when none was."""
        path = self._path(batch)
        return str(path) if path.exists() else ""

    def back_up(self, batch: UUID, wanted: bool, heard: Progress, cancelled: Stop) -> str:
        """The backup's file; empty where none was wanted or there is nothing to lose. An import that goes on has the one
        of its beginning. Raises BrainError, and Cancelled; no file is left then."""
        if self._database.ask(begun, batch):
            return self.kept(batch)
        if not wanted or self._database.ask(empty):
            return ""
        about = self._database.ask(size) // _PACKED
        back_up(self._database.address, self._path(batch), about, heard, cancelled)
        return self.kept(batch)

    def _path(self, batch: UUID) -> Path:
        return self._folder / f"before-import-{batch}.dump"
