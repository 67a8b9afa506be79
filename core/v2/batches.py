"""The imports of a notebook, folded from what the log says of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from core.events import IMPORT_FINISHED, IMPORT_STARTED, IMPORT_UNDONE, Event
from core.v2.batch import Batch, BatchState, Undoing
from core.v2.choices import storable
from core.v2.report import OUTCOMES, Report

V2 = "v2"


def batches(told: Iterable[Event]) -> dict[UUID, Batch]:
    """Every import by its batch, the one that began last at the end."""
    known: dict[UUID, Batch] = {}
    for event in told:
        before = known.get(event.aggregate_id)
        if event.event_type == IMPORT_STARTED:
            begun = before.started_at if before else event.occurred_at
            names = tuple(event.data.get("names", ()))
            system = str(event.data.get("system", V2))
            known[event.aggregate_id] = Batch(
                event.aggregate_id, BatchState.UNFINISHED, begun, None, names, system=system
            )
        elif before is not None:
            known[event.aggregate_id] = _next(before, event)
    return known


def newest_first(
    told: Iterable[Event], wanted: Callable[[str], bool], count: Callable[[UUID], int]
) -> tuple[Batch, ...]:
    """The imports from a wanted system, the newest first. `count` says what one created that has not come to its end."""
    return tuple(
        replace(each, created=count(each.id)) if each.state is BatchState.UNFINISHED else each
        for each in reversed(batches(told).values())
        if wanted(each.system)
    )


def _next(batch: Batch, event: Event) -> Batch:
    if event.event_type == IMPORT_UNDONE:
        return replace(batch, state=BatchState.UNDONE, kept=int(event.data.get("kept", 0)))
    if event.event_type != IMPORT_FINISHED:
        return batch
    notes = event.data.get("notes", {})
    return replace(
        batch,
        state=BatchState.FINISHED,
        finished_at=event.occurred_at,
        complete=bool(event.data.get("complete")),
        sealed=str(event.data.get("manifest", "")),
        created=int(notes.get("created", 0)),
        updated=int(notes.get("updated", 0)),
        identical=int(notes.get("identical", 0)),
        set_aside=sum(int(table.get("set_aside", 0)) for table in event.data.get("tables", ())),
    )


def taken_back(done: Undoing) -> Mapping[str, Any]:
    """What the log keeps of an import that was taken back."""
    return {"removed": done.removed, "restored": done.restored, "kept": done.kept}


def finished(report: Report, manifest: str) -> Mapping[str, Any]:
    """What the log keeps of an import that came to its end: whether all is accounted for, and the hash of its manifest."""
    return {
        "complete": report.complete,
        "manifest": manifest,
        "backup": Path(report.backup).name,
        "notes": {outcome: report.count(outcome) for outcome in OUTCOMES},
        "tables": [
            {
                "table": storable(each.table),
                "source": each.source,
                **{name: getattr(each, name) for name in OUTCOMES},
            }
            for each in report.tables
        ],
    }
