"""Something done to very many notes: in parts, so that others get their turn, it can be told how far it is, and stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.changes import Changes
from core.progress import Progress, Stop

_AT_ONCE = 500  # notes


@dataclass(frozen=True, slots=True)
class Done:
    """What was touched, to how many notes it was done, and whether that was all of them."""

    changes: Changes
    notes: int
    finished: bool


def in_parts(
    ids: Sequence[UUID], command: Callable[[Sequence[UUID]], Changes], progress: Progress, cancelled: Stop
) -> Done:
    """Give the command some of the notes after the other. `progress` hears of notes done and in all; `cancelled` is asked
    between two parts, and what was done until then stays."""
    changes, done = Changes(), 0
    while done < len(ids) and not (done and cancelled()):
        part = ids[done : done + _AT_ONCE]
        changes, done = changes | command(part), done + len(part)
        progress(done, len(ids))
    return Done(changes, done, done == len(ids))
