"""Notes that begin with something: a template's text with its placeholders filled in, and the note of the day.

A template is a note with the tag `template`, nothing more. The note of a day has the day for its title and a tag of its own,
and an id made of both, so that two devices which begin it without a network begin the same note. Everything here asks the
brain and knows no window.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from core import Brain, Changes, Memory, Mode, NotFound, Summary, View

TEMPLATE = "template"
_MOST = 200
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


def templates(brain: Brain) -> tuple[Summary, ...]:
    """The notes that are templates, the one changed last first."""
    return tuple(brain.memories(View(tag=TEMPLATE), limit=_MOST).items)


def days_note(brain: Brain, day: date, tag: str) -> UUID | None:
    """The note of this day outside the trash: the one that is called so and has the tag, else the one that began as it."""
    found = brain.search(f'title:"{day}" tag:"{tag}" -tag:{TEMPLATE}', limit=10, mode=Mode.WORDS)
    for hit in found.hits:
        if hit.title == str(day):
            return hit.id
    with suppress(NotFound):
        memory = brain.memory(_day_id(brain, day))
        return memory.id if memory.deleted_at is None else None
    return None


def begin_day(brain: Brain, day: date, tag: str, now: datetime) -> Changes:
    """Make the note of this day, from the template that has the day's tag, too, if there is one."""
    start = Start(f"# {day}\n\n", ())
    for hit in brain.search(f'tag:{TEMPLATE} tag:"{tag}"', limit=1, mode=Mode.WORDS).hits:
        template = brain.memory(hit.id)
        start = Start(fill(template.content, str(day), now), _without_template(template.tags))
    tags = tuple(dict.fromkeys((*start.tags, tag)))
    first = _day_id(brain, day)
    try:
        brain.history(first)  # it was deleted: what was in it stays there
    except NotFound:
        return brain.create_memory(start.text, tags=tags, id=first)
    return brain.create_memory(start.text, tags=tags)


def _without_template(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if tag.casefold() != TEMPLATE)


def _day_id(brain: Brain, day: date) -> UUID:
    return uuid5(brain.user_id, f"note of {day}")
