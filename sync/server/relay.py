"""Telling other programs what happened, through RabbitMQ.

Owns the place up to which events were published. The feed is the outbox: an event is in it by the transaction that stored
it, and the place moves on only after the broker confirmed, so nothing is lost, and what was under way when something died
comes twice (`event_id` tells). One process at a time publishes, in the order of the feed. Refuses to know who listens.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from aio_pika import DeliveryMode, ExchangeType, Message, connect
from psycopg_pool import PoolTimeout

from sync.server.database import Database, row_or
from sync.server.delivering import LARGEST_DATA, envelope

if TYPE_CHECKING:
    from aio_pika.abc import AbstractConnection, AbstractExchange

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

EXCHANGE = "secondbrain"
_LOCK = 0x5EC0_7EA4  # any number that nobody else takes for an advisory lock
_PAUSE = 0.5  # seconds between looks when there is nothing to publish
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 5.0  # seconds after a failure
_PATIENCE = 10.0  # seconds that the broker has to confirm
_AT_ONCE = 100  # events in one transaction

_MINE = "select pg_try_advisory_xact_lock(%s)"
# Behind the lock: a statement sees what was there when it began.
_PLACE = "select position, version from relay"
_NEXT = """
select f.position, e.stream_version, e.event_id, e.stream_id, e.event_type, e.event_version, e.user_id, e.occurred_at,
    e.correlation_id, e.causation_id, case when e.size <= %(largest)s then e.data end
from feed f join events e on e.stream_id = f.stream_id and e.stream_version between f.first_version and f.last_version
where f.stored and f.position >= %(position)s and (f.position, e.stream_version) > (%(position)s, %(version)s)
order by f.position, e.stream_version limit %(most)s
"""
_MOVE = "update relay set position = %s, version = %s"


class Relay:
    """The background work of one process."""

    def __init__(self, database: Database, url: str) -> None:
        self._database = database
        self._url = url
        self._connection: AbstractConnection | None = None
        self._exchange: AbstractExchange | None = None

    async def run(self) -> None:
        """Publish until cancelled. A broker or a database that is away is waited for."""
        failures = 0
        try:
            while True:
                try:
                    found = await self.once()
                    failures = 0
                except Exception as error:  # noqa: BLE001 - whatever it is, the events are kept, and are published later
                    _tell(error)
                    await self.close()
                    failures = min(failures + 1, 10)
                    await asyncio.sleep(
                        min(_LONGEST_WAIT, _FIRST_WAIT * 2**failures) * random.uniform(0.2, 1)
                    )
                else:
                    if not found:
                        await asyncio.sleep(_PAUSE)
        finally:
            await self.close()

    async def once(self) -> int:
        """Publish the next events, and move the place on; how many there were. 0 while another process does it."""
        exchange = await self._open()
        async with self._database.transaction() as connection:
            mine = await (await connection.execute(_MINE, (_LOCK,))).fetchone()
            if not row_or(mine, False):
                return 0
            place = await (await connection.execute(_PLACE)).fetchone()
            assert place is not None  # a migration put it there
            given = {"position": place[0], "version": place[1], "largest": LARGEST_DATA, "most": _AT_ONCE}
            rows = await (await connection.execute(_NEXT, given)).fetchall()
            for _, version, *event in rows:
                await exchange.publish(
                    _message(version, event), routing_key=event[2], mandatory=False, timeout=_PATIENCE
                )
            if rows:
                await connection.execute(_MOVE, rows[-1][:2])
        return len(rows)

    async def ask(self) -> None:
        """Find out whether the broker answers; raises anything where it does not."""
        await _settled(self._ask())

    async def _ask(self) -> None:
        connection = await connect(self._url, timeout=_PATIENCE)
        await connection.close()

    async def _open(self) -> AbstractExchange:
        if self._exchange is None:
            return await _settled(self._connect())
        return self._exchange

    async def _connect(self) -> AbstractExchange:
        self._connection = await connect(self._url, timeout=_PATIENCE)
        channel = await self._connection.channel(publisher_confirms=True)
        self._exchange = await channel.declare_exchange(
            EXCHANGE, ExchangeType.TOPIC, durable=True, timeout=_PATIENCE
        )
        return self._exchange

    async def close(self) -> None:
        """Let go of the broker; `run` does it by itself. The next event connects anew."""
        connection, self._connection, self._exchange = self._connection, None, None
        if connection is not None:
            try:
                await _settled(asyncio.wait_for(connection.close(), 2))
            except Exception:  # noqa: BLE001 - it is broken, which is why it is closed
                log.debug("a connection to the broker could not be closed")


async def _settled(work: Coroutine[Any, Any, Answer]) -> Answer:
    """The work's answer. A cancel waits until the work is done: half a connection is one that nobody can close."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _message(version: int, event: list[Any]) -> Message:
    """The event in the contract's envelope. Data beyond LARGEST_DATA are null, and can be asked for."""
    told = {**envelope(event), "stream_version": version}
    return Message(
        json.dumps(told, ensure_ascii=False).encode(),
        content_type="application/json",
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=told["event_id"],
        timestamp=event[5],  # when it occurred
        type=told["event_type"],
    )


def _tell(error: Exception) -> None:
    # The words of an error of the connection may hold the address with its password.
    away = isinstance(error, psycopg.OperationalError | PoolTimeout)
    log.warning("publishing waits for the %s: %s", "database" if away else "broker", type(error).__name__)
