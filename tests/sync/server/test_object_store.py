"""Files in a real S3 server, which dies in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from sync.protocol import LARGEST_CHUNK
from sync.server.app import create_app
from sync.server.settings import Settings, from_environment
from tests.fixtures.server import SECRET
from tests.fixtures.services import Killable

Signed = Callable[..., dict[str, str]]
FILM = b"frame " * (LARGEST_CHUNK // 4)
PATH = f"/api/v1/blobs/{sha256(FILM).hexdigest()}"


@pytest.fixture
def team(team_settings: Settings, object_store: Killable) -> Iterator[TestClient]:
    """A server that keeps files in S3, in a bucket that is not there yet."""
    needed = {"DATABASE_URL": "-", "JWT_SECRET_KEY": SECRET}
    objects = from_environment(object_store.gives | needed).objects
    assert objects is not None
    bucket = team_settings.database_url.rpartition("/")[2].partition("?")[0].replace("_", "-")
    settings = replace(team_settings, objects=replace(objects, bucket=bucket))
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def test_a_file_of_several_chunks_is_kept_and_given_by_a_link(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    assert team.put(PATH, content=FILM, headers=ada).status_code == 201
    assert team.get(PATH, headers=ada).content == FILM
    assert team.get(PATH, headers=ada | {"Range": "bytes=-6"}).content == b"frame "
    link = team.get(f"{PATH}?presigned=1", headers=ada).json()
    assert link["expires_in"] == 300
    assert httpx.get(link["url"]).content == FILM
    assert httpx.get(link["url"].partition("?")[0]).is_error


def test_a_store_that_dies_is_told_and_nothing_is_lost(
    team: TestClient, signed: Signed, object_store: Killable
) -> None:
    ada = signed("ada")

    def chunk(first: int, last: int) -> Any:
        place = {"Content-Range": f"bytes {first}-{last}/{len(FILM)}"}
        return team.put(PATH, content=FILM[first : last + 1], headers=ada | place)

    half = LARGEST_CHUNK - 1
    assert chunk(0, half).status_code == 202
    object_store.kill()
    away = chunk(half + 1, len(FILM) - 1)
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
    health = team.get("/health").json()
    assert (health["status"], health["services"]["minio"]) == ("degraded", "unhealthy")
    assert team.get("/ready").status_code == 200  # everything but files goes on
    object_store.start()
    assert team.head(PATH, headers=ada).headers["Upload-Offset"] == str(half + 1)
    assert chunk(half + 1, len(FILM) - 1).status_code == 201
    object_store.kill()
    assert team.get(PATH, headers=ada).status_code == 503
    object_store.start()
    assert team.get(PATH, headers=ada).content == FILM
    assert team.get("/health").json()["services"]["minio"] == "healthy"
