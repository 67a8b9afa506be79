"""The notebook as it was at any moment, and the way back from there.

Owns what a person is shown of an earlier time and what bringing it back means: new events, on top of all that happened
since. A moment is one that the notes' own events tell of; what that means is said once, in `core.history.memory_at`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from core.changes import Changes
from core.errors import NotFound
from core.events import new_id
from core.history import as_it_was, made_again, memory_at, memory_of
from core.language import thousands, tr
from core.lists import Counts, MemoryIds, Page, Summary, TagCount, View
from core.memory import Memory
from core.progress import Progress, Stop, never, unheard
from core.search.result import Mode, SavedSearch, SearchResult
from core.store import past, past_words, reading, saved_searches, stretching
from core.store.database import Database
from core.store.log import Log
from core.tagging import TagNode, tree_of

ALL = View()
_READ_AT_ONCE = 300  # notes whose texts a search of then reads by itself: less than a second


@dataclass(frozen=True, slots=True)
class Returned:
    """Notes that were brought back: how many, and those among them that had to be made anew, because the old ones are
    gone for good."""

    changes: Changes
    notes: int
    made: tuple[UUID, ...] = ()


class Past:
    """The past of one notebook: `brain.past`. May be used from any thread."""

    def __init__(self, database: Database, log: Log) -> None:
        self._database = database
        self._log = log

    def behind(self) -> int:
        """How many events `as_of` has to read before it can answer: all of them the first time, then those that are new."""
        return self._database.ask(stretching.behind)

    def as_of(self, moment: datetime, progress: Progress = unheard, cancelled: Stop = never) -> AsOf:
        """The notebook as it was at a moment. `progress` hears of events where the log has to be read first. Raises
        Cancelled between two steps of that; the next call goes on from there."""
        stretching.catch_up(self._database, progress, cancelled)
        return AsOf(self._database, self._log, moment)

    def prepare(self) -> bool:
        """Read a small part of what `as_of` would have to read, a fraction of a second's work; whether there is more. What
        was read stays, however the program ends."""
        return stretching.step(self._database)

    def asked(self, query: str) -> datetime | None:
        """As of when a query asks (`as-of:2026-03-14`); None when it asks about today, or is no query."""
        from core.searching import moment_of

        return moment_of(query)

    def first_moment(self) -> datetime | None:
        """When the first note was written; None in an empty notebook, or when nobody looked back yet."""
        return self._database.ask(past.first_moment)

    def bring_back(self, versions: Mapping[UUID, int], action: UUID | None = None) -> Returned:
        """Let these notes be as they were at these versions again: text, tags, properties, links, files, and whether they
        are in the trash. All of it are new events, all or nothing. Of a note that is gone for good a new one is made. What
        is so already is left alone. What has one `action` is taken back together, see `brain.undo`. Raises NotFound for
        what never was."""
        made: list[UUID] = []
        mine = self._database.ask(reading.owner)

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            made.clear()
            after = []
            for memory_id, version in versions.items():
                then, now = self._at(memory_id, version), known.get(memory_id)
                if now is None:
                    raise NotFound(memory_id)
                again = made_again(then, mine) if now.purged else as_it_was(now, then)
                if now.purged:
                    made.append(again.id)
                after.append(again)
            return after

        changes = self._log.append(list(versions), decide, correlation_id=action or new_id())
        return Returned(changes, len(changes.memories), tuple(made))

    def use_text(self, memory_id: UUID, text: str, action: UUID | None = None) -> Returned:
        """Let a note have this text, one that gave way to a merged one. Raises NotFound for one that is not there."""

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            if memory_id not in known or known[memory_id].purged:
                raise NotFound(memory_id)
            return [known[memory_id].update(text)]

        changes = self._log.append([memory_id], decide, correlation_id=action or new_id())
        return Returned(changes, len(changes.memories))

    def _at(self, memory_id: UUID, version: int) -> Memory:
        memory = memory_of(self._log.stream(memory_id)[:version])
        if memory is None or memory.purged or memory.version != version:
            raise NotFound(memory_id)
        return memory


@dataclass(frozen=True, slots=True)
class TagsThen:
    """Of what `core.tagging.Tagging` says of today, what can be asked of then."""

    _database: Database
    moment: datetime

    def tree(self) -> tuple[TagNode, ...]:
        """All tags of notes outside the trash, each followed by those below it."""
        return tree_of(*self._database.ask(past.tag_tree, self.moment))


class AsOf:
    """The notebook as it was at `moment`: what a `Brain` answers of today, this answers of then. Nothing can change in it.

    What is appended to the log meanwhile is left out where it happened later, and seen by the next `Past.as_of` where not.
    """

    def __init__(self, database: Database, log: Log, moment: datetime) -> None:
        self.moment = moment
        self._database = database
        self._log = log
        self._all_read = False

    def memory(self, memory_id: UUID) -> Memory:
        """The note as it was. Raises NotFound when it was not there."""
        return memory_at(memory_id, self._log.stream(memory_id), self.moment)

    def memories(self, view: View = ALL, after: Summary | None = None, limit: int = 50) -> Page:
        """The next rows of a view."""
        return self._database.ask(past.page, self.moment, view, after, limit)

    def memory_ids(self, view: View = ALL) -> MemoryIds:
        """The ids of a whole view in its order."""
        return self._database.ask(past.ids, self.moment, view)

    def summaries(self, memory_ids: Sequence[UUID]) -> tuple[Summary, ...]:
        """The rows of these notes in the order asked for; those that were not there are left out."""
        return self._database.ask(past.summaries, self.moment, memory_ids)

    def counts(self) -> Counts:
        """How many notes there were, and how many in the trash."""
        return self._database.ask(past.counts, self.moment)

    def tags(self) -> tuple[TagCount, ...]:
        """All tags in alphabetical order, with their counts."""
        return self._database.ask(past.tag_counts, self.moment)

    @property
    def tagging(self) -> TagsThen:
        """The tags as a tree."""
        return TagsThen(self._database, self.moment)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches that are kept today: they have no history."""
        return self._database.ask(saved_searches.listed)

    def versions(self, memory_ids: Collection[UUID]) -> dict[UUID, int]:
        """The versions that these notes had; those that were not there are missing."""
        return self._database.ask(past.versions, self.moment, list(memory_ids))

    def differing(self) -> MemoryIds:
        """The notes that are another today: changed since, in the trash or out of it, or gone for good."""
        return self._database.ask(past.differing, self.moment)

    def unread(self) -> int:
        """How many notes of then a search cannot find before `read` has read what they said."""
        return self._database.ask(past_words.unread, self.moment)

    def read(self, progress: Progress = unheard, cancelled: Stop = never) -> None:
        """Read what the notes said that say something else today, so that search finds them. It is kept, also for other
        moments. `progress` hears of notes. Raises Cancelled; what was read stays."""
        past_words.read_texts(self._database, self.moment, None, progress, cancelled)

    def search(
        self, text: str, limit: int = 20, mode: Mode = Mode.WORDS, cancelled: Stop = never
    ) -> SearchResult:
        """The notes of then that answer a query, by their words: meaning is known of today's texts only. Where some could
        not be looked at, the answer says how many. Raises QueryError, and Cancelled."""
        from core.searching import search

        left = 0
        if not self._all_read:
            past_words.read_texts(self._database, self.moment, _READ_AT_ONCE, cancelled=cancelled)
            left = self.unread()
            self._all_read = not left

        def attempt() -> SearchResult:
            with past_words.standing_at(self._database, self.moment) as connection:
                return search(connection, text, limit, Mode.WORDS, lambda _: None, cancelled)

        told = self._database.persist(attempt)
        cut = told.cut
        if mode is not Mode.WORDS:
            cut = (*cut, tr("The notebook of another day is searched by words only."))
        if left:
            unread = tr(
                "{left} notes that were changed since then could not be looked at yet.", left=thousands(left)
            )
            cut = (*cut, unread)
        return replace(told, cut=cut)
