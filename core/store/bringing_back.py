"""Notes out of a backup that was read back, into the notebook: as new events on top, never as a rewind.

Owns how a note becomes again what it was: one that is not here comes with its whole history, one that changed gets its old
text, tags and files as its next version, one that was removed for good comes as a new note. Nothing is ever put into the
trash, and notes that were written since stay as they are. Refuses to know files of backups.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from uuid import UUID, uuid5

from core.changes import Changes
from core.errors import Cancelled
from core.events import Event
from core.lists import View
from core.memory import Memory, evolve
from core.progress import Progress, Stop, never, unheard
from core.store import reading
from core.store.database import Database
from core.store.engine import Cursor
from core.store.log import Log
from core.store.projection import load, step
from core.store.rows import COUNTS, decode_row, select_events

LISTED = 1_000
"""Notes of which a `BroughtBack` tells; more are only counted."""

_BATCH = 200
# Never to change: a second restoring finds what the first one made.
_COPIES = UUID("0c1a7f0e-6f5e-5c9b-8f5a-2f3f1f4e6d21")


@dataclass(frozen=True, slots=True)
class Differing:
    """A note that is not what it was in the backup. `how` is `missing`, `changed`, `trashed` or `removed`; or `files`,
    where only the content of a file is gone. `new_id` is the id of the note that it becomes here, where it was removed for
    good; else None."""

    id: UUID
    title: str
    how: str
    new_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What was brought back, or would be: of `notes` in the backup `same` are here as they were. `listed` names the first
    of the others. `changes` is what was touched."""

    notes: int = 0
    same: int = 0
    missing: int = 0
    changed: int = 0
    trashed: int = 0
    removed: int = 0
    files: int = 0
    listed: tuple[Differing, ...] = ()
    changes: Changes = field(default_factory=Changes)

    @property
    def brought(self) -> int:
        """How many notes differ, and were or would be brought back."""
        return self.notes - self.same


def made_like(now: Memory, then: Memory) -> Memory:
    """The note as it was then, as what follows what it is now: the same value when nothing differs. Pure. It is never put
    into the trash, and links and files that came since go from it; its history has them."""
    made = now.restore() if then.deleted_at is None else now
    gone = [key for key in made.metadata if key not in then.metadata]
    made = made.update(then.content, set_metadata=then.metadata, unset_metadata=gone)
    made = made.untag([tag for tag in made.tags if tag not in then.tags]).tag(then.tags)
    there = {(link.target, link.kind): link.metadata for link in then.links}
    for link in made.links:
        if there.get((link.target, link.kind)) != link.metadata:
            made = made.unlink(link.target, link.kind)
    for link in then.links:
        made = made.link(link.target, link.kind, link.metadata)
    files = {(each.sha256, each.name) for each in then.attachments}
    for each in made.attachments:
        if (each.sha256, each.name) not in files:
            made = made.detach(each.sha256, each.name)
    for each in then.attachments:
        made = made.attach(each.sha256, each.name, each.media_type, each.size)
    return made


