"""What a v2 left behind, as values: the only thing that the rest of the migration sees of it.

Frozen, pure, and complete: whatever a v2 row held and a memory has no field for is in `metadata["v2"]`, or the row is set
aside as a whole with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from core.language import tr
from core.v2 import reasons

Role = Literal["memories", "links", "users", "vectors", "files", ""]
"""What the rows of a table, or the members of a file, are."""

EMBEDDING_DIMENSIONS = 1536
"""Of every vector that a real v2 wrote."""


@dataclass(frozen=True, slots=True)
class V2Memory:
    """One note of a v2.

    `metadata` holds v2's own keys as they were, and under "v2" what a memory has no field for. Times are in UTC, None where
    v2 had none or what is no time; of one that Python cannot hold the nearest that can be shown (its text is in
    `metadata["v2"]`). `tags` are trimmed, each once.
    `owner` is v2's user, an id or a name. `embedding` is 1536 little-endian 32-bit floats, None where there was none worth
    keeping. `remarks` are codes of `core.v2.report.REMARKS`: what was noticed on the way. `source_sha256` knows the same
    source row again, in whatever order its columns come.
    """

    id: UUID
    content: str
    tags: tuple[str, ...]
    metadata: Mapping[str, Any]
    created_at: datetime | None
    updated_at: datetime | None
    owner: str | None
    embedding: bytes | None
    remarks: tuple[str, ...]
    source_sha256: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class V2Link:
    """A relationship between two notes. `confidence` is a number, text where a float cannot hold it, None where unknown."""

    source: UUID
    target: UUID
    kind: str
    confidence: float | str | None
    metadata: Mapping[str, Any]
    created_at: datetime | None
    remarks: tuple[str, ...] = ()
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class V2User:
    """A user of a v2, as a row of its `users` says. `name` is the user name, else the mail address, else the id."""

    id: str
    name: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class V2Point:
    """One point of a Qdrant export.

    `point_id` is its own id as text. `memory_id` is what the payload names as its note, `original_id` the id in a payload of
    v1, `text` the note's text where the payload carries it; `tags` and `metadata` are what else a payload says of a note.
    `embedding` is 1536 little-endian 32-bit floats, None where there was none worth keeping but the payload carries the
    note's text; a remark says why. A point without an id, without a usable vector and a text, or without a form that can be
    read never becomes a `V2Point`: it is set aside.
    """

    point_id: str
    embedding: bytes | None
    memory_id: UUID | None = None
    original_id: str = ""
    text: str | None = None
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class V2File:
    """One file of an archive or a folder of attachments.

    `path` is where it lay in there, for people to read and to match it with; nothing is ever written under it. `memory_ids`
    are the note ids that occur in the path, the last one first. `sha256` (hexadecimal) and `size` are of its bytes, which
    whoever read them has kept already.
    """

    path: str
    name: str
    size: int
    sha256: str
    media_type: str
    memory_ids: tuple[UUID, ...] = ()
    remarks: tuple[str, ...] = ()
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not taken, as `table` and `line` say where, `reason` why and `remedy` what can be done about it.

    In a file of points or of attachments `table` is the file's name and `line` the number of the point or member. `code`
    names the reason for counting; `excerpt` is the beginning of the raw row, at most 200 characters.
    """

    table: str
    id: str | None
    line: int
    code: str
    reason: str
    remedy: str
    excerpt: str

    @property
    def said(self) -> tuple[str, str]:
        """Reason and remedy in the language of the window. As they are kept they are English."""
        return reasons.said(self.reason), tr(self.remedy) if self.remedy else ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table, a file of points or an archive was read to its end. `role` says what its rows are, and is empty where they
    are not carried."""

    table: str
    rows: int
    role: Role
    shape: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """The source was read to its end. `whole` is False where it was cut, and rows may be missing that nobody can count."""

    size: int
    whole: bool


Item = V2Memory | V2Link | V2User | V2Point | V2File | SetAside | TableRead | FileRead
