"""What a v2 left behind, as values: the only thing that the rest of the migration sees of it.

Frozen, pure, and complete: whatever a v2 row held and a memory has no field for is in `metadata["v2"]`, or the row is set
aside as a whole with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

EMBEDDING_DIMENSIONS = 1536
"""Of every vector that a real v2 wrote."""


@dataclass(frozen=True, slots=True)
class V2Memory:
    """One note of a v2.

    `metadata` holds v2's own keys as they were, and under "v2" what a memory has no field for. Times are in UTC, None where
    v2 had none or one that Python cannot hold (then its text is in `metadata["v2"]`). `tags` are trimmed, each once.
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
class SetAside:
    """A row that was not taken, as `table` and `line` say where, `reason` why and `remedy` what can be done about it.

    `code` names the reason for counting; `excerpt` is the beginning of the raw row, at most 200 characters.
    """

    table: str
    id: str | None
    line: int
    code: str
    reason: str
    remedy: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table of the dump was read to its end. `role` says what its rows are, and is empty where they are not carried."""

    table: str
    rows: int
    role: Literal["memories", "links", ""]
    shape: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """The file was read to its end. `whole` is False where it was cut, and rows may be missing that nobody can count."""

    size: int
    whole: bool


Item = V2Memory | V2Link | SetAside | TableRead | FileRead
