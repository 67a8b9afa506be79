"""What lists of notes are made of: views, their rows, and counts. Pure values; `core.store.reading` fills them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import overload
from uuid import UUID

from core.text.titles import excerpt_of, title_of


class Order(StrEnum):
    """How a list of notes is sorted; each order ends with the id, so it is total."""

    UPDATED = "updated"
    CREATED = "created"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A note as a row of a list while somebody writes in it: as it will be once its text is saved. `tags` are those that a
    note will have which is not in the notebook yet; None for one that is."""

    id: UUID
    title: str
    excerpt: str
    moment: datetime
    tags: tuple[str, ...] | None = None

    @classmethod
    def of(cls, memory_id: UUID, text: str, moment: datetime, tags: tuple[str, ...] | None = None) -> Unsaved:
        """The note with this text, or with one that begins so."""
        return cls(memory_id, title_of(text), excerpt_of(text), moment, tags)


@dataclass(frozen=True, slots=True)
class View:
    """Which notes a list shows and in which order: all, those with a tag, those without any, or the trash.
    With `below`, those with a tag below the tag, too, such as house/roof below house. Of a shared space the name is `space`,
    and the notes in it are `among`. The notes `unsaved` stand where they will once what is typed into them is saved."""

    tag: str | None = None
    untagged: bool = False
    trash: bool = False
    order: Order = Order.UPDATED
    below: bool = False
    space: str | None = None
    among: frozenset[UUID] = frozenset()
    unsaved: tuple[Unsaved, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A note as a row of a list."""

    id: UUID
    title: str
    excerpt: str
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    version: int
    pinned: bool = False
    picture: str = ""
    """The SHA-256 (hexadecimal) of the first picture among its files; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a view; `after` fetches the next page and is None on the last one."""

    items: tuple[Summary, ...]
    after: Summary | None


@dataclass(frozen=True, slots=True)
class Titled:
    """A note by what it is called, as one goes to it."""

    id: UUID
    title: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many notes outside the trash carry it."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many notes there are, and how many in the trash."""

    memories: int
    trash: int


class MemoryIds(Sequence[UUID]):
    """The ids of a whole view in order: 16 bytes each, so that a list of a million rows is cheap to hold."""

    __slots__ = ("_packed",)

    def __init__(self, ids: Iterable[UUID] = (), packed: bytes = b"") -> None:
        self._packed = packed or b"".join(memory_id.bytes for memory_id in ids)

    @classmethod
    def joined(cls, parts: Iterable[MemoryIds]) -> MemoryIds:
        """The ids of all parts, one behind the other."""
        return cls(packed=b"".join(part._packed for part in parts))

    def __repr__(self) -> str:
        return f"MemoryIds({len(self)} ids)"

    def __len__(self) -> int:
        return len(self._packed) // 16

    @overload
    def __getitem__(self, index: int) -> UUID: ...
    @overload
    def __getitem__(self, index: slice) -> MemoryIds: ...
    def __getitem__(self, index: int | slice) -> UUID | MemoryIds:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step == 1:
                return MemoryIds(packed=self._packed[start * 16 : max(start, stop) * 16])
            return MemoryIds(self[at] for at in range(start, stop, step))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return UUID(bytes=self._packed[at * 16 : at * 16 + 16])

    def __eq__(self, other: object) -> bool:
        return self._packed == other._packed if isinstance(other, MemoryIds) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._packed)

    def __iter__(self) -> Iterator[UUID]:
        return (self[at] for at in range(len(self)))

    def position_of(self, memory_id: UUID) -> int | None:
        """The row of that note; None when the view does not show it."""
        at = self._packed.find(memory_id.bytes)
        while at != -1 and at % 16:
            at = self._packed.find(memory_id.bytes, at + 1)
        return None if at == -1 else at // 16


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole view: its pinned notes first, then all others in its order. `runs` are the groups that these fall into, one
    after the other, each with how many notes it has; none when nobody asked for groups."""

    ids: MemoryIds
    pinned: int = 0
    runs: tuple[tuple[str, int], ...] = ()
