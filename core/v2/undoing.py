"""Taking an import back.

Owns what counts as used since: whatever happened to a note, or points to it, that the import did not do itself. What was
not used since disappears as if it had never been imported, by events of its own: the log only grows. Safe to stop and to
run again. Refuses to ask anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar
from uuid import UUID

from core import events
from core.errors import Cancelled
from core.events import Data, Event
from core.history import memory_of
from core.memory import Memory
from core.progress import Progress, Stop, never, unheard
from core.store.database import Database
from core.store.imports import (
    Step,
    changed_by,
    count_restored,
    count_synced,
    count_voided,
    created_by,
    drafted,
    linked_by_others,
    present,
    steps,
)
from core.store.log import Log
from core.v2.batch import Touched, Undoing
from core.v2.notes import LEGACY_MODEL

LISTED = 1_000
"""Notes used since that are listed; the others are counted."""

_CHUNK = 500
_OF_VECTORS = (events.CREATED, events.EMBEDDED, events.UNEMBEDDED)
_GONE = (events.VOIDED, events.PURGED)
_Told = TypeVar("_Told", Step, Event)
_How = Literal["edited", "tagged", "linked", "linked to", "trashed"]
_HOW: Mapping[str, _How] = {
    events.UPDATED: "edited",
    events.TAGGED: "tagged",
    events.UNTAGGED: "tagged",
    events.LINKED: "linked",
    events.UNLINKED: "linked",
    events.ATTACHED: "edited",
    events.DETACHED: "edited",
    events.DELETED: "trashed",
    events.RESTORED: "trashed",
}


@dataclass(slots=True)
class _Count:
    removed: int = 0
    restored: int = 0
    kept: int = 0
    touched: list[Touched] = field(default_factory=list)

    def keep(self, notes: Sequence[Touched]) -> None:
        self.kept += len(notes)
        self.touched += notes[: max(0, LISTED - len(self.touched))]


def undo(
    database: Database,
    log: Log,
    batch: UUID,
    *,
    everything: bool = False,
    dry_run: bool = False,
    total: int = 0,
    progress: Progress = unheard,
    cancelled: Stop = never,
) -> Undoing:
    """Take back what an import did. Notes used since stay unless `everything` is to go; a dry run only counts.

    Raises Cancelled when it was stopped: what was taken back by then is, and the next run goes on.
    """
    synced = database.ask(count_synced, batch)
    taking = _Taking(database, log, batch, everything, dry_run)
    done = 0
    for chunk in _chunks(database, batch):
        if cancelled():
            raise Cancelled
        taking.created(chunk)
        done += len(chunk)
        progress(done, max(total, done))
    changed = database.ask(changed_by, batch)
    for first in range(0, len(changed), _CHUNK):
        if cancelled():
            raise Cancelled
        taking.changed(changed[first : first + _CHUNK])
    count = taking.count
    touched = tuple(count.touched)
    removed, restored = count.removed, count.restored
    if not dry_run:  # what was done before it was stopped counts, too
        removed = database.ask(count_voided, batch)
        restored = max(restored, database.ask(count_restored, batch))
    return Undoing(batch, removed, restored, count.kept, touched, not dry_run, synced)


def _chunks(database: Database, batch: UUID) -> Iterator[list[UUID]]:
    after = 0
    while rows := database.ask(created_by, batch, after, _CHUNK):
        after = rows[-1][0]
        yield [memory_id for _, memory_id in rows]


class _Taking:
    """One undoing under way."""

    def __init__(self, database: Database, log: Log, batch: UUID, everything: bool, dry_run: bool) -> None:
        self.count = _Count()
        self._database = database
        self._log = log
        self._batch = batch
        self._everything = everything
        self._dry_run = dry_run

    def created(self, ids: Sequence[UUID]) -> None:
        """Notes that the import created: void those that were not used since."""
        told = self._database.ask(steps, ids)
        alive = [memory_id for memory_id in ids if self._is_own(told[memory_id])]
        used = self._used(alive, told)
        going = alive if self._everything else [memory_id for memory_id in alive if memory_id not in used]
        self.count.keep([] if self._everything else self._list(used))
        if self._everything:
            self.count.touched += self._list(used)[: max(0, LISTED - len(self.count.touched))]
        versions = {memory_id: told[memory_id][-1].version for memory_id in going}
        self.count.removed += self._append(versions, lambda memory: memory.void(self._batch))

    def changed(self, ids: Sequence[UUID]) -> None:
        """Notes that were here before: take from them what the import gave, unless they were used since."""
        told = self._database.ask(steps, ids)
        alive = [memory_id for memory_id in ids if self._is_changed(told[memory_id])]
        used = self._used(alive, told, incoming=False)
        self.count.keep([] if self._everything else self._list(used))
        streams = {
            memory_id: self._log.stream(memory_id)
            for memory_id in alive
            if self._everything or memory_id not in used
        }
        versions = {
            memory_id: stream[-1].stream_version
            for memory_id, stream in streams.items()
            if self._has_left(stream)
        }
        self.count.restored += self._append(
            versions, lambda memory: _restored(memory, streams[memory.id], self._batch)
        )

    def _append(self, versions: Mapping[UUID, int], taken_back: Callable[[Memory], Memory]) -> int:
        """Take these notes back as long as they have the versions that were looked at: who edits a note while its import is
        taken back keeps it. How many were, or would be in a dry run."""
        going = list(versions)

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            going[:] = [key for key, version in versions.items() if known[key].version == version]
            return [taken_back(known[key]) for key in going]

        if versions and not self._dry_run:
            self._log.append(list(versions), decide, correlation_id=self._batch)
        just_now: dict[UUID, _How] = dict.fromkeys(versions.keys() - set(going), "edited")
        self.count.keep(self._list(just_now))
        return len(going)

    def _is_own(self, told: Sequence[Step]) -> bool:
        """Whether a note is here, and by this import: another one may have brought it again after it was taken back."""
        return _life(told)[0].batch == self._batch and told[-1].event_type not in _GONE

    def _is_changed(self, told: Sequence[Step]) -> bool:
        """Whether a note is here, and the import changed it since it came the last time."""
        return told[-1].event_type not in _GONE and any(step.batch == self._batch for step in _life(told))

    def _has_left(self, stream: Sequence[Event]) -> bool:
        """Whether something of the import is still in a note: an undoing that was stopped may have been here."""
        memory = memory_of(stream)
        return memory is not None and _restored(memory, stream, self._batch) is not memory

    def _used(
        self, ids: Sequence[UUID], told: Mapping[UUID, list[Step]], *, incoming: bool = True
    ) -> dict[UUID, _How]:
        """The notes among these that were used since the import, each with how."""
        used: dict[UUID, _How] = {}
        for memory_id in ids:
            life = _life(told[memory_id])
            first = next(at for at, step in enumerate(life) if step.batch == self._batch)
            since = [step for step in life[first:] if step.batch != self._batch]
            how = next((_HOW[step.event_type] for step in since if step.event_type in _HOW), None)
            if how is not None:
                used[memory_id] = how
        for memory_id in self._database.ask(drafted, ids):
            used.setdefault(memory_id, "edited")
        if incoming:
            for memory_id in self._database.ask(linked_by_others, ids, self._batch):
                used.setdefault(memory_id, "linked to")
        return used

    def _list(self, used: Mapping[UUID, _How]) -> list[Touched]:
        titles = self._database.ask(present, list(used)) if used else {}
        return [
            Touched(memory_id, titles[memory_id].title if memory_id in titles else "", how)
            for memory_id, how in used.items()
        ]


def _life(told: Sequence[_Told]) -> Sequence[_Told]:
    """What happened to a note since it came the last time: what was taken back before that is over."""
    return told[max(at for at, each in enumerate(told) if each.event_type == events.CREATED) :]


def _restored(memory: Memory, stream: Sequence[Event], batch: UUID) -> Memory:
    """A note without what an import changed in it, as far as it is still there. What the import left alone stays alone,
    whoever changed it since."""
    if memory.purged:
        return memory
    born = len(stream) - len(_life(stream))
    first = next(at for at in range(born, len(stream)) if stream[at].correlation_id == batch)
    before, since = memory_of(stream[:first]), stream[first:]
    assert before is not None  # it was here before the import
    own = [event for event in since if event.correlation_id == batch]
    for event in own:
        memory = _taken_back(memory, before, event)
    if any(event.event_type == events.UPDATED for event in own):
        memory = _as_before(memory, before, _source(stream[:first]), _source(stream))
    vectors = [event for event in since if event.event_type in (events.EMBEDDED, events.UNEMBEDDED)]
    if vectors and vectors[-1].event_type == events.EMBEDDED and vectors[-1].correlation_id == batch:
        memory = _embedded_as(memory, _vector(stream[born:first]), _vector(vectors))
    return memory


def _taken_back(memory: Memory, before: Memory, event: Event) -> Memory:
    data = event.data
    match event.event_type:
        case events.TAGGED:
            return memory.untag([tag for tag in data["tags"] if tag not in before.tags])
        case events.LINKED:
            return memory.unlink(UUID(data["target"]), data["kind"])
        case events.ATTACHED:
            return memory.detach(data["sha256"], data["name"])
    return memory


def _as_before(memory: Memory, before: Memory, came_from: Data, comes_from: Data) -> Memory:
    """Text and properties as they were. What the note came from is what it was then, too: a new import knows by that."""
    gone = [key for key in memory.metadata if key not in before.metadata]
    source = came_from if came_from != comes_from else None
    return memory.update(before.content, set_metadata=before.metadata, unset_metadata=gone, source=source)


def _embedded_as(memory: Memory, was: Data | None, now: Data | None) -> Memory:
    if was == now:
        return memory
    return memory.unembed(LEGACY_MODEL) if was is None else memory.embed(was)


def _vector(stream: Sequence[Event]) -> Data | None:
    """What these events leave as a note's imported vector."""
    told = next((each for each in reversed(stream) if each.event_type in _OF_VECTORS), None)
    return None if told is None else told.data.get("embedding")


def _source(stream: Sequence[Event]) -> Data:
    """What a note came from, as its last import says; empty when none says so."""
    return next((event.data["source"] for event in reversed(stream) if "source" in event.data), {})
