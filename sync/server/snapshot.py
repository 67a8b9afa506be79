"""`GET /api/v1/events/snapshot`: everything that a new device needs, without walking through the whole feed.

Owns the order: streams by their ids, each whole, purged ones left out. The feed goes on from where it was before the first
page, so what happens meanwhile comes by pulls.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter, Request, Response

from sync.protocol import API, MOST_PULLED, Pulled
from sync.server.audience import Audiences, audiences_of
from sync.server.bodies import json_answer
from sync.server.cursor import Kind
from sync.server.database import Connection
from sync.server.identity import Signed
from sync.server.openapi import answers
from sync.server.pulling import After, Limit, find_place, pulled
from sync.server.services import Services
from sync.server.telling import Span, tell_events

router = APIRouter(prefix=API, tags=["events"])

# The user's own and those of each space, each out of its index, which the pairs name. A note of one's own is not taken once
# more from a space.
_STREAMS = """
select id, version from (
    (
        select id, version from streams
        where (owner_id, id) >= (%(user)s, %(from)s) and (owner_id, id) <= (%(user)s, %(last)s) and purged_at is null
        order by owner_id, id limit %(limit)s
    )
    union all
    (
        select s.id, s.version from unnest(%(spaces)s::uuid[]) as space
        cross join lateral (
            select id, version from streams
            where (space_id, id) >= (space, %(from)s) and (space_id, id) <= (space, %(last)s)
                and space_id is not null and owner_id <> %(user)s and purged_at is null
            order by space_id, id limit %(limit)s
        ) s
    )
) s
order by id limit %(limit)s
"""


@router.get("/events/snapshot", response_model=Pulled, responses=answers(410))
async def snapshot(request: Request, user: Signed, after: After = "", limit: Limit = MOST_PULLED) -> Response:
    """Fetch every memory that one may see, page by page; the last page's cursor is where pulls go on."""
    async with Services.of(request).database.transaction() as connection:
        body = await _page(connection, await audiences_of(connection, user.id), after, limit)
    return await json_answer(request, body)


async def _page(connection: Connection, audiences: Audiences, after: str, limit: int) -> bytes:
    cursor, head = await find_place(connection, after, Kind.SNAPSHOT)
    began = replace(cursor, kind=Kind.FEED, offset=0, stream_id=UUID(int=0)) if after else head
    # The stream at the cursor comes again, to go on in its middle.
    streams = await _streams(connection, audiences, cursor.stream_id, limit + 1)
    done = {cursor.stream_id: cursor.offset}
    spans = [Span(stream, done.get(stream, 0) + 1, version) for stream, version in streams]
    spans = [span for span in spans if span.first <= span.last]
    told = await tell_events(connection, spans, limit)
    # Of what was written since the snapshot began, some is told, and nothing else shows that the log had it.
    _, now = await find_place(connection, "", Kind.SNAPSHOT)
    began = began.seeing(now)
    if told.spans == len(spans) and len(streams) <= limit:
        return pulled(told, str(began), has_more=False)
    stream, offset = cursor.stream_id, cursor.offset
    if told.further:
        stopped = spans[told.spans]
        stream, offset = stopped.stream_id, stopped.first - 1 + told.further
    elif told.spans:
        stopped = spans[told.spans - 1]
        stream, offset = stopped.stream_id, stopped.last
    following = replace(began, kind=Kind.SNAPSHOT, stream_id=stream, offset=offset)
    return pulled(told, str(following), has_more=True)


async def _streams(
    connection: Connection, audiences: Audiences, first: UUID, limit: int
) -> list[tuple[UUID, int]]:
    values = {
        "user": audiences.user_id,
        "spaces": list(audiences.spaces),
        "from": first,
        "last": UUID(int=(1 << 128) - 1),
        "limit": limit,
    }
    rows = await (await connection.execute(_STREAMS, values)).fetchall()
    return [(stream, version) for stream, version in rows]
