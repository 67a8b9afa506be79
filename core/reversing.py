"""Taking back what events did to a note, and doing it again.

Pure. Of each event it knows the note before and after. What differs between the two is brought into the note as it is now,
and nothing else: what came since stays. Refuses to know which events belong together and where they are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from core.events import CREATED, Event
from core.memory import Memory, evolve
from core.merge import merge_text


@dataclass(frozen=True, slots=True)
class Step:
    """What one event did: the note before it and after it. A note that was not there before is one in the trash."""

    before: Memory
    after: Memory


@dataclass(frozen=True, slots=True)
class Reversed:
    """The note after it, with recorded events where something changed. `kept` says that part of what should change was left
    as it is, because it was changed since, or is gone for good."""

    memory: Memory
    kept: bool = False


def steps_of(stream: Iterable[Event], correlation_id: UUID) -> tuple[Step, ...]:
    """What the events of one action did to a note, oldest first. `stream` is the note's, from its first event."""
    steps: list[Step] = []
    memory: Memory | None = None
    for event in stream:
        before, memory = memory, evolve(memory, event)
        if event.correlation_id == correlation_id:
            if before is None or event.event_type == CREATED:
                before = replace(memory, deleted_at=event.occurred_at)
            steps.append(Step(before, memory))
    return tuple(steps)


def take_back(memory: Memory, steps: Sequence[Step]) -> Reversed:
    """The note without what these steps did."""
    result = Reversed(memory)
    for step in reversed(steps):
        result = _bring(result, step.after, step.before)
    return result


def do_again(memory: Memory, steps: Sequence[Step]) -> Reversed:
    """The note with what these steps did."""
    result = Reversed(memory)
    for step in steps:
        result = _bring(result, step.before, step.after)
    return result


def _bring(result: Reversed, seen: Memory, wanted: Memory) -> Reversed:
    """What `wanted` has and `seen` has not, and the other way round, in the note as it is now."""
    memory = result.memory
    if memory.purged or seen.purged or wanted.purged:
        return replace(result, kept=True)
    as_left = memory.content == seen.content
    memory, kept = _bring_text(memory, seen, wanted)
    memory = _bring_metadata(memory, seen, wanted)
    memory = _bring_things(memory, seen, wanted)
    memory, stays = _bring_presence(memory, seen, wanted, as_left=as_left)
    return Reversed(memory, result.kept or kept or stays)


def _bring_text(memory: Memory, seen: Memory, wanted: Memory) -> tuple[Memory, bool]:
    """Never throws away a text that came later: where both changed the same words, the note keeps its own."""
    if seen.content == wanted.content or memory.content == wanted.content:
        return memory, False
    if memory.content == seen.content:
        return memory.update(wanted.content), False
    merged = merge_text(seen.content, wanted.content, memory.content)
    return (memory, True) if merged.clash else (memory.update(merged.text), False)


def _bring_metadata(memory: Memory, seen: Memory, wanted: Memory) -> Memory:
    """Properties that still are as they were left."""
    absent = object()
    put, gone = {}, []
    for key in {*seen.metadata, *wanted.metadata}:
        now, left, back = (each.metadata.get(key, absent) for each in (memory, seen, wanted))
        if left == back or now != left:
            continue
        if back is absent:
            gone.append(key)
        else:
            put[key] = back
    return memory.update(set_metadata=put, unset_metadata=gone)


def _bring_things(memory: Memory, seen: Memory, wanted: Memory) -> Memory:
    """Tags, links and files."""
    memory = memory.untag(tag for tag in seen.tags if tag not in wanted.tags)
    memory = memory.tag(tag for tag in wanted.tags if tag not in seen.tags)
    there, here = ({(each.target, each.kind): each for each in side.links} for side in (seen, wanted))
    for target, kind in there.keys() - here.keys():
        memory = memory.unlink(target, kind)
    for link in (each for key, each in here.items() if key not in there):
        memory = memory.link(link.target, link.kind, link.metadata)
    for file in (each for each in seen.attachments if each not in wanted.attachments):
        memory = memory.detach(file.sha256, file.name)
    for file in (each for each in wanted.attachments if each not in seen.attachments):
        memory = memory.attach(file.sha256, file.name, file.media_type, file.size)
    return memory


def _bring_presence(memory: Memory, seen: Memory, wanted: Memory, *, as_left: bool) -> tuple[Memory, bool]:
    """In the trash or not. A note that was written in since does not go there by an undo."""
    if (seen.deleted_at is None) == (wanted.deleted_at is None):
        return memory, False
    if wanted.deleted_at is None:
        return memory.restore(), False
    if not as_left and memory.deleted_at is None:
        return memory, True
    return memory.delete(), False
