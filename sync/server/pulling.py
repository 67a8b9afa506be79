"""`GET /api/v1/events`: a device fetches what happened elsewhere, and waits for it.

Owns the way through the feed: the rows of the user's audiences after a cursor, expanded to events. What a user does not see
any more is passed over. Nobody who waits holds a connection to the database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from sync.protocol import API, LONGEST_WAIT, MOST_PULLED, Pulled
from sync.server.audience import Audiences, access_to, audiences_of
from sync.server.bell import Listening
from sync.server.bodies import json_answer
from sync.server.cursor import START, Cursor, Kind, check_of, gone, read_cursor
from sync.server.database import Connection
from sync.server.deciding import Access
from sync.server.devices import FromDevice, note_pull
from sync.server.identity import Signed
from sync.server.openapi import answers
from sync.server.problems import not_found
from sync.server.services import Services
from sync.server.telling import Span, Told, tell_events

router = APIRouter(prefix=API, tags=["events"])

Limit = Annotated[int, Query(ge=1, le=MOST_PULLED)]
After = Annotated[str, Query(max_length=500)]

FeedRow = tuple[UUID, UUID, int, int, int] | tuple[None, None, None, None, None]
"""Audience, stream, the first and last version and the mark of a row of the feed; all None where there is none."""

_LOOK_AGAIN = 20.0
"""Seconds after which one who waits looks without having been rung for: a ring of another process may be lost."""

_PLACE = """
select log_id, head,
    last.audience_id, last.stream_id, last.first_version, last.last_version, last.mark,
    here.audience_id, here.stream_id, here.first_version, here.last_version, here.mark,
    seen.audience_id, seen.stream_id, seen.first_version, seen.last_version, seen.mark
from server left join feed last on last.position = head left join feed here on here.position = %s
left join feed seen on seen.position = %s
"""
# For each audience at most so many rows. Compared as pairs, in the order of the index of audiences, so that no other way is
# thought of: what it costs depends on neither the length of the feed nor on what others write. An owner reads a shared note
# in rows of their own, and not once more in those of the space.
_ROWS = """
select f.position, f.audience_id, f.stream_id, f.first_version, f.last_version, f.mark,
    (
        select case
            when owner_id = %(user)s then f.audience_id = owner_id
            else coalesce(space_id = any(%(spaces)s), false)
        end
        from streams where id = f.stream_id
    )
from (
    select f.* from unnest(%(audiences)s::uuid[], %(since)s::bigint[]) as of (audience, since)
    cross join lateral (
        select * from feed
        where (audience_id, position) >= (of.audience, greatest(%(from)s, of.since + 1))
            and (audience_id, position) <= (of.audience, %(last)s)
        order by audience_id, position limit %(limit)s
    ) f
    order by f.position limit %(limit)s
) f
order by f.position
"""
_STREAM = "select version from streams where id = %s"


@dataclass(frozen=True, slots=True)
class _Row:
    position: int
    audience_id: UUID
    stream_id: UUID
    first: int
    last: int
    mark: int
    visible: bool

    def whole(self, before: Cursor) -> Cursor:
        """The place behind this row, for who came from that one."""
        return before.moved(
            self.position, check_of(self.audience_id, self.stream_id, self.first, self.last, self.mark)
        )


@dataclass(frozen=True, slots=True)
class _Page:
    told: Told
    cursor: Cursor
    has_more: bool

    @property
    def nothing(self) -> bool:
        return not (self.told.count or self.has_more)


@router.get("/events", response_model=Pulled, responses=answers(404, 410))
async def pull(
    request: Request,
    user: Signed,
    after: After = "",
    limit: Limit = MOST_PULLED,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0,
    aggregate_id: UUID | None = None,
    behind: After = "",
    device: FromDevice = None,
) -> Response:
    """Fetch events, or all those of one memory. With `wait`, an answer without any comes only after so many seconds. Who
    fetches a memory says with `behind` where in the feed they are, and is told how to say that from then on."""
    services = Services.of(request)
    if aggregate_id is not None:
        async with services.database.transaction() as connection:
            body = await _one_stream(connection, user.id, aggregate_id, after, limit, behind)
        return await json_answer(request, body)
    until = time.monotonic() + wait
    while True:
        with ExitStack() as waiting:
            # What need not be waited for is asked together with what comes after it.
            async with services.database.transaction() as connection, connection.pipeline():
                audiences = await audiences_of(connection, user.id)
                listening = waiting.enter_context(services.bell.listen([*audiences], device))
                page = await _page(connection, audiences, after, limit, device)
            after = str(page.cursor)
            left = until - time.monotonic()
            if not page.nothing or left <= 0 or await _hung_up(request, listening, min(left, _LOOK_AGAIN)):
                break
    return await json_answer(request, pulled(page.told, after, has_more=page.has_more))


def pulled(told: Told, cursor: str, *, has_more: bool) -> bytes:
    """`Pulled` as JSON."""
    more = "true" if has_more else "false"
    return f'{{"events":[{told.text}],"cursor":"{cursor}","has_more":{more}}}'.encode()


async def find_place(connection: Connection, after: str, kind: Kind) -> tuple[Cursor, Cursor]:
    """The place that a cursor names, and the feed's last one. Problem 410 where the log as it is now has none such."""
    cursor = read_cursor(after, kind)
    asked = (cursor.position, cursor.witness) if cursor else (0, 0)
    row = await (await connection.execute(_PLACE, asked)).fetchone()
    assert row is not None, "the server is one row"
    log_id, head, last_row, row_there, row_seen = row[0], row[1], row[2:7], row[7:12], row[12:]
    head = Cursor(Kind.FEED, log_id, head, check=check_of(*last_row) if head else START)
    if cursor is None:
        return Cursor(kind, log_id), head
    if cursor.log_id != log_id or not is_there(cursor, row_there, row_seen):
        raise gone()
    return cursor, head


