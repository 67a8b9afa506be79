"""What is set about the files of notes: how large one may be, and that contents which nothing asks for go away.

Owns those entries of the page, and how a wish on them becomes a command. It refuses to know how files are kept.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app import words
from app.account.fields import Field
from app.migration.sheet import button_of
from app.settings.entry import Buttons
from app.settings.page import SettingsSheet
from app.workspace import Workspace
from core import BrainError, Limits, Unused, size_in, tr


class KeptFiles(QObject):
    """The entries of one page; they go with it."""

    def __init__(self, workspace: Workspace, sheet: SettingsSheet) -> None:
        super().__init__(sheet)
        self._workspace = workspace
        self._largest = sheet.entries["largest"]
        self.limit = Field(sheet.theme, tr("Another limit"), hint="250 MB")
        self.limit.beside(button_of(tr("Set limit"), self._set, name=tr("Set how large a file may be")))
        self.limit.entered(self._set)
        self._largest.add(self.limit)
        self._unused = sheet.entries["unused"]
        self.look = button_of(tr("Look for unused files"), self._look)
        self.remove = button_of(tr("Remove"), self._remove, name=tr("Remove unused files"))
        self.remove.hide()
        self._unused.add(Buttons(self.look, self.remove))
        self._at_work = False
        self._read_limits()

    def _read_limits(self) -> None:
        self._workspace.read(lambda brain: brain.files.limits(), self._tell, owner=self, latest="limits")

    def _tell(self, limits: Limits) -> None:
        self._largest.say(limits.words)

    def _set(self) -> None:
        try:
            largest = size_in(self.limit.text)
        except BrainError as error:
            self._largest.say(str(error))
            return
        self.limit.line.clear()
        self._workspace.read(
            lambda brain: brain.files.set_limit(largest),
            lambda _: self._read_limits(),
            owner=self,
            failed=self._not_set,
        )

    def _look(self) -> None:
        if self._at_work:
            return
        brain = self._workspace.brain
        self._busy(tr("Looking …"))
        self._workspace.tasks.long(
            lambda _: brain.unused.find(), self._found, owner=self, failed=self._not_known
        )

    def _found(self, found: Unused) -> None:
        """What would go: how much is on the button that removes it."""
        self._unused.say(words.unused_words(found))
        told = tr("Remove {files}, {size}", files=words.files(found.files), size=words.size(found.size))
        self.remove.setText(told)
        self.remove.setAccessibleName(told)
        self.remove.setVisible(found.files > 0)
        self._at_work = False

    def _remove(self) -> None:
        brain = self._workspace.brain
        self._busy(tr("Removing …"))
        self._workspace.tasks.long(
            lambda progress: brain.unused.remove(progress.cancelled),
            self._removed,
            owner=self,
            failed=self._not_known,
        )

    def _removed(self, removed: Unused) -> None:
        self._unused.say(words.unused_words(removed, removed=True))
        self._at_work = False

    def _busy(self, told: str) -> None:
        """The keyboard stays at a button that looks, and does nothing meanwhile, lest it goes on to something else."""
        self._unused.say(told)
        self._at_work = True
        if self.remove.hasFocus():
            self.look.setFocus()
        self.remove.hide()

    def _not_known(self, error: Exception) -> None:
        self._at_work = False
        if not isinstance(error, BrainError):
            raise error
        self._unused.say(str(error))

    def _not_set(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self._largest.say(str(error))
