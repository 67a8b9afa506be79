"""The page of sync at work: kept up to date while it is looked at, and what its buttons do.

Owns nothing that is shown elsewhere. It refuses to know how the page looks, and how notes travel.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.account import told as say
from app.account.overview import Overview, overview
from app.account.syncing import Syncing
from app.account.told import Standing
from app.announcing import announce
from app.theme import Theme
from app.workspace import Workspace
from core import Received, tr
from sync.state import Word

if TYPE_CHECKING:  # the page is loaded when it is needed, which for most starts is never
    from app.account.pages import Pages
    from app.account.sync_sheet import SyncSheet


class Watching(QObject):
    """One page at a time."""

    left = Signal()
    """The person wants to go back to where they came from."""
    account_wanted = Signal()
    """The person wants to see the account."""
    sign_in_wanted = Signal()
    """The person wants to sign in again."""
    opened = Signal(UUID)
    """The person wants to see this note."""

    def __init__(self, workspace: Workspace, theme: Theme, syncing: Syncing, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._syncing = syncing
        self._pages: Pages | None = None
        self._sheet: SyncSheet | None = None
        self._comparing = False
        self._verified_at: datetime | None = None
        syncing.stood.connect(self._stood)
        syncing.came.connect(lambda _: self._refresh())

    @property
    def sheet(self) -> SyncSheet | None:
        """The page, while it is looked at."""
        shown = self._sheet is not None and shiboken6.isValid(self._sheet) and self._sheet.isVisible()
        return self._sheet if shown else None

    def show(self, pages: Pages) -> SyncSheet:
        """Make the page anew."""
        from app.account.sync_sheet import SyncSheet

        self._pages = pages
        sheet = self._sheet = SyncSheet(self._theme)
        sheet.offer(tr("Back to the notes"), self.left.emit, primary=True)
        sheet.offer(tr("Account…"), self.account_wanted.emit)
        sheet.now.connect(self._syncing.now)
        sheet.pause.connect(self.pause)
        sheet.verify.connect(self._verify)
        sheet.accept.connect(self._accept)
        sheet.keep.connect(self._keep)
        sheet.retry.connect(self._retry)
        sheet.sign_in.connect(self.sign_in_wanted)
        sheet.opened.connect(self.opened)
        sheet.tell(self._syncing.standing)
        self._read()
        return sheet

    def pause(self) -> None:
        """Pause, or go on. The notebook remembers it."""
        engine, pause = self._syncing.engine, self._syncing.standing.word is not Word.PAUSED
        if engine is not None:
            self._workspace.write(lambda _: engine.pause() if pause else engine.resume(), owner=self)

    def _stood(self, standing: Standing) -> None:
        at_rest = standing.word not in (Word.FETCHING, Word.SAVING)
        if self.sheet is None:
            return
        self.sheet.tell(standing)
        if self._pages is not None:
            self._pages.order()
        if self._comparing and at_rest:
            self._comparing = False
            self._tell_compared(self.sheet, standing)

    def _refresh(self) -> None:
        if self.sheet is not None:
            self._read()

    def _read(self) -> None:
        standing = self._syncing.standing
        self._workspace.read(
            lambda brain: overview(brain, standing.held, standing.compared),
            self._show_overview,
            owner=self,
            latest="overview",
        )

    def _show_overview(self, all_of_it: Overview) -> None:
        sheet = self.sheet
        if sheet is not None and sheet.show_overview(all_of_it, datetime.now().astimezone()):
            assert self._pages is not None  # it is on them
            self._pages.order()

    def _verify(self) -> None:
        engine, sheet = self._syncing.engine, self.sheet
        if engine is not None and sheet is not None:
            self._comparing = True
            self._verified_at = self._syncing.standing.verified_at
            sheet.tell_compared(tr(say.COMPARING))
            engine.verify()

    def _tell_compared(self, sheet: SyncSheet, standing: Standing) -> None:
        done = standing.verified_at != self._verified_at and standing.compared is not None
        sheet.tell_compared("" if done else tr(say.NOT_COMPARED))
        if standing.compared and done:
            announce(sheet, say.compared(standing.compared))

    def _accept(self) -> None:
        if self._syncing.engine is not None:
            self._syncing.engine.accept_held()

    def _keep(self) -> None:
        if self._syncing.engine is not None:
            self._syncing.engine.keep_held()

    def _retry(self) -> None:
        self._workspace.write(lambda brain: brain.replica.retry(), self._retried, owner=self)

    def _retried(self, received: Received) -> None:
        self._workspace.tell(received.changes)
        self._syncing.now()
        self._refresh()
