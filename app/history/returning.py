"""Notes on their way back from another day, in parts, as one action that Undo takes back.

Owns the words for it. What was done before a stop stays, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app import words
from app.parts import Shell
from core import AsOf, Done, in_parts, new_id, tr

if TYPE_CHECKING:
    from app.library.bulk_work import Heard
    from core import Brain, Changes, Stop


def bring_back(shell: Shell, as_of: AsOf, ids: Sequence[UUID], came: Callable[[Changes], None]) -> None:
    """Let these notes be as they were then, with progress where they are many, and offer to take that back; `came` hears
    what was touched, if anything was."""
    action = new_id()

    def work(brain: Brain, heard: Heard, stop: Stop) -> Done:
        return in_parts(
            ids, lambda part: brain.past.bring_back(as_of.versions(part), action).changes, heard, stop
        )

    def done(answer: Done) -> None:
        changed = len(answer.changes.memories)
        if not changed:
            shell.window.toast.say(tr("Nothing to bring back: it is so today"))
            return
        moment = as_of.moment.astimezone()
        said = tr(
            "Brought back {notes} as of {date}, {time}",
            notes=words.notes(changed),
            date=words.long_date(moment),
            time=words.clock(moment),
        )
        say_done(shell, said, action)
        came(answer.changes)

    shell.deeds.work.run(tr("Bringing back"), work, lambda answer: answer.changes, done)


def say_done(shell: Shell, said: str, action: UUID) -> None:
    """Say what was done, and offer to take that action back."""
    shell.window.toast.say(said, lambda: shell.deeds.undo_wanted.emit(action), logged=True)
