"""What happened to a note, in words: what kind of change, where it was made, and how much of the text came and went.

Pure; knows no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app import words
from core import Step

_WORDS: Mapping[str, str] = {
    "memory.created": "Written",
    "memory.updated": "Changed",
    "memory.deleted": "Put into the trash",
    "memory.restored": "Taken out of the trash",
    "memory.purged": "Deleted for good",
    "memory.voided": "Taken back with its import",
    "memory.embedded": "Read for its meaning",
    "memory.unembedded": "Reading for its meaning taken back",
    "memory.settled": "Two versions settled",
}


def happened(step: Step) -> str:
    """What kind of change it was: "Changed · 12 characters more", "Tagged house, garden"."""
    told = step.told
    match step.event_type:
        case "memory.tagged":
            return f"Tagged {', '.join(told.get('tags', ()))}"
        case "memory.untagged":
            return f"Tag removed: {', '.join(told.get('tags', ()))}"
        case "memory.linked":
            return f"Linked to a note ({told.get('kind', '')})"
        case "memory.unlinked":
            return f"Link to a note removed ({told.get('kind', '')})"
        case "memory.attached":
            return f"File added: {told.get('name', '')}"
        case "memory.detached":
            return f"File removed: {told.get('name', '')}"
        case "memory.created":
            return "Imported" if step.imported else "Written"
        case "memory.updated":
            return _updated(step)
    return _WORDS.get(step.event_type, step.event_type)


def _updated(step: Step) -> str:
    if step.aside:
        return "Two edits that could not be merged" if step.clash else "Two edits merged"
    if step.imported:
        return "Changed by an import"
    properties = step.told.get("metadata") or {}
    if step.came is None:
        names = [*properties.get("set", ()), *properties.get("unset", ())]
        return f"Property changed: {', '.join(names)}" if names else "Changed"
    return f"Changed · {_amount(step.came, step.went)}"


def _amount(came: int, went: int | None) -> str:
    if went is None:
        return f"a text of {words.figure(came)} characters"
    parts = [f"+{words.figure(came)}"] if came else []
    parts += [f"−{words.figure(went)}"] if went else []
    return f"{' '.join(parts) or 'no'} characters"


def where(device: UUID | None, own: UUID) -> str:
    """On which device: "this device", or another one by the end of its id."""
    return "an unknown device" if device is None else words.device(str(device), str(own))
