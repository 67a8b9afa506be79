"""A memory: what a note is to the program, and how events make it.

Owns the values that leave the core (`Memory`, `Link`, `Attachment`, `Draft`) and the two directions between them and
events: a command records an event, `evolve` folds one. Pure: knows no database and no window.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from core import events
from core.errors import REMOVED, InvalidMemory, VersionConflict
from core.events import Data, Event
from core.text.titles import names_in, title_of
from core.typed import changed_text, text_change
from core.valid import disk_name, valid_file, valid_metadata, valid_tags, valid_text


@dataclass(frozen=True, slots=True)
class Link:
    """A directed link from one memory to another. `kind` is a word such as "related"."""

    target: UUID
    kind: str = "related"
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a memory. Its bytes are in the store of files, under their SHA-256 (hexadecimal, in small
    letters); `size` counts them, `name` is what it is called in this memory."""

    sha256: str
    name: str
    media_type: str
    size: int

    @property
    def file_name(self) -> str:
        """The name as every system takes it on its disk."""
        return disk_name(self.name)


@dataclass(frozen=True, slots=True)
class Memory:
    """One note as it stands after `version` events. Frozen: a command returns the next value.

    `updated_at` is when text or metadata last changed; tags, pins, links, files and the trash leave it alone. `deleted_at`
    says since when it is in the trash. A purged memory has lost all but its id and version. One that is `voided`, too, was
    taken back with the import that had brought it, and may be created again. `clashes` are the versions at which two edits
    could not be merged and a person has to look at both.
    """

    id: UUID
    content: str
    user_id: UUID
    created_at: datetime
    updated_at: datetime
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    version: int = 0
    deleted_at: datetime | None = None
    purged: bool = False
    voided: bool = False
    clashes: tuple[int, ...] = ()
    _events: tuple[Event, ...] = field(default=(), repr=False, compare=False)

    @property
    def title(self) -> str:
        """The first heading or line of the text; empty when it has no words."""
        return title_of(self.content)

    @property
    def called(self) -> tuple[str, ...]:
        """What links may name this note by: its title, and the form that its title once had."""
        return names_in(self.content)

    def as_json(self) -> dict[str, Any]:
        """The memory as JSON values: the shape of an export's line, and of a note on the command line."""
        return {
            "id": str(self.id),
            "title": self.title,
            "content": self.content,
            "tags": list(self.tags),
            "metadata": dict(self.metadata),
            "links": [
                {"target": str(link.target), "kind": link.kind, "metadata": dict(link.metadata)}
                for link in self.links
            ],
            "attachments": [asdict(attachment) for attachment in self.attachments],
            "created_at": self.created_at.isoformat(),
            "updated_at": self.updated_at.isoformat(),
            "deleted_at": self.deleted_at.isoformat() if self.deleted_at else None,
            "version": self.version,
            "clashes": list(self.clashes),
        }

    @classmethod
    def create(
        cls,
        content: str,
        user_id: UUID,
        tags: Iterable[str] = (),
        *,
        metadata: Mapping[str, Any] | None = None,
        id: UUID | None = None,  # noqa: A002 - the contract's own name for it
        created_at: datetime | None = None,
        updated_at: datetime | None = None,
        source: Data | None = None,
        embedding: Data | None = None,
    ) -> Memory:
        """A new memory, with exactly one recorded event, `memory.created`.

        `source` and `embedding` describe where an imported memory came from and the vector that came with it.
        Raises InvalidMemory when text, tags or metadata hold what a memory cannot.
        """
        now = datetime.now(UTC)
        occurred = created_at or now
        data: dict[str, Any] = {
            "content": valid_text(content),
            "tags": list(valid_tags(tags)),
            "metadata": valid_metadata(metadata or {}),
        }
        if updated_at is not None and updated_at != occurred:
            data["updated_at"] = updated_at.isoformat()
        if source is not None:
            data["source"] = dict(source)
        if embedding is not None:
            data["embedding"] = dict(embedding)
        event = Event(events.new_id(), id or events.new_id(), events.CREATED, 1, user_id, occurred, data)
        return replace(_created(event), _events=(event,))

    def behind(self, version: int) -> Memory:
        """This new memory as what comes after that version of an earlier life."""
        later = tuple(replace(each, stream_version=each.stream_version + version) for each in self._events)
        return replace(self, version=self.version + version, _events=later)

    def collect_events(self) -> tuple[Event, ...]:
        """The events that this value recorded since it was created or read, oldest first."""
        return self._events

    def update(
        self,
        content: str | None = None,
        *,
        set_metadata: Mapping[str, Any] | None = None,
        unset_metadata: Collection[str] = (),
        source: Data | None = None,
        merged: Data | None = None,
    ) -> Memory:
        """The memory with another text or other metadata; itself when nothing differs. `source` is as in `create`;
        `merged` says how two edits became this text (`core.typed.merged_data`)."""
        data: dict[str, Any] = {}
        if content is not None and content != self.content:
            data |= text_change(self.content, valid_text(content), self.version + 1)
        changed = {
            key: value
            for key, value in valid_metadata(set_metadata or {}).items()
            if key not in self.metadata or self.metadata[key] != value
        }
        gone = sorted(key for key in unset_metadata if key in self.metadata)
        if changed or gone:
            data["metadata"] = {"set": changed, "unset": gone}
        if source is not None:
            data["source"] = dict(source)
        if merged is not None:
            data["merged"] = dict(merged)
        return self._record(events.UPDATED, data) if data else self

    def settle(self, versions: Iterable[int]) -> Memory:
        """The memory whose clashes at these versions a person has settled; itself when it has none of them."""
        settled = sorted(set(versions) & set(self.clashes))
        return self._record(events.SETTLED, {"versions": settled}) if settled else self

    def tag(self, tags: Iterable[str]) -> Memory:
        """The memory with these tags too; itself when it has them all."""
        new = [tag for tag in valid_tags(tags) if tag not in self.tags]
        return self._record(events.TAGGED, {"tags": new}) if new else self

    def untag(self, tags: Iterable[str]) -> Memory:
        """The memory without these tags; itself when it has none of them."""
        gone = [tag for tag in valid_tags(tags) if tag in self.tags]
        return self._record(events.UNTAGGED, {"tags": gone}) if gone else self

    def link(self, target: UUID, kind: str = "related", metadata: Mapping[str, Any] | None = None) -> Memory:
        """The memory with a link to another one; itself when it has that link."""
        if self._has_link(target, kind):
            return self
        data = {
            "target": str(target),
            "kind": valid_text(kind),
            "metadata": valid_metadata(metadata or {}),
        }
        return self._record(events.LINKED, data)

    def unlink(self, target: UUID, kind: str = "related") -> Memory:
        """The memory without that link; itself when it has none."""
        if not self._has_link(target, kind):
            return self
        return self._record(events.UNLINKED, {"target": str(target), "kind": kind})

    def attach(self, sha256: str, name: str, media_type: str, size: int) -> Memory:
        """The memory with a file, whose bytes are in the store already; itself when it has them under that name.

        Of the name what can be shown is kept: see `valid_name`. Raises InvalidMemory for what is no SHA-256 or size.
        """
        data = valid_file(sha256, name, media_type, size)
        known = any((each.sha256, each.name) == (sha256, data["name"]) for each in self.attachments)
        return self if known else self._record(events.ATTACHED, data)

    def detach(self, sha256: str, name: str) -> Memory:
        """The memory without that file; itself when it has none such. The bytes stay in the store."""
        if self.attachments == _attachments_without(self, sha256, name):
            return self
        return self._record(events.DETACHED, {"sha256": sha256, "name": name})

    def delete(self) -> Memory:
        """The memory in the trash; itself when it is there already."""
        return self._record(events.DELETED, {}) if self.deleted_at is None else self

    def restore(self) -> Memory:
        """The memory out of the trash; itself when it was not in it."""
        return self._record(events.RESTORED, {}) if self.deleted_at is not None else self

    def purge(self) -> Memory:
        """The memory gone from the notebook for good."""
        return self if self.purged else self._record(events.PURGED, {})

    def embed(self, embedding: Data) -> Memory:
        """The memory with a vector that came later; `embedding` is as in `create`."""
        return self._record(events.EMBEDDED, {"embedding": dict(embedding)})

    def unembed(self, model: str) -> Memory:
        """The memory without the vector that came under this model's name."""
        return self._record(events.UNEMBEDDED, {"model": model})

    def void(self, batch: UUID) -> Memory:
        """The memory as if the import of that batch had never brought it."""
        return self if self.purged else self._record(events.VOIDED, {"batch": str(batch)})

    def _has_link(self, target: UUID, kind: str) -> bool:
        return any(link.target == target and link.kind == kind for link in self.links)

    def _record(self, event_type: str, data: Data) -> Memory:
        if self.purged:
            raise InvalidMemory(REMOVED)
        event = Event(
            events.new_id(), self.id, event_type, self.version + 1, self.user_id, datetime.now(UTC), data
        )
        return replace(evolve(self, event), _events=(*self._events, event))


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and is no event yet; over which version (0 for a new note), and the hash of the text at that."""

    memory_id: UUID
    base_version: int
    content: str
    saved_at: datetime
    base_sha256: str | None = None


def evolve(memory: Memory | None, event: Event) -> Memory:
    """The memory after one more event. This fold is the only way from events to a memory: for the live tables,
    for history, for any moment in the past and for replay.

    Raises VersionConflict when the event does not follow the memory's version.
    """
    present = memory.version if memory else 0
    if event.stream_version != present + 1:
        raise VersionConflict(event.aggregate_id, event.stream_version - 1, present)
    if memory is None or (memory.voided and event.event_type == events.CREATED):
        if event.event_type != events.CREATED:
            raise InvalidMemory(f"The history of note {event.aggregate_id} begins with {event.event_type}.")
        return _created(event)
    step = _FOLDS.get(event.event_type)
    if step is None:
        raise InvalidMemory(f"The history of note {event.aggregate_id} creates it twice.")
    return replace(step(memory, event), version=event.stream_version, _events=())


def _created(event: Event) -> Memory:
    data = event.data
    return Memory(
        id=event.aggregate_id,
        content=data["content"],
        user_id=event.user_id,
        created_at=event.occurred_at,
        updated_at=_time(data.get("updated_at")) or event.occurred_at,
        tags=tuple(data.get("tags", ())),
        metadata=data.get("metadata", {}),
        version=event.stream_version,
    )


def _updated(memory: Memory, event: Event) -> Memory:
    data = event.data
    try:
        content = changed_text(data, memory.content)
    except ValueError:
        words = f"Version {event.stream_version} of note {memory.id} does not fit its history."
        raise InvalidMemory(words) from None
    change = data.get("metadata") or {"set": {}, "unset": []}
    kept = {key: value for key, value in memory.metadata.items() if key not in change["unset"]}
    pinning = data.keys() == {"metadata"} and {*change["set"], *change["unset"]} == {"pinned"}
    at = memory.updated_at if pinning else event.occurred_at
    clashed = data.get("merged", {}).get("clash") is True
    clashes = (*memory.clashes, event.stream_version) if clashed else memory.clashes
    return replace(memory, content=content, metadata=kept | change["set"], updated_at=at, clashes=clashes)


def _tagged(memory: Memory, event: Event) -> Memory:
    new = tuple(tag for tag in event.data["tags"] if tag not in memory.tags)
    return replace(memory, tags=memory.tags + new)


def _untagged(memory: Memory, event: Event) -> Memory:
    return replace(memory, tags=tuple(tag for tag in memory.tags if tag not in event.data["tags"]))


def _linked(memory: Memory, event: Event) -> Memory:
    data = event.data
    link = Link(UUID(data["target"]), data["kind"], data.get("metadata", {}))
    return replace(memory, links=(*_links_without(memory, link.target, link.kind), link))


def _unlinked(memory: Memory, event: Event) -> Memory:
    return replace(memory, links=_links_without(memory, UUID(event.data["target"]), event.data["kind"]))


def _attached(memory: Memory, event: Event) -> Memory:
    data = event.data
    new = Attachment(data["sha256"], data["name"], data["media_type"], data["size"])
    return replace(memory, attachments=(*_attachments_without(memory, new.sha256, new.name), new))


def _detached(memory: Memory, event: Event) -> Memory:
    data = event.data
    return replace(memory, attachments=_attachments_without(memory, data["sha256"], data["name"]))


def _deleted(memory: Memory, event: Event) -> Memory:
    return replace(memory, deleted_at=event.occurred_at)


def _restored(memory: Memory, _event: Event) -> Memory:
    return replace(memory, deleted_at=None)


def _purged(memory: Memory, _event: Event) -> Memory:
    return replace(
        memory, content="", tags=(), metadata={}, links=(), attachments=(), purged=True, clashes=()
    )


def _settled(memory: Memory, event: Event) -> Memory:
    left = tuple(version for version in memory.clashes if version not in event.data["versions"])
    return replace(memory, clashes=left)


def _voided(memory: Memory, event: Event) -> Memory:
    return replace(_purged(memory, event), voided=True)


_FOLDS: Mapping[str, Callable[[Memory, Event], Memory]] = {
    events.UPDATED: _updated,
    events.TAGGED: _tagged,
    events.UNTAGGED: _untagged,
    events.LINKED: _linked,
    events.UNLINKED: _unlinked,
    events.ATTACHED: _attached,
    events.DETACHED: _detached,
    events.DELETED: _deleted,
    events.RESTORED: _restored,
    events.PURGED: _purged,
    events.VOIDED: _voided,
    events.SETTLED: _settled,
    events.EMBEDDED: lambda memory, _: memory,  # vectors stand beside the memory
    events.UNEMBEDDED: lambda memory, _: memory,
}


def _links_without(memory: Memory, target: UUID, kind: str) -> tuple[Link, ...]:
    return tuple(link for link in memory.links if (link.target, link.kind) != (target, kind))


def _attachments_without(memory: Memory, sha256: str, name: str) -> tuple[Attachment, ...]:
    return tuple(each for each in memory.attachments if (each.sha256, each.name) != (sha256, name))


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
