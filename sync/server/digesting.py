"""`GET /api/v1/events/digest`: what a device compares with what it has, to find a memory that differs.

Owns the sums, in SQL; `sync.protocol.Digest` says what they are.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from sync.protocol import API, Digest, Leaf
from sync.server.audience import MINE_OR_SHARED
from sync.server.identity import Signed
from sync.server.services import Services

router = APIRouter(prefix=API, tags=["events"])

_WHOLE_IDS = 4  # digits of a prefix from which on there are so few memories that each is told
_DIGITS = 32

# One statement, so that the position and the sums are of one moment.
_DIGEST = f"""
with mine as (
    select id from streams s
    where id between %(first)s and %(last)s and purged_at is null and {MINE_OR_SHARED.format(streams="s")}
),
digests as (
    select id, ('x' || left(md5(string_agg(event_id::text, '' order by stream_version)), 16))::bit(64) as digest
    from mine join events on stream_id = id group by id
),
leaves as (
    select case when %(whole)s then id::text else substr(replace(id::text, '-', ''), %(digits)s + 1, 1) end as leaf,
        count(*) as count, lpad(to_hex(bit_xor(digest)::bigint), 16, '0') as hash
    from digests group by 1
)
select head, leaf, count, hash from server left join leaves on true order by leaf
"""


@router.get("/events/digest")
async def digest(
    request: Request, user: Signed, prefix: Annotated[str, Query(pattern=r"^[0-9a-f]{0,32}$")] = ""
) -> Digest:
    """Count and sum the memories that one may see, by the next digit of their ids."""
    values = {
        "user": user.id,
        "first": UUID(prefix.ljust(_DIGITS, "0")),
        "last": UUID(prefix.ljust(_DIGITS, "f")),
        "whole": len(prefix) >= _WHOLE_IDS,
        "digits": len(prefix),
    }
    async with Services.of(request).database.transaction() as connection:
        rows = await (await connection.execute(_DIGEST, values)).fetchall()
    leaves = {leaf: Leaf(count=count, hash=sum_) for _, leaf, count, sum_ in rows if leaf is not None}
    return Digest(prefix=prefix, leaves=leaves, position=rows[0][0])
