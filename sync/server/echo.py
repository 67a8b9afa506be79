"""Sparing a device its own echo: whoever stood right before what they sent is told the place behind it.

Owns the question whether anything else came in between. It is asked after the append: places are given out in the order of
commits, so nothing comes before one that is there. Where it cannot be told, the device pulls as ever.
"""

from __future__ import annotations

from uuid import UUID

from sync.server.cursor import Cursor, Kind, check_of, read_cursor
from sync.server.database import Connection
from sync.server.log import Appended
from sync.server.problems import Problem

# The row at the place that the device names, whose rows it reads, and whether any of those is between that and the first
# of the new ones.
_BETWEEN = """
with mine as (
    select array_agg(id) as audiences from (
        select %(user)s::uuid as id union all select id from spaces where owner_id = %(user)s
        union all select space_id from space_members where user_id = %(user)s
    ) as each
)
select log_id, mine.audiences, here.audience_id, here.stream_id, here.first_version, here.last_version, exists (
    select from unnest(mine.audiences) as of (audience) cross join lateral (
        select from feed where (audience_id, position) > (of.audience, %(after)s)
            and (audience_id, position) < (of.audience, %(first)s)
        limit 1
    ) f
)
from server cross join mine left join feed here on here.position = %(after)s
"""


async def place_behind(connection: Connection, user_id: UUID, after: str, appended: Appended) -> str:
    """The cursor behind what was just appended, for a device of this user that has everything up to `after`; empty where it
    has to pull."""
    try:
        here = read_cursor(after, Kind.FEED)
    except Problem:
        return ""
    if here is None or here.offset or not appended.rows:
        return ""
    first = appended.head - len(appended.rows) + 1
    values = {"user": user_id, "after": here.position, "first": first}
    row = await (await connection.execute(_BETWEEN, values)).fetchone()
    assert row is not None, "the server is one row"
    log_id, audiences, between = row[0], frozenset(row[1]), row[-1]
    there = here.position == 0 or (row[2] is not None and here.check == check_of(*row[2:6]))
    seen = [place for place, told in enumerate(appended.rows, first) if told.audience_id in audiences]
    if between or not there or here.log_id != log_id or not seen:
        return ""
    last = appended.rows[seen[-1] - first]
    check = check_of(last.audience_id, last.stream_id, last.first_version, last.last_version)
    return str(Cursor(Kind.FEED, log_id, seen[-1], check=check))
