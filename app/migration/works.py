"""What the import from version 2 does, as work that can be done beside the window. Refuses to know what is seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core import Batch, Brain, Choices, Plan, Report, Sources, Undoing, Verified, Window


@dataclass(frozen=True, slots=True)
class Ended:
    """An import that has ended, whole or stopped: its report, and what the notebook keeps it as."""

    report: Report
    batch: Batch


def plan(brain: Brain, window: Window, sources: Sources, choices: Choices) -> Plan:
    """Read everything once, and write nothing."""
    return brain.migration.plan(sources, choices, window.show, window.cancelled)


def bring(brain: Brain, window: Window, sources: Sources, choices: Choices) -> Ended:
    """Import."""
    report = brain.migration.run(sources, choices, window.show, window.cancelled)
    return Ended(report, _batch(brain, report.batch))


def resume(brain: Brain, window: Window, batch: UUID) -> Ended:
    """Go on with an import that was not finished."""
    report = brain.migration.resume(batch, window.show, window.cancelled)
    return Ended(report, _batch(brain, report.batch))


def retry(brain: Brain, window: Window, batch: UUID) -> Ended:
    """Try again what an import set aside."""
    report = brain.migration.retry(batch, window.show, window.cancelled)
    return Ended(report, _batch(brain, report.batch))


def verify(brain: Brain, window: Window, batch: UUID) -> Verified:
    """Compare the notebook with what an import brought."""
    return brain.migration.verify(batch, window.show, window.cancelled)


def consider(brain: Brain, _window: Window, batch: UUID) -> Undoing:
    """Find out what undoing an import would do. Nothing is changed."""
    return brain.migration.undoing(batch)


def undo(brain: Brain, window: Window, batch: UUID, *, everything: bool) -> tuple[Undoing, Ended]:
    """Take an import back; `everything` means also what was used since."""
    undone = brain.migration.undo(batch, everything=everything, told=window.show, cancelled=window.cancelled)
    return undone, read(brain, window, batch)


def read(brain: Brain, _window: Window, batch: UUID) -> Ended:
    """How an import ended, as it was written down."""
    return Ended(brain.migration.report(batch), _batch(brain, batch))


def _batch(brain: Brain, batch: UUID | None) -> Batch:
    return next(each for each in brain.migration.batches() if each.id == batch)
