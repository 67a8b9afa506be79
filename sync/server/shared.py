"""Redis, as what several processes share and each can do without.

Owns the connection, and the rule for when it is away: the caller is told so at once, does with what is in its own process,
and Redis is not asked again for a moment. Nothing in it is worth keeping.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

_PATIENCE = 1.0  # seconds that a call of somebody waits for Redis
_MOMENT = 1.0  # seconds for which one that is away is not asked


class Shared:
    """One process's way to Redis; without an address there is none."""

    def __init__(self, url: str | None = None) -> None:
        self._url = url
        self._redis = None if url is None else self.connect(_PATIENCE)
        self._away_until = 0.0

    @property
    def configured(self) -> bool:
        """Whether there is an address."""
        return self._url is not None

    def connect(self, patience: float | None) -> Redis:
        """A client of its own, for who waits long."""
        assert self._url is not None, "ask `configured` first"
        return Redis.from_url(
            self._url, socket_timeout=patience, socket_connect_timeout=_PATIENCE, retry=Retry(NoBackoff(), 0)
        )

    async def attempt(self, *command: str | int) -> Any:
        """What Redis answers to a command; None while it is away."""
        if self._redis is None or time.monotonic() < self._away_until:
            return None
        try:
            return await self._execute(*command)
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + _MOMENT
            log.warning("Redis is away: %s", type(error).__name__)
            return None

    async def ask(self) -> None:
        """Find out whether Redis answers; raises anything where it does not."""
        await self._execute("PING")

    async def _execute(self, *command: str | int) -> Any:
        assert self._redis is not None, "ask `configured` first"
        return await self._redis.execute_command(*command)  # type: ignore[no-untyped-call]  # it has no types

    async def close(self) -> None:
        """Close the connections."""
        if self._redis is not None:
            await self._redis.aclose()
