"""What was done on a day, in words. Pure; knows no widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from app import words
from app.history.told import where
from core import Deeds

_VERBS: Mapping[str, str] = {
    "memory.created": "written",
    "memory.updated": "changed",
    "memory.tagged": "tagged",
    "memory.untagged": "untagged",
    "memory.attached": "given a file",
    "memory.detached": "freed of a file",
    "memory.linked": "linked",
    "memory.unlinked": "unlinked",
    "memory.deleted": "put into the trash",
    "memory.restored": "taken out of the trash",
    "memory.purged": "deleted for good",
    "memory.settled": "settled",
    "memory.voided": "taken back",
}


def done(deeds: Deeds) -> str:
    """What was done to how many notes: "2 notes written, 1 changed"."""
    verbs = {**_VERBS, "memory.created": "imported"} if deeds.batch else _VERBS
    parts = [
        f"{words.figure(deeds.notes[kind])} {verb}" for kind, verb in verbs.items() if kind in deeds.notes
    ]
    if not parts:
        return "read for their meaning"
    number, _, rest = parts[0].partition(" ")
    first = f"{number} {'note' if number == '1' else 'notes'} {rest}"
    return ", ".join([first, *parts[1:]])


def by(deeds: Deeds, own: UUID) -> str:
    """By which device, or which import."""
    place = where(deeds.device_id, own)
    if deeds.batch is None:
        return place[:1].upper() + place[1:]
    return f"Import of {deeds.source or 'notes'}, on {place}"


def day(when: date, today: date) -> str:
    """A day as a heading: "Today", "Yesterday", "Tuesday, 3 March 2025"."""
    if when == today:
        return "Today"
    if when == today - timedelta(days=1):
        return "Yesterday"
    return f"{words.weekday(when)}, {words.long_date(when)}"


def totals(deeds: Iterable[Deeds], today: date) -> str:
    """How much happened today and this week."""
    monday = today - timedelta(days=today.weekday())
    told = list(deeds)
    one = sum(each.events for each in told if each.day == today)
    week = sum(each.events for each in told if monday <= each.day <= today)
    return f"Today {changes(one)} · this week {changes(week)}"


def changes(number: int) -> str:
    """How many changes: "1 change", "no changes"."""
    if not number:
        return "no changes"
    return "1 change" if number == 1 else f"{words.figure(number)} changes"
