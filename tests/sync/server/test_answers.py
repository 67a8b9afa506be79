"""What a caller hears when something is wrong."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_an_unknown_address_is_answered_in_the_contracts_form(team: TestClient) -> None:
    answer = team.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "NOT_FOUND"
