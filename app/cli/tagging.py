"""What is done to one tag in all notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.asked import Asked, stoppable
from app.words import notes

if TYPE_CHECKING:
    from core import Brain, Done

Tag = Annotated[str, typer.Argument(metavar="TAG", help="With all that stand below it, such as TAG/part.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say how many notes; change nothing.")]


def tag_rename(
    asked: Asked,
    tag: Tag,
    to: Annotated[str, typer.Argument(metavar="NAME", help="Where it is in use, the two become one.")],
    dry_run: DryRun = False,
) -> None:
    """Rename a tag in all notes, or merge it into another one."""
    with asked.brain() as brain:
        if dry_run:
            _would(asked, brain, tag)
            return
        with stoppable(asked) as stopped, asked.screen.progress("Changing notes", "notes") as progress:
            done = brain.tagging.rename(tag, to, progress, stopped)
    _answer(asked, done, f"Renamed “{tag}” to “{to}” in {notes(done.notes)}.")


def tag_remove(asked: Asked, tag: Tag, dry_run: DryRun = False) -> None:
    """Take a tag from all notes."""
    with asked.brain() as brain:
        if dry_run:
            _would(asked, brain, tag)
            return
        with stoppable(asked) as stopped, asked.screen.progress("Changing notes", "notes") as progress:
            done = brain.tagging.remove(tag, progress, stopped)
    _answer(asked, done, f"Took “{tag}” from {notes(done.notes)}.")


def _would(asked: Asked, brain: Brain, tag: str) -> None:
    affected = brain.tagging.affected(tag)
    values = {"notes": affected.notes, "tags": list(affected.tags)}
    asked.screen.answer(
        values, f"{notes(affected.notes)} would change: {', '.join(affected.tags) or 'no tag'}."
    )


def _answer(asked: Asked, done: Done, said: str) -> None:
    values = {"changed": sorted(str(each) for each in done.changes.memories), "finished": done.finished}
    rest = "`second-brain undo` takes it back." if done.finished else "It was stopped on the way."
    asked.screen.answer(values, f"{said} {rest}")
