"""Two histories of one note, made into one; and two edits of one text: merged, or a conflict.

Pure. The server's order is the truth: what it has comes first, and what was done here and is not there yet is done
again behind it. So every device that has what the server has holds the same, whatever it went through. Refuses to
know where events are kept and how they travel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID, uuid5

from core.events import CREATED, UPDATED, Event, new_id
from core.history import versions
from core.memory import Memory
from core.remaking import Remaking
from core.text.threeway import weave
from core.timeline import Ours, Theirs, Timeline, ours_of
from core.typed import Typed, base_of, event_ids_in, merged_data
from core.valid import valid_text


@dataclass(frozen=True, slots=True)
class MergedText:
    """The text that comes of two edits of a third one. `clash` says that they changed the same place in different ways:
    then the text is theirs there, and `proposal` is one that has both, one behind the other, for a person to look at."""

    text: str
    clash: bool = False
    proposal: str = ""


def merge_text(base: str, ours: str, theirs: str) -> MergedText:
    """Three-way merge by lines, then by words within lines that both changed. Without `clash`, every change of
    either side is in it. Never writes marks into the text. `merge_text(b, x, y)` and `merge_text(b, y, x)` give the
    same unless they clash."""
    text, both, clash = weave(base, ours, theirs)
    return MergedText(text, clash, both if clash else "")


def typed_over(
    memory: Memory, stream: Sequence[Event], content: str, base: str, typed_by: UUID | None = None
) -> Memory:
    """The note after somebody typed `content` over `base`, while it had become what it is now.

    Both edits are in it. Where they clash it keeps its text, and what was typed stands beside it, as if it had come from
    another device. `stream` is the note's. Raises InvalidMemory for a text that no note can hold.
    """
    merged = merge_text(base, valid_text(content), memory.content)
    if not merged.clash and merged.text == content:
        return memory.update(content)
    told = versions(memory.id, stream)
    texts = {each.memory.content for each in told} | {typed.text for each in told for typed in each.typed}
    if not merged.clash and content in texts:
        return memory.update(merged.text)
    begun = max((each.version for each in told if each.memory.content == base), default=0)
    typed = Typed(content, new_id(), datetime.now(UTC), typed_by)
    data = merged_data(begun, base if begun else "", [typed], clash=merged.clash)
    return memory.update(merged.text, merged=data)


@dataclass(frozen=True, slots=True)
class Integrated:
    """What a stream has to become so that it begins with what the server has.

    `superseded` are ids of events here that no longer count; `appended` follow behind the last event that stays: the
    server's, with their own ids, then ours made anew, with new ids, the clock, time and device of the event that
    each stands for, whose id is their `causation_id`. `echoes` were here already. `copy` is a new note for a text
    whose note is gone for good. A `gap` means that events before the received ones are missing: nothing is to be
    done before they are fetched.
    """

    superseded: tuple[UUID, ...] = ()
    appended: tuple[Event, ...] = ()
    received: int = 0
    """How many of `appended`, from the first, are the server's."""
    echoes: tuple[UUID, ...] = ()
    clash: bool = False
    revived: bool = False
    copy: Memory | None = None
    gap: bool = False
    memory: Memory | None = None
    """The note after it; None where the stream is still empty."""


def integrate(stream: Sequence[Event], waiting: int, received: Sequence[Event]) -> Integrated:
    """Take the server's events into a stream whose last `waiting` events it does not have yet.

    `stream` is the whole stream as it counts here, `received` are events of the same stream, ascending by version.
    What both have stays; from the first version on that differs, ours is made anew, were it sent before or not.
    Raises BrainError or ValueError where a received event does not fold: the caller sets the stream aside.
    """
    if not 0 <= waiting <= len(stream):
        raise ValueError(f"{waiting} of {len(stream)} events cannot wait")
    echoes, new = _divided(stream, received)
    begin = new[0].stream_version - 1 if new else len(stream)
    both = Timeline({begin, *(base_of(event) for event in (*stream, *new))})
    for event in stream[:begin]:
        both.take(event)
    if not new:
        return Integrated(echoes=echoes, memory=both.memory)
    if begin > len(stream) or any(event.stream_version != begin + n for n, event in enumerate(new, 1)):
        return Integrated(gap=True, memory=both.memory)
    theirs = Theirs.of(both, new)
    here = both.fork()
    stood_for = {event.causation_id for event in new if event.causation_id} | event_ids_in(new)
    ours = ours_of(here, stream[begin:], stood_for)
    superseded = tuple(event.event_id for event in stream[begin:])
    taken = Integrated(superseded, tuple(new), len(new), echoes, memory=theirs.memory)
    if here.memory is None or not ours:
        return taken
    if theirs.memory.purged and not (theirs.memory.voided and ours[0].event.event_type == CREATED):
        return replace(taken, copy=_copy(here.memory, ours, here.memory.user_id))
    return _remade(taken, both, theirs, here.memory, ours)


