"""Ways through a notebook: to a note by its name, and a place as a list with pinned notes first and in groups.

Owns what a list is made of and how its groups are cut. It refuses to know how a list looks, and when a day begins where the
person is: whoever asks says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from core.changes import Changes
from core.lists import Listing, MemoryIds, Order, Page, Titled, View
from core.memory import Memory
from core.store import arranging, going, reading

if TYPE_CHECKING:
    from core.store.database import Database
    from core.store.engine import Connection

_MOST_WORDS = 12  # of what is typed to find a title by
_LONGEST = 200  # characters, as long as a title can be
_PINNED = "pinned"
Change = Callable[[Collection[UUID], Callable[[Memory], Memory], Collection[UUID], UUID | None], Changes]


class Ways:
    """The ways through one notebook."""

    def __init__(self, database: Database, change: Change) -> None:
        """`change` is the notebook's own way of changing notes."""
        self._database = database
        self._change = change

    def called_like(self, text: str, limit: int = 30) -> tuple[Titled, ...]:
        """The notes outside the trash whose title answers some letters, best first: just this title, one that begins so,
        one whose words begin so, one that holds the letters in a row, or in this order."""
        typed = " ".join(text.split()[:_MOST_WORDS])[:_LONGEST]
        return self._database.ask(going.called_like, typed, limit)

    def pin(self, memory_ids: Collection[UUID], pinned: bool = True, action: UUID | None = None) -> Changes:
        """Pin notes, or unpin them: a property of each, which travels to other devices. `action` is what it belongs to."""

        def change(memory: Memory) -> Memory:
            if pinned:
                return memory.update(set_metadata={_PINNED: True})
            return memory.update(unset_metadata=[_PINNED])

        return self._change(memory_ids, change, (), action)

    def first_page(self, limit: int = 50) -> Page:
        """What stands at the top of all notes: those that are pinned, then the newest."""
        return self._database.ask(_first_page, limit)

    def by_tag(self, view: View) -> Listing:
        """A whole view in groups by the first tag of each note, in a view of a tag by the first other one: in alphabetical
        order, the notes without one at the end in a group without a name. Pinned notes stand first, in none."""
        return self._database.ask(_by_tag, view)

    def listing(self, view: View, starts: Sequence[datetime] = (), *, grouped: bool = False) -> Listing:
        """A whole view, pinned notes first. When it is `grouped`, the others fall into groups: by the first letter where
        the view is sorted by title, else by time. Then a group's name is the number of the moment in `starts` at which it
        begins, counted from 1, and 0 for everything before; these moments ascend."""
        return self._database.ask(_listing, view, tuple(starts), grouped)


def _first_page(connection: Connection, limit: int) -> Page:
    page = reading.page(connection, View(), None, limit)
    first = reading.summaries(connection, arranging.pinned(connection, View())[:limit])
    known = {row.id for row in first}
    return Page((*first, *(row for row in page.items if row.id not in known))[:limit], page.after)


def _listing(connection: Connection, view: View, starts: tuple[datetime, ...], grouped: bool) -> Listing:
    pinned = arranging.pinned(connection, view)
    ids = _first(pinned, reading.ids(connection, view))
    runs: list[tuple[str, int]] = []
    if grouped and view.order is Order.TITLE and not view.trash:
        letters = arranging.initials(connection, view, pinned)
        runs = [(name, sum(1 for _ in run)) for name, run in groupby(letters, _initial)]
    elif grouped:
        counts = arranging.spans(connection, view, pinned, starts)
        runs = [(str(number), counts[number]) for number in sorted(counts, reverse=True)]
    return Listing(ids, len(pinned), tuple(runs))


def _by_tag(connection: Connection, view: View) -> Listing:
    pinned = arranging.pinned(connection, view)
    ids, runs = arranging.by_tag(connection, view, pinned)
    return Listing(MemoryIds.joined([MemoryIds(pinned), ids]), len(pinned), runs)


def _first(pinned: Sequence[UUID], ids: MemoryIds) -> MemoryIds:
    """The same notes with these in front."""
    rows = sorted(row for each in pinned if (row := ids.position_of(each)) is not None)
    if not rows:
        return ids
    parts, begun = [MemoryIds(each for each in pinned)], 0
    for row in rows:
        parts.append(ids[begun:row])
        begun = row + 1
    return MemoryIds.joined([*parts, ids[begun:]])


def _initial(letter: str) -> str:
    """Under which letter a title stands: accents do not count; figures and signs stand under “#”."""
    plain = unicodedata.normalize("NFKD", letter)[0].upper()
    return plain if plain.isalpha() else "#"
