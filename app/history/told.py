"""What happened to a note, in words: what kind of change, and how much of the text came and went.

Pure; knows no widget.
"""

from __future__ import annotations

from collections.abc import Mapping

from app import words
from core import Step, tr, tr_n, tr_noop

_WORDS: Mapping[str, str] = {
    "memory.created": tr_noop("Written"),
    "memory.updated": tr_noop("Changed"),
    "memory.deleted": tr_noop("Put into the trash"),
    "memory.restored": tr_noop("Taken out of the trash"),
    "memory.purged": tr_noop("Deleted for good"),
    "memory.voided": tr_noop("Taken back with its import"),
    "memory.embedded": tr_noop("Read for its meaning"),
    "memory.unembedded": tr_noop("Reading for its meaning taken back"),
    "memory.settled": tr_noop("Two versions settled"),
}


def happened(step: Step) -> str:
    """What kind of change it was: "Changed · 12 characters more", "Tagged house, garden"."""
    told = step.told
    match step.event_type:
        case "memory.tagged":
            return tr("Tagged {tags}", tags=", ".join(told.get("tags", ())))
        case "memory.untagged":
            return tr("Tag removed: {tags}", tags=", ".join(told.get("tags", ())))
        case "memory.linked":
            return tr("Linked to a note ({kind})", kind=told.get("kind", ""))
        case "memory.unlinked":
            return tr("Link to a note removed ({kind})", kind=told.get("kind", ""))
        case "memory.attached":
            return tr("File added: {name}", name=told.get("name", ""))
        case "memory.detached":
            return tr("File removed: {name}", name=told.get("name", ""))
        case "memory.created":
            return tr("Imported") if step.imported else tr("Written")
        case "memory.updated":
            return _updated(step)
    return tr(_WORDS.get(step.event_type, step.event_type))


def _updated(step: Step) -> str:
    if step.aside:
        return tr("Two edits that could not be merged") if step.clash else tr("Two edits merged")
    if step.imported:
        return tr("Changed by an import")
    properties = step.told.get("metadata") or {}
    if step.came is None:
        names = [*properties.get("set", ()), *properties.get("unset", ())]
        return tr("Property changed: {names}", names=", ".join(names)) if names else tr("Changed")
    return tr("Changed · {amount}", amount=_amount(step.came, step.went))


def _amount(came: int, went: int | None) -> str:
    if went is None:
        return tr_n("a text of {n} character", "a text of {n} characters", came)
    parts = [f"+{words.figure(came)}"] if came else []
    parts += [f"−{words.figure(went)}"] if went else []
    return tr("{amount} characters", amount=" ".join(parts)) if parts else tr("no characters")
