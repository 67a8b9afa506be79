"""One import as a thing that stays: when it was, what it read, whether all is still as it brought it, and its undoing.

Owns the values that tell of it. Refuses to know how they are found out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID


class BatchState(StrEnum):
    """How far an import has come."""

    UNFINISHED = "unfinished"
    """It was stopped, or its program ended; the same sources go on from there."""
    FINISHED = "finished"
    """Everything was read, and its report is written."""
    UNDONE = "undone"
    """It was taken back."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. `names` are the files it read. `created`, `updated` and `identical` count notes, and are what came so far
    while it is unfinished; `set_aside` counts rows of every kind. `sealed` is the SHA-256 of its manifest as the log has it,
    `kept` the notes that stayed when it was taken back. `system` is "v2", or the format of other notes."""

    id: UUID
    state: BatchState
    started_at: datetime
    finished_at: datetime | None
    names: tuple[str, ...]
    created: int = 0
    updated: int = 0
    identical: int = 0
    set_aside: int = 0
    complete: bool = False
    sealed: str = ""
    kept: int = 0
    system: str = "v2"


Difference = Literal["changed", "deleted", "purged", "missing", "altered"]
"""How a note differs from what was imported: edited since, in the trash, removed for good, gone without any event that says
so, or other than its own history says."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A note that is not as it was imported, or lacks a link, a vector or a file, which `what` names then. `since` and
    `device` are of the event that changed it first; None and empty when no event tells. A file may belong to no note."""

    memory_id: UUID | None
    title: str
    kind: Difference
    since: datetime | None = None
    device: str = ""
    what: str = ""


Beside = Literal["link", "vector", "file"]
BESIDE: tuple[Beside, ...] = ("link", "vector", "file")
"""What belongs to notes, and is verified beside them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many links, vectors or files of an import were looked for, and how many of them are not here: `changed` by a
    person's hand, `lost` without any event that says so."""

    kind: Beside
    checked: int
    changed: int
    lost: int


@dataclass(frozen=True, slots=True)
class Verified:
    """The notebook today against what an import brought.

    The figures count notes, those in `others` what belongs to notes. `manifest_intact` is None when the manifest is not on
    this machine: then the history alone was asked. Of very many `deviations` the first are listed; the counts are of all.
    `device` is the one that compared, so that its own changes can be told as such.
    """

    batch: UUID
    checked: int
    same: int
    changed: int
    lost: int
    manifest_intact: bool | None
    deviations: tuple[Deviation, ...] = ()
    others: tuple[Checked, ...] = ()
    device: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing was lost and nothing changed but by a person's own hand."""
        lost = self.lost + sum(each.lost for each in self.others)
        return lost == 0 and self.manifest_intact is not False


@dataclass(frozen=True, slots=True)
class Touched:
    """A note of an import that was used since, and how: so that taking the import back would take that, too."""

    memory_id: UUID
    title: str
    how: Literal["edited", "tagged", "linked", "linked to", "trashed"]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an import would do (`done` is False), or did. `touched` are all notes used since; unless they are asked
    for they are kept. Of very many the first are listed; `kept` counts all. Of all these notes, `synced` are on the server:
    what is taken back is gone on the other devices, too."""

    batch: UUID
    removed: int
    restored: int
    kept: int
    touched: tuple[Touched, ...] = ()
    done: bool = False
    synced: int = 0
