"""A dry run: everything read once, nothing written, and what an import would do said before it does it.

Owns what a person is told before they decide: what was recognized, counts, samples, problems with what helps, owners to
choose from, and how long it will take and how much room it needs. Refuses to know how a file is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.v2.choices import Sources
from core.v2.report import Report


@dataclass(frozen=True, slots=True)
class Recognized:
    """What one file or database is, told in a moment by looking into it. `kind` says what it can be used as; `words` say
    what it is ("a dump of the v2 server, 2.4 to 2.8, in pg_dump's custom format"); `size` is in bytes, 0 where unknown."""

    name: str
    kind: str  # "dump", "qdrant", "attachments", "database"
    words: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Owner:
    """A user of the v2 whose notes are in the source. `name` is the id where no table of users tells it."""

    id: str
    name: str
    notes: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person should know before they import: what it is, how often, and what helps."""

    words: str
    remedy: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `report` counts it as a dry run.

    `seconds` are about how long the import will take, `space` the bytes it will need, `free` those that are there (-1 where
    the database is not on this machine).
    """

    sources: Sources
    recognized: tuple[Recognized, ...]
    report: Report
    owners: tuple[Owner, ...]
    problems: tuple[Problem, ...]
    seconds: float
    space: int
    free: int
