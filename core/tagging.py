"""Tags as a tree, and what is done to one tag in all notes that have it.

A tag with a slash stands below another one: `house/roof` below `house`. Owns renaming, merging and removing, each of which
is one action that can be taken back, trash included. Refuses to know how the tree looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.actions import MERGE, REMOVE, RENAME
from core.bulk import Done, in_parts
from core.changes import Changes
from core.errors import BrainError
from core.events import ACTION_BEGUN, ACTION_ENDED, TAGGED, UNTAGGED, Event, new_id
from core.history import memory_of
from core.language import tr
from core.lists import TagCount
from core.memory import Memory
from core.progress import Progress, Stop, never, unheard
from core.store import actions, tagging
from core.store.database import Database
from core.store.log import Log
from core.valid import valid_tags


@dataclass(frozen=True, slots=True)
class TagNode:
    """A tag, or the beginning that several of them share. `count` notes outside the trash have it or one below it; `parent`
    says that there are some below it."""

    tag: str
    count: int
    parent: bool = False

    @property
    def name(self) -> str:
        """The last part."""
        return self.tag.rpartition("/")[2]

    @property
    def depth(self) -> int:
        """How many stand above it."""
        return self.tag.count("/")


@dataclass(frozen=True, slots=True)
class Affected:
    """What would be changed: how many notes, those in the trash too, and which tags they have."""

    notes: int
    tags: tuple[str, ...]


class Tagging:
    """The tags of one notebook: `brain.tagging`. May be used from any thread."""

    def __init__(self, database: Database, log: Log, user_id: UUID) -> None:
        self._database = database
        self._log = log
        self._user_id = user_id

    def tree(self) -> tuple[TagNode, ...]:
        """All tags of notes outside the trash, each followed by those below it."""
        return tree_of(*self._database.ask(tagging.counts))

    def affected(self, tag: str) -> Affected:
        """The notes that have this tag or one below it."""
        return Affected(len(self._database.ask(tagging.notes_with, tag)), self._below(tag))

    def counts_among(self, memory_ids: Collection[UUID]) -> tuple[TagCount, ...]:
        """The tags that some of these notes have, with how many of them have each, in alphabetical order."""
        return self._database.ask(tagging.counts_among, memory_ids)

    def went_to(self, tag: str, memory_ids: Collection[UUID]) -> str | None:
        """What a tag is called that these notes had a moment ago, as their last events tell: the same tag where they may
        have lost it one by one or went to the trash, None where it was taken from several in one action."""
        told = [_lost(tag, stream) for stream in self._database.ask(actions.streams, memory_ids).values()]
        losses = [loss for loss in told if loss is not None]
        names = {loss.name for loss in losses if loss.name is not None}
        if len(names) == 1:
            return names.pop()
        at_once = len(losses) > 1 and len({loss.action for loss in losses} | {None}) == 2
        return None if at_once and not names else tag

    def rename(
        self,
        tag: str,
        to: str,
        progress: Progress = unheard,
        cancelled: Stop = never,
        action: UUID | None = None,
    ) -> Done:
        """Let the tag, and those below it, have another name in all notes. Where that name is in use, the two become one.
        Raises InvalidMemory for what is no tag, and BrainError where no note has the tag."""
        (to,) = valid_tags([to])
        below = self._must_be_there(tag)
        valid_tags(_renamed(each, tag, to) for each in below)

        def renamed(memory: Memory) -> Memory:
            moved = {each: _renamed(each, tag, to) for each in memory.tags if is_within(each, tag)}
            return memory.untag(moved).tag(moved.values())

        kind = MERGE if self._below(to) and not is_within(to, tag) else RENAME
        told = {"kind": kind, "tag": tag, "to": to}
        return self._do(action or new_id(), told, renamed, progress, cancelled)

    def remove(
        self, tag: str, progress: Progress = unheard, cancelled: Stop = never, action: UUID | None = None
    ) -> Done:
        """Take the tag, and those below it, from all notes. Raises BrainError where no note has it."""
        self._must_be_there(tag)

        def removed(memory: Memory) -> Memory:
            return memory.untag([each for each in memory.tags if is_within(each, tag)])

        told = {"kind": REMOVE, "tag": tag}
        return self._do(action or new_id(), told, removed, progress, cancelled)

    def _below(self, tag: str) -> tuple[str, ...]:
        return self._database.ask(tagging.tags_within, tag)

    def _must_be_there(self, tag: str) -> tuple[str, ...]:
        below = self._below(tag)
        if not below:
            raise BrainError(
                tr("No note has the tag “{tag}”.", tag=tag),
                tr("Nothing was changed. Capital letters matter here."),
            )
        return below

    def _do(
        self,
        action: UUID,
        told: Mapping[str, str],
        change: Callable[[Memory], Memory],
        progress: Progress,
        cancelled: Stop,
    ) -> Done:
        self._log.record(ACTION_BEGUN, action, self._user_id, told)

        def part(ids: Sequence[UUID]) -> Changes:
            def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
                return [change(known[each]) for each in ids if each in known and not known[each].purged]

            return self._log.append(ids, decide, correlation_id=action)

        done = in_parts(self._database.ask(tagging.notes_with, told["tag"]), part, progress, cancelled)
        if done.finished:
            self._log.record(ACTION_ENDED, action, self._user_id, {})
        return done


@dataclass(frozen=True, slots=True)
class _Loss:
    """A note lost a tag in an action, and got that of this name for it."""

    action: UUID | None
    name: str | None


def _lost(tag: str, stream: Sequence[Event]) -> _Loss | None:
    """How a note lost a tag or one below it, if it has neither now."""
    memory = memory_of(stream)
    if memory is None or any(is_within(each, tag) for each in memory.tags):
        return None
    for event in reversed(stream):
        gone = [each for each in event.data.get("tags", ()) if is_within(each, tag)]
        if event.event_type == UNTAGGED and gone:
            action = event.correlation_id
            names = _names(tag, gone, _got(stream, action))
            return _Loss(action, names.pop() if len(names) == 1 else None)
    return None


def _got(stream: Sequence[Event], action: UUID | None) -> list[str]:
    """The tags that a note got in an action."""
    if action is None:
        return []
    events = (each for each in stream if each.correlation_id == action and each.event_type == TAGGED)
    return [tag for event in events for tag in event.data["tags"]]


def _names(tag: str, gone: Sequence[str], got: Sequence[str]) -> set[str]:
    """What the tag may be called now if these tags within it became those."""
    endings = [each[len(tag) :] for each in gone]
    told = [{each.removesuffix(end) for each in got if each.endswith(end) and each != end} for end in endings]
    return set.intersection(*told)


def tree_of(own: Sequence[TagCount], below: Mapping[str, int]) -> tuple[TagNode, ...]:
    """The tree of these tags, each with the notes that have it; `below` counts for a beginning of tags the notes that have
    one below it and not itself. Beginnings that are no tag of any note are part of the tree."""
    counts = {each.tag: each.count for each in own}
    every = {*counts, *below}
    nodes = [TagNode(tag, counts.get(tag, 0) + below.get(tag, 0), tag in below) for tag in every]
    return tuple(sorted(nodes, key=lambda node: [(part.casefold(), part) for part in node.tag.split("/")]))


def is_within(tag: str, other: str) -> bool:
    """Whether a tag is another one, or stands below it."""
    return tag == other or tag.startswith(f"{other}/")


def _renamed(tag: str, old: str, new: str) -> str:
    return new + tag[len(old) :]
