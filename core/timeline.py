"""A stream while it is folded: the note after it, and every text that it holds.

Owns what merging needs to know of each side beyond the note itself: which texts are in its history already, what was
typed by whom, what the server's side added, removed and changed. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from uuid import UUID

from core import events
from core.events import Data, Event
from core.memory import Memory, evolve
from core.typed import Typed, base_of, text_hash, typed_in
from core.valid import valid_file, valid_metadata, valid_tags, valid_text

_ADDING = (events.TAGGED, events.LINKED, events.ATTACHED)
_OF_TEXT = ("content", "splices", "merged")
Rank = tuple[int, str]


@dataclass
class Timeline:
    """Keeps the whole text of those versions that a merged update begins from, and of all others the hash."""

    begun_from: Set[int]
    memory: Memory | None = None
    hashes: set[str] = field(default_factory=set)
    _texts: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text it has come to."""
        return self.memory.content if self.memory else ""

    def fork(self, events: Iterable[Event] = ()) -> Timeline:
        """A branch of its own that goes on from here with these events; `hashes` are those of the branch."""
        branch = Timeline(self.begun_from, self.memory, set(), dict(self._texts))
        for event in events:
            branch.take(event)
        return branch

    def take(self, event: Event) -> Memory:
        """Fold one more event."""
        self.memory = memory = evolve(self.memory, event)
        if event.stream_version in self.begun_from:
            self._texts[event.stream_version] = memory.content
        if has_text(event):
            self.hashes.add(text_hash(memory.content))
            self.hashes.update(text_hash(each.text) for each in self.typed(event))
        return memory

    def typed(self, event: Event) -> tuple[Typed, ...]:
        """The texts that gave way to the one of a merged update."""
        return typed_in(event, self._texts.get(base_of(event), ""))


def has_text(event: Event) -> bool:
    """Whether an event tells of a text: a note's first one, another one, or one that came of two."""
    kinds = (events.CREATED, events.UPDATED)
    return event.event_type in kinds and any(key in event.data for key in _OF_TEXT)


def things(event: Event) -> Iterator[tuple[str, ...]]:
    """The tags, link or file that an event adds or takes away, each by what names it."""
    data = event.data
    if "tags" in data:
        yield from (("tag", tag) for tag in data["tags"])
    elif "target" in data:
        yield "link", data["target"], data["kind"]
    elif "name" in data:
        yield "file", data["sha256"], data["name"]


def rank(event: Event) -> Rank:
    """Of two changes of one property the one of greater rank counts."""
    return event.clock or 0, str(event.device_id)


@dataclass
class Theirs:
    """What the server's side did since the last version that both have."""

    memory: Memory
    hashes: Set[str]
    edited: bool = False
    deleted: bool = False
    properties: dict[str, Rank] = field(default_factory=dict)
    added: set[tuple[str, ...]] = field(default_factory=set)
    first: Data = field(default_factory=dict)
    """The payload that created the note, when that is part of it."""

    @classmethod
    def of(cls, both: Timeline, received: Sequence[Event]) -> Theirs:
        """Fold and read at least one received event. Raises BrainError or ValueError where one makes no sense."""
        try:
            branch = both.fork(received)
            if branch.memory is None:
                raise ValueError("nothing was received")
            _must_be_storable(branch.memory)
            theirs = cls(branch.memory, branch.hashes)
            for event in received:
                theirs._note(event)
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError(f"a received event of note {received[0].aggregate_id} is malformed") from problem
        return theirs

    def _note(self, event: Event) -> None:
        if event.event_type == events.CREATED:
            self.first = event.data
            self.properties.update(dict.fromkeys(event.data.get("metadata", {}), rank(event)))
        elif event.event_type == events.UPDATED:
            self.edited = True
            change = event.data.get("metadata", {"set": {}, "unset": []})
            for key in (*change["set"], *change["unset"]):
                self.properties[key] = max(rank(event), self.properties.get(key, (0, "")))
        elif event.event_type == events.DELETED:
            self.deleted = True
        elif event.event_type in _ADDING:
            self.added.update(things(event))


def _must_be_storable(memory: Memory) -> None:
    valid_text(memory.content)
    valid_tags(memory.tags)
    valid_metadata(memory.metadata)
    for file in memory.attachments:
        valid_file(file.sha256, file.name, file.media_type, file.size)


@dataclass(frozen=True, slots=True)
class Ours:
    """An event of ours between the text before it and the one after it, with the texts that were typed."""

    event: Event
    before: str
    text: str
    typed: tuple[Typed, ...] = ()

    @property
    def clashed(self) -> bool:
        """Whether it is one that left two texts side by side."""
        return event_clashed(self.event)


def ours_of(branch: Timeline, ours: Sequence[Event], passed: Collection[UUID]) -> list[Ours]:
    """Fold our events; those in `passed` are not told of, since others stand for them already."""
    told: list[Ours] = []
    for event in ours:
        before, after = branch.text, branch.take(event).content
        if event.event_id not in passed:
            typed = _typed_by(branch, event, after) if has_text(event) else ()
            told.append(
                Ours(event, before, after, tuple(each for each in typed if each.event_id not in passed))
            )
    return told


def event_clashed(event: Event) -> bool:
    """Whether an event is an update of two edits that could not be merged."""
    return event.data.get("merged", {}).get("clash") is True


def _typed_by(branch: Timeline, event: Event, text: str) -> tuple[Typed, ...]:
    """What a person typed: of a merged update the texts that became part of it, else its own."""
    if "merged" in event.data:
        return branch.typed(event)
    return (Typed(text, event.event_id, event.occurred_at, event.device_id),)
