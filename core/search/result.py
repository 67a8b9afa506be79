"""What a search answers with. Pure values; `core.store.finding` fills them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a note around what was found. `marks` are the found places, as (start, end) in characters."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that answers the query. A higher score is a better answer; scores of two queries do not compare."""

    id: UUID
    title: str
    excerpt: Excerpt
    score: float
    tags: tuple[str, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, best first. `total` counts all notes that match, `at_least` says that there are more than that."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    at_least: bool = False
