"""What a caller hears when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient


def test_an_unknown_address_is_answered_in_the_contracts_form(team: TestClient) -> None:
    answer = team.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "NOT_FOUND"


def test_a_server_whose_database_is_away_says_when_to_ask_again(
    team: TestClient, signed: Callable[..., dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: Any) -> None:
        raise psycopg.OperationalError("connection refused")

    ada = signed("ada")
    monkeypatch.setattr("sync.server.roll.Roll.standing", away)
    answer = team.get("/api/v1/auth/me", headers=ada)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "SERVICE_UNAVAILABLE")
    assert answer.headers["Retry-After"] == "5"
