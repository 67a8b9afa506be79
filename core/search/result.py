"""What a search answers with, and why. Pure values; `core.brain` fills them from what the channels found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.search.query import Query


class Mode(StrEnum):
    """By what notes are found: by the words they hold, by what they mean, or by both."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


class Channel(StrEnum):
    """One way in which a note can answer a query."""

    TITLE = "title"
    """It is called exactly what was typed."""
    WORDS = "words"
    """It holds the words, as typed or in another form of them."""
    PARTS = "parts"
    """It holds what was typed inside a longer word."""
    MISSPELT = "misspelt"
    """It holds a word that differs from a typed one by a letter or two."""
    MEANING = "meaning"
    """One of its passages says something alike."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a note around what was found. `marks` are the found places, as (start, end) in characters."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one channel says for a note.

    `rank` counts from 1 among all notes that the channel found; `score` is the channel's own, 0 to 1; `share` is how much
    of the hit's score comes from it. `matched` are the words as they stand in the note, or the passage that was alike. Where
    a file of the note shows more of what was asked for than its text, the excerpt is of that `file`, and of this `page` of
    it, which is 0 where it has none; `in_file` are those of the words that stand there, the others stand in the note.
    """

    channel: Channel
    rank: int
    score: float
    share: float
    matched: tuple[str, ...] = ()
    file: str = ""
    page: int = 0
    in_file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that answers the query. A higher score is a better answer; scores of two queries do not compare.

    `source_id` is the id that the note had where it was imported from.
    """

    id: UUID
    title: str
    excerpt: Excerpt
    score: float
    tags: tuple[str, ...]
    updated_at: datetime
    why: tuple[Evidence, ...] = ()
    source_id: str | None = None
    picture: str = ""
    """The SHA-256 (hexadecimal) of the first picture among its files; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far search by meaning has come: of `total` notes outside the trash, `embedded` can be found by `model`."""

    model: str
    embedded: int
    total: int
    paused: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, best first.

    `total` counts the notes that match, `at_least` says that there are more than that. `mode` is what answered: words alone
    when meaning was asked for and cannot answer; `understood` is the query as it was answered; `cut` says in sentences what
    was left out. `suggestion` is a whole query that may have been meant; hits found by it carry `Channel.MISSPELT`.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    at_least: bool = False
    mode: Mode = Mode.WORDS
    suggestion: str | None = None
    cut: tuple[str, ...] = ()
    coverage: Coverage | None = None
    understood: Query = field(default_factory=Query)


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause why a note is not among the results, and what would bring it there."""

    kind: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a note is among the results of a query (`rank` and `evidence`), or is not (`reasons`)."""

    id: UUID
    title: str
    query: str
    rank: int | None
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A note that has to do with another one, and by what: a sentence such as “links here” or “shares the tag travel”."""

    id: UUID
    title: str
    excerpt: str
    score: float
    reason: str
    tags: tuple[str, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that is kept under a name."""

    name: str
    query: str
