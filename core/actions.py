"""What a person did here, action by action: which can be taken back, which can be done again, and each in words.

Pure. An action is all events of one command, or of one bulk action in many parts: they share a correlation. Undoing and
redoing are actions, too, and say of which. Refuses to know where events are kept and how one is reversed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core import events
from core.language import tr, tr_n

UNDO, REDO, RENAME, MERGE, REMOVE = "undo", "redo", "tag.rename", "tag.merge", "tag.remove"


@dataclass(frozen=True, slots=True)
class Seen:
    """An action as the log shows it at a glance. `told` is what it says of itself, if it does; `note` the note that it was
    about where that was one, `kinds` the types of its events."""

    id: UUID
    first: int
    told: Mapping[str, Any] | None = None
    ended: bool = False
    note: UUID | None = None
    kinds: frozenset[str] = frozenset()

    def __or__(self, later: Seen) -> Seen:
        """The same action with what was seen of it later."""
        return Seen(
            self.id,
            min(self.first, later.first),
            later.told or self.told,
            self.ended or later.ended,
            self.note if self.note == later.note else None,
            self.kinds | later.kinds,
        )


@dataclass(frozen=True, slots=True)
class Stacks:
    """What can be taken back and what can be done again, in the order in which it was done: the last one comes first out."""

    undo: tuple[UUID, ...] = ()
    redo: tuple[UUID, ...] = ()


def stacks(seen: Iterable[Seen]) -> Stacks:
    """Go through all actions in the order in which they began. Something new ends what could be done again. Undoing that
    was stopped on the way leaves both possible: to go on with it, and to do again what it took back."""
    undo: list[UUID] = []
    redo: list[UUID] = []
    for each in sorted(seen, key=lambda one: one.first):
        kind = (each.told or {}).get("kind")
        if kind not in (UNDO, REDO):
            undo.append(each.id)
            redo.clear()
            continue
        of = UUID((each.told or {})["of"])
        source, target = (undo, redo) if kind == UNDO else (redo, undo)
        if of in target:
            target.remove(of)
        target.append(of)
        if each.ended and of in source:
            source.remove(of)
    return Stacks(tuple(undo), tuple(redo))


@dataclass(frozen=True, slots=True)
class Kind:
    """The events of one type in an action: about how many notes, and what the first of them says but its text."""

    event_type: str
    notes: int
    data: Mapping[str, Any]
    text: bool = False
    """Whether it says anything of a text."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action in words, such as "delete 12 notes", to stand behind "Undo: ". One that is not `possible` removed
    notes for good."""

    id: UUID
    words: str
    notes: int
    possible: bool = True


def in_words(told: Mapping[str, Any] | None, kinds: Sequence[Kind], notes: int, title: str | None) -> str:
    """What was done. `title` is that of the note where it was one and is known."""
    if told is not None and (words := _of_tags(told)):
        return words
    which = _quoted(title) if notes == 1 else _count(notes)
    by_type = {each.event_type: each for each in kinds}
    if events.DELETED in by_type and events.CREATED not in by_type and len(by_type) > 1:
        return tr("join {notes} into one", notes=_count(notes))
    for event_type, phrase in _PHRASES.items():
        if event_type in by_type:
            kind = by_type[event_type]
            which = _quoted(title) if kind.notes == 1 and notes == 1 else _count(kind.notes)
            return phrase(kind, which)
    if events.TAGGED in by_type and events.UNTAGGED in by_type:
        return tr("change the tags of {which}", which=which)
    if events.TAGGED in by_type:
        return tr("add {tags} to {which}", tags=_tags(by_type[events.TAGGED]), which=which)
    if events.UNTAGGED in by_type:
        return tr("remove {tags} from {which}", tags=_tags(by_type[events.UNTAGGED]), which=which)
    return tr("change {which}", which=which)


def _of_tags(told: Mapping[str, Any]) -> str:
    match told.get("kind"):
        case "tag.rename":
            return tr("rename tag “{tag}” to “{other}”", tag=told["tag"], other=told["to"])
        case "tag.merge":
            return tr("merge tag “{tag}” into “{other}”", tag=told["tag"], other=told["to"])
        case "tag.remove":
            return tr("remove tag “{tag}” from all notes", tag=told["tag"])
    return ""


def _edited(kind: Kind, which: str) -> str:
    metadata = kind.data.get("metadata", {})
    if kind.text or not metadata:
        return tr("edit {which}", which=which)
    if [*metadata["set"], *metadata["unset"]] == ["pinned"]:
        return tr("pin {which}", which=which) if metadata["set"] else tr("unpin {which}", which=which)
    return tr("change properties of {which}", which=which)


def _made(kind: Kind, which: str) -> str:
    counted = which == _count(kind.notes)
    return tr("make {which}", which=which) if counted else tr("new note {which}", which=which)


def _file(kind: Kind) -> str:
    return str(kind.data.get("name") or tr("a file"))


# The first that is among the events says it: a note that is made with a tag is a new note.
_PHRASES: Mapping[str, Callable[[Kind, str], str]] = {
    events.PURGED: lambda _, which: tr("delete {which} for good", which=which),
    events.CREATED: _made,
    events.SETTLED: lambda _, which: tr("choose between two versions of {which}", which=which),
    events.UPDATED: _edited,
    events.DELETED: lambda _, which: tr("delete {which}", which=which),
    events.RESTORED: lambda _, which: tr("restore {which}", which=which),
    events.ATTACHED: lambda kind, which: tr("attach {file} to {which}", file=_file(kind), which=which),
    events.DETACHED: lambda kind, which: tr("remove {file} from {which}", file=_file(kind), which=which),
    events.LINKED: lambda _, which: tr("link {which}", which=which),
    events.UNLINKED: lambda _, which: tr("remove a link of {which}", which=which),
}


def _tags(kind: Kind) -> str:
    tags = kind.data.get("tags", ())
    return tr("tag “{tag}”", tag=tags[0]) if len(tags) == 1 else tr_n("{n} tag", "{n} tags", len(tags))


def _quoted(title: str | None) -> str:
    return _count(1) if title is None else tr("“{title}”", title=title or tr("Untitled"))


def _count(notes: int) -> str:
    return tr_n("{n} note", "{n} notes", notes)
