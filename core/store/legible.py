"""What of the events that come from elsewhere can be kept and folded here.

Owns the refusals: nothing that a server sends may leave a note that cannot be read back, or a clock that cannot go on. Pure.
Refuses to know what becomes of what is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, datetime

from core.errors import BrainError
from core.events import ATTACHED, UNEMBEDDED, Event, upcast
from core.memory import Memory
from core.valid import valid_file, valid_metadata, valid_tags, valid_text

UNREADABLE = (BrainError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""Whatever a payload from elsewhere can make of reading and folding it."""

_LARGEST_CLOCK = 1 << 62  # in the year 4199; beyond it there would be no room for readings to come


def as_understood(event: Event) -> Event:
    """The event with its payload in the present version. Raises one of `UNREADABLE` where nothing can be made of it."""
    version, data = upcast(event.event_type, event.event_version, event.data)
    if event.clock is None or event.device_id is None or not 0 <= event.clock <= _LARGEST_CLOCK:
        raise ValueError("the event has no device or no time that could be kept")
    _check_time(event.occurred_at)
    if event.event_type == ATTACHED:
        valid_file(data["sha256"], data["name"], data["media_type"], data["size"])
    if "embedding" in data or event.event_type == UNEMBEDDED:
        valid_text(data.get("embedding", data)["model"])
    return replace(event, event_version=version, data=data)


def check_memory(memory: Memory) -> None:
    """Refuse, with one of `UNREADABLE`, what a memory cannot hold: what came went through no command here."""
    valid_text(memory.content)
    valid_tags(memory.tags)
    for link in memory.links:
        valid_text(link.kind)
    for properties in (memory.metadata, *(link.metadata for link in memory.links)):
        if not isinstance(valid_metadata(properties), dict):
            raise TypeError("properties have names")
    for time in (memory.created_at, memory.updated_at, *([memory.deleted_at] if memory.deleted_at else ())):
        _check_time(time)


def _check_time(time: datetime) -> None:
    """Refuse what is no moment, or one that cannot be read back in every time zone."""
    if time.tzinfo is None or not MINYEAR < time.year < MAXYEAR:
        raise ValueError("a time of the event cannot be kept")
