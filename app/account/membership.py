"""Being signed in, in the window: the page to sign in, the account's page, and signing out.

Owns what the buttons of these pages do. It refuses to know how the pages look, and how notes travel.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.account.engine import Entry, Server
from app.account.syncing import Syncing
from app.confirm import confirm
from app.theme import Theme
from app.window import Window
from app.workspace import Workspace
from core import Account, BrainError, Fetching, tr, tr_n

if TYPE_CHECKING:  # the pages are loaded when they are needed, which for most starts is never
    from app.account.settings import AccountSheet
    from app.account.signing_in import SigningIn
    from app.migration.sheet import Sheet


class Membership(QObject):
    """The account of one window."""

    joined = Signal(object)
    """Somebody signed in; a `BrainError` where the tokens are kept for this session only, else None."""
    ended = Signal(object)
    """Somebody signed out; a `BrainError` where the server was not told, else None."""
    left = Signal()
    """The person wants to go back to where they came from."""
    sync_wanted = Signal()
    """The person wants to see how sync is going."""
    spaces_wanted = Signal()
    """The person wants to see with whom they share notes."""

    def __init__(
        self,
        window: Window,
        workspace: Workspace,
        theme: Theme,
        server: Server,
        syncing: Syncing,
        show: Callable[[Sheet], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._theme = theme
        self._server = server
        self._syncing = syncing
        self._show = show
        self._asked = False
        syncing.stood.connect(self._stood)

    def _stood(self, _standing: object) -> None:
        """Once in a session the server is asked what the other devices are called: history names them."""
        signed_in = self._syncing.engine is not None
        if signed_in and not self._asked:
            self._syncing.ask(self._server.devices, lambda _: None, owner=self, failed=lambda _: None)
        self._asked = signed_in

    def show_account(self) -> None:
        """The account, or the page to sign in."""
        if self._syncing.engine is None:
            self.show_sign_in()
        else:
            self._workspace.read(lambda brain: brain.replica.account(), self._show_settings, owner=self)

    def show_sign_in(self) -> None:
        """The page to sign in."""
        from app.account.signing_in import SigningIn

        before = self._syncing.account
        sheet = SigningIn(self._theme, before.device_name if before else platform.node(), before)
        sheet.offer(tr("Back"), self.left.emit)
        sheet.entered.connect(partial(self._sign_in, sheet))
        self._show(sheet)

    def ask_to_sign_out(self) -> None:
        """Ask first, with what did not reach the server."""
        self._workspace.read(
            lambda brain: (brain.replica.account(), brain.replica.waiting(), brain.counts().memories),
            lambda found: self._confirm(*found),
            owner=self,
        )

    def _sign_in(self, sheet: SigningIn, entry: Entry) -> None:
        sheet.work(tr("Signing in …"))

        def failed(error: Exception) -> None:
            self._syncing.begin()
            if not isinstance(error, BrainError):
                raise error
            if shiboken6.isValid(sheet):
                sheet.refuse(error)
            else:
                self._workspace.trouble.emit(error)

        self._syncing.stop()
        self._syncing.ask(
            lambda brain: self._server.sign_in(brain, entry),
            self.joined.emit,
            owner=self,
            failed=failed,
        )

    def _show_settings(self, account: Account | None) -> None:
        if account is None:
            return
        from app.account.settings import AccountSheet

        sheet = AccountSheet(self._theme, account, datetime.now().astimezone())
        sheet.offer(tr("Back to the notes"), self.left.emit, primary=True)
        sheet.offer(tr("Sync…"), self.sync_wanted.emit)
        sheet.offer(tr("Spaces…"), self.spaces_wanted.emit)
        sheet.offer(tr("Sign out…"), self.ask_to_sign_out)
        sheet.renamed.connect(partial(self._rename, sheet))
        sheet.fetching.connect(self._fetch)
        self._show(sheet)
        self._syncing.ask(
            self._server.devices, sheet.tell_devices, owner=sheet, failed=lambda _: sheet.no_devices()
        )

    def _rename(self, sheet: AccountSheet, name: str) -> None:
        self._syncing.ask(
            lambda brain: self._server.rename(brain, name), lambda _: sheet.called(name), owner=sheet
        )

    def _fetch(self, fetching: Fetching) -> None:
        self._workspace.write(
            lambda brain: brain.replica.configure(fetching=fetching),
            lambda _: self._syncing.now(),
            owner=self,
        )

    def _confirm(self, account: Account | None, waiting: int, notes: int) -> None:
        if account is None:
            return
        said = [
            tr_n(
                "{n} note with its whole history stays on this device.",
                "{n} notes with their whole history stay on this device.",
                notes,
            )
        ]
        if waiting:
            said.append(
                tr_n(
                    "{n} change did not reach the server yet; signing in again sends it.",
                    "{n} changes did not reach the server yet; signing in again sends them.",
                    waiting,
                )
            )
        said.append(tr("Nothing is sent or fetched any more."))
        confirm(
            self._window,
            tr("Sign out of {server}?", server=account.server),
            " ".join(said),
            tr("Sign out"),
            self._sign_out,
        )

    def _sign_out(self) -> None:
        self._syncing.stop()
        self._syncing.ask(self._server.sign_out, self.ended.emit, owner=self)
