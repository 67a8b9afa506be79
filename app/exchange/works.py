"""What imports and exports of files do, as work that can be done beside the window. Refuses to know what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal
from uuid import UUID

from core import Brain, Exported, Folders, Imported, Taking, Undoing, Window

Form = Literal["jsonl", "markdown"]


def plan(brain: Brain, window: Window, paths: Sequence[Path]) -> Imported:
    """Read what is there and say what would come. Nothing is changed."""
    return brain.exchange.plan(paths, _shown_to(window), window.cancelled)


def bring(brain: Brain, window: Window, paths: Sequence[Path], taking: Taking) -> Imported:
    """Import what is there, and get search ready for it."""
    came = brain.exchange.bring(paths, _shown_to(window), window.cancelled, taking=taking)
    brain.upkeep.prepare_search(cancelled=window.cancelled)
    return came


def resume(brain: Brain, window: Window, batch: UUID) -> Imported:
    """Go on with an import that was not finished."""
    came = brain.exchange.resume(batch, _shown_to(window), window.cancelled)
    brain.upkeep.prepare_search(cancelled=window.cancelled)
    return came


def take_back(brain: Brain, window: Window, batch: UUID, *, everything: bool) -> Undoing:
    """Take an import back; `everything` means also what was used since."""
    return brain.exchange.undo(
        batch, everything=everything, progress=_shown_to(window), cancelled=window.cancelled
    )


def export(
    brain: Brain, window: Window, path: Path, form: Form, only: Sequence[UUID] | None, folders: Folders
) -> Exported:
    """Write notes into something new."""
    return brain.exchange.export(
        path, form, only, folders=folders, progress=_shown_to(window), cancelled=window.cancelled
    )


def _shown_to(window: Window) -> Callable[[int, int], None]:
    return lambda done, total: window.show((done, total))
