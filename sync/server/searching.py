"""Searching memories by words, as part 1 publishes it.

Owns `/api/v1/memories/search`. The server makes no vectors: a score is the share of the query's words that a memory holds.
"""

from __future__ import annotations

import time

from fastapi import APIRouter, Request

from sync.protocol import API
from sync.server.fold import catch_up
from sync.server.identity import Signed
from sync.server.memories import ANSWER, FROM, VISIBLE, told
from sync.server.published import Found, SearchAnswer, SearchQuery
from sync.server.services import Services

router = APIRouter(prefix=f"{API}/memories", tags=["memories"])

_SHOWN = "StartSel='', StopSel='', MaxFragments=3, MaxWords=20, MinWords=5, FragmentDelimiter=' … '"
_HIGHLIT = 20_000  # characters of a text that are looked through for something to show
_QUERY = f"""
with asked as (
    select array_agg(distinct lexeme) as words
    from unnest(to_tsvector('simple', %(query)s))
), matching as (
    select {ANSWER}, m.words,
        (select count(*) from unnest(asked.words) word where m.words @@ to_tsquery('simple', quote_literal(word)))
            / cardinality(asked.words)::float8 as score,
        any_of.query
    {FROM}, asked,
        lateral (select string_agg(quote_literal(word), ' | ')::tsquery as query from unnest(asked.words) word) any_of
    where {VISIBLE} and m.words @@ any_of.query and m.tags @> %(tags)s
        and m.created_at >= coalesce(%(start)s, '-infinity'::timestamptz)
        and m.created_at <= coalesce(%(end)s, 'infinity'::timestamptz)
), counted as (
    select *, count(*) over () as total from matching where score >= %(threshold)s
    order by score desc, ts_rank_cd(words, query) desc, created_at desc, id limit %(limit)s
)
select id, content, tags, metadata, owner_id, created_at, updated_at, version, score, total,
    ts_headline('simple', left(content, {_HIGHLIT}), query, %(shown)s)
from counted
"""


@router.post("/search")
async def search(asked: SearchQuery, user: Signed, request: Request) -> SearchAnswer:
    """The caller's memories that hold words of the query, those with most of them first."""
    began = time.perf_counter()
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        given = {
            "user": user.id,
            "query": asked.query,
            "tags": asked.filters.tags,
            "start": asked.filters.date_range.start,
            "end": asked.filters.date_range.end,
            "threshold": asked.threshold,
            "limit": asked.limit,
            "shown": _SHOWN,
        }
        rows = await (await connection.execute(_QUERY.encode(), given)).fetchall()
    results = [
        Found(memory=told(row), score=row[8], highlights=[part for part in row[10].split(" … ") if part])
        for row in rows
    ]
    spent = (time.perf_counter() - began) * 1_000
    return SearchAnswer(results=results, total=rows[0][9] if rows else 0, processing_time_ms=round(spent, 3))
