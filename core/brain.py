"""A brain: one person's notebook, open.

`Brain` is the whole face of the core towards windows, the command line and sync. Commands say what they touched
(`Changes`), questions return frozen values. All methods may be called from any thread. It refuses to know who asks, and
holds no SQL: that is in `core.store`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from core.changes import Changes
from core.clock import HybridClock
from core.errors import InvalidMemory, NotFound, VersionConflict
from core.events import new_id
from core.history import Version, memory_at, text_at, text_with, versions
from core.language import tr
from core.lists import Counts, MemoryIds, Page, Summary, TagCount, View
from core.memory import Draft, Memory
from core.merge import typed_over
from core.progress import Progress, Step, Stop, never, unheard
from core.rooms import Rooms
from core.search.result import Mode, Related, SavedSearch, SearchResult, Why
from core.store import reading, saved_searches
from core.store.database import Database
from core.store.log import Log
from core.store.upgrade import upgrade
from core.store.words import catch_up
from core.typed import text_hash

if TYPE_CHECKING:
    from core.exchange import Exported, Folders, Format, Imported, Taking
    from core.store.cluster import Cluster

ALL = View()


class Brain(Rooms):
    """An open notebook. Close it, or use it as a context manager."""

    def __init__(
        self, home: Path, url: str, device_id: UUID, cluster: Cluster | None = None, progress: Step = unheard
    ) -> None:
        self.home = home
        self.device_id = device_id
        self._cluster = cluster
        self._database = Database(url, self._revive)
        try:
            progress(tr("Opening the notebook"))
            if upgrade(self._database.address):
                progress(tr("Preparing search"))
                catch_up(self._database)
            self.user_id = self._database.ask(reading.owner)
            _, clock = self._database.ask(reading.head)
        except BaseException:
            self._database.close()
            raise
        self._log = Log(self._database, device_id, self.user_id, HybridClock(clock))

    def close(self) -> None:
        """Let go of the database; the built-in one stops when nobody else uses it."""
        self.leave_rooms()
        self._database.close()
        if self._cluster is not None:
            self._cluster.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- commands; those of one `action` are taken back together, see `undo`

    def create_memory(
        self,
        content: str,
        *,
        tags: Collection[str] = (),
        metadata: Mapping[str, Any] | None = None,
        id: UUID | None = None,  # noqa: A002 - the contract's own name for it
        created_at: datetime | None = None,
    ) -> Changes:
        """A new note; `changes.memory` is its id. Raises InvalidMemory, and VersionConflict when the id is taken."""
        memory = Memory.create(content, self.user_id, tags, metadata=metadata, id=id, created_at=created_at)
        return self._log.append((), lambda _: [memory], finished_drafts=[memory.id], correlation_id=new_id())

    def update_memory(
        self,
        memory_id: UUID,
        content: str | None = None,
        *,
        set_metadata: Mapping[str, Any] | None = None,
        unset_metadata: Collection[str] = (),
        expected_version: int | None = None,
    ) -> Changes:
        """Another text or other metadata for a note. With `expected_version`, only if it is still at that version:
        otherwise VersionConflict, which carries the present one, and nothing is written."""
        finished = [] if content is None else [memory_id]

        def decide(memory: Memory) -> Memory:
            if expected_version is not None and memory.version != expected_version:
                raise VersionConflict(memory_id, expected_version, memory.version)
            return memory.update(content, set_metadata=set_metadata, unset_metadata=unset_metadata)

        return self._change([memory_id], decide, finished)

    def tag(self, memory_ids: UUID | Collection[UUID], *tags: str, action: UUID | None = None) -> Changes:
        """Give notes these tags too."""
        return self._change(memory_ids, lambda memory: memory.tag(tags), action=action)

    def untag(self, memory_ids: UUID | Collection[UUID], *tags: str, action: UUID | None = None) -> Changes:
        """Take these tags from notes."""
        return self._change(memory_ids, lambda memory: memory.untag(tags), action=action)

    def link(
        self, source: UUID, target: UUID, kind: str = "related", metadata: Mapping[str, Any] | None = None
    ) -> Changes:
        """Link a note to another one, which must exist."""
        self.memory(target)
        return self._change(source, lambda memory: memory.link(target, kind, metadata))

    def unlink(self, source: UUID, target: UUID, kind: str = "related") -> Changes:
        """Remove a link."""
        return self._change(source, lambda memory: memory.unlink(target, kind))

    def delete(self, memory_ids: UUID | Collection[UUID], *, action: UUID | None = None) -> Changes:
        """Put notes into the trash."""
        return self._change(memory_ids, Memory.delete, action=action)

    def restore(self, memory_ids: UUID | Collection[UUID], *, action: UUID | None = None) -> Changes:
        """Take notes out of the trash."""
        return self._change(memory_ids, Memory.restore, action=action)

    def join(self, memory_ids: Sequence[UUID], *, action: UUID | None = None) -> Changes:
        """Make one of several notes: the first gets all they have, the others go to the trash. Raises NotFound."""
        from core.joining import joined

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            return joined([_there(known, each) for each in memory_ids])

        return self._log.append(memory_ids, decide, correlation_id=action or new_id())

    def purge(self, memory_ids: UUID | Collection[UUID], *, action: UUID | None = None) -> Changes:
        """Remove notes for good. Only what is in the trash can be purged; anything else is an InvalidMemory."""

        def decide(memory: Memory) -> Memory:
            if memory.deleted_at is None:
                raise InvalidMemory(
                    tr(
                        "The note “{title}” is not in the trash, so it was not removed for good.",
                        title=memory.title,
                    ),
                    tr("Delete it first; then it can be purged."),
                )
            return memory.purge()

        return self._change(memory_ids, decide, action=action)

    def save_draft(
        self, memory_id: UUID, content: str, base_version: int, base_text: str | None = None
    ) -> None:
        """Keep what is being typed, durably, without an event, until the note's next text. `base_version` is the version it
        is typed over, 0 for a note that is not created yet, and `base_text` the text at it: versions may be counted anew
        when a note comes from another device."""
        base = None if base_text is None else text_hash(base_text)
        self._database.ask(reading.save_draft, self.device_id, memory_id, base_version, content, base)

    def drop_draft(self, memory_id: UUID) -> None:
        """Forget a draft."""
        self._database.ask(reading.drop_draft, self.device_id, memory_id)

    def drafts(self) -> tuple[Draft, ...]:
        """What this device typed and did not make an event of, oldest first."""
        return self._database.ask(reading.drafts, self.device_id)

    def recover_drafts(self, but: Collection[UUID] = ()) -> Changes:
        """Make events of the drafts that a crash left behind, as `write` does; those of the notes `but` stay drafts."""
        changes = Changes()
        for draft in self.drafts():
            if draft.memory_id in but:
                continue
            base = draft.base_sha256 and text_with(self._log.all_of(draft.memory_id), draft.base_sha256)
            changes |= self.write(draft.memory_id, draft.content, draft.base_version, base)
        return changes

    def write(
        self, memory_id: UUID, content: str, base_version: int, base_text: str | None = None, own: bool = True
    ) -> Changes:
        """What an editor holds becomes the note's text: a new note when `base_version` is 0, else its next version.
        `base_text` was typed over, else the text of `base_version`. `own=False` leaves the draft that a window may have.

        When the note's text has changed since then, both edits are merged. What cannot be merged stays as it is in the
        note, and what was typed stands beside it, for a person to look at: see `conflicts`. What was typed into a note
        that is gone for good becomes a new one. Then `changes.memories` names that, too.
        """
        copy = new_id()

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            memory = known.get(memory_id)
            if memory is None:
                return [Memory.create(content, self.user_id, id=memory_id)]
            if memory.purged:
                return [Memory.create(content, self.user_id, memory.tags, id=copy)]
            if memory.content == content:
                return []
            if memory.version == base_version and base_text in (None, memory.content):
                return [memory.update(content)]
            stream = self._log.stream(memory_id)
            base = text_at(stream, base_version) or "" if base_text is None else base_text
            return [typed_over(memory, stream, content, base, self.device_id)]

        finished = [memory_id] if own else []
        return self._log.append([memory_id], decide, finished_drafts=finished, correlation_id=new_id())

    # ---- questions

    def memory(self, memory_id: UUID, at: datetime | None = None) -> Memory:
        """The note with this id, now or as it was at a moment. Raises NotFound."""
        if at is not None:
            return memory_at(memory_id, self._log.stream(memory_id), at)
        if (memory := self._database.ask(reading.memory, memory_id)) is None:
            raise NotFound(memory_id)
        return memory

    def history(self, memory_id: UUID) -> tuple[Version, ...]:
        """Every version of a note, oldest first, each with the note as it was then. Raises NotFound."""
        return versions(memory_id, self._log.stream(memory_id))

    def memories(self, view: View = ALL, after: Summary | None = None, limit: int = 50) -> Page:
        """The next rows of a view."""
        return self._database.ask(reading.page, view, after, limit)

    def memory_ids(self, view: View = ALL) -> MemoryIds:
        """The ids of a whole view in its order, 16 bytes each."""
        return self._database.ask(reading.ids, view)

    def summaries(self, memory_ids: Sequence[UUID]) -> tuple[Summary, ...]:
        """The rows of these notes in the order asked for; those that are gone are left out."""
        return self._database.ask(reading.summaries, memory_ids)

    def linked_from(self, memory_id: UUID) -> tuple[Summary, ...]:
        """The notes that link to this one."""
        return self._database.ask(reading.linked_from, memory_id)

    def counts(self) -> Counts:
        """How many notes there are, and how many in the trash."""
        return self._database.ask(reading.counts)

    def tags(self) -> tuple[TagCount, ...]:
        """All tags in alphabetical order, with their counts."""
        return self._database.ask(reading.tag_counts)

    def search(
        self, text: str, limit: int = 20, mode: Mode = Mode.BOTH, cancelled: Stop = never
    ) -> SearchResult:
        """The notes that answer a query, best first, each with the reason why. One that asks as of a moment is answered by
        the notebook as it was. Raises QueryError, and Cancelled."""
        from core.searching import search

        if (moment := self.past.asked(text)) is not None:
            return self.past.as_of(moment, cancelled=cancelled).search(text, limit, mode, cancelled)
        told = self._database.ask(search, text, limit, mode, self.meaning.usable, cancelled)
        return self.meaning.covering(told, mode)

    def why(self, memory_id: UUID, text: str) -> Why:
        """Why a note is among the results of a query, or why it is not. Raises NotFound, and QueryError."""
        from core.searching import why

        return self._database.ask(why, self.memory(memory_id), text, self.meaning.usable)

    def related(self, memory_id: UUID, limit: int = 8, *, linking: bool = True) -> tuple[Related, ...]:
        """The notes that have most to do with this one, each with the reason; without those `linking` to it for whoever
        lists them already. Raises NotFound."""
        from core.searching import related

        return self._database.ask(related, self.memory(memory_id), limit, linking)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches that were kept, by name."""
        return self._database.ask(saved_searches.listed)

    def save_search(self, name: str, text: str) -> None:
        """Keep a query under a name. Raises BrainError, with nothing changed, for a query that cannot be asked, and for a
        name that another search has."""
        from core.searching import save

        self._database.ask(save, name, text)

    def forget_search(self, name: str) -> None:
        """Keep the search of that name no longer."""
        self._database.ask(saved_searches.forget, name)

    def position(self) -> int:
        """The log's present position."""
        return self._database.ask(reading.head)[0]

    def changes_since(self, position: int) -> Changes:
        """What was touched after a position, by anybody, with the position now (or as far as 1 000 events reach)."""
        return self._log.changes_since(position)

    # ---- files

    def import_notes(
        self,
        path: str | os.PathLike[str],
        *,
        dry_run: bool = False,
        taking: Taking | None = None,
        progress: Progress = unheard,
        cancelled: Stop = never,
    ) -> Imported:
        """Bring in a folder of Markdown files, a vault of Obsidian, an archive of Joplin, one Markdown file, or JSON lines.
        `progress` hears of notes; `taking` says what becomes tags of them beyond those that they name; if not told, all.

        Running it again imports nothing twice. Raises BrainError for anything else, before anything is changed.
        """
        do = self.exchange.plan if dry_run else self.exchange.bring
        return do([Path(path)], progress, cancelled, taking=taking)

    def export(
        self,
        path: str | os.PathLike[str],
        format: Format = "jsonl",  # noqa: A002 - the contract's own name for it
        *,
        replace: bool = False,
        folders: Folders = "came",
        progress: Progress = unheard,
        cancelled: Stop = never,
    ) -> Exported:
        """Write all notes, those in the trash too, into a new file of JSON lines or a new folder of Markdown files.

        `replace` allows writing over a file, `folders` says where Markdown lies. Raises BrainError, or Cancelled: then
        nothing is left there.
        """
        return self.exchange.export(
            Path(path), format, replace=replace, folders=folders, progress=progress, cancelled=cancelled
        )

    def _change(
        self,
        memory_ids: UUID | Collection[UUID],
        decide: Callable[[Memory], Memory],
        finished_drafts: Collection[UUID] = (),
        action: UUID | None = None,
    ) -> Changes:
        """One command over some notes, all or nothing. Raises NotFound when one does not exist or was purged."""
        ids = [memory_ids] if isinstance(memory_ids, UUID) else list(dict.fromkeys(memory_ids))

        def decide_all(known: Mapping[UUID, Memory]) -> list[Memory]:
            return [decide(memory) for memory in [_there(known, memory_id) for memory_id in ids]]

        return self._log.append(
            ids, decide_all, finished_drafts=finished_drafts, correlation_id=action or new_id()
        )

    def _revive(self) -> None:
        if self._cluster is not None:
            self._cluster.ensure()


def _there(known: Mapping[UUID, Memory], memory_id: UUID) -> Memory:
    if memory_id not in known or known[memory_id].purged:
        raise NotFound(memory_id)
    return known[memory_id]
