"""A note through time: its versions, and the note as it was at a moment. Pure: folds the events it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from core.errors import NotFound, NotYetThere
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


def memory_of(stream: Iterable[Event]) -> Memory | None:
    """The memory that these events make, oldest first; None when there are none."""
    memory = None
    for event in stream:
        memory = evolve(memory, event)
    return memory


def text_at(stream: Iterable[Event], version: int) -> str | None:
    """The text at a version; None when the stream has no such version."""
    memory = None
    for number, event in enumerate(stream, 1):
        memory = evolve(memory, event)
        if number == version:
            return memory.content
    return None


def text_told(stream: Sequence[Event], version: int) -> str:
    """The text at a version of a whole stream, "" at 0, told from the last event that has all of it, which is quick."""
    texts = [event for event in stream[:version] if "content" in event.data or "splices" in event.data]
    whole = max((at for at, event in enumerate(texts) if "content" in event.data), default=0)
    text = ""
    for event in texts[whole:]:
        text = changed_text(event.data, text)
    return text


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
    """The memory as it was at a moment. Raises NotFound when it did not exist yet, or was purged by then.

    A moment is one of the times that the events themselves tell, on whatever device they happened: a memory that came from
    elsewhere is there from when it was written. What one says of a later change was not known then, and is left out.
    """
    memory = None
    for event in stream:
        if event.occurred_at > moment:
            if memory is None:
                raise NotYetThere(memory_id, moment, event.occurred_at)
            break
        memory = evolve(memory, event)
    if memory is None or memory.purged:
        raise NotFound(memory_id)
    return memory if memory.updated_at <= moment else replace(memory, updated_at=memory.created_at)


def as_it_was(now: Memory, then: Memory) -> Memory:
    """The present memory with everything that the earlier one held."""
    if now.deleted_at is not None and then.deleted_at is None:
        now = now.restore()
    gone = [key for key in now.metadata if key not in then.metadata]
    now = now.update(then.content, set_metadata=then.metadata, unset_metadata=gone)
    now = now.untag(tag for tag in now.tags if tag not in then.tags).tag(then.tags)
    for link in now.links:
        if link not in then.links:
            now = now.unlink(link.target, link.kind)
    for link in then.links:
        now = now.link(link.target, link.kind, link.metadata)
    for file in now.attachments:
        if file not in then.attachments:
            now = now.detach(file.sha256, file.name)
    for file in then.attachments:
        now = now.attach(file.sha256, file.name, file.media_type, file.size)
    return now.delete() if then.deleted_at is not None else now


def made_again(then: Memory, by: UUID, new: UUID | None = None) -> Memory:
    """A new memory that holds what one held that is gone for good. It is of whoever made it again."""
    return as_it_was(Memory.create(then.content, by, then.tags, metadata=then.metadata, id=new), then)


FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""When what is so now will end, as far as anybody knows."""


class Stretch(NamedTuple):
    """What a memory looked like from `began` on and before `ended`. `state` is the version at which what is in it was last
    another, beside its times; `position` is where the log tells of that."""

    began: datetime
    ended: datetime
    memory: Memory
    state: int
    position: int


def stretches(stream: Iterable[Event]) -> Iterator[Stretch]:
    """What a stream tells of a memory as stretches of time, oldest first, in which `memory_at` has the same answer: in none
    of them is it purged. Of two events at one time the later one counts, and of one that tells an earlier time than the one
    before it, that one's."""
    last: Stretch | None = None
    for event in stream:
        before = last.memory if last else None
        memory = evolve(before, event)
        began = max(last.began, event.occurred_at) if last else event.occurred_at
        if last:
            yield from _told(last._replace(ended=began))
        same = last is not None and before is not None and _is_alike(before, memory)
        state, position = (
            (last.state, last.position) if same and last else (memory.version, event.position or 0)
        )
        last = Stretch(began, FOREVER, memory, state, position)
    if last:
        yield from _told(last)


def _told(stretch: Stretch) -> Iterator[Stretch]:
    """The stretch, in two where the memory tells of a change that is later than its beginning."""
    memory, changed = stretch.memory, stretch.memory.updated_at
    if memory.purged:
        return
    if changed > stretch.began:
        untold = replace(memory, updated_at=memory.created_at)
        yield from _lasting(stretch._replace(ended=min(changed, stretch.ended), memory=untold))
        stretch = stretch._replace(began=changed)
    yield from _lasting(stretch)


def _lasting(stretch: Stretch) -> Iterator[Stretch]:
    if stretch.began < stretch.ended:
        yield stretch


def _is_alike(one: Memory, other: Memory) -> bool:
    """Whether they hold the same, whenever that came about."""
    return _content(one) == _content(other)


def _content(memory: Memory) -> tuple[object, ...]:
    return (
        memory.content,
        memory.tags,
        memory.metadata,
        memory.links,
        memory.attachments,
        memory.clashes,
        memory.purged,
    )
