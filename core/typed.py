"""Texts inside updates: how a change of one is written down, and what was typed and then gave way to a merged text.

Owns those parts of an update's payload (`core.events` lists its keys). Pure: knows no notes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.events import UPDATED, Event
from core.text.splices import Splice, apply_splices, splices_between

_KEY_FRAME_EVERY = 50  # versions: how far the text must be folded back at most to be whole


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole text as somebody left it: when, on which device, and the event that had told of it."""

    text: str
    event_id: UUID
    occurred_at: datetime
    device_id: UUID | None


def text_change(old: str, new: str, version: int = 1) -> dict[str, Any]:
    """What an update to that version says of a text: the smaller of the whole new one and its splices, with a hash; the
    whole one now and then, as a key frame."""
    if version % _KEY_FRAME_EVERY:
        splices = splices_between(old, new)
        if sum(len(splice.inserted) + 40 for splice in splices) + 80 < len(new):
            return {"splices": [list(splice) for splice in splices], "sha256": text_hash(new)}
    return {"content": new}


def changed_text(told: Mapping[str, Any], old: str) -> str:
    """The text that `text_change` told of; the old one where it told of none. Raises ValueError where it does not fit."""
    if "content" in told:
        content: str = told["content"]
        return content
    if "splices" not in told:
        return old
    text = apply_splices(old, tuple(Splice(*splice) for splice in told["splices"]))
    if text_hash(text) != told["sha256"]:
        raise ValueError("the splices give another text")
    return text


def text_hash(content: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


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
        before = changed_text(entry, before)
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
