"""Which notes have which tags: counts for the tree, and the notes with a tag or one below it.

Owns the queries behind `core.tagging`. Only reads.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from core.lists import TagCount
from core.store.engine import Connection
from core.store.reading import in_order, tag_counts

# Every beginning of a tag that ends before a slash, with the notes that have a tag below it and not itself.
_BELOW = """
select beginning, count(distinct id) filter (where not itself) from (
    select m.id, b.beginning, b.beginning = any(m.tags) as itself
    from {notes} m, unnest(m.tags) as tag,
        lateral (select string_to_array(tag, '/') as parts) as p,
        lateral (
            select array_to_string(p.parts[1:n], '/') as beginning from generate_series(1, cardinality(p.parts) - 1) as n
        ) as b
    where {so} and m.deleted_at is null and strpos(tag, '/') > 0
) as told where beginning <> '' and right(beginning, 1) <> '/' group by beginning
"""


def counts(connection: Connection) -> tuple[tuple[TagCount, ...], dict[str, int]]:
    """All tags of notes outside the trash; for every beginning of them the notes with a tag below it, not itself."""
    return tag_counts(connection), below(connection)


def below(
    connection: Connection, notes: str = "memories", so: str = "true", values: Sequence[Any] = ()
) -> dict[str, int]:
    """For every beginning of tags the notes with a tag below it, not itself; of the rows of a table of notes that are so."""
    return dict(connection.execute(_BELOW.format(notes=notes, so=so).encode(), values).fetchall())


def counts_among(connection: Connection, ids: Collection[UUID]) -> tuple[TagCount, ...]:
    """The tags of these notes, with how many of them have each, in alphabetical order."""
    query = "select tag, count(*) from memories, unnest(tags) as tag where id = any(%s) group by tag"
    return in_order(connection.execute(query, (list(ids),)))


def tags_within(connection: Connection, tag: str) -> tuple[str, ...]:
    """This tag and those below it that some note has, the trash included, in their order."""
    rows = connection.execute(
        "select distinct each from memories, unnest(tags) as each"
        " where each = %(tag)s or starts_with(each, %(tag)s || '/') order by each",
        {"tag": tag},
    )
    return tuple(row[0] for row in rows)


def notes_with(connection: Connection, tag: str) -> list[UUID]:
    """The notes with this tag or one below it, the trash included, the one changed last first."""
    within = list(tags_within(connection, tag))
    rows = connection.execute(
        "select id from memories where tags && %s order by updated_at desc, id", (within,)
    )
    return [row[0] for row in rows]
