"""Sending what happened to webhooks, in the background.

Owns the place of each webhook in the feed, and the pauses after a failure. A webhook hears of the events of its owner's
notes in their order, each at least once: its place moves on only when its address said yes, and is in the table, so a
restart loses nothing. Several processes share the work: whoever takes a webhook has it for a while.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import PoolTimeout

from sync.server.database import Database
from sync.server.outside import Outside, Refused, Unreachable
from sync.server.sealing import Seal, Unsealable

log = logging.getLogger(__name__)

SIGNATURE = "X-Webhook-Signature"
DELIVERY = "X-Webhook-Delivery"
LARGEST_DATA = 256 << 10
"""Bytes of an event's data; of a larger one the data are left out, and can be asked for."""

_AT_ONCE = 4  # webhooks
_PAUSE = 2.0  # seconds between looks when nothing is to be sent
_TURN = 60.0  # seconds for which a webhook is served at a time
_FIRST_PAUSE, _LONGEST_PAUSE = 10, 3_600  # seconds after a failure
_PATIENCE = "3 days"
_GONE = "The answer was 410."  # by which an address says that it wants nothing more
_WHOLE = 2**31 - 1  # a version behind all of a row

_CLAIM = """
update webhooks set leased_until = now() + interval '2 minutes'
where id = (
    select w.id from webhooks w join users u on u.id = w.user_id and not u.disabled, server s
    where w.active and w.next_try <= now() and w.leased_until < now()
    and (w.position, w.version) < (s.head, 2147483647)
    order by w.next_try, w.id limit 1 for update of w skip locked
)
returning id, user_id, url, events, secret, position, version, tries, (select head from server)
"""
_NEWS = """
select f.position, e.stream_version, e.event_id, e.stream_id, e.event_type, e.event_version, e.user_id, e.occurred_at,
    e.correlation_id, e.causation_id, case when octet_length(e.data::text) <= %(largest)s then e.data end
from feed f join events e on e.stream_id = f.stream_id and e.stream_version between f.first_version and f.last_version
where f.audience_id = %(user)s and f.stored and f.position >= %(position)s
and (f.position, e.stream_version) > (%(position)s, %(version)s)
and (e.event_type = any(%(events)s) or '*' = any(%(events)s))
order by f.position, e.stream_version limit 20
"""
_MOVE = """
update webhooks set position = %(position)s, version = %(version)s, tries = 0, trouble = '', failing_since = null
where id = %(id)s
"""
_RELEASE = "update webhooks set leased_until = '-infinity' where id = %(id)s"
_FAIL = """
update webhooks set tries = tries + 1, trouble = %(trouble)s, failing_since = coalesce(failing_since, now()),
    next_try = now() + make_interval(secs => %(pause)s), leased_until = '-infinity',
    active = not %(gone)s and coalesce(failing_since, now()) > now() - %(patience)s::interval
where id = %(id)s
"""


@dataclass(frozen=True, slots=True)
class _Webhook:
    id: UUID
    user_id: UUID
    url: str
    events: list[str]
    secret: str
    position: int
    version: int
    tries: int
    head: int


