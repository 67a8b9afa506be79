"""Time in one window: the notebook of another day, what changed when, and the history of the open note.

Owns when that page covers the notebook, what is possible meanwhile, and bringing notes back, which can be undone. It refuses
to know how the past is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from app.arrival import OVER_ANY_PAGE
from app.history.one_note import OneNote
from app.history.past_page import PastPage
from app.history.preparing import Preparing
from app.history.returning import bring_back
from app.parts import Shell

if TYPE_CHECKING:
    from app.history.activity import Activity
    from core import Changes

_MEANWHILE = OVER_ANY_PAGE | {"go.past", "edit.undo"}


class TimePlace(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._brought: UUID | None = None  # the one note that was brought back last: it is open after that
        self.page: PastPage | None = None
        """The notebook of another day; None until somebody looks back."""
        self.one_note = OneNote(shell, self)
        self.activity: Activity | None = None
        """What changed when; None until somebody asks."""
        self.preparing = Preparing(shell.workspace, parent=self)
        self.preparing.begin()
        shell.window.actions_.on("go.past", self.look_back)
        shell.window.actions_.on("go.activity", self.show_activity)

    def end(self) -> None:
        """The window is about to close."""
        self.preparing.stop()
        self.one_note.leave(focus=False)
        if self.page is not None:
            self.page.end()

    def look_back(self, moment: datetime | None = None) -> None:
        """Show the notebook as of a moment, yesterday at this time if none is given; back to today when it is shown."""
        if self.page is not None and not self.page.isHidden():
            self._go_back()
            return
        self._shell.notebook.editor.flush()
        page = self.page or self._made()
        self._shell.window.actions_.only(_MEANWHILE)
        self._shell.window.show_in_middle(page)
        self._brought = None
        page.begin(moment or datetime.now(UTC) - timedelta(days=1))

    def show_activity(self) -> None:
        """Show what changed when, in place of the notes."""
        page = self.activity
        if page is None:
            from app.history.activity import Activity

            page = self.activity = Activity(self._shell.workspace, self._shell.theme)
            page.left.connect(self._shell.arrival.go_to_notes)
            page.opened.connect(self._open)
        self._shell.arrival.cover(page)
        page.begin()

    def _open(self, note: UUID) -> None:
        self._shell.arrival.go_to_notes()
        self._shell.notebook.show_note(note)

    def _made(self) -> PastPage:
        page = self.page = PastPage(self._shell.workspace, self._shell.theme)
        page.left.connect(self._go_back)
        page.returned.connect(self._bring_back)
        page.elsewhere.connect(self._lead_away)
        return page

    def _go_back(self) -> None:
        if self.page is not None:
            self.page.end()
        self._shell.arrival.go_to_notes()
        note, self._brought = self._brought, None
        if note is not None:
            self._shell.notebook.show_note(note)

    def _lead_away(self, action: str) -> None:
        self._go_back()
        self._shell.window.actions_[action].trigger()

    def _bring_back(self, ids: Sequence[UUID] | None) -> None:
        as_of = self.page.then.as_of if self.page is not None else None
        if as_of is None:
            return
        if ids is not None:
            bring_back(self._shell, as_of, ids, self._came)
        else:
            self._shell.workspace.read(
                lambda _: as_of.differing(),
                lambda found: bring_back(self._shell, as_of, found, self._came),
                owner=self,
            )

    def _came(self, changes: Changes) -> None:
        """One that was deleted for good came under another id than it had then."""
        self._brought = changes.memory if len(changes.memories) == 1 else None