def is_there(cursor: Cursor, row: FeedRow, seen: FeedRow) -> bool:
    """Whether these are the rows that the cursor names as its place and its witness, and the one has more events than were
    told of it."""
    if cursor.witness and (seen[0] is None or cursor.witness_check != check_of(*seen)):
        return False
    if cursor.position == 0:
        return cursor.kind is not Kind.FEED or cursor.offset == 0
    if row[0] is None or cursor.check != check_of(*row):
        return False
    _, _, first, last, _ = row
    return cursor.kind is not Kind.FEED or cursor.offset <= last - first


async def _page(
    connection: Connection, audiences: Audiences, after: str, limit: int, device: UUID | None
) -> _Page:
    """The next page after a place in the feed."""
    cursor, _ = await find_place(connection, after, Kind.FEED)
    if device is not None:
        passed = cursor.position - 1 if cursor.offset else cursor.position
        await note_pull(connection, audiences.user_id, device, passed)
    rows = await _rows(connection, audiences, cursor, limit)
    if not rows:
        return _Page(Told("", 0, 0, 0), cursor, has_more=False)
    shown = [row for row in rows if row.visible]
    told_before = {cursor.position: cursor.offset}
    spans = [
        Span(row.stream_id, row.first + told_before.get(row.position, 0), row.last, row.position)
        for row in shown
    ]
    told = await tell_events(connection, spans, limit)
    if told.spans == len(shown):
        return _Page(told, rows[-1].whole(cursor), has_more=len(rows) == limit)
    stopped = shown[told.spans]
    if told.further == 0:
        return _Page(told, shown[told.spans - 1].whole(cursor), has_more=True)
    offset = told.further + told_before.get(stopped.position, 0)
    return _Page(told, replace(stopped.whole(cursor), offset=offset), has_more=True)


async def _one_stream(
    connection: Connection, user_id: UUID, stream_id: UUID, after: str, limit: int, behind: str
) -> bytes:
    """One stream from its first event, page by page; with the last one, the caller's place in the feed, which
    vouches for them."""
    access = await access_to(connection, user_id, [stream_id])
    if access.get(stream_id, Access.NONE) is Access.NONE:
        raise not_found("memory")
    cursor, _ = await find_place(connection, after, Kind.STREAM)
    row = await (await connection.execute(_STREAM, (stream_id,))).fetchone()
    assert row is not None, "a stream that can be accessed exists"
    done = cursor.offset if cursor.stream_id == stream_id else 0
    spans = [Span(stream_id, done + 1, row[0])] if done < row[0] else []
    told = await tell_events(connection, spans, limit)
    done += told.count
    has_more = done < row[0]
    if has_more:
        return pulled(told, str(replace(cursor, stream_id=stream_id, offset=done)), has_more=True)
    return pulled(told, await vouched_for(connection, behind), has_more=False)


async def vouched_for(connection: Connection, place: str) -> str:
    """A place in the feed, with the feed's present end as its witness; empty for the beginning. Problem 410 as ever. Ask
    when all that it is to vouch for was read."""
    if not place:
        return ""
    here, head = await find_place(connection, place, Kind.FEED)
    return str(here.seeing(head))


async def _hung_up(request: Request, listening: Listening, seconds: float) -> bool:
    """Wait until it rings, or so long; whether the caller went away meanwhile."""
    ringing = asyncio.create_task(listening.rung(seconds))
    leaving = asyncio.create_task(_disconnected(request))
    await asyncio.wait((ringing, leaving), return_when=asyncio.FIRST_COMPLETED)
    left = leaving.done()
    ringing.cancel()
    leaving.cancel()
    await asyncio.gather(ringing, leaving, return_exceptions=True)
    return left


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _rows(connection: Connection, audiences: Audiences, cursor: Cursor, limit: int) -> Sequence[_Row]:
    values = {
        "user": audiences.user_id,
        "spaces": list(audiences.spaces),
        "audiences": [audiences.user_id, *audiences.spaces],
        "since": [0, *audiences.spaces.values()],
        "from": cursor.position if cursor.offset else cursor.position + 1,
        "last": (1 << 63) - 1,
        "limit": limit,
    }
    return [_Row(*row) for row in await (await connection.execute(_ROWS, values)).fetchall()]
