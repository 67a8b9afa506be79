"""The place of whoever sent something: behind that where nothing else came in between, and vouching for it where it did.

Owns both. They are asked after the append: places are given out in the order of commits, so nothing comes before one that is
there. A device that stood right before what it sent is spared its own echo. Else its place stays, and is said in a way from
then on that names the end of the log as it is: a log without that end lost what the device sent, and refuses the place.
"""

from __future__ import annotations

from uuid import UUID

from sync.server.cursor import Cursor, Kind, check_of, read_cursor
from sync.server.database import Connection
from sync.server.feed import Visible
from sync.server.log import Appended
from sync.server.problems import Problem
from sync.server.pulling import find_place

# Whose rows the device reads, and whether any of those is between its place and the first of the new ones.
_BETWEEN = """
with mine as (
    select array_agg(id) as audiences from (
        select %(user)s::uuid as id union all select id from spaces where owner_id = %(user)s
        union all select space_id from space_members where user_id = %(user)s
    ) as each
)
select mine.audiences, exists (
    select from unnest(mine.audiences) as of (audience) cross join lateral (
        select from feed where (audience_id, position) > (of.audience, %(after)s)
            and (audience_id, position) < (of.audience, %(first)s)
        limit 1
    ) f
)
from mine
"""


async def place_of(connection: Connection, after: str) -> Cursor | None:
    """The place from which something is sent; None for what is no place of the feed. Problem 410 where the log does not have
    it, or what it vouches for: ask before anything is stored."""
    try:
        read = read_cursor(after, Kind.FEED)
    except Problem:
        return None
    return read and (await find_place(connection, after, Kind.FEED))[0]


async def place_behind(connection: Connection, user_id: UUID, here: Cursor | None, appended: Appended) -> str:
    """The cursor after what was just appended, for a device of this user that has everything up to `here`: behind it, or at
    the same place; empty where the device named no place."""
    if here is None or not appended.rows:
        return await vouching(connection, here)
    first = appended.head - len(appended.rows) + 1
    values = {"user": user_id, "after": here.position, "first": first}
    row = await (await connection.execute(_BETWEEN, values)).fetchone()
    assert row is not None, "it is one row"
    audiences, between = frozenset(row[0]), row[1]
    seen = [place for place, told in enumerate(appended.rows, first) if told.audience_id in audiences]
    if between or here.offset or not seen:
        return str(
            here.seeing(Cursor(Kind.FEED, here.log_id, appended.head, check=_check(appended.rows[-1])))
        )
    return str(here.moved(seen[-1], _check(appended.rows[seen[-1] - first])))


async def vouching(connection: Connection, here: Cursor | None) -> str:
    """The same place, vouching for all that is in the log by now; empty for none."""
    if here is None:
        return ""
    _, head = await find_place(connection, "", Kind.FEED)
    return str(here.seeing(head))


def _check(row: Visible) -> bytes:
    return check_of(row.audience_id, row.stream_id, row.first_version, row.last_version, row.mark)
