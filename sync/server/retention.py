"""What the server forgets: texts of purged memories once every device knows, and old answers.

Owns when that is. Of a purged stream stay the ids, types, times and versions of its events, so that a device that never
heard of the purge still gets a stream that ends with it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import psycopg
from psycopg_pool import PoolTimeout

from sync.server.database import Database, row_or
from sync.server.incoming import forget_old_parts
from sync.server.storage import Storage

log = logging.getLogger(__name__)

_LOCK = 0x5EC0_7EA5  # any number that nobody else takes for an advisory lock
_FIRST, _EVERY = 180.0, 3_600.0  # seconds
_AT_ONCE = 100  # streams in one transaction

# Everybody who may see the stream has come past its purge with every device that they have.
_DUE = """
select s.id from streams s
where s.purged_at is not null and not s.emptied and not exists (
    select from devices d
    where d.position < s.purged_at and (
        d.user_id = s.owner_id
        or d.user_id in (select user_id from space_members where space_id = s.space_id)
        or d.user_id = (select owner_id from spaces where id = s.space_id)
    )
)
order by s.purged_at limit %s for update of s skip locked
"""
# What is left can still be folded, up to the purge at its end.
_EMPTY = """
update events set size = length(left_over), data = left_over::json
from (
    select event_id as id, case event_type
        when 'memory.created' then '{"content":"","tags":[],"metadata":{}}'
        when 'memory.tagged' then '{"tags":[]}'
        when 'memory.untagged' then '{"tags":[]}'
        when 'memory.linked' then json_build_object('target', data -> 'target', 'kind', '')::text
        when 'memory.unlinked' then json_build_object('target', data -> 'target', 'kind', '')::text
        when 'memory.attached' then '{"sha256":"","name":"","media_type":"","size":0}'
        when 'memory.detached' then '{"sha256":"","name":""}'
        when 'memory.settled' then '{"versions":[]}'
        else '{}'
    end as left_over
    from events where stream_id = any(%s)
) emptied
where event_id = emptied.id
"""
_EMPTIED = "update streams set emptied = true where id = any(%s)"
_OLD_ANSWERS = "delete from answers where answered_at < now() - interval '24 hours'"


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many purged memories lost their texts, and how many old answers and chunks of files that never came whole went."""

    emptied: int
    answers: int
    parts: int = 0


async def tidying(database: Database, storage: Storage, first: float = _FIRST, every: float = _EVERY) -> None:
    """Tidy up now and then, until cancelled: some seconds after the start, then every so many. One process at a time does;
    a database that is away is asked again at the next turn."""
    await asyncio.sleep(first)
    while True:
        try:
            await _alone(database, storage)
        except (psycopg.OperationalError, PoolTimeout) as error:
            log.warning("tidying up waits for the database: %s", type(error).__name__)
        except Exception:
            log.exception("a bug in tidying up; nothing but old texts stay for it")
        await asyncio.sleep(every)


async def _alone(database: Database, storage: Storage) -> None:
    async with database.transaction() as connection:
        mine = await (await connection.execute("select pg_try_advisory_xact_lock(%s)", (_LOCK,))).fetchone()
        if row_or(mine, False):
            await tidy(database, storage)


async def tidy(database: Database, storage: Storage | None) -> Tidied:
    """Forget what may be forgotten; chunks of files only where their storage is known. Cheap where there is nothing;
    several processes may try at once."""
    async with database.transaction() as connection:
        answers = (await connection.execute(_OLD_ANSWERS)).rowcount
    parts = await forget_old_parts(database, storage) if storage else 0
    emptied = 0
    while True:
        async with database.transaction() as connection:
            due = [row[0] for row in await (await connection.execute(_DUE, (_AT_ONCE,))).fetchall()]
            await connection.execute(_EMPTY, (due,))
            await connection.execute(_EMPTIED, (due,))
        emptied += len(due)
        if len(due) < _AT_ONCE:
            return Tidied(emptied, answers, parts)
