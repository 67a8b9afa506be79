"""Notes on their way back from another day, in parts, and the way back from that.

Owns the words for it and what Undo needs. Each part is one command: what was done before a stop stays, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from app import words
from app.parts import Shell
from app.workspace import Workspace
from core import AsOf, BrainError, Changes, Returned

if TYPE_CHECKING:
    from core import Brain

_AT_ONCE = 200  # notes in one command, so that others get their turn and it can be stopped


class Returning(QObject):
    """Brings some notes back."""

    def __init__(self, shell: Shell, as_of: AsOf, ids: Sequence[UUID], parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._as_of = as_of
        self._ids = ids
        self._stopped = False
        self._done: list[Returned] = []
        shell.window.status.stop.connect(self._stop)

    def go_on(self, begun: int = 0) -> None:
        """Bring back the next part."""
        part = list(self._ids[begun : begun + _AT_ONCE])
        if not part or self._stopped:
            self._finish()
            return
        if len(self._ids) > _AT_ONCE:
            far = f"{words.figure(begun)} of {words.notes(len(self._ids))}"
            self._shell.window.status.say_work(f"Bringing back · {far}", can_stop=True)
        as_of = self._as_of

        def command(brain: Brain) -> Returned:
            return brain.past.bring_back(as_of.versions(part))

        def done(returned: Returned) -> None:
            self._done.append(returned)
            self._shell.workspace.tell(returned.changes)
            self.go_on(begun + len(part))

        self._shell.workspace.write(command, done, owner=self, failed=self._failed)

    def _finish(self) -> None:
        self._shell.window.status.say_work("")
        before = {key: value for each in self._done for key, value in each.before.items()}
        made = [each for returned in self._done for each in returned.made]
        if not before and not made:
            self._shell.window.toast.say("Nothing to bring back: it is so today")
            return
        moment = self._as_of.moment.astimezone()
        said = f"Brought back {words.notes(len(before) + len(made))} as of {words.long_date(moment)}"
        all_of_it = Returned(Changes(), before, tuple(made))
        window = self._shell.window
        window.toast.say(said, undoing(self._shell.workspace, all_of_it, window))

    def _stop(self) -> None:
        self._stopped = True

    def _failed(self, error: Exception) -> None:
        self._finish()
        if not isinstance(error, BrainError):
            raise error
        self._shell.workspace.trouble.emit(error)


def undoing(workspace: Workspace, returned: Returned, owner: QObject) -> Callable[[], None]:
    """Takes it back: notes that were brought back become what they were until then, those that were made go to the trash."""

    def command(brain: Brain) -> Changes:
        changes = brain.past.bring_back(returned.before).changes
        return changes | brain.delete(returned.made) if returned.made else changes

    return lambda: workspace.write(command, owner=owner)