def hand_back(stream: Sequence[Event], waiting: int, owner: UUID) -> Integrated:
    """Take what was done here out of a note of somebody else, of whose events the last `waiting` are refused for good: the
    note is as the server has it again, and what it had come to here is a note of the owner's own."""
    begin = len(stream) - waiting
    both = Timeline({begin, *(base_of(event) for event in stream)})
    for event in stream[:begin]:
        both.take(event)
    here = both.fork()
    ours = ours_of(here, stream[begin:], ())
    copy = None if here.memory is None else _copy(here.memory, ours, owner, always=True)
    return Integrated(tuple(event.event_id for event in stream[begin:]), copy=copy, memory=both.memory)


def _divided(stream: Sequence[Event], received: Sequence[Event]) -> tuple[tuple[UUID, ...], list[Event]]:
    """What of the received is here already, and what is new from the first on that is not."""
    known = {event.event_id: event.stream_version for event in stream}
    news = list({event.event_id: event for event in received}.values())
    new = [event for event in news if known.get(event.event_id) != event.stream_version]
    begin = min((event.stream_version for event in new), default=len(stream) + 1)
    if moved := [event.event_id for event in news if known.get(event.event_id, 0) >= begin]:
        raise ValueError(f"the server has event {moved[0]} in another place of its stream")
    return tuple(event.event_id for event in news if event.event_id in known), new


def _remade(
    taken: Integrated, both: Timeline, theirs: Theirs, here: Memory, ours: Sequence[Ours]
) -> Integrated:
    """Ours behind theirs; a note that one side deleted while the other one wrote lives."""
    remaking = Remaking(theirs, both.memory, both.hashes | theirs.hashes)
    remaking.run(ours)
    gone_here = here.purged or here.deleted_at is not None
    edits = [each.event for each in ours if each.event.event_type == UPDATED]
    revived = gone_here and theirs.edited
    if theirs.deleted and edits and not gone_here and remaking.memory.deleted_at is not None:
        remaking.restore(edits[-1])
        revived = True
    return replace(
        taken,
        appended=(*taken.appended, *remaking.made),
        clash=remaking.clash,
        revived=revived and not remaking.memory.purged and remaking.memory.deleted_at is None,
        memory=remaking.memory,
    )


def _copy(here: Memory, ours: Sequence[Ours], owner: UUID, *, always: bool = False) -> Memory | None:
    """A note of its own for what was typed into one that is gone for good, with the text that it had come to here; `always`,
    if nothing was typed but other things were done, too. Its id comes of what was done, so that every device that has to
    make it makes the same one."""
    typed = [each for event in ours for each in event.typed]
    if here.purged or not (typed or always):
        return None
    last = ours[-1].event
    begun, event, later = (
        (typed[0].text, typed[-1].event_id, typed[1:]) if typed else (here.content, last.event_id, [])
    )
    copy = Memory.create(
        begun,
        owner,
        here.tags,
        metadata=here.metadata,
        id=uuid5(here.id, str(event)),
        created_at=here.created_at,
        updated_at=typed[0].occurred_at if typed else last.occurred_at,
    )
    for text in (*(each.text for each in later), here.content):
        copy = copy.update(text)
    for file in here.attachments:
        copy = copy.attach(file.sha256, file.name, file.media_type, file.size)
    copy = copy.link(here.id, "conflict")
    return copy if here.deleted_at is None else copy.delete()
