"""What is done to whole notes: to the trash, back, and for good; their tags; several made into one.

Owns the words for it and the way back. What can be undone is done at once and offers Undo; what cannot asks first. It
refuses to know which notes are selected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from core import Changes, Done, View, in_parts, new_id, tr, tr_n, tr_noop

if TYPE_CHECKING:
    from core import Brain

Asked = Callable[[Sequence[UUID], str, str, Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something that is done to notes: the command, which gets some of them and the action that all of it belongs to, and
    the words while it is done, afterwards, and on a button."""

    command: Callable[[Brain, Sequence[UUID], UUID], Changes]
    doing: str
    did: str
    verb: str
    lasting: bool = False
    """There is no way back."""


_DELETE = _Deed(
    lambda brain, ids, action: brain.delete(ids, action=action),
    tr_noop("Moving to the trash"),
    tr_noop("Moved {notes} to the trash"),
    tr_noop("Move to trash"),
)
_RESTORE = _Deed(
    lambda brain, ids, action: brain.restore(ids, action=action),
    tr_noop("Restoring"),
    tr_noop("Restored {notes}"),
    tr_noop("Restore"),
)
_PURGE = _Deed(
    lambda brain, ids, action: brain.purge(ids, action=action),
    tr_noop("Deleting for good"),
    tr_noop("Deleted {notes} for good"),
    tr_noop("Delete"),
    lasting=True,
)
_PIN = _Deed(
    lambda brain, ids, action: brain.ways.pin(ids, True, action),
    tr_noop("Pinning"),
    tr_noop("Pinned {notes}"),
    tr_noop("Pin"),
)
_UNPIN = _Deed(
    lambda brain, ids, action: brain.ways.pin(ids, False, action),
    tr_noop("Unpinning"),
    tr_noop("Unpinned {notes}"),
    tr_noop("Unpin"),
)


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
        self.asked: Asked = lambda _ids, _said, _verb, act: act()
        """Hears which notes are about to be changed, how in a sentence, and the verb; and then does it, at once or later."""

    def delete(self, ids: Sequence[UUID], then: Callable[[], None] = lambda: None) -> None:
        """Put notes into the trash, and offer to take them out again."""
        said = tr_n("{n} note will be in the trash.", "{n} notes will be in the trash.", len(ids))
        self.asked(ids, said, tr(_DELETE.verb), lambda: self._do(_DELETE, ids, then))

    def restore(self, ids: Sequence[UUID]) -> None:
        """Take notes out of the trash, and offer to put them back."""
        said = tr_n("{n} note will be restored.", "{n} notes will be restored.", len(ids))
        self.asked(ids, said, tr(_RESTORE.verb), lambda: self._do(_RESTORE, ids))

    def change_tags(self, ids: Sequence[UUID], more: Sequence[str], fewer: Sequence[str] = ()) -> None:
        """Give notes these tags and take others from them, as one action, and offer to take it back."""

        def change(brain: Brain, part: Sequence[UUID], action: UUID) -> Changes:
            changes = brain.tag(part, *more, action=action) if more else Changes()
            return changes | brain.untag(part, *fewer, action=action) if fewer else changes

        deed = _Deed(
            change, tr_noop("Changing tags"), tr_noop("Changed the tags of {notes}"), tr_noop("Change")
        )
        self._do(deed, ids)

    def pin(self, ids: Sequence[UUID], pinned: bool) -> None:
        """Pin notes to the top of every list, or take them down again, as one action, and offer to take it back."""
        if pinned:
            deed, said = _PIN, tr_n("{n} note will be pinned.", "{n} notes will be pinned.", len(ids))
        else:
            deed, said = _UNPIN, tr_n("{n} note will be unpinned.", "{n} notes will be unpinned.", len(ids))
        self.asked(ids, said, tr(deed.verb), lambda: self._do(deed, ids))

    def join(self, ids: Sequence[UUID], then: Callable[[], None] = lambda: None) -> None:
        """Make one of several notes, the first of them, and offer to take that back."""
        action = new_id()

        def done(_: Changes) -> None:
            said = tr("Joined {notes} into one", notes=words.notes(len(ids)))
            self._toast.say(said, lambda: self.undo_wanted.emit(action), logged=True)
            then()

        self._workspace.write(lambda brain: brain.join(ids, action=action), done, owner=self)

    def purge(self, ids: Sequence[UUID], begun: Callable[[], None] = lambda: None) -> None:
        """Remove notes from the trash for good, after asking; `begun` hears that the person said yes."""
        many = words.notes(len(ids))

        def agreed() -> None:
            begun()
            self._do(_PURGE, ids)

        confirm(
            self._window,
            tr("Delete {notes} for good?", notes=many),
            tr_n(
                "It leaves the trash, and Undo does not bring it back. What it said stays in the history of your notebook:"
                " as of an earlier day it can still be read there.",
                "They leave the trash, and Undo does not bring them back. What they said stays in the history of your"
                " notebook: as of an earlier day they can still be read there.",
                len(ids),
            ),
            tr("Delete {notes}", notes=many),
            agreed,
        )

    def empty_trash(self, begun: Callable[[Sequence[UUID]], None] = lambda _: None) -> None:
        """Remove everything in the trash for good, after asking; `begun` hears of which notes the person said yes to."""
        self._workspace.read(
            lambda brain: brain.memory_ids(View(trash=True)),
            lambda ids: self.purge(ids, lambda: begun(ids)) if len(ids) else None,
            owner=self,
        )

    def _do(self, deed: _Deed, ids: Sequence[UUID], then: Callable[[], None] = lambda: None) -> None:
        """The deed over all notes, in parts that are one action."""
        action = new_id()

        def done(answer: Done) -> None:
            if answer.notes:
                undo = None if deed.lasting else lambda: self.undo_wanted.emit(action)
                self._toast.say(tr(deed.did, notes=words.notes(answer.notes)), undo, logged=True)
            then()

        self.work.run(
            tr(deed.doing),
            lambda brain, heard, stop: in_parts(
                ids, lambda part: deed.command(brain, part, action), heard, stop
            ),
            lambda answer: answer.changes,
            done,
        )
