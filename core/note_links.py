"""Links from note to note in texts: where they lead, what leads here, and what becomes of them when a note is renamed.

`NoteLinks` is this room's face, reached as `brain.note_links`. A link names a title (`[[Title]]`) and means the note that is
called so now; what is no title may be an alias or the path of an imported note. Which notes link is asked of the index of
words, so nothing derived has to be kept right. Holds no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from core.changes import Changes
from core.lists import Summary
from core.memory import Memory
from core.store import link_targets, note_links, reading
from core.store.database import Database
from core.text.embedded import embedded_in
from core.text.note_links import note_links_in, retargeted
from core.text.note_paths import paths_in

Change = Callable[[Collection[UUID], Callable[[Memory], Memory], Collection[UUID], UUID | None], Changes]


class NoteLinks:
    """The links of one notebook. `change` is the brain's way of changing notes as one action."""

    def __init__(self, database: Database, change: Change) -> None:
        self._database = database
        self._change = change

    def target(self, named: str, seen_from: UUID | None = None) -> UUID | None:
        """The note outside the trash that a link in a note leads to.

        `named` is a title, an alias, the path where a note was imported from or its last parts. Of several titles the note
        changed last is meant, of several paths the nearest to the note and then the shortest.
        """
        return self._database.ask(link_targets.meant, named, seen_from)

    def lost_in(self, text: str, seen_from: UUID | None = None) -> frozenset[str]:
        """The titles and paths that the links of a text name, as they are written, which lead to no note outside the trash,
        nor to one of the note's own files. Of very many the first."""
        named = dict.fromkeys((*(link.target for link in note_links_in(text)), *paths_in(text)))
        named |= dict.fromkeys(each.target for each in embedded_in(text) if not each.is_file)
        return self._database.ask(link_targets.lost, named, seen_from) if named else frozenset()

    def titled_like(self, typed: str, limit: int = 8) -> tuple[Summary, ...]:
        """Notes to offer while a title is typed; the newest ones when nothing is typed yet."""
        return self._database.ask(note_links.titled_like, typed, limit)

    def linking_to(self, memory_id: UUID, titles: Sequence[str]) -> tuple[Summary, ...]:
        """The other notes whose text links to one of these titles, newest first."""
        found = self._database.ask(note_links.linking, memory_id, titles)
        return self._database.ask(reading.summaries, found)

    def leading_to(self, memory_id: UUID) -> tuple[Summary, ...]:
        """The other notes whose text links to this one by whatever leads here, newest first."""
        found = self._database.ask(note_links.leading_to, memory_id)
        return self._database.ask(reading.summaries, found)

    def retarget(
        self, memory_ids: Collection[UUID], old: Sequence[str], new: str, action: UUID | None = None
    ) -> Changes:
        """Let the links to the titles `old` in these notes name `new`, as one `action`. Raises NotFound."""

        def decide(memory: Memory) -> Memory:
            text = memory.content
            for title in old:
                text = retargeted(text, title, new)
            return memory.update(text)

        return self._change(memory_ids, decide, (), action)
