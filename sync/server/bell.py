"""Waking those who wait for news: a long poll sleeps here until something reaches one of its audiences."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from uuid import UUID


class Bell:
    """Rings within one process."""

    def __init__(self) -> None:
        self._waiting: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)

    async def ring(self, audiences: Collection[UUID]) -> None:
        """Wake everybody who waits for one of these: users or spaces."""
        for audience in audiences:
            for event in self._waiting.get(audience, ()):
                event.set()

    def listen(self, audiences: Collection[UUID]) -> Listening:
        """Begin to listen, before looking whether there is something already: what rings in between is not missed."""
        return Listening(self._waiting, audiences)


class Listening:
    """One who listens; use it as a context manager."""

    def __init__(self, waiting: defaultdict[UUID, set[asyncio.Event]], audiences: Collection[UUID]) -> None:
        self._waiting = waiting
        self._audiences = audiences
        self._event = asyncio.Event()

    def __enter__(self) -> Listening:
        for audience in self._audiences:
            self._waiting[audience].add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        for audience in self._audiences:
            self._waiting[audience].discard(self._event)
            if not self._waiting[audience]:
                del self._waiting[audience]

    async def rung(self, seconds: float) -> bool:
        """Wait at most so long; whether it rang."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        return self._event.is_set()
