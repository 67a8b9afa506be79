"""Notes of which two texts could not be merged: the commands `second-brain conflicts …`.

Owns which of two texts is called mine and which theirs: mine is what this device wrote. What settling means is known to
`core`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from app.cli.asked import Asked, note_id
from app.cli.screen import short_id
from app.words import day, device

if TYPE_CHECKING:
    from core import Brain, Conflict

Id = Annotated[
    str, typer.Argument(metavar="ID", help="Six characters are enough where only one note has them.")
]
AtVersion = Annotated[
    int | None, typer.Option("--version", metavar="N", help="Which one, where a note has several.")
]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts, by whose they are from here."""

    mine: str
    theirs: str


def list_conflicts(asked: Asked) -> None:
    """List the notes whose text was changed in two places at once, the one changed last first."""
    with asked.brain() as brain:
        found = brain.conflicts.notes()
    now = datetime.now().astimezone()
    rows = [(short_id(each.id), each.title or "Untitled", day(each.updated_at, now)) for each in found]
    values = {
        "conflicts": [
            {"id": str(each.id), "title": each.title, "updated_at": each.updated_at.isoformat()}
            for each in found
        ]
    }
    asked.screen.answer(values, lambda: asked.screen.table(rows, wide=1))
    if not found and not asked.screen.as_json:
        asked.screen.aside("No note is in conflict.")


def show(asked: Asked, note: Id) -> None:
    """Show the texts of a note that could not be merged."""
    with asked.brain() as brain:
        memory = brain.memory(note_id(brain, note))
        found, own = brain.conflicts.of(memory.id), brain.device_id
    values = {
        "id": str(memory.id),
        "title": memory.title,
        "conflicts": [conflict_values(each, own) for each in found],
    }
    asked.screen.answer(values, lambda: _tell(asked, found, own))
    if not found and not asked.screen.as_json:
        asked.screen.aside("This note is in no conflict.")


def settle(
    asked: Asked,
    note: Id,
    mine: Annotated[bool, typer.Option("--mine", help="The note has what this device wrote.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="The note has the other text.")] = False,
    both: Annotated[bool, typer.Option("--both", help="The note has both, as `show` says.")] = False,
    version: AtVersion = None,
) -> None:
    """Settle a conflict. The text that you do not choose stays in the note's history."""
    if mine + theirs + both != 1:
        raise typer.BadParameter("say one of --mine, --theirs and --both")
    with asked.brain() as brain:
        chosen = note_id(brain, note)
        conflict = _meant(brain, chosen, version)
        sides = sides_of(conflict, brain.device_id)
        text = sides.mine if mine else sides.theirs if theirs else conflict.both
        brain.conflicts.settle(chosen, conflict, text)
        left = len(brain.conflicts.of(chosen))
    told = f"Settled. The other text stays in the note's history: second-brain history {short_id(chosen)} --texts"
    more = f"\nThe note has {left} more." if left else ""
    asked.screen.answer({"id": str(chosen), "version": conflict.version, "left": left}, told + more)


def sides_of(conflict: Conflict, own: UUID) -> Sides:
    """Which text is whose: the one that this device typed is mine; where it typed neither, the note's own is."""
    if conflict.other.device_id == own:
        return Sides(conflict.other.text, conflict.present)
    return Sides(conflict.present, conflict.other.text)


def conflict_values(conflict: Conflict, own: UUID) -> dict[str, Any]:
    """One place where two texts stand side by side."""
    sides = sides_of(conflict, own)
    return {
        "version": conflict.version,
        "mine": sides.mine,
        "theirs": sides.theirs,
        "both": conflict.both,
        "written_at": conflict.other.occurred_at.isoformat(),
        "device_id": str(conflict.other.device_id) if conflict.other.device_id else None,
    }


def _meant(brain: Brain, note: UUID, version: int | None) -> Conflict:
    from core import BrainError

    found = brain.conflicts.of(note)
    if not found:
        raise BrainError("This note is in no conflict.", "List those with: second-brain conflicts list")
    if version is None and len(found) == 1:
        return found[0]
    for each in found:
        if each.version == version:
            return each
    versions = ", ".join(str(each.version) for each in found)
    raise BrainError(
        f"The note has conflicts at the versions {versions}.",
        "Say which one, as in: --version " + str(found[0].version),
    )


def _tell(asked: Asked, found: tuple[Conflict, ...], own: UUID) -> None:
    line, now = asked.screen.line, datetime.now().astimezone()
    for each in found:
        sides, other = sides_of(each, own), each.other
        by = device(str(other.device_id), str(own)) if other.device_id else "another device"
        line(f"Version {each.version}: a text of {by}, {day(other.occurred_at, now)}, could not be merged.")
        for name, text in (("mine", sides.mine), ("theirs", sides.theirs), ("both", each.both)):
            line(f"--- {name}")
            asked.screen.exact(text if text.endswith("\n") else f"{text}\n")
