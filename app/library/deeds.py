"""What is done to whole notes: to the trash, back, and for good.

Owns the words for it and the way back. What can be undone is done at once and offers Undo; what cannot asks first. It
refuses to know which notes are selected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app import words
from app.confirm import confirm
from app.toast import Toast
from app.window import Status
from app.workspace import Workspace
from core import BrainError, Changes, View

if TYPE_CHECKING:
    from core import Brain

_AT_ONCE = 500  # notes in one command, so that others get their turn and it can be stopped

Command = Callable[["Brain", Sequence[UUID]], Changes]


def _delete(brain: Brain, ids: Sequence[UUID]) -> Changes:
    return brain.delete(ids)


def _restore(brain: Brain, ids: Sequence[UUID]) -> Changes:
    return brain.restore(ids)


def _purge(brain: Brain, ids: Sequence[UUID]) -> Changes:
    return brain.purge(ids)


class Deeds(QObject):
    """Delete, restore and purge for one window."""

    def __init__(self, workspace: Workspace, toast: Toast, status: Status, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._toast = toast
        self._status = status
        self._window = parent
        self._stopped = False
        status.stop.connect(self._stop)

    def delete(self, ids: Sequence[UUID], then: Callable[[], None] = lambda: None) -> None:
        """Put notes into the trash, and offer to take them out again."""

        def done(deleted: Sequence[UUID]) -> None:
            said = f"Moved {words.notes(len(deleted))} to the trash"
            self._toast.say(said, lambda: self._run(deleted, _restore, "Restoring", lambda _: None))
            then()

        self._run(ids, _delete, "Moving to the trash", done)

    def restore(self, ids: Sequence[UUID]) -> None:
        """Take notes out of the trash, and offer to put them back."""

        def done(restored: Sequence[UUID]) -> None:
            said = f"Restored {words.notes(len(restored))}"
            self._toast.say(said, lambda: self._run(restored, _delete, "Moving to the trash", lambda _: None))

        self._run(ids, _restore, "Restoring", done)

    def purge(self, ids: Sequence[UUID]) -> None:
        """Remove notes from the trash for good, after asking."""
        many = words.notes(len(ids))
        confirm(
            self._window,
            f"Delete {many} for good?",
            "They leave your notebook and cannot be restored.",
            f"Delete {many}",
            lambda: self._run(ids, _purge, "Deleting for good", self._purged),
        )

    def empty_trash(self) -> None:
        """Remove everything in the trash for good, after asking."""
        self._workspace.read(
            lambda brain: brain.memory_ids(View(trash=True)),
            lambda ids: self.purge(ids) if len(ids) else None,
            owner=self,
        )

    def _purged(self, purged: Sequence[UUID]) -> None:
        self._toast.say(f"Deleted {words.notes(len(purged))} for good")

    def _stop(self) -> None:
        self._stopped = True

    def _run(
        self,
        ids: Sequence[UUID],
        command: Command,
        doing: str,
        done: Callable[[Sequence[UUID]], None],
        begun: int = 0,
    ) -> None:
        """The command over all notes, in parts; `done` hears of those that it was done to."""
        if begun == 0:
            self._stopped = False
        part = ids[begun : begun + _AT_ONCE]
        if not len(part) or self._stopped:
            self._status.say_work("")
            if begun:
                done(ids[:begun])
            return
        if len(ids) > _AT_ONCE:
            so_far = f"{words.figure(begun)} of {words.notes(len(ids))}"
            self._status.say_work(f"{doing} · {so_far}", can_stop=True)
        self._workspace.write(
            lambda brain: command(brain, part),
            lambda _: self._run(ids, command, doing, done, begun + len(part)),
            owner=self,
            failed=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._status.say_work("")
        if not isinstance(error, BrainError):
            raise error
        self._workspace.trouble.emit(error)
