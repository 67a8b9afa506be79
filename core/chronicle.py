"""What happened in a notebook: the steps of one note, with the texts that they left behind, and the days of all of them.

Owns what a person is told of it. It changes nothing: bringing something back is `core.past`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from core.clock import COUNTER_BITS
from core.errors import NotFound
from core.history import text_told, typed_texts
from core.store import happening
from core.store.database import Database
from core.store.log import Log
from core.text.differing import Piece, differences


@dataclass(frozen=True, slots=True)
class Aside:
    """A text that somebody typed and that gave way to a merged one: when, on which device, and by whom. What is typed gives
    way on a device of who typed it, so that is who the event is by that tells of it."""

    occurred_at: datetime
    device_id: UUID | None
    author: UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a note. `told` is what the event says beside texts, such as `tags`.

    `imported` says that an import brought it, `batch` names the import or whatever else it was a part of. `aside` are the
    texts that gave way here; where `clash`, a person had to choose. `came` and `went` count characters of the text, None
    where the text stayed as it was or nobody counted. `author` is the user who did it: in a space also somebody else.
    """

    version: int
    event_type: str
    occurred_at: datetime
    device_id: UUID
    batch: UUID | None
    imported: bool
    told: Mapping[str, Any]
    aside: tuple[Aside, ...]
    clash: bool
    came: int | None
    went: int | None
    author: UUID


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one device, or one import on it, did to notes on one day. `notes` counts them by the type of event, `events` all
    that happened. `source` is what was imported, in words; empty for what somebody did. `author` is the user who did it."""

    day: date
    device_id: UUID
    batch: UUID | None
    source: str
    notes: Mapping[str, int]
    events: int
    author: UUID


class Chronicle:
    """What happened in one notebook: `brain.chronicle`. May be used from any thread."""

    def __init__(self, database: Database, log: Log) -> None:
        self._database = database
        self._log = log

    def steps(self, memory_id: UUID) -> tuple[Step, ...]:
        """Everything that happened to a note, oldest first, without its texts: quick however long they are. Raises
        NotFound for one that never was."""
        rows = self._database.ask(happening.steps, memory_id)
        if not rows:
            raise NotFound(memory_id)
        return tuple(_step(row) for row in rows)

    def text(self, memory_id: UUID, version: int, aside: int | None = None) -> str:
        """The text at a version, or the one of those numbered from 0 that gave way there. Raises NotFound."""
        stream = self._log.stream(memory_id)
        if not 0 < version <= len(stream):
            raise NotFound(memory_id)
        if aside is None:
            return text_told(stream, version)
        typed = typed_texts(stream, version)
        if not 0 <= aside < len(typed):
            raise NotFound(memory_id)
        return typed[aside].text

    def difference(
        self, memory_id: UUID, version: int, other: int | None = None, aside: int | None = None
    ) -> tuple[Piece, ...]:
        """What differs between two versions, by words; `other` is the present one where it is None, and 0 is no text. With
        `aside`, from the text that gave way at the version to the one that it gave way to. Raises NotFound."""
        stream = self._log.stream(memory_id)
        other = len(stream) if other is None else other
        if not (0 < version <= len(stream) and 0 <= other <= len(stream)):
            raise NotFound(memory_id)
        if aside is not None:
            return differences(self.text(memory_id, version, aside), text_told(stream, version))
        first, last = sorted((version, other))
        return differences(text_told(stream, first), text_told(stream, last))

    def activity(self, last: date, days: int) -> tuple[Deeds, ...]:
        """What was done on these days, up to the last one, the newest day first. A day is one of this machine's time zone,
        and things count on the day on which they were done, on whatever device; of an import, when it ran."""
        first = last - timedelta(days=days - 1)
        bounds = [_reading(first + timedelta(days=number)) for number in range(days + 1)]
        rows = self._database.ask(happening.deeds, bounds)
        names = self._database.ask(happening.import_names)
        told: dict[tuple[int, UUID, UUID | None, UUID], tuple[dict[str, int], int]] = {}
        for number, device, batch, author, kind, notes, events in rows:
            by_kind, many = told.get((number, device, batch, author), ({}, 0))
            told[number, device, batch, author] = by_kind | {kind: notes}, many + events
        found = []
        for (number, device, batch, author), counted in told.items():
            source = names.get(batch, "") if batch else ""
            found.append(Deeds(first + timedelta(days=number), device, batch, source, *counted, author))
        return tuple(sorted(found, key=lambda each: (each.day, each.events, each.device_id), reverse=True))

    def touched(
        self, deeds: Deeds, after: int | None = None, limit: int = 100
    ) -> tuple[tuple[UUID, ...], int | None]:
        """The notes of these deeds, the one touched last first; and what to give as `after` for the next ones, None when
        there are no more."""
        since, until = _reading(deeds.day), _reading(deeds.day + timedelta(days=1))
        found = self._database.ask(
            happening.touched, since, until, deeds.device_id, deeds.batch, deeds.author, after, limit + 1
        )
        ids = tuple(memory_id for memory_id, _ in found[:limit])
        return ids, found[limit - 1][1] if len(found) > limit else None


def _reading(day: date) -> int:
    """The first reading of the clock on a day of this machine's time zone."""
    return int(datetime.combine(day, datetime.min.time()).astimezone().timestamp() * 1_000) << COUNTER_BITS


def _step(row: tuple[Any, ...]) -> Step:
    has_text = row[9]
    return Step(
        version=row[0],
        event_type=row[1],
        occurred_at=row[2],
        device_id=row[3],
        batch=row[4],
        imported=row[5],
        told=row[6],
        aside=tuple(_aside(when, device, row[12]) for when, device in row[7]),
        clash=row[8],
        came=row[11] if has_text else None,
        went=row[10] if has_text else None,
        author=row[12],
    )


def _aside(when: str, device: str | None, author: UUID) -> Aside:
    return Aside(datetime.fromisoformat(when), UUID(device) if device else None, author)
