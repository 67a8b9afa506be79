"""Many signed-in devices at one server: each waits in a long poll, and some fifty events a second come in from them.

How long a push takes then, against one on the idle server, and whether the server's memory stays as it is.
`CROWD_SECONDS` says for how long; ten minutes unless it does.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from core.store.cluster import Cluster
from sync.protocol import API, DEVICE, IDEMPOTENCY_KEY
from tests.bench import ground
from tests.bench.figures import Figure, ms, p95
from tests.bench.team import Team, team
from tests.bench.thin import Line

_DEVICES = 200
_USERS = 100
_PER_SECOND = 50
_ALONE = 100  # pushes on the idle server
_WARM = 60.0  # seconds before the memory is looked at


def run() -> list[Figure]:
    """The idle server first, then the crowd."""
    seconds = float(os.environ.get("CROWD_SECONDS", "600"))
    with ground.home() as place, Cluster(place / "team") as cluster, team(cluster) as server:
        return asyncio.run(_measured(server, seconds))


async def _measured(server: Team, seconds: float) -> list[Figure]:
    tokens = [server.token(f"user{number}") for number in range(_USERS)]
    async with _devices(server, tokens) as devices:
        alone = [await _push(devices[number % _DEVICES]) for number in range(_ALONE)]
        waiting = [asyncio.create_task(_listen(device)) for device in devices]
        await asyncio.sleep(2)
        crowded: list[float] = []
        warm = await _crowd(devices, crowded, min(_WARM, seconds / 4), server)
        crowded.clear()
        end = await _crowd(devices, crowded, seconds, server)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    ratio, growth = p95(crowded) / p95(alone), end / warm
    rate = len(crowded) / seconds
    told = f"{ratio:.2f} × ({ms(p95(crowded))} against {ms(p95(alone))}; {rate:.0f} pushes a second)"
    memory = (
        f"{growth:.2f} × ({end / 1e6:.0f} MB against {warm / 1e6:.0f} MB) over {seconds / 60:.0f} minutes"
    )
    return [
        Figure(f"p95 of a push, {_DEVICES} devices in long polls, {_PER_SECOND} events a second",
               "≤ 3 × an unloaded one", told, ratio <= 3),
        Figure("memory of the server's process meanwhile", "flat", memory, growth <= 1.1),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Device:
    """One of the crowd: one connection to wait on, one to push on."""

    id: str
    waiting: Line
    pushing: Line
    turn: asyncio.Lock


@asynccontextmanager
async def _devices(server: Team, tokens: list[str]) -> AsyncIterator[list[_Device]]:
    devices = []
    for number in range(_DEVICES):
        name = str(uuid4())
        known = {"Authorization": f"Bearer {tokens[number % _USERS]}", DEVICE: name}
        devices.append(_Device(name, Line(server.url, known), Line(server.url, known), asyncio.Lock()))
    try:
        yield devices
    finally:
        for device in devices:
            await device.waiting.close()
            await device.pushing.close()


async def _listen(device: _Device) -> None:
    cursor = ""
    while True:
        page = await device.waiting.ask("GET", f"{API}/events?after={cursor}&wait=90")
        cursor = page["cursor"]


async def _crowd(devices: list[_Device], taken: list[float], seconds: float, server: Team) -> int:
    """Push evenly for so long; the server's memory at the end."""

    async def one(device: _Device) -> None:
        taken.append(await _push(device))

    pushing: set[asyncio.Task[None]] = set()
    began = time.perf_counter()
    count = 0
    while (now := time.perf_counter() - began) < seconds:
        while count < now * _PER_SECOND:
            count += 1
            task = asyncio.create_task(one(random.choice(devices)))
            pushing.add(task)
            task.add_done_callback(pushing.discard)
        await asyncio.sleep(0.005)
    await asyncio.gather(*pushing)
    return server.memory()


async def _push(device: _Device) -> float:
    async with device.turn:
        began = time.perf_counter()
        body = {"device_id": device.id, "events": [_event(device.id)]}
        await device.pushing.ask("POST", f"{API}/events", body, {IDEMPOTENCY_KEY: str(uuid4())})
        return time.perf_counter() - began


def _event(device_id: str) -> dict[str, object]:
    return {
        "event_id": str(uuid4()),
        "aggregate_id": str(uuid4()),
        "event_type": "memory.created",
        "event_version": 1,
        "expected_version": 0,
        "occurred_at": "2026-11-28T10:00:00Z",
        "clock": f"{time.time_ns() // 1_000_000 << 16:016x}",
        "device_id": device_id,
        "data": {"content": "# A note\n\n" + "some words of it " * 10, "tags": ["crowd"], "metadata": {}},
    }
