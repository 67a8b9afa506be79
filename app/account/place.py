"""Sync and the account in one window: the symbol, the pages behind it, the actions, and what is told of what came.

Owns how one leads to the other. It refuses to know how notes travel, and what stands on the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from app.account.engine import Server
from app.account.membership import Membership
from app.account.news import News, news, noteworthy
from app.account.sharing import Sharing
from app.account.syncing import Syncing
from app.account.told import Standing, told
from app.account.watching import Watching
from app.theme import Theme
from app.window import Window
from app.workspace import Workspace
from core import BrainError, Received, tr
from sync.state import Word

if TYPE_CHECKING:  # the pages are loaded when they are needed, which for most starts is never
    from app.account.pages import Pages
    from app.arrival import Arrival
    from app.migration.sheet import Sheet
    from app.notebook import Notebook

_OF_MEMBERS = ("sync.show", "sync.now", "sync.pause", "sync.sign_out")


class AccountPlace(QObject):
    """Everything about sync that a person sees."""

    def __init__(
        self,
        window: Window,
        notebook: Notebook,
        workspace: Workspace,
        theme: Theme,
        arrival: Arrival,
        server: Server,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notebook = notebook
        self._workspace = workspace
        self._theme = theme
        self._arrival = arrival
        self.pages: Pages | None = None
        """The pages that cover the notebook; None before the first one is shown."""
        self.syncing = Syncing(workspace, server, self)
        self.watching = Watching(workspace, theme, self.syncing, self)
        self.membership = Membership(window, workspace, theme, server, self.syncing, self._show)
        self.sharing = Sharing(window, notebook, workspace, theme, arrival, server, self.syncing, self._show)
        self._connect()
        self._declare()

    def begin(self) -> None:
        """Find out who is signed in, and sync from now on."""
        self.syncing.begin()

    def stop(self) -> None:
        """The window closes."""
        self.sharing.stop()
        self.syncing.stop()

    def show_sync(self) -> None:
        """The page behind the symbol; where nobody is signed in, the one to sign in."""
        if self.syncing.engine is None:
            self.membership.show_sign_in()
        else:
            self._show(self.watching.show(self._made_pages()))

    def _connect(self) -> None:
        self.syncing.stood.connect(self._stood)
        self.syncing.came.connect(self._came)
        self._window.status.sync.clicked.connect(self.show_sync)
        self.watching.left.connect(self._arrival.go_back)
        self.watching.account_wanted.connect(self.membership.show_account)
        self.watching.sign_in_wanted.connect(self.membership.show_sign_in)
        self.watching.opened.connect(self._open)
        self.membership.left.connect(self._arrival.go_back)
        self.membership.sync_wanted.connect(self.show_sync)
        self.membership.spaces_wanted.connect(self.sharing.show_spaces)
        self.membership.joined.connect(self._joined)
        self.membership.ended.connect(self._ended)

    def _declare(self) -> None:
        actions = self._window.actions_
        actions.on("sync.show", self.show_sync)
        actions.on("sync.now", self.syncing.now)
        actions.on("sync.pause", self.watching.pause)
        actions.on("sync.conflicts", self._go_to_conflicts)
        actions.on("sync.account", self.membership.show_account)
        actions.on("sync.sign_out", self.membership.ask_to_sign_out)
        for name in _OF_MEMBERS:
            actions.allow(name, False)

    def _stood(self, standing: Standing) -> None:
        state = told(standing)
        never = standing.word is Word.SIGNED_OUT and self.syncing.account is None
        self._window.status.sync.say(state.icon, "" if never else state.words, state.more)
        actions, signed_in = self._window.actions_, self.syncing.engine is not None
        for name in _OF_MEMBERS:
            actions.allow(name, signed_in)
        actions.allow("sync.now", signed_in and standing.word not in (Word.PAUSED, Word.SIGN_IN_AGAIN))
        actions.check("sync.pause", standing.word is Word.PAUSED)
        if self.watching.sheet is None:
            self._call(standing, state.more)

    def _call(self, standing: Standing, more: str) -> None:
        """Somebody is needed: say so where it is seen."""
        notice = self._window.notice
        if standing.held is not None:
            notice.offer(more, tr("Everything you wrote is safe."), tr("Look"), self.show_sync)
        elif standing.word is Word.SIGN_IN_AGAIN:
            notice.offer(
                more, tr("What waits is sent afterwards."), tr("Sign in…"), self.membership.show_sign_in
            )

    def _came(self, received: Received) -> None:
        named = noteworthy(received)
        if named:
            self._workspace.read(
                lambda brain: news(received, {each.id: each.title for each in brain.summaries(named)}),
                self._tell_news,
                owner=self,
            )

    def _tell_news(self, what: News | None) -> None:
        if what is None:
            return
        notice, note = self._window.notice, what.note
        if note is not None:
            notice.offer(what.words, what.hint, tr("Show"), lambda: self._open(note))
        elif what.conflict:
            notice.offer(what.words, what.hint, tr("Show"), self._go_to_conflicts)
        else:
            notice.say(what.words, what.hint)

    def _joined(self, trouble: BrainError | None) -> None:
        """Somebody signed in: show how their notes come."""
        if trouble is not None:
            self._window.notice.say(
                tr("You are signed in until this window closes.") + f" {trouble.words}",
                tr("Your password is kept nowhere.") + f" {trouble.hint}",
            )
        self._arrival.end_welcome()
        self.syncing.stood.connect(self._show_first)
        self.syncing.again()

    def _show_first(self) -> None:
        self.syncing.stood.disconnect(self._show_first)
        if self.pages is not None and self.pages.isVisible():
            self.show_sync()

    def _ended(self, untold: BrainError | None) -> None:
        self.syncing.again()
        self._arrival.go_to_notes()
        self._window.toast.say(tr("Signed out. Your notes stay on this device."))
        if untold is not None:
            self._window.notice.say(tr("You are signed out here.") + f" {untold.words}", untold.hint)

    def _open(self, note: UUID) -> None:
        self._arrival.go_to_notes()
        self._notebook.show_note(note)

    def _go_to_conflicts(self) -> None:
        self._arrival.go_to_notes()
        self._notebook.pane.search.setText("is:conflict")

    def _show(self, sheet: Sheet) -> None:
        pages = self._made_pages()
        self._arrival.cover(pages)
        pages.show_sheet(sheet)

    def _made_pages(self) -> Pages:
        from app.account.pages import Pages

        if self.pages is None:
            self.pages = Pages(self._theme)
            self.pages.left.connect(self._arrival.go_back)
        return self.pages
