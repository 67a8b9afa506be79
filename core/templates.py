"""Notes that begin with something: a template's text with its placeholders filled in, and the note of the day.

A template is a note with the tag `template`, nothing more. The note of a day has the day for its title and a tag of its own,
and an id made of both, so that two windows or two devices which begin it at once begin the same note. Refuses to know how
a template is chosen, and what day it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, islice
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from core.changes import Changes
from core.errors import NotFound
from core.events import new_id
from core.lists import Summary, View
from core.memory import Memory
from core.search.edits import tag_filter
from core.search.result import Mode
from core.searching import search
from core.store import finding, reading
from core.tagging import is_within
from core.text.segmentation import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.store.database import Database
    from core.store.engine import Connection
    from core.store.log import Log

TEMPLATE = "template"
_MOST = 200
_BEGUN = 16  # times that one day's note was thrown away and begun again are looked through at one go
_PLACEHOLDER = re.compile(r"\{\{[ \t]*(date|time|title)[ \t]*\}\}", re.IGNORECASE)
_HEAD = re.compile(  # what is before the title, and the title where a template has its own
    r"((?:---\r?\n.*?\r?\n---\r?\n)?(?:[ \t]*\r?\n)*)"
    r"(\#[ \t]+[^\r\n]*"  # a heading
    r"|\#{1,6}[ \t]*(?=[\r\n]|\Z)"  # or one without words
    r"|[^\W\d_](?:[^\r\n{}]*[^\s{}.,:;!?])?(?=(?:\r?\n)[ \t]*(?:\r?\n|\Z)|\Z))?",  # or a line that stands alone like one
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Start:
    """What a new note begins with."""

    text: str
    tags: tuple[str, ...]


class Templates:
    """The templates of one notebook, and the notes of its days: `brain.templates`. May be used from any thread."""

    def __init__(self, database: Database, log: Log, user_id: UUID) -> None:
        self._database = database
        self._log = log
        self._user_id = user_id

    def listed(self) -> tuple[Summary, ...]:
        """The notes that are templates, the one changed last first."""
        return tuple(self._database.ask(reading.page, View(tag=TEMPLATE), None, _MOST).items)

    def begin(self, template: UUID, title: str, now: datetime) -> Changes:
        """Make a note from a template; `changes.memory` is its id. Raises NotFound."""
        start = start_from(self._template(template), title, now)
        return self._create(start, new_id())

    def note_of(self, day: date, tag: str) -> UUID | None:
        """The note of this day outside the trash: the one that is called so and has the tag, else the one that began so."""
        return self._database.ask(_note_of, day, tag, self._user_id)

    def begin_day(self, day: date, tag: str, now: datetime) -> Changes:
        """Make the note of this day, from the template that has the day's tag, too, if there is one; `changes.memory` is its
        id. Where it is there, also since a moment ago by another window, that is the one, and it stays as it is."""
        if (there := self.note_of(day, tag)) is not None:
            return Changes(frozenset((there,)))
        start = self._start_of(day, tag, now)
        for each in _ids_of(day, self._user_id):  # of those that were deleted, what was in them stays there
            if made := self._create(start, each):
                return made
            if (known := self._database.ask(reading.memory, each)) is not None and known.deleted_at is None:
                break
        return Changes(frozenset((each,)))

    def _start_of(self, day: date, tag: str, now: datetime) -> Start:
        asked = f"tag:{TEMPLATE} {tag_filter(tag)}"
        for hit in self._database.ask(search, asked, 1, Mode.WORDS, lambda _: None).hits:
            template = self._template(hit.id)
            tags = dict.fromkeys((*_without_template(template.tags), tag))
            return Start(fill(template.content, str(day), now), tuple(tags))
        return Start(f"# {day}\n\n", (tag,))

    def _template(self, memory_id: UUID) -> Memory:
        if (template := self._database.ask(reading.memory, memory_id)) is None:
            raise NotFound(memory_id)
        return template

    def _create(self, start: Start, memory_id: UUID) -> Changes:
        """Make a note with this id; nothing where there is or was one."""
        made = Memory.create(start.text, self._user_id, start.tags, id=memory_id)
        return self._log.append(
            [memory_id], lambda known: [] if memory_id in known else [made], correlation_id=new_id()
        )


def fill(text: str, title: str, now: datetime) -> str:
    """The text with {{date}}, {{time}} and {{title}} filled in; anything else in braces stays as it is."""
    values = {"date": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M}", "title": title}
    return _PLACEHOLDER.sub(lambda found: values[found[1].lower()], text)


def start_from(template: Memory, title: str, now: datetime) -> Start:
    """A note from a template. A title that has no place in it takes that of the template's own, else it becomes the heading;
    without a title, the date is one."""
    content, tags = template.content, _without_template(template.tags)
    asks = any(found[1].lower() == "title" for found in _PLACEHOLDER.finditer(content))
    if not title or asks:
        return Start(fill(content, title or f"{now:%Y-%m-%d}", now), tags)
    head = _HEAD.match(content)
    assert head is not None  # it matches nothing, too
    before, rest = fill(head[1], title, now), fill(content[head.end() :], title, now)
    apart = "" if head[2] else "\n\n"
    return Start(f"{before}# {title}{apart}{rest}", tags)


def _note_of(connection: Connection, day: date, tag: str, user_id: UUID) -> UUID | None:
    called = reading.summaries(connection, finding.called(connection, str(day)))
    begun = reading.summaries(connection, list(islice(_ids_of(day, user_id), _BEGUN)))
    days = [each for each in called if _has(each, tag) and not _has(each, TEMPLATE)]
    living = (each.id for each in (*days, *begun) if each.deleted_at is None)
    return next(living, None)


def _ids_of(day: date, user_id: UUID) -> Iterator[UUID]:
    """The id of the day's note, and those that it has when the ones before were deleted."""
    return (uuid5(user_id, f"note of {day}{f', {number}' if number else ''}") for number in count())


def _has(note: Summary, tag: str) -> bool:
    return any(is_within(fold(each), fold(tag)) for each in note.tags)


def _without_template(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if tag.casefold() != TEMPLATE)
