"""What the program can check by itself before an import: the notebook, its database, the free space.

Owns the words of these lines. Asked away from the window's thread.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import words
from app.words import size
from core import Batch, BrainError, tr

if TYPE_CHECKING:
    from core import Brain

_LOW = 1_000_000_000  # bytes free: a large import needs more


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was checked."""

    good: bool
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How the notebook stands before an import. `unfinished` is an import that can be gone on with, `batches` are all
    imports so far, the newest first."""

    lines: tuple[Line, ...]
    batches: tuple[Batch, ...]
    unfinished: Batch | None


def check(brain: Brain) -> Checked:
    """Look at everything once."""
    return Checked((*_notebook(brain), _space(brain)), brain.migration.batches(), brain.migration.resumable())


def _notebook(brain: Brain) -> tuple[Line, ...]:
    health = brain.upkeep.health()
    said = tr(
        "Your notebook is open: {notes}, Postgres {postgres} with pgvector {pgvector}.",
        notes=words.notes(health.memories),
        postgres=health.server.partition(" ")[0],
        pgvector=health.pgvector,
    )
    bad = [Line(False, f"{each.words} {each.hint}".strip()) for each in health.checks if not each.ok]
    return (Line(True, said), *bad)


def _space(brain: Brain) -> Line:
    if not brain.embedded:
        return Line(
            True, tr("Your notebook is in a database of your own; how much room it has cannot be seen here.")
        )
    try:
        free = shutil.disk_usage(brain.home).free
    except OSError as error:
        raise BrainError(
            tr("The folder of your notebook cannot be looked at: {why}.", why=error.strerror),
            tr("Your notes were not touched. Check that the disk is there, and try again."),
        ) from None
    if free < _LOW:
        return Line(
            False,
            tr(
                "Only {size} are free on the disk of your notebook. A large import needs more.",
                size=size(free),
            ),
        )
    return Line(True, tr("{size} are free on the disk of your notebook.", size=size(free)))
