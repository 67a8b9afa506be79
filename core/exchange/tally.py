"""What became of every note that an import met: `source = created + identical + set aside`.

Owns the result's form as values and as JSON. The source is counted by whoever reads, the outcomes by whoever brings the
notes in, so that the check means something.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from core.exchange.made_tags import ALL_OF_IT, Taking

LISTED = 10_000  # what was set aside beyond that is only counted, so that memory stays small


@dataclass(frozen=True, slots=True)
class SetAside:
    """A note that was not taken: where it stands, its id as written there, why it was not taken, and what helps.

    `line` counts from 1 and is None for a file that is one note.
    """

    file: str
    line: int | None
    id: str | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A note whose front matter could not be read and stands in its text, word for word: the file, the line, and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A name that links of created notes give and no note has: how many links, and the first files that they stand in."""

    name: str
    links: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """One import, to its end or to where it was stopped.

    `passed_over` counts files in the folder that are no Markdown, of which `passed_over_listed` names the first, where
    names are known. `files` counts those that notes show or link to and that came with them, `files_missing` those that
    were not found, of which `first_missing` names the first.
    `tags` and `links` count what the created notes have: different tags, and links to notes, those in their texts too.
    `text_tags` counts the different tags that stand in texts only (`#tag`), and `folders` the different folders or notebooks
    in which notes lie; both become tags of their notes as far as `taking` says so.
    `converted` counts created notes that were HTML and are Markdown, with what they were as a file of theirs.
    `unread` counts created notes whose front matter stayed text, of which `unread_listed` has the first.
    `links_lost` counts links of created notes that lead to no note, `links_lost_files` the files they stand in, and
    `lost_listed` has the first names; of an import that was stopped none are known.
    `refused` are the paths that hold nothing of the kind, where others do; they are no notes, and count as none.
    `batch` is what the notebook keeps the import as, None when nothing came. `as_json()` is this, with "complete".
    """

    path: str
    format: str
    dry_run: bool
    finished: bool
    source: int
    created: int
    identical: int
    set_aside: int
    passed_over: int = 0
    passed_over_listed: tuple[str, ...] = ()
    files: int = 0
    files_missing: int = 0
    first_missing: str = ""
    listed: tuple[SetAside, ...] = ()
    tags: int = 0
    links: int = 0
    text_tags: int = 0
    folders: int = 0
    taking: Taking = ALL_OF_IT
    converted: int = 0
    unread: int = 0
    unread_listed: tuple[Unread, ...] = ()
    links_lost: int = 0
    links_lost_files: int = 0
    lost_listed: tuple[Lost, ...] = ()
    refused: tuple[SetAside, ...] = ()
    batch: UUID | None = None

    @property
    def complete(self) -> bool:
        """Whether everything was read, and every note that was read is accounted for."""
        return self.finished and self.source == self.created + self.identical + self.set_aside

    def as_json(self) -> dict[str, Any]:
        """JSON values in the documented shape."""
        batch = None if self.batch is None else str(self.batch)
        listed = {
            name: [asdict(each) for each in getattr(self, name)]
            for name in ("listed", "unread_listed", "lost_listed", "refused")
        }
        return asdict(self) | {"complete": self.complete, "batch": batch} | listed


@dataclass(slots=True)
class Tally:
    """Outcomes in the making."""

    created: int = 0
    identical: int = 0
    set_aside: int = 0
    converted: int = 0
    listed: list[SetAside] = field(default_factory=list)
    unread: int = 0
    unread_listed: list[Unread] = field(default_factory=list)

    def read_as_text(self, row: Unread) -> None:
        """One more whose front matter stayed text."""
        self.unread += 1
        if len(self.unread_listed) < LISTED:
            self.unread_listed.append(row)

    def aside(self, row: SetAside) -> None:
        """One more that was not taken."""
        self.set_aside += 1
        if len(self.listed) < LISTED:
            self.listed.append(row)

    @property
    def done(self) -> int:
        """How many notes are accounted for."""
        return self.created + self.identical + self.set_aside
