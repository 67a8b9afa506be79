"""Which positions of the log are settled with the server: sent, or come from there.

Owns the arithmetic of `account.pushed`, up to which all is settled, and of the ranges in `received` behind it. What is
in the gaps between them may wait to be sent. Both stay small: `advance` moves the one and removes the others as soon as
nothing before them waits. Nothing here reads an event that is settled, however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from uuid import UUID

from core.store.engine import Connection
from core.store.rows import COUNTS

Range = tuple[int, int]
"""The first and the last of some positions."""

_PIECE = 2_000
"""Positions that are looked at together."""

_GAPS = """
gaps as (
    select last + 1 as first, coalesce(lead(first) over (order by first), (select position + 1 from log_head)) - 1 as last
    from (select 0::bigint as first, pushed as last from account union all select first, last from received) as settled
)
"""
# The gaps are gone through in their order, in pieces: so a limit ends it early whatever plan the server makes for one piece,
# which it would else read and sort to the end of the log. The condition is not said in the words of the index of streams,
# for that would be taken as help, and read from end to end.
WAITING = f"""
with {_GAPS}, pieces as (
    select at, least(at + {_PIECE - 1}, last) as until
    from gaps cross join lateral generate_series(greatest(first, %(behind)s + 1), last, {_PIECE}) as at
)
select e.* from (select * from pieces order by at) as p cross join lateral (
    select {{columns}} from events e where e.position between p.at and p.until and coalesce(e.superseded_by, 0) = 0
    and e.event_type like 'memory.%%' and e.aggregate_id not in (select memory_id from set_aside)
    order by e.position limit %(most)s
) as e limit %(most)s
"""
"""A query for the first events that wait behind a position, in their order, of which it gives some columns."""

SENT = (
    "(e.position <= (select pushed from account)"
    " or exists (select from received r where e.position between r.first and r.last))"
)
"""True of an event `e` whose position is settled."""

FIRST_UNSENT = f"""
select memory_id, min(version) from (
    select s.memory_id, s.stream_version as version from set_aside s where s.memory_id = any(%(ids)s)
    union all
    select e.aggregate_id, e.stream_version from events e where e.aggregate_id = any(%(ids)s) and e.{COUNTS}
    and not {SENT} and exists (with {_GAPS} select from gaps where first <= last)
) as lacking group by 1
"""
"""A query for the first version of each of some streams that the server lacks. Without a gap no stream is read."""


def count_waiting(connection: Connection) -> int:
    """How many events wait to be sent."""
    query = f"select count(*) from ({WAITING.format(columns='e.position')}) as waiting"
    row = connection.execute(query.encode(), {"behind": 0, "most": None}).fetchone()
    return int(row[0]) if row else 0


def first_unsent(connection: Connection, ids: Collection[UUID]) -> dict[UUID, int]:
    """Of these streams those that the server does not have to their end: the first version that it lacks. From the one
    that is set aside on, it lacks all of them."""
    rows = connection.execute(FIRST_UNSENT.encode(), {"ids": list(ids)})
    return dict(rows.fetchall())


def settle(connection: Connection, positions: Iterable[int]) -> None:
    """These are sent, or came from the server."""
    settle_ranges(connection, _ranges(positions))


def settle_ranges(connection: Connection, ranges: Sequence[Range]) -> None:
    """The same of whole ranges. Those that touch become one."""
    if not ranges:
        return
    firsts, lasts = map(list, zip(*ranges, strict=True))
    touched = connection.execute(_TAKE_TOUCHED, (firsts, lasts)).fetchall()
    if touched:
        firsts, lasts = map(list, zip(*ranges, *touched, strict=True))
    connection.execute(_PUT_MERGED, (firsts, lasts))


def unsettle(connection: Connection, positions: Collection[int]) -> None:
    """These wait again, although others behind them are settled."""
    row = connection.execute("select pushed from account").fetchone()
    passed = sorted(position for position in positions if row and position <= row[0])
    if not passed or row is None:
        return
    edges = [*passed, row[0] + 1]
    between = [(one + 1, other - 1) for one, other in pairwise(edges) if one + 1 < other]
    connection.execute("update account set pushed = %s", (passed[0] - 1,))
    settle_ranges(connection, between)


def advance(connection: Connection) -> None:
    """Pass over everything before the first event that waits; all, when none does."""
    connection.execute(_ADVANCE, {"behind": 0, "most": 1})
    connection.execute("delete from received where last <= (select pushed from account)")


_ADVANCE = (
    f"update account set pushed = coalesce((select position - 1 from ({WAITING.format(columns='e.position')}) as first),"
    " (select position from log_head))"
).encode()
# Ranges are apart from each other, so of those that begin before a new one only the last can reach it.
_TAKE_TOUCHED = """
with new as (select * from unnest(%s::int8[], %s::int8[]) as n (first, last))
delete from received where first in (
    select r.first from new n cross join lateral (
        select first from received where first between n.first and n.last + 1
        union all select before.first from (
            select first, last from received where first < n.first order by first desc limit 1
        ) as before where before.last >= n.first - 1
    ) as r
) returning first, last
"""
_PUT_MERGED = """
insert into received select lower(merged), upper(merged) - 1 from (
    select unnest(range_agg(int8range(first, last, '[]'))) as merged
    from unnest(%s::int8[], %s::int8[]) as n (first, last)
) as ranges
"""


def _ranges(positions: Iterable[int]) -> list[Range]:
    """Positions as few ranges."""
    found: list[Range] = []
    for position in sorted(set(positions)):
        if found and found[-1][1] == position - 1:
            found[-1] = found[-1][0], position
        else:
            found.append((position, position))
    return found
