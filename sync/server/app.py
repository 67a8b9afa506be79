"""The application: its parts in the order in which they start, and its routes.

The only place where the server's parts are wired together.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI

from sync.server import (
    attachments,
    blobs,
    devices,
    digesting,
    health,
    memories,
    pulling,
    pushing,
    searching,
    sessions,
    snapshot,
    spaces,
    tags,
    tokens,
    webhooks,
)
from sync.server.bell import Bell
from sync.server.database import Database
from sync.server.delivering import Deliveries
from sync.server.guard import Guard
from sync.server.limits import Limited, SharedThrottle
from sync.server.openapi import describe
from sync.server.outside import Outside
from sync.server.problems import tell_problems
from sync.server.relay import Relay
from sync.server.retention import tidying
from sync.server.sealing import Seal
from sync.server.services import Services
from sync.server.settings import Settings
from sync.server.telemetry import Measured

_PARTS = (
    health,
    tokens,
    devices,
    pushing,
    pulling,
    snapshot,
    digesting,
    spaces,
    searching,  # before the memories, whose paths end in any id
    memories,
    sessions,
    tags,
    blobs,
    attachments,
    webhooks,
)

_AGAIN = 15.0
"""Seconds after which background work that did not end is told once more: longer than any of it takes to end."""


def create_app(settings: Settings) -> FastAPI:
    """The server as an ASGI application. Its tables must be up to date: see `database.migrate`."""
    services = Services(settings, Database(settings.database_url), Bell(), Outside(settings.webhook_networks))
    services.bell = Bell(services.shared)
    services.throttle = SharedThrottle(services.shared)
    database = services.database
    relay = Relay(database, settings.rabbitmq_url) if settings.rabbitmq_url else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await database.open()
        deliveries = Deliveries(database, services.outside, Seal(settings.jwt_secret))
        work = [deliveries.run(), services.bell.run(), tidying(database, services.storage)]
        if relay is not None:
            work.append(relay.run())
        tasks = [asyncio.create_task(each) for each in work]
        try:
            yield
        finally:
            await _end(tasks)
            await services.shared.close()
            await database.close()

    services.probes = {
        health.DATABASE: lambda: health.ask_database(database),
        "redis": services.shared.ask if services.shared.configured else None,
        "rabbitmq": relay.ask if relay else None,
        "minio": services.storage.ask if settings.objects else None,
    }
    app = FastAPI(title="Second Brain", version="3", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.services = services
    tell_problems(app)
    for part in _PARTS:
        app.include_router(part.router)
    describe(app)
    app.add_middleware(Limited, services=services)
    app.add_middleware(Measured, metrics=services.metrics, settings=settings)
    app.add_middleware(Guard)  # the last one stands around all others
    return app


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancel until all have ended: a library's `asyncio.wait_for` may forget a cancel, and a server has to stop."""
    while tasks:
        for task in tasks:
            task.cancel()
        _, tasks = await asyncio.wait(tasks, timeout=_AGAIN)
