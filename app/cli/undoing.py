"""Taking back what was done last, and doing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.asked import Asked, stoppable

if TYPE_CHECKING:
    from app.cli.screen import Progress
    from core import Stop, Undone

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would be; change nothing.")]


def undo(asked: Asked, dry_run: DryRun = False) -> None:
    """Take back what was done last on this device, whatever it was."""
    with asked.brain() as brain:
        offer = brain.undo.offers().undo
        if dry_run or offer is None:
            _offer(asked, offer.words if offer else "", "take back")
        else:
            _tell(asked, brain.undo.undo, "Took back: ")


def redo(asked: Asked, dry_run: DryRun = False) -> None:
    """Do again what was taken back last."""
    with asked.brain() as brain:
        offer = brain.undo.offers().redo
        if dry_run or offer is None:
            _offer(asked, offer.words if offer else "", "do again")
        else:
            _tell(asked, brain.undo.redo, "Did again: ")


def _offer(asked: Asked, words: str, verb: str) -> None:
    values: dict[str, object] = {
        "action": words or None,
        "changed": [],
        "left": 0,
        "gone": 0,
        "finished": True,
    }
    asked.screen.answer(values, f"It would {verb}: {words}." if words else f"There is nothing to {verb}.")


def _tell(asked: Asked, run: Callable[[None, Progress, Stop], Undone | None], said: str) -> None:
    with stoppable(asked) as stopped, asked.screen.progress("Changing notes", "notes") as progress:
        done = run(None, progress, stopped)
    if done is None:
        _offer(asked, "", "take back")
        return
    values = {
        "action": done.words,
        "changed": sorted(str(each) for each in done.changes.memories),
        "left": done.left,
        "gone": done.gone,
        "finished": done.finished,
    }
    rest = done.explained if done.finished else "It was stopped on the way; the same command goes on with it."
    asked.screen.answer(values, f"{said}{done.words}. {rest}".rstrip())
