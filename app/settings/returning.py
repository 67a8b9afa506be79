"""The page that brings notes back from a backup: what would come, and one or all of it.

Owns its words. It refuses to know how they come back.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from app import words
from app.account.sections import LISTED, Row, Section
from app.announcing import announce
from app.migration.sheet import Sheet
from app.theme import Theme
from core import Backup, BroughtBack, tr, tr_n, tr_noop

HOW = {
    "missing": tr_noop("is not here any more; it comes back with its history"),
    "changed": tr_noop("was changed since; what it says now stays in its history"),
    "trashed": tr_noop("is in the trash"),
    "removed": tr_noop("was deleted for good; it comes back as a new note"),
    "files": tr_noop("is as it was, but the content of a file is not here any more"),
}


class ReturnSheet(Sheet):
    """What differs from a backup."""

    wanted = Signal(object)
    """The ids of the notes that shall come back; none of them means all."""

    def __init__(self, theme: Theme, backup: Backup) -> None:
        made = words.day(backup.made_at, datetime.now().astimezone())
        super().__init__(theme, tr("Bring notes back as they were {when}", when=made))
        self._state = self.say(tr("Reading the backup …"))
        self._notes = Section(theme, "")
        self.add(self._notes)
        self._all = self.offer(tr("Bring all back"), lambda: self.wanted.emit(()))
        self._all.setEnabled(False)

    def tell(self, told: str) -> None:
        """What is going on, or went wrong: what is listed may hold no more, and no note is to come back twice."""
        self._state.setText(told)
        announce(self._state, told)
        self._all.setEnabled(False)
        self._notes.setEnabled(False)

    def tell_progress(self, doing: str, done: int, total: int) -> None:
        """How far that is."""
        self._state.setText(f"{doing} · {min(100, 100 * done // total)} %" if total else f"{doing} …")

    def found(self, told: BroughtBack) -> None:
        """What would come back."""
        if not told.brought:
            self._state.setText(
                tr_n(
                    "The {n} note of the backup is here as it was.",
                    "All {n} notes of the backup are here as they were.",
                    told.same,
                )
            )
            self._notes.hide()
            self._all.hide()
            return
        self._state.setText(
            tr(
                "They come as new versions on top: nothing that is here now is lost, and notes that you wrote since stay."
            )
        )
        rows = [
            Row(
                each.title or tr("Untitled"), tr(HOW[each.how]), tr("Bring back"), partial(self._one, each.id)
            )
            for each in told.listed[:LISTED]
        ]
        self._notes.say("", rows, all_of_them=told.brought)
        self._all.setText(tr("Bring {notes} back", notes=words.notes(told.brought)))
        self._all.setEnabled(True)
        self._notes.setEnabled(True)

    def _one(self, memory_id: UUID) -> None:
        self.wanted.emit((memory_id,))
