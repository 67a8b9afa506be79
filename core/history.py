"""A note through time: its versions, and the note as it was at a moment. Pure: folds the events it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.errors import NotFound
from core.events import Event
from core.memory import Memory, evolve
from core.typed import Typed, base_of, changed_text, text_hash, typed_in


@dataclass(frozen=True, slots=True)
class Version:
    """One step in a note's history: what happened, when, on which device, and the note after it. `typed` are the texts
    that became part of this one or stand beside it, where it brought two edits together."""

    event: Event
    memory: Memory
    typed: tuple[Typed, ...] = ()

    @property
    def version(self) -> int:
        """Counts from 1."""
        return self.event.stream_version


def versions(memory_id: UUID, stream: Iterable[Event]) -> tuple[Version, ...]:
    """Every version that a stream of events tells of, oldest first. Raises NotFound for an empty stream."""
    told: list[Version] = []
    for event in stream:
        begin = base_of(event)
        typed = typed_in(event, told[begin - 1].memory.content if 0 < begin <= len(told) else "")
        told.append(Version(event, evolve(told[-1].memory if told else None, event), typed))
    if not told:
        raise NotFound(memory_id)
    return tuple(told)


def typed_texts(stream: Sequence[Event], version: int) -> tuple[Typed, ...]:
    """What was typed and then brought together with another edit at this version, oldest first; none of a version at
    which nothing was. `stream` is the whole stream."""
    event = stream[version - 1]
    return typed_in(event, text_at(stream, base_of(event)) or "")


def text_at(stream: Iterable[Event], version: int) -> str | None:
    """The text at a version; None when the stream has no such version."""
    memory = None
    for number, event in enumerate(stream, 1):
        memory = evolve(memory, event)
        if number == version:
            return memory.content
    return None


def text_with(events: Iterable[Event], sha256: str) -> str | None:
    """The text of that hash among all that a note ever had, also in events that count no longer, and among what was typed
    and gave way to a merged one; None when there is none. `events` are all of the note's, in any order."""
    texts: dict[int, dict[str, str]] = {0: {text_hash(""): ""}}
    for event in sorted(events, key=lambda each: each.stream_version):
        # Several events may have had one version, and which one followed which is told by the hashes alone.
        here = texts.setdefault(event.stream_version, {})
        for before in texts.get(event.stream_version - 1, {}).values():
            with suppress(ValueError):
                text = changed_text(event.data, before)
                here[text_hash(text)] = text
        typed: dict[str, str] = {}
        for begin in list(texts.get(base_of(event), {}).values()):
            with suppress(ValueError):
                typed |= {text_hash(each.text): each.text for each in typed_in(event, begin)}
        if (found := here.get(sha256, typed.get(sha256))) is not None:
            return found
    return None


def memory_at(memory_id: UUID, stream: Iterable[Event], moment: datetime) -> Memory:
    """The memory as it was at a moment. Raises NotFound when it did not exist yet, or was purged by then."""
    memory = None
    for event in stream:
        if event.occurred_at > moment:
            break
        memory = evolve(memory, event)
    if memory is None or memory.purged:
        raise NotFound(memory_id)
    return memory
