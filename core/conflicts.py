"""Notes of which two texts could not be merged: which they are, both texts, and the way out.

Owns what a person is shown of such a place and what settling it means. Nothing is ever lost by it: the text that is not
chosen stays in the note's history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.changes import Changes
from core.errors import NotFound, VersionConflict
from core.history import Version, versions
from core.lists import Summary
from core.memory import Memory
from core.merge import merge_text
from core.store import reading
from core.store.database import Database
from core.store.log import Log
from core.typed import Typed, base_of

Change = Callable[[UUID, Callable[[Memory], Memory]], Changes]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place in a note's history where two texts stand side by side.

    `version` names it; it was read when the note was at `read_at`. `present` is the note's text then, `other` the one that
    was typed elsewhere and did not come into it, with its time and device. `both` is a text that has the two: merged where
    that is possible by now, else with one behind the other where they clash.
    """

    version: int
    read_at: int
    present: str
    other: Typed
    both: str


class Conflicts:
    """The conflicts of one notebook: `brain.conflicts`. May be used from any thread."""

    def __init__(self, database: Database, log: Log, change: Change) -> None:
        self._database = database
        self._log = log
        self._change = change

    def notes(self) -> tuple[Summary, ...]:
        """The notes outside the trash that have one, the one changed last first."""
        return self._database.ask(reading.clashing)

    def of(self, memory_id: UUID) -> tuple[Conflict, ...]:
        """Those of one note that nobody has settled, oldest first. Raises NotFound."""
        told = versions(memory_id, self._log.stream(memory_id))
        now = told[-1].memory
        if now.purged:
            raise NotFound(memory_id)
        return tuple(_conflict(told, version) for version in now.clashes)

    def settle(self, memory_id: UUID, conflict: Conflict, text: str) -> Changes:
        """Let the note have this text, and that conflict be settled, in one step.

        Raises VersionConflict, with nothing written, when the note's text is not the `present` one of the conflict any
        more: somebody should look again.
        """

        def decide(memory: Memory) -> Memory:
            if memory.content != conflict.present:
                raise VersionConflict(memory_id, conflict.read_at, memory.version)
            return memory.update(text).settle([conflict.version])

        return self._change(memory_id, decide)


def _conflict(told: Sequence[Version], version: int) -> Conflict:
    step = told[version - 1]
    other, present = step.typed[-1], told[-1].memory.content
    begun = base_of(step.event)
    woven = merge_text(told[begun - 1].memory.content if begun else "", other.text, present)
    return Conflict(version, told[-1].version, present, other, woven.proposal if woven.clash else woven.text)
