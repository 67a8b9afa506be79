"""What an export would write, asked before it does: how much, and what its notes are called.

Owns the queries for that. Refuses to know what a note looks like in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Extent:
    """What notes would go out: `notes` counts all of them, `trash` those among them that are in the trash, `size` the bytes
    of their texts. `files` counts the files that are written beside them, and `file_size` their bytes."""

    notes: int
    trash: int
    size: int
    files: int
    file_size: int


@dataclass(frozen=True, slots=True)
class Named:
    """What a note is called and where it belongs: `path` is the one that it had in the folder that it came from, or empty;
    `aliases` are as its properties tell them."""

    id: UUID
    title: str
    tags: tuple[str, ...]
    path: str
    aliases: Any
    updated_at: datetime
    trashed: bool


def names(connection: Connection, only: Sequence[UUID] | None) -> list[Named]:
    """All notes, those in the trash too, in the order of their creation; or only these, in theirs."""
    rows = connection.execute(_NAMES, (None if only is None else list(only),) * 3).fetchall()
    return [Named(note, title, tuple(tags), path or "", *more) for note, title, tags, path, *more in rows]


def extent(connection: Connection, only: Sequence[UUID] | None, *, named: bool) -> Extent:
    """The extent of all notes, those in the trash too, or only of these. Each content of a file is written once, or where
    files are `named`, once under each of its names."""
    told = {"only": None if only is None else list(only), "named": named}
    notes, files = (connection.execute(query, told).fetchone() for query in (_NOTES, _FILES))
    assert notes is not None  # both only count
    assert files is not None
    return Extent(*map(int, (*notes, *files)))


_NAMES = """
select id, title, tags, metadata ->> 'source_path', metadata -> 'aliases', updated_at, deleted_at is not null from memories
where %s::uuid[] is null or id = any(%s) order by array_position(%s, id), created_at, id
"""
_NOTES = """
select count(*), count(deleted_at), coalesce(sum(octet_length(content)), 0) from memories
where %(only)s::uuid[] is null or id = any(%(only)s)
"""
_FILES = """
select count(*), coalesce(sum(size), 0) from (
    select max(size) as size from attachments where %(only)s::uuid[] is null or memory_id = any(%(only)s)
    group by sha256, case when %(named)s then name else '' end
) written
"""
