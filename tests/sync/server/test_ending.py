"""The server ends when it is told to, whatever its background work is waiting for."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress

import pytest
from fastapi.testclient import TestClient

from sync.server.app import create_app
from sync.server.database import Database
from sync.server.delivering import Deliveries
from sync.server.outside import Outside
from sync.server.sealing import Seal
from sync.server.settings import Settings

_TRIES = 20
_STARTING = 0.03  # seconds in which the first connection is made


def test_work_that_is_cancelled_while_it_gets_its_connection_ends(
    team_database_url: str, chance: random.Random
) -> None:
    """Python 3.11 forgets some of these cancels in `asyncio.wait_for`: of this many, one practically always."""

    async def begin_and_end() -> int:
        database = Database(team_database_url)
        await database.open()
        work = asyncio.create_task(Deliveries(database, Outside(()), Seal("x" * 32)).run())
        await asyncio.sleep(chance.uniform(0, _STARTING))
        work.cancel()
        _, going_on = await asyncio.wait([work], timeout=60)
        await database.close()
        return len(going_on)

    assert [asyncio.run(begin_and_end()) for _ in range(_TRIES)] == [0] * _TRIES


def test_work_that_forgets_a_cancel_is_told_again(
    team_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgetful(_: Deliveries) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(3_600)
        await asyncio.sleep(3_600)

    monkeypatch.setattr(Deliveries, "run", forgetful)
    monkeypatch.setattr("sync.server.app._AGAIN", 0.1)
    with TestClient(create_app(team_settings)) as team:
        assert team.get("/health").is_success
