"""What is set about the text of files: whether it is read for search, how far that is, and what could not be read.

Owns that entry of the page. It refuses to know how a file is read; in the background that is `app.library.file_reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app import words
from app.migration.sheet import button_of, label_of
from app.settings.choice import Choice
from app.settings.entry import Buttons
from app.settings.page import SettingsSheet
from app.tasks import Progress
from app.workspace import Workspace
from core import BrainError, Changes, tr, tr_n

_MOST = 30  # files that are told one by one


class ReadFiles(QObject):
    """The entry on one page; it goes with it."""

    def __init__(self, workspace: Workspace, sheet: SettingsSheet) -> None:
        super().__init__(sheet)
        self._workspace = workspace
        self._texts = workspace.brain.file_texts
        self._reading = False
        self._entry = sheet.entries["file_texts"]
        answers = {1: tr("Read them"), 0: tr("Do not read them")}
        self.choice = Choice(answers, int(self._texts.is_on), self._switch)
        self.lacking = label_of(sheet.theme, "", "small", muted=True)
        self.lacking.setAccessibleName(tr("Files that could not be read, or not all of them"))
        self.again = button_of(tr("Read again"), self._again, name=tr("Read these files again"))
        for part in (self.lacking, Buttons(self.again), self.choice):
            self._entry.add(part)
        self.lacking.hide()
        self.again.hide()
        workspace.changed.connect(self._look)
        self._look()

    def _look(self, _changes: object = None) -> None:
        self._workspace.read(
            lambda brain: brain.file_texts.standing(), self._tell, owner=self, latest="file texts"
        )

    def _tell(self, now: Any) -> None:
        told = [tr_n("Search finds the text of {n} file.", "Search finds the text of {n} files.", now.found)]
        if now.waiting:
            told.append(tr_n("{n} file waits to be read.", "{n} files wait to be read.", now.waiting))
        if now.lacking:
            lacking = len(now.lacking)
            told.append(
                tr_n(
                    "{n} file could not be read as a whole:",
                    "{n} files could not be read as a whole:",
                    lacking,
                )
            )
        self._entry.say(" ".join(told))
        lines = [f"{name} · {title}: {why}" for _, title, name, why in now.lacking[:_MOST]]
        if len(now.lacking) > _MOST:
            lines.append(tr("{count} more", count=words.figure(len(now.lacking) - _MOST)))
        self.lacking.setText("\n".join(lines))
        self.lacking.setVisible(bool(lines))
        self.again.setVisible(bool(lines) and self._texts.is_on)

    def _switch(self, on: int) -> None:
        self._workspace.read(
            lambda _: self._texts.switch(bool(on)), self._switched, owner=self, failed=self._failed
        )

    def _switched(self, _: None) -> None:
        """What waited meanwhile is read at once: nothing else would begin it before the next change of a note."""
        texts = self._texts
        self._begin(lambda progress: texts.read(cancelled=progress.cancelled))

    def _again(self) -> None:
        texts = self._texts
        self._begin(lambda progress: texts.read_again(progress.cancelled))

    def _begin(self, work: Callable[[Progress], Changes]) -> None:
        if self._reading:
            return  # the keyboard stays at the button, lest it goes on to something else
        self._reading = True
        self._entry.say(tr("Reading …"))
        self._workspace.tasks.long(work, self._read, owner=self, failed=self._failed)

    def _read(self, changes: Changes) -> None:
        self._reading = False
        self._workspace.tell(changes)
        self._look()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self._look()
        if not isinstance(error, BrainError):
            raise error
        self._workspace.trouble.emit(error)
