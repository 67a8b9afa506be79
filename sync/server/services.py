"""What the routes work with: made once at the start, handed to each call, closed at the end."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from sync.server.bell import Bell
from sync.server.database import Database
from sync.server.settings import Settings


@dataclass(slots=True)
class Services:
    """The parts of one running server."""

    settings: Settings
    database: Database
    bell: Bell

    @classmethod
    def of(cls, request: Request) -> Services:
        """Those of the server that answers this request."""
        services = request.app.state.services
        assert isinstance(services, cls)
        return services
