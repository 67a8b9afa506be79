"""The import: a v2 dump into a brain, batch by batch.

Owns how v2's values become events, and what counts as here already. Every batch is one transaction of the one append, so
an import that was stopped or killed is taken up by running it again. Nothing that is here is ever overwritten. Refuses to
know files (that is `source`) and SQL (that is the log).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from core.ahead import ahead
from core.errors import Cancelled, InvalidMemory
from core.memory import Memory
from core.progress import Progress, unheard
from core.store.log import Log, Vector
from core.v2.report import Report, Tally
from core.v2.seen import SeenIds
from core.v2.source import read_dump
from core.v2.values import EMBEDDING_DIMENSIONS, FileRead, Item, SetAside, TableRead, V2Link, V2Memory

LEGACY_MODEL = "legacy-1536"
"""The name that v2's vectors are kept under: its dumps do not say which model made them."""

_BATCH_ROWS = 1_000
_BATCH_CHARACTERS = 8_000_000  # so that a batch of long notes stays small too

_KEEP_BOTH = "What is here was left alone. If you want the other one too, copy it from the dump by hand."


def import_dump(
    log: Log,
    user_id: UUID,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Brings what the dump holds into the brain, for this user. A dry run counts the same and writes nothing.

    `progress` hears of bytes of the file. When `cancelled` answers True, what was read so far is written and the report
    says that it is not finished. Raises BrainError when the file is no v2 dump, or the database fails; batches that were
    written stay, and the next run goes on after them.
    """
    tally = Tally(path.name, dry_run)
    running = _Running(log, user_id, tally, dry_run)
    try:
        for item in ahead(read_dump(path, progress, cancelled), _weight):
            running.take(item)
        return tally.report(finished=True)
    except Cancelled:
        return tally.report(finished=False)


def _weight(item: Item) -> int:
    return len(item.content) + len(item.embedding or b"") if isinstance(item, V2Memory) else 0


class _Running:
    """One import under way: what was read and is not written yet."""

    def __init__(self, log: Log, user_id: UUID, tally: Tally, dry_run: bool) -> None:
        self._log = log
        self._user_id = user_id
        self._tally = tally
        self._dry_run = dry_run
        self._memories: list[V2Memory] = []
        self._links: list[V2Link] = []
        self._characters = 0
        self._would_exist = SeenIds()  # in a dry run, what a real one would have written

    def take(self, item: Item) -> None:
        match item:
            case V2Memory():
                self._memories.append(item)
                self._characters += len(item.content)
            case V2Link():
                self._links.append(item)
            case SetAside():
                self._tally.set_aside(item)
            case TableRead() | FileRead():
                self.flush()
                self._tally.read(item)
        waiting = len(self._memories) + len(self._links)
        if waiting >= _BATCH_ROWS or self._characters >= _BATCH_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Writes what waits: notes before the links between them."""
        if self._memories:
            self._write_memories(self._memories)
            self._memories, self._characters = [], 0
        if self._links:
            self._write_links(self._links)
            self._links = []

    def _write_memories(self, batch: Sequence[V2Memory]) -> None:
        origins = self._log.origins([found.id for found in batch])
        new: dict[UUID, _New] = {}
        for found in batch:
            if found.id not in origins:
                self._make(found, new)
            elif origins[found.id] == found.source_sha256:
                self._tally.identical(found)
            else:
                self._tally.set_aside(_differs(found))
        for made in self._append(new):
            self._tally.created(made.source)
            new.pop(made.source.id)
        for made in new.values():  # somebody else made a note with this id a moment ago
            self._tally.set_aside(_differs(made.source))

    def _make(self, found: V2Memory, new: dict[UUID, _New]) -> None:
        try:
            new[found.id] = _made(found, self._user_id)
        except InvalidMemory as error:
            self._tally.set_aside(_aside(found, "invalid", error.words, error.hint or _KEEP_BOTH))

    def _append(self, new: Mapping[UUID, _New]) -> list[_New]:
        """Those that were written, or would be."""
        if self._dry_run:
            for memory_id in new:
                self._would_exist.add(memory_id)
            return list(new.values())
        written: list[_New] = []

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            written[:] = [made for key, made in new.items() if key not in known]
            return [made.memory for made in written]

        if new:
            vectors = [made.vector for made in new.values() if made.vector is not None]
            self._log.append(list(new), decide, vectors=vectors)
        return written

    def _write_links(self, batch: Sequence[V2Link]) -> None:
        linking = _Linking(batch, self._user_id, self._would_exist if self._dry_run else None)
        self._log.append({end for link in batch for end in (link.source, link.target)}, linking.decide)
        linking.tell(self._tally)


@dataclass(frozen=True, slots=True)
class _New:
    """A memory to be created, with what it came from and the vector that came with it."""

    source: V2Memory
    memory: Memory
    vector: Vector | None


def _made(found: V2Memory, user_id: UUID) -> _New:
    metadata = dict(found.metadata)
    if found.owner is not None:
        metadata["v2"] = metadata.get("v2", {}) | {"owner": found.owner}
    vector = None
    if found.embedding is not None:
        vector = Vector(hashlib.sha256(found.embedding).digest(), found.embedding)
    memory = Memory.create(
        found.content,
        user_id,
        found.tags,
        metadata=metadata,
        id=found.id,
        created_at=found.created_at or found.updated_at,
        updated_at=found.updated_at,
        source={"system": "v2", "sha256": found.source_sha256},
        embedding=None if vector is None else _described(vector),
    )
    return _New(found, memory, vector)


def _described(vector: Vector) -> dict[str, Any]:
    return {"model": LEGACY_MODEL, "dimensions": EMBEDDING_DIMENSIONS, "sha256": vector.sha256.hex()}


class _Linking:
    """Decides about one batch of links. In a dry run `would_exist` are the notes that it would have created, and nothing
    comes out of `decide`.
    """

    def __init__(self, batch: Sequence[V2Link], user_id: UUID, would_exist: SeenIds | None) -> None:
        self._batch = batch
        self._user_id = user_id
        self._would_exist = would_exist
        self._created: list[V2Link] = []
        self._identical: list[V2Link] = []
        self._aside: list[SetAside] = []

    def decide(self, known: Mapping[UUID, Memory]) -> list[Memory]:
        """The memories with their new links. May be called again: only the last time counts."""
        self._created, self._identical, self._aside = [], [], []
        now = {key: memory for key, memory in known.items() if not memory.purged}
        for link in self._batch:
            self._decide(link, now)
        return [] if self._would_exist is not None else [m for m in now.values() if m.collect_events()]

    def tell(self, tally: Tally) -> None:
        """Counts what was decided."""
        for link in self._created:
            tally.created(link)
        for link in self._identical:
            tally.identical(link)
        for row in self._aside:
            tally.set_aside(row)

    def _decide(self, link: V2Link, now: dict[UUID, Memory]) -> None:
        for end in (link.source, link.target):
            if end not in now and self._would_exist is not None and end in self._would_exist:
                now[end] = Memory.create("", self._user_id, id=end)
            if end not in now:
                self._aside.append(_loose(link, end))
                return
        metadata = _link_metadata(link)
        memory = now[link.source]
        there = [old for old in memory.links if (old.target, old.kind) == (link.target, link.kind)]
        if not there:
            now[link.source] = memory.link(link.target, link.kind, metadata)
            self._created.append(link)
        elif there[0].metadata == metadata:
            self._identical.append(link)
        else:
            self._aside.append(_second(link))


def _link_metadata(link: V2Link) -> dict[str, Any]:
    """v2's own metadata, and under "v2" what a link has no field for."""
    left = {
        "confidence": link.confidence,
        "created_at": link.created_at.isoformat() if link.created_at else None,
    }
    left = {name: value for name, value in left.items() if value is not None}
    v2 = left | link.metadata.get("v2", {})
    return {**link.metadata, "v2": v2} if v2 else dict(link.metadata)


def _differs(found: V2Memory) -> SetAside:
    reason = "A note with this id is here already, and it does not come from the same row."
    return _aside(found, "differs", reason, _KEEP_BOTH)


def _aside(found: V2Memory, code: str, reason: str, remedy: str) -> SetAside:
    return SetAside(found.table, str(found.id), found.line, code, reason, remedy, found.content[:200])


def _loose(link: V2Link, end: UUID) -> SetAside:
    return _aside_link(
        link,
        "no-such-note",
        f"The note {end}, which it links, is not here.",
        "Bring that note in first, then import the dump again: what is here already is not imported twice.",
    )


def _second(link: V2Link) -> SetAside:
    reason = f'The two notes are linked as "{link.kind}" already, with other properties.'
    return _aside_link(
        link, "second-link", reason, "What is here was left alone; nothing else needs to be done."
    )


def _aside_link(link: V2Link, code: str, reason: str, remedy: str) -> SetAside:
    row_id = str(link.metadata.get("v2", {}).get("id", "")) or None
    excerpt = f"{link.source} {link.kind} {link.target}"
    return SetAside(link.table, row_id, link.line, code, reason, remedy, excerpt)
