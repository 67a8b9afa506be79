"""The tags of the caller's memories, and figures of one tag. Owns `/api/v1/tags`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from sync.protocol import API
from sync.server.fold import catch_up
from sync.server.identity import Signed
from sync.server.memories import FROM, VISIBLE
from sync.server.problems import Problem, not_found
from sync.server.published import RelatedTag, TagDay, TagEntry, TagList, TagStats
from sync.server.services import Services

router = APIRouter(prefix=f"{API}/tags", tags=["tags"])

_ALL = f"""
select tag, count(*), min(m.created_at), max(m.updated_at) {FROM}, unnest(m.tags) tag
where {VISIBLE} group by tag order by tag collate "C"
"""
_HAVING = f"{FROM} where {VISIBLE} and m.tags @> array[%(tag)s]"
_FIGURES = f"select count(*), count(distinct s.owner_id) {_HAVING}"
_RELATED = f"""
select other, count(*)::float8 / %(total)s from (select m.tags {_HAVING}) having_it, unnest(having_it.tags) other
where other <> %(tag)s group by other order by 2 desc, other limit 20
"""
_TREND = f"select m.created_at::date, count(*) {_HAVING} group by 1 order by 1 desc limit 90"


@router.get("")
async def list_tags(user: Signed, request: Request) -> TagList:
    """All tags in alphabetical order."""
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        given = {"user": user.id}
        rows = await (await connection.execute(_ALL.encode(), given)).fetchall()
    tags = [TagEntry(name=row[0], count=row[1], first_used=row[2], last_used=row[3]) for row in rows]
    return TagList(tags=tags, total=len(tags))


@router.get("/{name:path}/stats")
async def stats(name: str, user: Signed, request: Request) -> TagStats:
    """Figures of one tag; the trend counts the memories of each of the last 90 days that have any, oldest first."""
    if "\0" in name or len(name) > 200:
        raise Problem(400, "No tag has such a name.")
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        given = {"user": user.id, "tag": name}
        row = await (await connection.execute(_FIGURES.encode(), given)).fetchone()
        if row is None or not row[0]:
            raise not_found("tag")
        given["total"] = row[0]
        related = await (await connection.execute(_RELATED.encode(), given)).fetchall()
        trend = await (await connection.execute(_TREND.encode(), given)).fetchall()
    return TagStats(
        tag=name,
        total_memories=row[0],
        users=row[1],
        related_tags=[RelatedTag(tag=tag, correlation=round(share, 4)) for tag, share in related],
        usage_trend=[TagDay(date=day, count=count) for day, count in reversed(trend)],
    )
