"""Undo and redo of anything, where nothing is written: by key, in the menu with its words, and from the toast.

Owns the words in the menu and what is said afterwards. In a text, undo is the text's own; what else can be taken back the
notebook knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.parts import Shell
from core import Changes, Offers, Undone, tr

if TYPE_CHECKING:
    from core import Brain

_SOON_MS = 150
_LONGEST = 60  # characters in a menu


class TakingBack(QObject):
    """Undo and redo of one window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._offers = Offers()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        shell.workspace.changed.connect(self._something_changed)
        shell.notebook.undone.connect(self.undo)
        shell.notebook.redone.connect(self.redo)
        shell.deeds.undo_wanted.connect(self.undo)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._say)
        self._look()

    def end(self) -> None:
        """Nothing is kept here."""

    def undo(self, action: UUID | None = None) -> None:
        """Take back this action or the last one. What is typed is an action, too, so it is written first."""
        if action is None and self._shell.window.toast.undo_unlogged():
            return
        self._shell.notebook.editor.flush()
        self._shell.deeds.work.run(
            tr("Undoing"),
            lambda brain, heard, stop: brain.undo.undo(action, heard, stop),
            _changes,
            lambda done: self._tell(done, undone=True),
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._shell.notebook.editor.flush()
        self._shell.deeds.work.run(
            tr("Doing again"),
            lambda brain, heard, stop: brain.undo.redo(None, heard, stop),
            _changes,
            lambda done: self._tell(done, undone=False),
        )

    def _tell(self, done: Undone | None, *, undone: bool) -> None:
        toast = self._shell.window.toast
        if done is None:
            toast.say(tr("There is nothing to undo.") if undone else tr("There is nothing to redo."))
            return
        deed = _short(done.words)
        if not done.finished and undone:
            toast.say(tr("Stopped on the way. Undo goes on with it: {deed}", deed=deed))
        elif not done.finished:
            toast.say(tr("Stopped on the way. Redo goes on with it: {deed}", deed=deed))
        elif undone:
            toast.say(tr("Undid: {deed}", deed=deed), self.redo, tr("Redo"), logged=True)
        else:
            toast.say(tr("Did again: {deed}", deed=deed), self.undo, logged=True)
        if done.explained:
            self._shell.window.notice.say(tr("Not all of it: {deed}.", deed=done.words), done.explained)

    def _something_changed(self, _changes: Changes) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _look(self) -> None:
        self._shell.workspace.read(_offers, self._offered, owner=self, latest="offers")

    def _offered(self, offers: Offers) -> None:
        self._offers = offers
        self._say()

    def _say(self, *_focus: object) -> None:
        """In a text the menu says nothing of notes."""
        writes = callable(getattr(QApplication.focusWidget(), "undo", None))
        undo, redo = (None, None) if writes else (self._offers.undo, self._offers.redo)
        for name, words in (
            ("edit.undo", tr("Undo: {deed}", deed=_short(undo.words)) if undo else tr("Undo")),
            ("edit.redo", tr("Redo: {deed}", deed=_short(redo.words)) if redo else tr("Redo")),
        ):
            action = self._shell.window.actions_[name]
            if shiboken6.isValid(action):  # while the window is taken apart, the focus moves once more
                action.setText(words.replace("&", "&&"))


def _offers(brain: Brain) -> Offers:
    return brain.undo.offers()


def _changes(done: Undone | None) -> Changes:
    return done.changes if done else Changes()


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
