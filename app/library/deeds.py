"""What is done to whole notes: to the trash, back, and for good; their tags.

Owns the words for it and the way back. What can be undone is done at once and offers Undo; what cannot asks first. It
refuses to know which notes are selected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import words
from app.confirm import confirm
from app.library.bulk_work import BulkWork
from app.toast import Toast
from app.window import Status
from app.workspace import Workspace
from core import Changes, Done, View, in_parts, new_id

if TYPE_CHECKING:
    from core import Brain

Command = Callable[["Brain", Sequence[UUID], UUID], Changes]


class Deeds(QObject):
    """What can be done to notes in one window."""

    undo_wanted = Signal(object)
    """The UUID of an action that the person wants to be taken back."""

    def __init__(self, workspace: Workspace, toast: Toast, status: Status, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._toast = toast
        self._window = parent
        self.work = BulkWork(workspace, status, self)

    def delete(self, ids: Sequence[UUID], then: Callable[[], None] = lambda: None) -> None:
        """Put notes into the trash, and offer to take them out again."""
        self._do(
            ids,
            lambda brain, part, action: brain.delete(part, action=action),
            "Moving to the trash",
            "Moved {} to the trash",
            then,
        )

    def restore(self, ids: Sequence[UUID]) -> None:
        """Take notes out of the trash, and offer to put them back."""
        self._do(
            ids,
            lambda brain, part, action: brain.restore(part, action=action),
            "Restoring",
            "Restored {}",
        )

    def change_tags(self, ids: Sequence[UUID], more: Sequence[str], fewer: Sequence[str] = ()) -> None:
        """Give notes these tags and take others from them, as one action, and offer to take it back."""

        def change(brain: Brain, part: Sequence[UUID], action: UUID) -> Changes:
            changes = brain.tag(part, *more, action=action) if more else Changes()
            return changes | brain.untag(part, *fewer, action=action) if fewer else changes

        self._do(ids, change, "Changing tags", "Changed the tags of {}")

    def purge(self, ids: Sequence[UUID]) -> None:
        """Remove notes from the trash for good, after asking."""
        many = words.notes(len(ids))
        confirm(
            self._window,
            f"Delete {many} for good?",
            "They leave your notebook and cannot be restored.",
            f"Delete {many}",
            lambda: self._do(
                ids,
                lambda brain, part, action: brain.purge(part, action=action),
                "Deleting for good",
                "Deleted {} for good",
                lasting=True,
            ),
        )

    def empty_trash(self) -> None:
        """Remove everything in the trash for good, after asking."""
        self._workspace.read(
            lambda brain: brain.memory_ids(View(trash=True)),
            lambda ids: self.purge(ids) if len(ids) else None,
            owner=self,
        )

    def _do(
        self,
        ids: Sequence[UUID],
        command: Command,
        doing: str,
        said: str,
        then: Callable[[], None] = lambda: None,
        *,
        lasting: bool = False,
    ) -> None:
        """The command over all notes, in parts that are one action; what is `lasting` has no way back."""
        action = new_id()

        def done(answer: Done) -> None:
            if answer.notes:
                undo = None if lasting else lambda: self.undo_wanted.emit(action)
                self._toast.say(said.format(words.notes(answer.notes)), undo, logged=True)
            then()

        self.work.run(
            doing,
            lambda brain, heard, stop: in_parts(ids, lambda part: command(brain, part, action), heard, stop),
            lambda answer: answer.changes,
            done,
        )
