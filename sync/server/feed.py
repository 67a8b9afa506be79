"""The feed: what became visible to whom, in the order of commits.

Owns the positions. They are given out under one lock that lasts until the commit, so whoever sees a position sees all before
it, and a reader who went past a place never has to go back. Refuses to know events, and why something became visible.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from psycopg import AsyncCursor
from psycopg.rows import TupleRow

from sync.server.database import Connection, array

# Moving the head takes the lock; every place up to the head has its row.
_TELL = """
with moved as (update server set head = head + %(count)s returning head),
told as (
    insert into feed (position, audience_id, stream_id, first_version, last_version, stored, mark)
    select moved.head - %(count)s + ordinal, audience, stream, first, last, stored, mark
    from moved, unnest(
        %(audiences)s::uuid[], %(streams)s::uuid[], %(firsts)s::int[], %(lasts)s::int[], %(stored)s::bool[],
        %(marks)s::int8[]
    ) with ordinality as row (audience, stream, first, last, stored, mark, ordinal)
)
select head from moved
"""
_HEAD = "select head from server"


@dataclass(frozen=True, slots=True)
class Visible:
    """Versions of a stream that an audience, a user or a space, can see from now on. `stored` where they came to be by this:
    exactly one row of each event says so. By its `mark` it is known from one that says the same in another history."""

    audience_id: UUID
    stream_id: UUID
    first_version: int
    last_version: int
    stored: bool = False
    mark: int = field(default_factory=lambda: secrets.randbits(62) + 1, compare=False)


async def tell(connection: Connection, rows: Sequence[Visible]) -> range:
    """Write these rows, in this order; their positions.

    The last thing in a transaction: who locks anything after it may meet another one that holds that and waits for the head.
    """
    last = await read_head(await ask_to_tell(connection, rows))
    return range(last - len(rows) + 1, last + 1)


async def ask_to_tell(connection: Connection, rows: Sequence[Visible]) -> AsyncCursor[TupleRow]:
    """As `tell`, for one who asks for the commit in the same breath: then nobody waits for this process while it holds the
    places. `read_head` has the last one, once it is there."""
    if not rows:
        return await connection.execute(_HEAD)
    return await connection.execute(
        _TELL,
        {
            "count": len(rows),
            "audiences": array(row.audience_id for row in rows),
            "streams": array(row.stream_id for row in rows),
            "firsts": array(row.first_version for row in rows),
            "lasts": array(row.last_version for row in rows),
            "stored": array(row.stored for row in rows),
            "marks": array(row.mark for row in rows),
        },
    )


async def read_head(asked: AsyncCursor[TupleRow]) -> int:
    """The last position, of an answer that has it alone."""
    found = await asked.fetchone()
    assert found is not None, "the server is one row"
    return int(found[0])


async def head(connection: Connection) -> int:
    """The last position."""
    return await read_head(await connection.execute(_HEAD))
