"""Events for other programs: each arrives at a real broker at least once, whatever dies in the middle."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import aio_pika
import pytest
from fastapi.testclient import TestClient

from sync.server.app import create_app
from sync.server.database import Database
from sync.server.relay import EXCHANGE, Relay
from sync.server.settings import Settings
from tests.fixtures.services import Killable

Signed = Callable[..., dict[str, str]]
_PATIENCE = 90.0  # seconds


@pytest.fixture
def broker(rabbitmq_service: Killable) -> Iterator[str]:
    """The address of the broker, with a durable queue that hears of everything and is empty."""
    url = rabbitmq_service.gives["RABBITMQ_URL"]

    async def listen() -> None:
        async with await aio_pika.connect(url) as connection:
            channel = await connection.channel()
            exchange = await channel.declare_exchange(EXCHANGE, aio_pika.ExchangeType.TOPIC, durable=True)
            queue = await channel.declare_queue("all", durable=True)
            await queue.bind(exchange, "memory.#")
            await queue.purge()

    asyncio.run(listen())
    yield url
    rabbitmq_service.start()


def written(team: TestClient, who: dict[str, str], count: int) -> list[str]:
    return [
        team.post("/api/v1/memories", json={"content": f"note {number}"}, headers=who).json()["id"]
        for number in range(count)
    ]


async def heard(url: str, found: list[dict[str, Any]], wanted: int) -> None:
    """Take out of the queue until so many different events came. One is taken out only when it is kept in `found`."""
    async with await aio_pika.connect(url) as connection:
        queue = await (await connection.channel()).get_queue("all")
        while len({each["event_id"] for each in found}) < wanted:
            if message := await queue.get(fail=False):
                envelope = json.loads(message.body)
                assert message.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
                assert message.routing_key == envelope["event_type"]
                found.append(envelope)
                await message.ack()
            else:
                await asyncio.sleep(0.05)


def until_heard(url: str, wanted: int) -> list[dict[str, Any]]:
    """What arrives until so many different events did."""
    found: list[dict[str, Any]] = []

    async def hear() -> None:
        await asyncio.wait_for(heard(url, found, wanted), _PATIENCE)

    try:
        asyncio.run(hear())
    except TimeoutError:
        pytest.fail(f"{len({each['event_id'] for each in found})} of {wanted} arrived")
    return found


def in_order(found: list[dict[str, Any]]) -> list[str]:
    """Whose notes' events came, each at its first arrival."""
    return list({each["event_id"]: each["aggregate_id"] for each in found}.values())


def with_relay(settings: Settings, url: str, work: Callable[[Relay], Awaitable[None]]) -> None:
    async def run() -> None:
        database = Database(settings.database_url)
        await database.open()
        relay = Relay(database, url)
        try:
            await work(relay)
        finally:
            await relay.close()
            await database.close()

    asyncio.run(run())


def test_each_event_is_published_in_its_order(
    team: TestClient, team_settings: Settings, signed: Signed, broker: str
) -> None:
    ids = written(team, signed("ada"), 5)
    team.delete(f"/api/v1/memories/{ids[0]}", headers=signed("ada"))

    async def work(relay: Relay) -> None:
        task = asyncio.create_task(relay.run())
        found: list[dict[str, Any]] = []
        await heard(broker, found, 6)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert [each["event_type"] for each in found] == ["memory.created"] * 5 + ["memory.deleted"]
        assert [each["aggregate_id"] for each in found] == [*ids, ids[0]]
        assert {"event_id", "event_version", "user_id", "occurred_at", "correlation_id"} <= found[0].keys()
        assert found[0]["data"]["content"] == "note 0"

    with_relay(team_settings, broker, work)


def test_nothing_is_lost_when_the_broker_dies(
    team_settings: Settings, signed: Signed, broker: str, rabbitmq_service: Killable
) -> None:
    ada = signed("ada")
    with TestClient(create_app(replace(team_settings, rabbitmq_url=broker))) as team:
        before = written(team, ada, 30)
        rabbitmq_service.kill()
        during = written(team, ada, 10)  # goes on without it
        assert team.get("/health").json()["services"]["rabbitmq"] == "unhealthy"
        rabbitmq_service.start()
        assert in_order(until_heard(broker, 40)) == [*before, *during]
        assert team.get("/health").json()["services"]["rabbitmq"] == "healthy"


def test_nothing_is_lost_when_the_relay_is_stopped_in_the_middle(
    team: TestClient, team_settings: Settings, signed: Signed, broker: str
) -> None:
    ids = written(team, signed("ada"), 40)

    async def interrupted(relay: Relay) -> None:
        for moment in (0.005, 0.02, 0.03, 0.04, 0.05, 0.08):
            task = asyncio.create_task(relay.run())
            await asyncio.sleep(moment)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        while await relay.once():
            pass

    with_relay(team_settings, broker, interrupted)
    assert in_order(until_heard(broker, 40)) == ids


def test_one_process_publishes_at_a_time(
    team: TestClient, team_settings: Settings, signed: Signed, broker: str
) -> None:
    written(team, signed("ada"), 20)

    async def both(relay: Relay) -> None:
        database = Database(team_settings.database_url)
        await database.open()
        other = Relay(database, broker)
        counts = await asyncio.gather(relay.once(), other.once())
        await other.close()
        await database.close()
        assert sum(counts) == 20

    with_relay(team_settings, broker, both)
    found = until_heard(broker, 20)
    assert len(found) == 20
