"""Whether the server is well: `/health` for people, `/ready` for whoever sends it calls, `/metrics` for Prometheus.

Owns the three open calls. A service that was never configured is absent, which is no trouble; one that is configured and
does not answer is told, and only the database decides whether the server is ready.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from importlib import metadata
from typing import Literal

from fastapi import APIRouter, Request, Response

from sync.protocol import Wire
from sync.server.database import Database
from sync.server.services import Services

router = APIRouter(tags=["health"])

Probe = Callable[[], Awaitable[object]]
"""Asks a service something cheap, and raises anything where it does not answer."""

DATABASE = "database"
_PATIENCE = 3.0  # seconds


class Health(Wire):
    """`GET /health`."""

    status: Literal["healthy", "degraded", "unhealthy"]
    version: str
    services: dict[str, Literal["healthy", "unhealthy", "absent"]]
    timestamp: datetime


class Readiness(Wire):
    """One part in `GET /ready`; the latency is that of a cheap question, null where nothing answered."""

    ready: bool
    latency_ms: float | None


class Ready(Wire):
    """`GET /ready`."""

    ready: bool
    checks: dict[str, Readiness]


@router.get("/health")
async def health(request: Request) -> Health:
    """How the server and what it stands on are. Always 200: the words tell."""
    found = await asked(Services.of(request).probes)
    told: dict[str, Literal["healthy", "unhealthy", "absent"]] = {
        name: "absent" if each is None else "healthy" if each.ready else "unhealthy"
        for name, each in found.items()
    }
    if told[DATABASE] == "unhealthy":
        status: Literal["healthy", "degraded", "unhealthy"] = "unhealthy"
    else:
        status = "degraded" if "unhealthy" in told.values() else "healthy"
    return Health(
        status=status, version=metadata.version("second-brain"), services=told, timestamp=datetime.now(UTC)
    )


@router.get("/ready", responses={503: {"model": Ready}})
async def ready(request: Request, response: Response) -> Ready:
    """Whether calls can be answered: 503 where the database does not answer."""
    found = await asked(Services.of(request).probes)
    checks = {name: each for name, each in found.items() if each is not None}
    answers = checks[DATABASE].ready
    if not answers:
        response.status_code = 503
        response.headers["Retry-After"] = "5"
    return Ready(ready=answers, checks=checks)


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """The figures of this process."""
    return Response(Services.of(request).metrics.text(), media_type="text/plain; version=0.0.4")


async def ask_database(database: Database) -> None:
    """The probe of the database."""
    async with database.transaction() as connection:
        await connection.execute("select 1")


async def asked(probes: Mapping[str, Probe | None]) -> dict[str, Readiness | None]:
    """What each service says, all asked at once; None for one that is not configured."""
    names = list(probes)
    found = await asyncio.gather(*(_ask(probes[name]) for name in names))
    return dict(zip(names, found, strict=True))


async def _ask(probe: Probe | None) -> Readiness | None:
    if probe is None:
        return None
    began = time.perf_counter()
    try:
        await asyncio.wait_for(probe(), _PATIENCE)
    except Exception:  # noqa: BLE001 - whatever a client library raises means the same here
        return Readiness(ready=False, latency_ms=None)
    return Readiness(ready=True, latency_ms=round((time.perf_counter() - began) * 1_000, 3))
