"""What a person wants of a migration: from which files, and how what is unclear shall be decided.

Owns the defaults: what comes across when nobody chose anything is everything, and nothing that is here is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core.store.whereabouts import complete_address, shown_address


def storable(name: str) -> str:
    """A file's name, which need not be text, as text that can be stored."""
    return name.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Sources:
    """What a v2 left behind: a dump or the address of its database, exports of Qdrant, archives or folders of attachments.

    The address may hold a password, so it is never shown: `database_name` is what people read of it.
    """

    dump: Path | None = None
    database: str | None = field(default=None, repr=False)
    qdrant: tuple[Path, ...] = ()
    attachments: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.dump or self.database or self.qdrant or self.attachments)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files and folders, in the order in which they are read."""
        return (*((self.dump,) if self.dump else ()), *self.qdrant, *self.attachments)

    @property
    def database_name(self) -> str:
        """Where the database is, as people may read it; empty when there is none. Raises BrainError for no address."""
        return shown_address(complete_address(self.database)) if self.database else ""

    @property
    def names(self) -> tuple[str, ...]:
        """What a person calls them. What of a file's name is no text is shown as a question mark."""
        named = tuple(storable(path.name or str(path)) for path in self.files)
        return ((self.database_name,) if self.database else ()) + named


class Duplicates(StrEnum):
    """What becomes of a note of the source when another one with its id is here already."""

    SKIP = "skip"
    """What is here stays; the row is set aside."""
    UPDATE = "update"
    """What is here becomes what the source says; what it was before stays in its history."""
    COPY = "copy"
    """The source's note comes in beside it, with an id of its own and a link to it."""


class Owners(StrEnum):
    """What becomes of the v2 users that notes belonged to."""

    MINE = "mine"
    """All notes are the importing person's; v2's user is kept under `v2` in the properties."""
    PROPERTY = "property"
    """As above, and the user's name is the property `owner` of the note."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How to decide what the source leaves open.

    `only` are the ids or names of the users whose notes come, empty for everybody's; notes without a user always
    come. `keep_vectors` brings v2's vectors along beside the new ones. `backup` takes one of the notebook before
    anything is written.
    """

    duplicates: Duplicates = Duplicates.SKIP
    owners: Owners = Owners.MINE
    only: frozenset[str] = frozenset()
    keep_vectors: bool = True
    backup: bool = True


AS_THEY_ARE = Choices()
"""What happens when nobody chooses."""
