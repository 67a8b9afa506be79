"""What the routes work with: made once at the start, handed to each call, closed at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import Request

from sync.server.bell import Bell
from sync.server.database import Database
from sync.server.outside import Outside
from sync.server.roll import Roll
from sync.server.settings import Settings
from sync.server.throttle import Throttle


@dataclass(slots=True)
class Services:
    """The parts of one running server."""

    settings: Settings
    database: Database
    bell: Bell
    outside: Outside = field(default_factory=Outside)
    roll: Roll = field(default_factory=Roll)
    throttle: Throttle = field(default_factory=Throttle)

    @classmethod
    def of(cls, request: Request) -> Services:
        """Those of the server that answers this request."""
        services = request.app.state.services
        assert isinstance(services, cls)
        return services