class Bringing:
    """One bringing back, from a database that was read back into the notebook's own."""

    def __init__(
        self,
        then: Database,
        now: Database,
        log: Log,
        bring_file: Callable[[str], object],
        lacks_file: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`bring_file` brings the content of that SHA-256 here, if it can; it is called before a note names it. `lacks_file`
        says whether that would help: it is not here, and the backup has it."""
        self._then = then
        self._now = now
        self._log = log
        self._bring_file = bring_file
        self._lacks_file = lacks_file
        self._owners = (then.ask(reading.owner), now.ask(reading.owner))

    def ids(self) -> set[UUID]:
        """The ids of all notes of then, also of those in the trash."""
        return {each for view in (View(), View(trash=True)) for each in self._then.ask(reading.ids, view)}

    def run(
        self,
        only: Collection[UUID] = (),
        *,
        dry_run: bool = False,
        progress: Progress = unheard,
        cancelled: Stop = never,
    ) -> BroughtBack:
        """Bring back all notes, or only these. A batch is a transaction; stopped and run again, it goes
        on. Raises Cancelled."""
        total = len(only) or sum(_counts(self._then))
        told = BroughtBack()
        if not dry_run:
            self._bring_vectors()
        found = self._memories(only)
        while memories := list(islice(found, _BATCH)):
            if cancelled():
                raise Cancelled
            told = _together(told, self._batch(memories, dry_run))
            progress(told.notes, total)
        return told

    def _memories(self, only: Collection[UUID]) -> Iterator[Memory]:
        with self._then.connection() as connection:
            if only:
                found = (reading.memory(connection, memory_id) for memory_id in only)
                yield from (memory for memory in found if memory is not None)
            else:
                with closing(reading.every_memory(connection)) as memories:
                    yield from memories

    def _batch(self, then: Sequence[Memory], dry_run: bool) -> BroughtBack:
        wanted = {memory.id: memory for memory in then}
        with self._now.cursor() as cursor:
            here = load(cursor, wanted)
            targets = {each.id: self._target(cursor, each, here) for each in then}
        unlike: dict[UUID, str] = {}
        for memory in then:
            how = _how(targets[memory.id], here.get(memory.id), memory)
            if not how and any(self._lacks_file(each.sha256) for each in memory.attachments):
                how = "files"
            if how:
                unlike[memory.id] = how
        changes = Changes()
        if unlike and not dry_run:
            for each in unlike:
                for attachment in wanted[each].attachments:
                    self._bring_file(attachment.sha256)
            changes = self._streams([each for each, how in unlike.items() if how == "missing"])
            changes |= self._versions(
                {
                    targets[each][0]: wanted[each]
                    for each, how in unlike.items()
                    if how not in ("missing", "files")
                }
            )
        ways = list(unlike.values())
        return BroughtBack(
            notes=len(then),
            same=len(then) - len(unlike),
            **{how: ways.count(how) for how in ("missing", "changed", "trashed", "removed", "files")},
            listed=tuple(
                Differing(
                    each, wanted[each].title, how, None if targets[each][0] == each else targets[each][0]
                )
                for each, how in unlike.items()
            ),
            changes=changes,
        )

    def _target(
        self, cursor: Cursor, then: Memory, here: Mapping[UUID, Memory]
    ) -> tuple[UUID, Memory | None]:
        """The note here that this one becomes, and what it is now: itself, or its copy where it was removed for good."""
        memory_id, now = then.id, here.get(then.id)
        while now is not None and now.purged and not now.voided:
            memory_id = uuid5(_COPIES, str(memory_id))
            now = load(cursor, [memory_id]).get(memory_id)
        return memory_id, now

    def _streams(self, ids: list[UUID]) -> Changes:
        """Notes that were never here come with their history, each event as it was written."""
        if not ids:
            return Changes()
        query = select_events(
            f"where aggregate_id = any(%s) and {COUNTS} order by aggregate_id, stream_version"
        )
        events = [self._as_own(decode_row(row)) for row in self._then.fetch(query, (ids,))]
        for sha256 in {event.data["sha256"] for event in events if event.event_type == "memory.attached"}:
            self._bring_file(sha256)

        def attempt() -> Changes:
            with self._log.locked() as cursor:
                known = load(cursor, ids)  # somebody may have been quicker
                new = [event for event in events if event.aggregate_id not in known]
                if not new:
                    return Changes()
                following = step({}, _folded(new), new)
                changes = self._log.write(cursor, new)
                following.project(cursor)
                cursor.connection.commit()
                return changes

        return self._now.persist(attempt)

    def _versions(self, wanted: Mapping[UUID, Memory]) -> Changes:
        if not wanted:
            return Changes()

        def decide(known: Mapping[UUID, Memory]) -> Iterable[Memory]:
            for memory_id, then in wanted.items():
                now = known.get(memory_id)
                if now is None or now.voided:
                    yield self._anew(memory_id, then)
                else:
                    yield made_like(now, then)

        return self._log.append(list(wanted), decide)

    def _anew(self, memory_id: UUID, then: Memory) -> Memory:
        made = Memory.create(
            then.content, self._owners[1], then.tags, metadata=then.metadata, id=memory_id,
            created_at=then.created_at, updated_at=then.updated_at,
        )  # fmt: skip
        return made_like(made, then)

    def _as_own(self, event: Event) -> Event:
        theirs, mine = self._owners
        return replace(event, user_id=mine if event.user_id == theirs else event.user_id, position=None)

    def _bring_vectors(self) -> None:
        """The vectors that came with an import, where they are not here."""
        for sha256, value in self._then.fetch("select sha256, value::text from vectors", ()):
            self._now.ask(
                lambda connection, *row: connection.execute(
                    "insert into vectors (sha256, value) values (%s, %s::vector) on conflict do nothing", row
                ),
                sha256,
                value,
            )


def _how(target: tuple[UUID, Memory | None], here: Memory | None, then: Memory) -> str:
    """In which way a note is not what it was then; empty when it is."""
    now = target[1]
    if here is None:
        return "missing"
    if now is None or now.voided:
        return "removed"
    if then.deleted_at is None and now.deleted_at is not None:
        return "trashed"
    return "changed" if made_like(now, then) is not now else ""


def _folded(events: Iterable[Event]) -> list[Memory]:
    memories: dict[UUID, Memory] = {}
    for event in events:
        memories[event.aggregate_id] = evolve(memories.get(event.aggregate_id), event)
    return list(memories.values())


def _together(one: BroughtBack, other: BroughtBack) -> BroughtBack:
    return BroughtBack(
        one.notes + other.notes,
        one.same + other.same,
        one.missing + other.missing,
        one.changed + other.changed,
        one.trashed + other.trashed,
        one.removed + other.removed,
        one.files + other.files,
        (one.listed + other.listed)[:LISTED],
        one.changes | other.changes,
    )


def _counts(database: Database) -> tuple[int, int]:
    counts = database.ask(reading.counts)
    return counts.memories, counts.trash
