"""What was done on a day, in words. Pure; knows no widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app import words
from app.history.authors import Authors
from core import Deeds, tr, tr_n, tr_noop

_VERBS: Mapping[str, str] = {
    "memory.created": tr_noop("written"),
    "memory.updated": tr_noop("changed"),
    "memory.tagged": tr_noop("tagged"),
    "memory.untagged": tr_noop("untagged"),
    "memory.attached": tr_noop("given a file"),
    "memory.detached": tr_noop("freed of a file"),
    "memory.linked": tr_noop("linked"),
    "memory.unlinked": tr_noop("unlinked"),
    "memory.deleted": tr_noop("put into the trash"),
    "memory.restored": tr_noop("taken out of the trash"),
    "memory.purged": tr_noop("deleted for good"),
    "memory.settled": tr_noop("settled"),
    "memory.voided": tr_noop("taken back"),
}


def done(deeds: Deeds) -> str:
    """What was done to how many notes: "2 notes written, 1 changed"."""
    verbs = {**_VERBS, "memory.created": tr_noop("imported")} if deeds.batch else _VERBS
    counted = [(deeds.notes[kind], tr(verb)) for kind, verb in verbs.items() if kind in deeds.notes]
    if not counted:
        return tr("read for their meaning")
    number, verb = counted[0]
    told = [tr("{notes} {done}", notes=words.notes(number), done=verb)]
    told += [tr("{count} {done}", count=words.figure(number), done=verb) for number, verb in counted[1:]]
    return ", ".join(told)


def by(deeds: Deeds, authors: Authors, *, several: bool) -> str:
    """By whom and on which device, or by which import. `several`: what others did is told beside it."""
    if deeds.batch is not None:
        place = authors.where(deeds.device_id)
        return tr("Import of {source}, on {device}", source=deeds.source or tr("notes"), device=place)
    who = authors.told(deeds.author, deeds.device_id, several=several)
    return who if authors.name(deeds.author) else who[:1].upper() + who[1:]


def day(when: date, today: date) -> str:
    """A day as a heading: "Today", "Yesterday", "Tuesday, 3 March 2025"."""
    if when == today:
        return tr("Today")
    if when == today - timedelta(days=1):
        return tr("Yesterday")
    return tr("{weekday}, {date}", weekday=words.weekday(when), date=words.long_date(when))


def totals(deeds: Iterable[Deeds], today: date) -> str:
    """How much happened today and this week."""
    monday = today - timedelta(days=today.weekday())
    told = list(deeds)
    one = sum(each.events for each in told if each.day == today)
    week = sum(each.events for each in told if monday <= each.day <= today)
    return tr("Today {today} · this week {week}", today=changes(one), week=changes(week))


def changes(number: int) -> str:
    """How many changes: "1 change", "no changes"."""
    if not number:
        return tr("no changes")
    return tr_n("{n} change", "{n} changes", number)
