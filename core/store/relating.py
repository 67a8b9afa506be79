"""What notes have in common in the database: links, tags, and the words that few others hold.

Owns the SQL behind related notes. Every question is bounded.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from core.store.engine import Connection

_NEWEST = 2_000  # notes that share a tag and are looked at


class Tie(NamedTuple):
    """A link between the note and another one; `outgoing` when the note itself links."""

    memory_id: UUID
    kind: str
    outgoing: bool


def ties(connection: Connection, memory_id: UUID) -> list[Tie]:
    """The links from and to a note, of notes outside the trash."""
    rows = connection.execute(_TIES, {"id": memory_id})
    return [Tie(*row) for row in rows]


def same_tags(connection: Connection, memory_id: UUID, limit: int) -> list[tuple[UUID, list[str]]]:
    """The notes that share most tags with this one, rare tags before others, with the tags that they share."""
    rows = connection.execute(_SAME_TAGS, {"id": memory_id, "limit": limit, "newest": _NEWEST})
    return [(row[0], row[1]) for row in rows]


def lexemes_of(connection: Connection, memory_id: UUID) -> list[str]:
    """The plain words of the beginning of a note, folded."""
    rows = connection.execute(_LEXEMES, (memory_id,))
    return [row[0] for row in rows]


_TIES = """
select other, kind, outgoing from (
    select target as other, kind, true as outgoing, ordinal from links where source = %(id)s
    union all
    select source, kind, false, 0 from links where target = %(id)s
) as tie join memories m on m.id = other and m.deleted_at is null and m.id <> %(id)s
order by outgoing desc, ordinal limit 100
"""

_SAME_TAGS = """
with mine as (select unnest(tags) as tag from memories where id = %(id)s),
newest as materialized (
    select m.id, m.tags, m.updated_at from memories m
    where m.deleted_at is null and m.id <> %(id)s and m.tags && (select array_agg(tag) from mine)
    order by m.updated_at desc limit %(newest)s
),
shared as (
    select newest.id, newest.updated_at, tag from newest, unnest(newest.tags) as tag where tag in (select tag from mine)
),
weights as (select tag, 1.0 / count(*) as weight from shared group by tag)
select id, array_agg(tag order by weight desc, tag) from shared join weights using (tag)
group by id, updated_at order by sum(weight) desc, updated_at desc limit %(limit)s
"""

_LEXEMES = """
select lexeme from search_documents, unnest(words) where memory_id = %s and part = 0
and lexeme ~ '^[[:alnum:]]{4,}$' and lexeme = lower(lexeme) limit 2000
"""
