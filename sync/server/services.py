"""What the routes work with: made once at the start, handed to each call, closed at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from fastapi import Request

from sync.server.bell import Bell
from sync.server.database import Database
from sync.server.outside import Outside
from sync.server.roll import Roll
from sync.server.settings import Settings
from sync.server.shared import Shared
from sync.server.storage import Storage, storage_of
from sync.server.telemetry import Metrics
from sync.server.throttle import Throttle


@dataclass(slots=True)
class Services:
    """The parts of one running server."""

    settings: Settings
    database: Database
    bell: Bell
    outside: Outside = field(default_factory=Outside)
    roll: Roll = field(default_factory=Roll)
    shared: Shared = field(init=False)
    throttle: Throttle = field(default_factory=Throttle)
    metrics: Metrics = field(default_factory=Metrics)
    storage: Storage = field(init=False)
    probes: dict[str, Callable[[], Awaitable[object]] | None] = field(default_factory=dict)
    """How to find out whether each service answers: see `health`. None for one that is not configured."""

    def __post_init__(self) -> None:
        self.storage = storage_of(self.settings)
        self.shared = Shared(self.settings.redis_url)

    @classmethod
    def of(cls, request: Request) -> Services:
        """Those of the server that answers this request."""
        services = request.app.state.services
        assert isinstance(services, cls)
        return services
