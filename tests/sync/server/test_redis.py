"""Limits, tries of passwords and wake-up across processes, with a Redis that dies in the middle."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from sync.server.app import create_app
from sync.server.bell import Bell
from sync.server.limits import SharedThrottle, kind_of
from sync.server.settings import Settings
from sync.server.shared import Shared
from sync.server.throttle import Try
from tests.fixtures.services import Killable

Signed = Callable[..., dict[str, str]]
ME = "/api/v1/auth/me"
_PATIENCE = 60.0  # seconds


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/api/v1/events", "sync"),
        ("PUT", "/api/v1/blobs/00", "sync"),
        ("POST", "/api/v1/memories/search", "search"),
        ("POST", "/api/v1/attachments", "upload"),
        ("GET", "/api/v1/attachments/1", "default"),
        ("GET", "/api/v1/memories", "default"),
        ("GET", "/health", None),
    ],
)
def test_each_call_counts_against_its_own_limit(method: str, path: str, kind: str | None) -> None:
    assert kind_of(method, path) == kind


def test_beyond_the_limit_one_is_told_when_to_come_again(team_settings: Settings, signed: Signed) -> None:
    ada, bob = signed("ada"), signed("bob")
    with TestClient(create_app(replace(team_settings, limit_default=2))) as team:
        answers = [team.get("/api/v1/tags", headers=ada) for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert [each.headers["X-RateLimit-Remaining"] for each in answers] == ["1", "0", "0"]
        told = answers[-1]
        assert told.json()["error"]["code"] == "RATE_LIMIT_EXCEEDED"
        assert told.headers["X-RateLimit-Limit"] == "2"
        left = int(told.headers["X-RateLimit-Reset"]) - time.time()
        assert (
            0 < int(told.headers["Retry-After"]) <= 3_600 and abs(left - int(told.headers["Retry-After"])) < 3
        )
        assert team.get("/api/v1/tags", headers=bob).status_code == 200
        assert team.get(ME, headers=ada).status_code == 200  # syncing has a limit of its own


def test_two_processes_count_together_and_alone_while_redis_is_away(
    team_settings: Settings, signed: Signed, redis_service: Killable
) -> None:
    ada = signed("ada")
    settings = replace(team_settings, limit_sync=6, redis_url=redis_service.gives["REDIS_URL"])
    with TestClient(create_app(settings)) as one, TestClient(create_app(settings)) as other:
        assert one.get("/health").json()["services"]["redis"] == "healthy"

        def left(team: TestClient) -> int:
            answer = team.get(ME, headers=ada)
            assert answer.status_code == 200
            return int(answer.headers["X-RateLimit-Remaining"])

        assert [left(one), left(other), left(one)] == [5, 4, 3]
        redis_service.kill()
        assert [left(one), left(other)] == [3, 4]
        assert one.get("/health").json()["services"]["redis"] == "unhealthy"
        redis_service.start()
        deadline = time.monotonic() + _PATIENCE
        while one.get("/health").json()["services"]["redis"] != "healthy":
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_passwords_are_tried_so_often_by_all_processes_together(redis_service: Killable) -> None:
    async def tried() -> None:
        url = redis_service.gives["REDIS_URL"]
        shared = Shared(url), Shared(url)
        one, other = map(SharedThrottle, shared)
        each = Try(f"ada {uuid4()}", "192.0.2.1")
        assert [await throttle.take(each) for throttle in (one, other) * 5] == [0] * 10
        assert 0 < await one.take(each) <= 900
        await other.forgive(each)
        assert await one.take(each) == 0
        redis_service.kill()
        assert await one.take(each) == 0  # counts alone
        redis_service.start()
        for way in shared:
            await way.close()

    asyncio.run(tried())


def waited(team: TestClient, who: dict[str, str], cursor: str, found: list[Any]) -> None:
    began = time.monotonic()
    events = team.get(f"/api/v1/events?after={cursor}&wait=15", headers=who).json()["events"]
    found.append((len(events), time.monotonic() - began))


@pytest.mark.parametrize("away", [False, True])
def test_who_waits_at_another_process_is_woken(
    team_settings: Settings, signed: Signed, redis_service: Killable, away: bool
) -> None:
    ada, found = signed("ada"), list[Any]()
    settings = replace(team_settings, redis_url=redis_service.gives["REDIS_URL"])
    with ExitStack() as stack:
        one, other = (stack.enter_context(TestClient(create_app(settings))) for _ in range(2))
        stack.callback(redis_service.start)
        cursor = other.get("/api/v1/events", headers=ada).json()["cursor"]
        waiting = Thread(target=waited, args=(other, ada, cursor, found))
        waiting.start()
        time.sleep(0.7)
        if away:
            redis_service.kill()
            time.sleep(0.2)
        one.post("/api/v1/memories", json={"content": "news"}, headers=ada)
        waiting.join(_PATIENCE)
    ((count, seconds),) = found
    assert count == 1 and seconds < 10


def test_the_bell_is_heard_again_after_redis_came_back(redis_service: Killable) -> None:
    async def rung() -> None:
        shared = Shared(redis_service.gives["REDIS_URL"])
        bell, other = Bell(shared), Bell(shared)
        tasks = [asyncio.create_task(each.run()) for each in (bell, other)]

        async def hears(deaf: bool) -> None:
            for _ in range(600):
                if (bell.deaf, other.deaf) == (deaf, deaf):
                    return
                await asyncio.sleep(0.1)
            pytest.fail("the bells did not notice")

        await hears(deaf=False)
        redis_service.kill()
        await hears(deaf=True)
        redis_service.start()
        await hears(deaf=False)
        await asyncio.sleep(1.1)
        user = uuid4()
        with other.listen([user]) as listening:
            await bell.ring([user])
            assert await listening.rung(_PATIENCE)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await shared.close()

    asyncio.run(rung())
