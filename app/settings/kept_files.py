"""What is set about the files of notes: how large one may be.

Owns those entries of the page, and how a wish on them becomes a command. It refuses to know how files are kept.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.account.fields import Field
from app.migration.sheet import button_of
from app.settings.page import SettingsSheet
from app.workspace import Workspace
from core import BrainError, Limits, size_in


class KeptFiles(QObject):
    """The entries of one page; they go with it."""

    def __init__(self, workspace: Workspace, sheet: SettingsSheet) -> None:
        super().__init__(sheet)
        self._workspace = workspace
        self._largest = sheet.entries["largest"]
        self.limit = Field(sheet.theme, "Largest file", hint="250 MB")
        self.limit.beside(button_of("Set limit", self._set, name="Set how large a file may be"))
        self.limit.entered(self._set)
        self._largest.add(self.limit)
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

    def _not_set(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self._largest.say(str(error))
