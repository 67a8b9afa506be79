"""How much an export would write, asked before it does.

Owns the queries for that. Refuses to know what a note looks like in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


def extent(connection: Connection, only: Sequence[UUID] | None, *, named: bool) -> Extent:
    """The extent of all notes, those in the trash too, or only of these. Each content of a file is written once, or where
    files are `named`, once under each of its names."""
    told = {"only": None if only is None else list(only), "named": named}
    notes, files = (connection.execute(query, told).fetchone() for query in (_NOTES, _FILES))
    assert notes is not None  # both only count
    assert files is not None
    return Extent(*map(int, (*notes, *files)))


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
