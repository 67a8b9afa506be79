"""Tags, the trash, and what comes after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from app.cli.asked import Asked, note_id
from app.words import notes

if TYPE_CHECKING:
    from core import Brain, Changes

Ids = Annotated[
    list[str], typer.Argument(metavar="ID", help="Six characters are enough where they are unique.")
]
Tags = Annotated[list[str], typer.Option("--tag", "-t", metavar="TAG", help="May be given several times.")]


def tag(asked: Asked, ids: Ids, tags: Tags) -> None:
    """Give notes a tag."""
    _change(asked, ids, lambda brain, found: brain.tag(found, *tags), "Tagged {}.")


def untag(asked: Asked, ids: Ids, tags: Tags) -> None:
    """Take a tag from notes."""
    _change(asked, ids, lambda brain, found: brain.untag(found, *tags), "Took the tag from {}.")


def delete(asked: Asked, ids: Ids) -> None:
    """Put notes into the trash."""
    _change(asked, ids, lambda brain, found: brain.delete(found), "Put {} into the trash.")


def restore(asked: Asked, ids: Ids) -> None:
    """Take notes out of the trash."""
    _change(asked, ids, lambda brain, found: brain.restore(found), "Took {} out of the trash.")


def purge(
    asked: Asked,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Notes in the trash.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything in the trash.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove notes from the trash for good."""
    if bool(ids) == everything:
        raise typer.BadParameter("name the notes, or say --all for everything in the trash")
    if asked.screen.as_json and not yes:
        raise typer.BadParameter("with --json nobody can be asked: say --yes")
    with asked.brain() as brain:
        found = _trash(brain) if everything else [note_id(brain, each) for each in ids or ()]
        if not yes and not _agreed(brain, found):
            asked.screen.line("Nothing was removed.")
            raise typer.Exit(1)
        changes = brain.purge(found)
    _answer(asked, changes, "Removed {} for good.")


def _agreed(brain: Brain, ids: list[UUID]) -> bool:
    """Ask, with the real number in the question; not at all when the answer could not be done."""
    found = [brain.memory(each) for each in ids]
    if not found or any(memory.deleted_at is None for memory in found):
        return True
    what = f"“{found[0].title or 'Untitled'}”" if len(found) == 1 else notes(len(found))
    try:
        return typer.confirm(f"Remove {what} for good?", err=True)
    except typer.Abort:
        return False


def _trash(brain: Brain) -> list[UUID]:
    from core import View

    return list(brain.memory_ids(View(trash=True)))


def _change(
    asked: Asked, ids: list[str], command: Callable[[Brain, list[UUID]], Changes], words: str
) -> None:
    with asked.brain() as brain:
        changes = command(brain, [note_id(brain, each) for each in ids])
    _answer(asked, changes, words)


def _answer(asked: Asked, changes: Changes, words: str) -> None:
    changed = sorted(str(each) for each in changes.memories)
    text = words.format(notes(len(changed))) if changed else "Nothing was changed."
    asked.screen.answer({"changed": changed}, text)
