"""The work behind the page of one backup: it is read, and notes come back from it.

Owns what is under way for one page, and that nothing of it is told on another one. Reading ends with the page; notes that
somebody asked for come back all the same. It refuses to know what stands on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.parts import Shell
from app.settings.returning import ReturnSheet
from app.tasks import Running
from core import Backup, BrainError, BroughtBack, Cancelled, tr, tr_n


class BringingBack(QObject):
    """One backup, one page. `order` is called when other things can have the keyboard on it."""

    def __init__(self, shell: Shell, backup: Backup, sheet: ReturnSheet, order: Callable[[], None]) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._backup = backup
        self._sheet: ReturnSheet | None = sheet
        self._order = order
        self._reading: Running | None = None
        self._bringing = False
        sheet.wanted.connect(self._bring)
        self._read()

    def end(self) -> None:
        """The page is left: this goes, when what was asked for has come back."""
        self._sheet = None
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._go_if_done()

    def _go_if_done(self) -> None:
        if self._sheet is None and not self._bringing:
            self.deleteLater()

    def _read(self) -> None:
        """Find out what would come back."""
        if self._sheet is not None:
            self._sheet.tell(tr("Reading the backup …"))
            self._reading = self._run((), self._found, dry_run=True)

    def _found(self, told: BroughtBack) -> None:
        self._reading = None
        if self._looked_at is not None:
            self._looked_at.found(told)
            self._order()

    def _bring(self, ids: tuple[UUID, ...]) -> None:
        if self._sheet is not None:
            self._sheet.tell(tr("Bringing notes back …"))
        self._bringing = True
        self._run(ids, self._brought, dry_run=False)

    def _brought(self, told: BroughtBack) -> None:
        self._shell.workspace.tell(told.changes)
        self._shell.window.toast.say(tr_n("{n} note came back", "{n} notes came back", told.brought))
        self._bringing = False
        self._read()
        self._go_if_done()

    @property
    def _looked_at(self) -> ReturnSheet | None:
        """The page, while there is one."""
        return self._sheet if self._sheet is not None and isValid(self._sheet) else None

    def _run(self, ids: tuple[UUID, ...], done: Callable[[BroughtBack], None], *, dry_run: bool) -> Running:
        backups = self._shell.workspace.brain.backups
        return self._shell.workspace.tasks.long(
            lambda progress: backups.restore(
                self._backup.path, ids, dry_run=dry_run, told=progress, cancelled=progress.cancelled
            ),
            done,
            owner=self,
            failed=self._failed,
            progressed=self._tell,
        )

    def _tell(self, doing: str, done: int, total: int) -> None:
        if self._looked_at is not None:
            self._looked_at.tell_progress(doing, done, total)

    def _failed(self, error: Exception) -> None:
        self._bringing = False
        self._go_if_done()
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, BrainError):
            raise error
        if self._looked_at is not None:
            self._looked_at.tell(str(error))
        else:
            self._shell.workspace.trouble.emit(error)
