"""The server's Postgres is killed in the middle: calls are told to come again, and nothing that was stored is lost."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core import Cluster
from sync.server.app import create_app
from sync.server.database import migrate
from sync.server.settings import Settings

_PATIENCE = 90.0  # seconds


@pytest.fixture
def own_cluster() -> Iterator[tuple[Cluster, Path]]:
    """A Postgres of this test alone, and the file that holds the id of its process."""
    home = Path(tempfile.mkdtemp(prefix="second-brain-dies-"))
    try:
        with Cluster(home) as cluster:
            (pid,) = home.rglob("postmaster.pid")
            yield cluster, pid
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def team_database_url(own_cluster: tuple[Cluster, Path]) -> str:
    """In place of the one that all tests share."""
    cluster, _ = own_cluster
    migrate(cluster.url())
    return cluster.url()


@pytest.mark.slow
def test_nothing_is_lost_when_postgres_dies(
    team_settings: Settings, signed: Callable[..., dict[str, str]], own_cluster: tuple[Cluster, Path]
) -> None:
    cluster, pid = own_cluster
    ada = signed("ada")
    with TestClient(create_app(team_settings), raise_server_exceptions=False) as team:

        def write(words: str) -> Any:
            return team.post("/api/v1/memories", json={"content": words}, headers=ada)

        before = [write(f"note {number}").json()["id"] for number in range(5)]
        os.kill(int(pid.read_text().split()[0]), signal.SIGKILL)
        time.sleep(0.2)
        note = f"/api/v1/memories/{before[0]}"
        asked: list[Callable[[], Any]] = [
            lambda: write("not stored"),
            lambda: team.get(note, headers=ada),
            lambda: team.get("/ready"),
            lambda: team.get("/health"),
        ]
        with ThreadPoolExecutor() as threads:  # each is patient for a while
            *away, health = threads.map(lambda ask: ask(), asked)
        assert [(each.status_code, each.headers.get("Retry-After")) for each in away] == [(503, "5")] * 3
        assert away[0].json()["error"]["code"] == "SERVICE_UNAVAILABLE"
        assert health.json()["status"] == "unhealthy"

        cluster.ensure()
        deadline = time.monotonic() + _PATIENCE
        while (again := write("after")).status_code != 201:
            assert again.status_code == 503
            assert time.monotonic() < deadline, "the server does not recover"
            time.sleep(0.1)
        listed = team.get("/api/v1/memories", headers=ada).json()
        assert {each["id"] for each in listed["items"]} == {*before, again.json()["id"]}
        assert team.get("/ready").status_code == 200
