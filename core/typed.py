"""What was typed and then gave way to a merged text: how an update's `merged` holds it, and how it is read.

Owns that part of an update's payload (`core.events` lists its keys). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.events import UPDATED, Event
from core.memory import text_change, text_hash
from core.text.splices import Splice, apply_splices


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole text as somebody left it: when, on which device, and the event that had told of it."""

    text: str
    event_id: UUID
    occurred_at: datetime
    device_id: UUID | None


def merged_data(version: int, base: str, typed: Sequence[Typed], *, clash: bool) -> dict[str, Any]:
    """What an update says of `typed`, which were written behind `base`, the text at that version."""
    told: list[dict[str, Any]] = []
    before = base
    for each in typed:
        entry = text_change(before, each.text) | {
            "sha256": text_hash(each.text),
            "event_id": str(each.event_id),
            "occurred_at": each.occurred_at.isoformat(),
            "device_id": None if each.device_id is None else str(each.device_id),
        }
        told.append(entry)
        before = each.text
    return {"base": version, "typed": told, "clash": clash}


def typed_in(event: Event, base: str) -> tuple[Typed, ...]:
    """The texts that an update's `merged` holds, oldest first; none of other events. `base` is the text at the version
    that it names (`base_of`). Raises ValueError or KeyError where it does not fit."""
    read: list[Typed] = []
    before = base
    for entry in event.data.get("merged", {}).get("typed", ()):
        before = _text_of(entry, before)
        device = entry.get("device_id")
        at = datetime.fromisoformat(entry["occurred_at"])
        read.append(Typed(before, UUID(entry["event_id"]), at, UUID(device) if device else None))
    return tuple(read)


def base_of(event: Event) -> int:
    """The version behind which both edits of a merged update were written; 0 for what is none, or begins with nothing."""
    merged = event.data.get("merged")
    version = merged.get("base") if isinstance(merged, Mapping) else 0
    return version if isinstance(version, int) else 0


def event_ids_in(events: Iterable[Event]) -> set[UUID]:
    """The ids of the events whose texts are told of in merged updates."""
    merged = (
        event.data["merged"] for event in events if event.event_type == UPDATED and "merged" in event.data
    )
    return {UUID(entry["event_id"]) for each in merged for entry in each["typed"]}


def _text_of(entry: Mapping[str, Any], before: str) -> str:
    if "content" in entry:
        return str(entry["content"])
    text = apply_splices(before, tuple(Splice(*splice) for splice in entry["splices"]))
    if text_hash(text) != entry["sha256"]:
        raise ValueError("a text that was typed does not fit the one before it")
    return text
