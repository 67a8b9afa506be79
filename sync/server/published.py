"""The shapes of part 1 of the contract, exactly as published.

Owns what a caller of the plain calls sends and gets. Refuses to know how it is answered.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from sync.protocol import Wire


def _storable(text: str) -> str:
    """Postgres keeps no NUL, and half a surrogate pair is no text."""
    if "\0" in text:
        raise ValueError("the character NUL cannot be kept")
    text.encode()
    return text


LONGEST_TEXT = 10_000_000  # characters
Text = Annotated[str, AfterValidator(_storable)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_storable)]


class NewMemory(Wire):
    """`POST /memories` and, as a whole, `PUT /memories/{id}`."""

    content: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_storable)]
    tags: Annotated[list[Name], Field(default_factory=list, max_length=1_000)]
    metadata: Annotated[dict[str, Any], Field(default_factory=dict)]


class HistoryEntry(Wire):
    """One event of a memory."""

    event_type: str
    timestamp: datetime
    data: dict[str, Any]


class MemoryAnswer(Wire):
    """A memory. `embedding` is null: this server makes no vectors, every desktop makes its own."""

    id: UUID
    content: str
    embedding: list[float] | None = None
    tags: list[str]
    metadata: dict[str, Any]
    user_id: UUID
    created_at: datetime
    updated_at: datetime
    version: int


class MemoryWithEvents(MemoryAnswer):
    """A memory with its history, oldest first."""

    events: list[HistoryEntry]


class MemoryPage(Wire):
    """One page of a list; pages count from 1."""

    items: list[MemoryAnswer]
    total: int
    page: int
    size: int
    pages: int
    has_next: bool
    has_previous: bool


class DateRange(Wire):
    """From `start` to `end`, both included; either may be missing."""

    start: datetime | None = None
    end: datetime | None = None


class Filters(Wire):
    """What a result has to fulfill: every tag, and a time of creation."""

    tags: Annotated[list[Name], Field(default_factory=list, max_length=100)]
    date_range: DateRange = DateRange()


class SearchQuery(Wire):
    """`POST /memories/search`. `threshold` is the least score."""

    query: Annotated[str, Field(min_length=1, max_length=1_000), AfterValidator(_storable)]
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    threshold: Annotated[float, Field(ge=0, le=1)] = 0
    filters: Annotated[Filters, Field(default_factory=lambda: Filters(tags=[]))]


class Found(Wire):
    """One result. `score` is the share of the query's words that the memory holds, from above 0 to 1."""

    memory: MemoryAnswer
    score: float
    highlights: list[str]


class SearchAnswer(Wire):
    """The results, best first; `total` counts all of them."""

    results: list[Found]
    total: int
    query_embedding: list[float] | None = None
    processing_time_ms: float


class NewSession(Wire):
    """`POST /sessions`."""

    name: Name
    description: Annotated[str, Field(max_length=10_000), AfterValidator(_storable)] = ""
    metadata: Annotated[dict[str, Any], Field(default_factory=dict)]


class SessionAnswer(Wire):
    """A session: memories that somebody put together under a name."""

    id: UUID
    name: str
    description: str
    metadata: dict[str, Any]
    user_id: UUID
    created_at: datetime
    updated_at: datetime
    memory_count: int


class SessionWithMemories(SessionAnswer):
    """A session with its memories, in the order in which they were added; null where they were not asked for."""

    memories: list[MemoryAnswer] | None = None


class OneMemory(Wire):
    """`POST /sessions/{id}/memories`."""

    memory_id: UUID


class TagEntry(Wire):
    """A tag, and when memories that have it were first and last written."""

    name: str
    count: int
    first_used: datetime
    last_used: datetime


class TagList(Wire):
    """All tags of the caller."""

    tags: list[TagEntry]
    total: int


class RelatedTag(Wire):
    """Another tag; `correlation` is the share of the memories with the one that have the other."""

    tag: str
    correlation: float


class TagDay(Wire):
    """How many memories of a day have the tag."""

    date: date
    count: int


class TagStats(Wire):
    """Figures of one tag."""

    tag: str
    total_memories: int
    users: int
    related_tags: list[RelatedTag]
    usage_trend: list[TagDay]


class AttachmentAnswer(BaseModel):
    """A file of a memory; `upload_url` is where its bytes are."""

    id: UUID
    filename: str
    content_type: str
    size: int
    memory_id: UUID
    upload_url: str
    created_at: datetime
