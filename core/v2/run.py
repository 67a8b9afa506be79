"""The import: everything that a v2 left behind into a notebook, batch by batch.

Owns the order in which what was read is written: notes before the links between them, vectors and files after both. Every
batch is one transaction of the one append, so an import that was stopped or killed is taken up by running it again: what
it brought before counts as brought. Refuses to know files, and how a row becomes a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing, suppress

from core.ahead import ahead
from core.errors import Cancelled
from core.progress import Stop
from core.v2.choices import Choices, Sources
from core.v2.destination import Destination
from core.v2.filing import Filing
from core.v2.ledger import Ledger
from core.v2.links import bring_links
from core.v2.notes import Notes
from core.v2.planning import OwnersSeen
from core.v2.sources.reading import Heard, Keep, read_everything
from core.v2.values import FileRead, Item, SetAside, TableRead, V2File, V2Link, V2Memory, V2Point, V2User
from core.v2.vectors import bring_points

_BATCH_ROWS = 1_000
_LOOSE = 20_000  # links that may wait for their notes; of more the rest is set aside at once
_BATCH_WEIGHT = 8_000_000  # bytes, so that a batch of long notes stays small too


def bring_everything(
    sources: Sources, importing: Importing, keep: Keep, heard: Heard, cancelled: Stop
) -> bool:
    """Read all sources and write what they hold; whether it came to the end. When `cancelled` answers True, what was read so
    far is written. Raises BrainError when a source cannot be read or the database fails; batches that were written stay."""
    items = ahead(read_everything(sources, keep, heard, cancelled), weight)
    try:
        with closing(items):
            for item in items:
                importing.take(item)
        importing.finish()
    except Cancelled:
        # What was stopped may be the backup that has to be there before anything is written.
        with suppress(Cancelled):
            importing.flush()
        return False
    return True


def weight(item: Item) -> int:
    """About how many bytes an item holds."""
    match item:
        case V2Memory():
            return len(item.content) + len(item.embedding or b"")
        case V2Point():
            return len(item.text or "") + len(item.embedding or b"")
    return 0


class Importing:
    """One import under way: what was read and is not written yet."""

    def __init__(
        self,
        into: Destination,
        ledger: Ledger,
        choices: Choices,
        names: Mapping[str, str],
        had: Callable[[str], bool],
    ) -> None:
        """`names` are those of v2's users by their ids; `had` says whether a file was in the store before."""
        self.owners = OwnersSeen()
        self._into = into
        self._ledger = ledger
        self._choices = choices
        self._notes = Notes(into, ledger, choices, names)
        self._filing = Filing(into, ledger, had)
        self._memories: list[V2Memory] = []
        self._links: list[V2Link] = []
        self._points: list[V2Point] = []
        self._loose: list[V2Link] = []
        self._weight = 0

    def take(self, item: Item) -> None:
        """The next item of a source."""
        match item:
            case V2Memory():
                self.owners.note(item)
                self._memories.append(item)
            case V2Link():
                self._links.append(item)
            case V2Point():
                self._points.append(item)
            case V2File():
                self._filing.take(item)
            case V2User():
                self.owners.user(item)
            case SetAside():
                self._ledger.aside(item)
            case TableRead() | FileRead():
                self._read(item)
        self._weight += weight(item)
        waiting = len(self._memories) + len(self._links) + len(self._points)
        if waiting >= _BATCH_ROWS or self._weight >= _BATCH_WEIGHT:
            self.flush()

    def flush(self) -> None:
        """Write what waits: notes before the links between them."""
        memories, links, points = self._memories, self._links, self._points
        self._memories, self._links, self._points, self._weight = [], [], [], 0
        if memories:
            self._notes.bring(memories)
        if links:
            self._loose += bring_links(links, self._into, self._ledger, _LOOSE - len(self._loose))
        if points:
            keep = self._choices.keep_vectors
            bring_points(points, self._into, self._ledger, self._notes.unwanted, keep_vectors=keep)
        self._filing.flush()

    def finish(self) -> None:
        """Everything was read: write the rest."""
        self.flush()
        self._late()
        self._filing.finish()

    def _read(self, item: TableRead | FileRead) -> None:
        if isinstance(item, FileRead):  # the next source may speak of the notes of this one
            self.flush()
            self._late()
        self._ledger.tally.read(item)

    def _late(self) -> None:
        """Links that stood before the notes that they link."""
        late, self._loose = self._loose, []
        for first in range(0, len(late), _BATCH_ROWS):
            bring_links(late[first : first + _BATCH_ROWS], self._into, self._ledger)
