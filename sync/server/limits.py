"""How many calls a user may make in an hour, and how often a password may be tried, across processes.

Owns the kinds of calls, and counting in Redis; while that is away each process counts for itself. The headers of the
contract are on every answer that counted. Refuses to know what a call does.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from uuid import UUID

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol import API
from sync.server.identity import caller_of
from sync.server.problems import Problem, answer
from sync.server.services import Services
from sync.server.settings import Settings
from sync.server.shared import Shared
from sync.server.throttle import WINDOW, Throttle, Try

_HOUR = 3_600  # seconds
_SYNC = tuple(f"{API}/{part}" for part in ("events", "blobs", "devices", "auth"))

_COUNT = """
local count = redis.call('incr', KEYS[1])
if count == 1 then redis.call('expire', KEYS[1], ARGV[1]) end
return count
"""
# All counts of a try, or none. The time to wait is that of the count that is full the longest.
_TAKE = """
local wait = 0
for i, key in ipairs(KEYS) do
    if tonumber(redis.call('get', key) or '0') >= tonumber(ARGV[i + 1]) then
        wait = math.max(wait, redis.call('ttl', key), 1)
    end
end
if wait > 0 then return wait end
for _, key in ipairs(KEYS) do
    if redis.call('incr', key) == 1 then redis.call('expire', key, ARGV[1]) end
end
return 0
"""
_FORGIVE = """
redis.call('del', KEYS[1])
for i = 2, #KEYS do
    if tonumber(redis.call('get', KEYS[i]) or '0') > 0 then redis.call('decr', KEYS[i]) end
end
return 0
"""


def kind_of(method: str, path: str) -> str | None:
    """Which limit a call counts against; None for one that is open to all."""
    if not path.startswith(f"{API}/"):
        return None
    if path.startswith(_SYNC):
        return "sync"
    if method == "POST" and path == f"{API}/memories/search":
        return "search"
    return "upload" if method == "POST" and path == f"{API}/attachments" else "default"


class Counts:
    """Calls of each user in the present hour."""

    def __init__(self, settings: Settings, shared: Shared) -> None:
        self.limits: Mapping[str, int] = {
            "default": settings.limit_default,
            "search": settings.limit_search,
            "upload": settings.limit_upload,
            "sync": settings.limit_sync,
        }
        self._shared = shared
        self._hour = 0
        self._here: dict[str, int] = {}

    async def add(self, kind: str, user_id: UUID, hour: int) -> int:
        """Count a call; how many there were in this hour, with it."""
        key = f"{kind} {user_id}"
        if hour != self._hour:
            self._hour, self._here = hour, {}
        # Counted here, too, so that nobody begins anew when Redis goes.
        self._here[key] = self._here.get(key, 0) + 1

        name = f"second-brain:limit:{hour}:{key}"
        everywhere = await self._shared.attempt("EVAL", _COUNT, 1, name, _HOUR)
        return max(int(everywhere or 0), self._here[key])


class Limited:
    """The middleware that counts, and refuses beyond the limit."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._services = services
        self._counts = Counts(services.settings, services.shared)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        kind = kind_of(scope["method"], scope["path"]) if scope["type"] == "http" else None
        user_id = caller_of(self._services.settings, Request(scope)) if kind else None
        # One without a token gets no further than the routes that need none.
        if kind is None or user_id is None:
            await self._app(scope, receive, send)
            return
        hour, limit = int(time.time()) // _HOUR, self._counts.limits[kind]
        count, end = await self._counts.add(kind, user_id, hour), (hour + 1) * _HOUR
        told = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - count)),
            "X-RateLimit-Reset": str(end),
        }

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        if count > limit:
            wait = {"Retry-After": str(max(1, end - int(time.time())))}
            problem = Problem(429, "There were too many calls in this hour.", headers=wait)
            await answer(Request(scope), problem)(scope, receive, sending)
        else:
            await self._app(scope, receive, sending)


class SharedThrottle(Throttle):
    """Counts tries of passwords across processes; while Redis is away, within this one."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self._shared = shared

    async def take(self, each: Try) -> int:
        """See Throttle."""
        limits = each.limits()
        given = [str(int(WINDOW)), *map(str, limits.values())]
        wait = await self._eval(_TAKE, list(limits), given)
        return await super().take(each) if wait is None else wait

    async def forgive(self, each: Try) -> None:
        """See Throttle."""
        await self._eval(_FORGIVE, list(each.limits()), [])
        await super().forgive(each)

    async def _eval(self, script: str, keys: list[str], given: list[str]) -> int | None:
        names = [f"second-brain:try:{hashlib.sha256(key.encode()).hexdigest()}" for key in keys]

        answer = await self._shared.attempt("EVAL", script, len(names), *names, *given)
        return None if answer is None else int(answer)
