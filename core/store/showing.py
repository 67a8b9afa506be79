"""What is shown of notes that were found: their words around what was looked for, and what stands beside those.

Owns that query. It refuses to know how notes are found (`core.store.finding`), and how an excerpt is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from core.store.engine import Connection
from core.store.finding import rows_of
from core.store.projection import FIRST_PICTURE

_LOOK_AT = 6_000  # characters of a long note that an excerpt is made from


class Row(NamedTuple):
    """What is shown of a note that was found; `around` is its text, or the part of a long one around what was
    found; `passage` the one that was asked for, and `lines` those with a sign that was."""

    id: UUID
    title: str
    tags: list[str]
    updated_at: Any
    source_id: str | None
    language: str | None
    around: str
    passage: str | None
    lines: list[str]
    picture: str


def shown(
    connection: Connection,
    ids: Sequence[UUID],
    words: Sequence[str],
    places: Mapping[UUID, tuple[int, int]] | None = None,
    signs: Sequence[str] = (),
) -> dict[UUID, Row]:
    """What is shown of these notes. Of a long one, the part around the first of the words that it holds; and the passages
    that stand in these places, from and to a character; and the lines with one of the signs, from the first on."""
    if not ids:
        return {}
    spans = [(places or {}).get(id_, (0, 0)) for id_ in ids]
    parameters = {
        "ids": list(ids),
        "starts": [start for start, _ in spans],
        "ends": [end for _, end in spans],
        "words": list(words),
        "most": _LOOK_AT,
        "signs": list(signs),
    }
    return {row.id: Row(*row) for row in rows_of(connection, _SHOWN, parameters)}


_SHOWN = f"""
select m.id, m.title, m.tags, m.updated_at, m.metadata ->> 'source_id' as source_id,
    (select language from search_documents d where d.memory_id = m.id and d.part = 0) as language,
    case when octet_length(m.content) <= %(most)s then m.content else substring(m.content from greatest(1, coalesce(
        (select min(nullif(strpos(lower(m.content), word), 0)) from unnest(%(words)s::text[]) as word), 1) - 300
    ) for %(most)s) end as around,
    substring(m.content from place.start + 1 for least(place."end" - place.start, 500)) as passage,
    array(
        select line from (select min(nullif(strpos(m.content, sign), 0)) from unnest(%(signs)s::text[]) sign) as first (at),
        unnest(string_to_array(substring(m.content from greatest(1, at - 300) for 8 * %(most)s), E'\n')) as line
        where line like any(select '%%' || sign || '%%' from unnest(%(signs)s::text[]) sign)
    ) as lines,
    {FIRST_PICTURE.format(id="m.id")} as picture
from unnest(%(ids)s::uuid[], %(starts)s::int[], %(ends)s::int[]) as place (id, start, "end")
join memories m using (id)
"""