class Deliveries:
    """The background work of one process."""

    def __init__(self, database: Database, outside: Outside, seal: Seal) -> None:
        self._database = database
        self._seal = seal
        self._outside = outside

    async def run(self) -> None:
        """Deliver until cancelled, to some at once. A database that is away is waited for."""
        free = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            while True:
                await free.acquire()
                turn = group.create_task(self._turn(await self._next()))
                turn.add_done_callback(lambda _: free.release())

    async def once(self) -> bool:
        """Serve one webhook that has something to hear; whether there was one."""
        webhook = await self._claimed()
        if webhook is not None:
            await self._serve(webhook)
        return webhook is not None

    async def _next(self) -> _Webhook:
        while True:
            with _told_and_forgiven():
                if webhook := await self._claimed():
                    return webhook
            await asyncio.sleep(_PAUSE * random.uniform(0.5, 1.5))

    async def _turn(self, webhook: _Webhook) -> None:
        with _told_and_forgiven():
            await self._serve(webhook)

    async def _claimed(self) -> _Webhook | None:
        async with self._database.transaction() as connection:
            row = await (await connection.execute(_CLAIM)).fetchone()
        return None if row is None else _Webhook(*row)

    async def _serve(self, webhook: _Webhook) -> None:
        end = time.monotonic() + _TURN
        values = {
            "user": webhook.user_id,
            "position": webhook.position,
            "version": webhook.version,
            "events": webhook.events,
            "largest": LARGEST_DATA,
        }
        async with self._database.transaction() as connection:
            rows = await (await connection.execute(_NEWS, values)).fetchall()
        for position, version, *event in rows:
            if trouble := await self._trouble_sending(webhook, event):
                await self._execute(_FAIL, _failure(webhook, trouble))
                return
            place = {"id": webhook.id, "position": position, "version": version}
            if not await self._execute(_MOVE, place) or time.monotonic() > end:
                break
        if not rows:
            await self._execute(_MOVE, {"id": webhook.id, "position": webhook.head, "version": _WHOLE})
        await self._execute(_RELEASE, {"id": webhook.id})

    async def _trouble_sending(self, webhook: _Webhook, event: list[Any]) -> str:
        """Why an event did not arrive; empty when it did."""
        try:
            secret = self._seal.open(webhook.secret, webhook.user_id)
        except Unsealable:
            return "The server's JWT_SECRET_KEY is another one than when this webhook was made: make it anew."
        body = delivery(secret, event)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "second-brain-webhook",
            DELIVERY: str(event[0]),
            SIGNATURE: signature(secret, body),
        }
        try:
            status = await self._outside.post(webhook.url, body, headers)
        except (Refused, Unreachable) as error:
            return str(error)
        return "" if 200 <= status < 300 else f"The answer was {status}."

    async def _execute(self, statement: str, values: Mapping[str, object]) -> bool:
        """Change a webhook; whether it is still there."""
        async with self._database.transaction() as connection:
            return (await connection.execute(statement, values)).rowcount > 0


@contextmanager
def _told_and_forgiven() -> Iterator[None]:
    """What goes wrong in here is logged, and the others go on. A webhook that was being served is taken up again later."""
    try:
        yield
    except (psycopg.OperationalError, PoolTimeout) as error:
        log.warning("webhooks wait for the database: %s", type(error).__name__)
    except Exception:  # a bug in one delivery must not end all others
        log.exception("a bug while webhooks were served")


def _failure(webhook: _Webhook, trouble: str) -> dict[str, object]:
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(webhook.tries, 20))
    return {
        "id": webhook.id,
        "trouble": trouble,
        "pause": longest * random.uniform(0.5, 1),
        "gone": trouble == _GONE,
        "patience": _PATIENCE,
    }


def delivery(secret: str, event: list[Any]) -> bytes:
    """The body that tells of an event, in the contract's form. `signature` in it is over the same body without it; the
    header is over the whole, and easier to check."""
    told = envelope(event)
    body = {"event": told["event_type"], "timestamp": datetime.now(UTC).isoformat(), "data": told}
    return _json({**body, "signature": signature(secret, _json(body))})


def envelope(event: list[Any]) -> dict[str, Any]:
    """An event in the contract's envelope, for other programs."""
    event_id, stream_id, event_type, event_version, user_id, occurred_at, correlation, causation, data = event
    return {
        "event_id": str(event_id),
        "aggregate_id": str(stream_id),
        "event_type": event_type,
        "event_version": event_version,
        "user_id": str(user_id),
        "occurred_at": occurred_at.isoformat(),
        "correlation_id": correlation and str(correlation),
        "causation_id": causation and str(causation),
        "data": data,
    }


def signature(secret: str, body: bytes) -> str:
    """`sha256=` and the HMAC of a body, in hexadecimal."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
