"""What there is to tell of sync beside its state: what waits, what is in the way, what the last rounds did.

Owns reading it in one go, for the page and for the command line. It refuses to know Qt and the network.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from core import tr

if TYPE_CHECKING:
    from core import Account, Brain, FileWait, Risk, RoundNote, SetAside, Summary
    from sync.comparing import Compared

MOST = 200  # notes by name; of more, the number is told
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything at one moment. `titles` has the names of the notes in it, as far as there are any."""

    account: Account | None = None
    waiting: int = 0
    files: tuple[FileWait, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    held: Risk | None = None
    compared: Compared | None = None
    conflicts: tuple[Summary, ...] = ()
    rounds: tuple[RoundNote, ...] = ()
    titles: Mapping[UUID, str] | None = None

    def title(self, memory_id: UUID) -> str:
        """What a note is called here; one that is not here has no name."""
        return (self.titles or {}).get(memory_id, "") or tr("Untitled")


def overview(brain: Brain, held: Risk | None = None, compared: Compared | None = None) -> Overview:
    """Read it. `held` is what waits for a person's decision, `compared` the last comparison."""
    replica = brain.replica
    set_aside, files = replica.set_aside(), replica.file_waits()
    named: list[UUID] = [each.memory_id for each in set_aside[:MOST]]
    named += [each.memory_id for each in files if each.memory_id is not None]
    if held is not None:
        named += [*first(held.deleted), *first(held.overwritten)]
    if compared is not None:
        named += [*first(compared.mended), *first(compared.differing)]
    return Overview(
        replica.account(),
        replica.waiting(),
        files,
        set_aside,
        held,
        compared,
        brain.conflicts.notes(),
        replica.rounds(_ROUNDS),
        {each.id: each.title for each in brain.summaries(list(dict.fromkeys(named)))},
    )


def first(ids: Collection[UUID]) -> list[UUID]:
    """Some of many notes, always the same ones, the oldest first."""
    return sorted(ids)[:MOST]
