"""Waking those who wait for news: a long poll sleeps here until something reaches one of its audiences.

Owns the ringing, within one process and, through Redis, across all. A ring is a hint and carries nothing: while Redis is
away, those who wait look by themselves every second.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from redis.exceptions import RedisError

from sync.server.shared import Shared

log = logging.getLogger(__name__)

_CHANNEL = "second-brain:bell"
_PAUSE = 1.0  # seconds between looks while Redis is away
_NOBODY = UUID(int=0)

Waiting = defaultdict[UUID, dict[asyncio.Event, UUID | None]]
"""By audience: who waits, and for which device."""


class Bell:
    """Rings in this process, and with Redis in all."""

    def __init__(self, shared: Shared | None = None) -> None:
        self._shared = shared or Shared()
        self.deaf = self._shared.configured
        """Whether others may ring without being heard."""
        self._waiting: Waiting = defaultdict(dict)

    async def ring(self, audiences: Collection[UUID], by: UUID | None = None) -> None:
        """Wake everybody who waits for one of these, users or spaces, but the device that it came from: it knows."""
        self._ring(audiences, by)
        if audiences and not self.deaf:
            words = ",".join(map(str, (by or _NOBODY, *audiences)))
            await self._shared.attempt("PUBLISH", _CHANNEL, words)

    async def run(self) -> None:
        """Hear what others ring, until cancelled; nothing without Redis."""
        while self._shared.configured:
            try:
                await self._hear()
            except (RedisError, OSError, ValueError) as error:
                log.warning("the bell of others is not heard: %s", type(error).__name__)
            self.deaf = True
            self._ring(list(self._waiting))  # so that all look once, and then every moment
            await asyncio.sleep(_PAUSE)

    async def _hear(self) -> None:
        async with self._shared.connect(None) as redis, redis.pubsub() as subscription:
            await subscription.subscribe(_CHANNEL)
            async for message in subscription.listen():
                if message["type"] == "subscribe":
                    self.deaf = False
                    self._ring(list(self._waiting))  # what was rung before is not heard any more
                elif message["type"] == "message":
                    by, *audiences = (UUID(each) for each in message["data"].decode().split(","))
                    self._ring(audiences, by)

    def _ring(self, audiences: Collection[UUID], by: UUID | None = None) -> None:
        for audience in audiences:
            for event, device in self._waiting.get(audience, {}).items():
                if device is None or device != by:
                    event.set()

    def listen(self, audiences: Collection[UUID], device: UUID | None = None) -> Listening:
        """Begin to listen, before looking whether there is something already: what rings in between is not missed."""
        return Listening(self, self._waiting, audiences, device)


class Listening:
    """One who listens; use it as a context manager."""

    def __init__(
        self, bell: Bell, waiting: Waiting, audiences: Collection[UUID], device: UUID | None
    ) -> None:
        self._bell = bell
        self._waiting = waiting
        self._audiences = audiences
        self._device = device
        self._event = asyncio.Event()

    def __enter__(self) -> Listening:
        for audience in self._audiences:
            self._waiting[audience][self._event] = self._device
        return self

    def __exit__(self, *_: object) -> None:
        for audience in self._audiences:
            self._waiting[audience].pop(self._event, None)
            if not self._waiting[audience]:
                del self._waiting[audience]

    async def rung(self, seconds: float) -> bool:
        """Wait at most so long, and no longer than a moment while others are not heard; whether it rang."""
        seconds = min(seconds, _PAUSE) if self._bell.deaf else seconds
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        return self._event.is_set()
