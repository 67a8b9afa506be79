"""Signing in, staying signed in, signing out; and what a thief of a token gets."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any
from uuid import uuid4

import jwt
import psycopg
import pytest
from fastapi.testclient import TestClient

from core import BrainError
from sync.protocol import SignedIn
from sync.server.database import SCHEMA, Database
from sync.server.roll import Roll
from sync.server.settings import Settings
from sync.server.users import change_password, create_user, set_disabled

NAME, PASSWORD = "ada", "correct horse battery"


@pytest.fixture
def ada(team_settings: Settings) -> None:
    within(team_settings, lambda database: create_user(database, NAME, PASSWORD))


def within(settings: Settings, work: Any) -> Any:
    async def run() -> Any:
        database = Database(settings.database_url)
        await database.open()
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


def signed_in(team: TestClient, password: str = PASSWORD, name: str = NAME) -> dict[str, Any]:
    answer = team.post("/api/v1/auth/token", json={"username": name, "password": password})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def refreshed(team: TestClient, token: str) -> dict[str, Any] | int:
    answer = team.post("/api/v1/auth/refresh", json={"refresh_token": token})
    return answer.json() if answer.status_code == 200 else answer.status_code


def successor(team: TestClient, token: str) -> str:
    answer = refreshed(team, token)
    assert isinstance(answer, dict)
    return str(answer["refresh_token"])


def me(team: TestClient, token: str) -> int:
    return team.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.usefixtures("ada")
def test_who_signs_in_is_told_who_they_are_and_at_which_log(team: TestClient) -> None:
    tokens = signed_in(team, name="ADA")
    assert tokens["token_type"] == "bearer" and tokens["expires_in"] == 3_600
    answer = team.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert SignedIn.model_validate(answer.json()).username == NAME


@pytest.mark.usefixtures("ada")
def test_a_wrong_password_and_a_wrong_name_hear_the_same(team: TestClient) -> None:
    wrong = [("ada", "not the password"), ("nobody", PASSWORD)]
    heard = [
        team.post("/api/v1/auth/token", json={"username": name, "password": password})
        for name, password in wrong
    ]
    assert [answer.status_code for answer in heard] == [401, 401]
    assert heard[0].json()["error"]["message"] == heard[1].json()["error"]["message"]
    assert heard[0].json()["error"]["code"] == "AUTHENTICATION_ERROR"


@pytest.mark.usefixtures("ada")
def test_an_unknown_name_takes_as_long_as_a_wrong_password(team: TestClient) -> None:
    def seconds(name: str) -> float:
        began = time.process_time()
        team.post("/api/v1/auth/token", json={"username": name, "password": "not the password"})
        return time.process_time() - began

    seconds("nobody")
    known = min(seconds("ada") for _ in range(3))
    assert min(seconds("nobody") for _ in range(3)) > known / 3


@pytest.mark.usefixtures("ada")
def test_an_answer_that_was_lost_locks_nobody_out(team: TestClient) -> None:
    first = signed_in(team)["refresh_token"]
    successor(team, first)  # the answer that never arrived
    second = successor(team, first)
    third = successor(team, second)
    assert isinstance(refreshed(team, third), dict)


@pytest.mark.usefixtures("ada")
def test_a_token_that_comes_after_its_successor_was_used_ends_the_whole_sign_in(
    team: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    first = signed_in(team)["refresh_token"]
    second = successor(team, first)
    third = successor(team, second)
    other = signed_in(team)["refresh_token"]
    with caplog.at_level(logging.WARNING, "sync.server.tokens"):
        assert refreshed(team, first) == 401
    assert refreshed(team, third) == 401
    assert isinstance(refreshed(team, other), dict)  # another device goes on
    (record,) = caplog.records
    assert first not in record.getMessage()


@pytest.mark.usefixtures("ada")
def test_of_two_successors_only_one_goes_on(team: TestClient) -> None:
    first = signed_in(team)["refresh_token"]
    mine, thiefs = successor(team, first), successor(team, first)
    successor(team, mine)
    assert refreshed(team, thiefs) == 401
    assert refreshed(team, mine) == 401


@pytest.mark.usefixtures("ada")
def test_signing_out_ends_this_sign_in_only_and_may_be_said_twice(team: TestClient) -> None:
    here, there = signed_in(team)["refresh_token"], signed_in(team)["refresh_token"]
    for _ in range(2):
        answer = team.post("/api/v1/auth/revoke", json={"refresh_token": here})
        assert (answer.status_code, answer.content) == (204, b"")
    assert refreshed(team, here) == 401
    assert isinstance(refreshed(team, there), dict)


@pytest.mark.usefixtures("ada")
def test_a_refresh_token_is_good_for_as_long_as_the_settings_say_and_is_stored_nowhere(
    team: TestClient, team_settings: Settings
) -> None:
    token = signed_in(team)["refresh_token"]
    with psycopg.connect(
        team_settings.database_url.replace("+psycopg", ""), options=f"-c search_path={SCHEMA}"
    ) as connection:
        rows = connection.execute("select t::text from refresh_tokens t").fetchall()
        assert rows and token not in str(rows)
        connection.execute("update refresh_tokens set expires_at = now() - interval '1 second'")
    assert refreshed(team, token) == 401


@pytest.mark.usefixtures("ada")
def test_who_is_shut_out_can_do_nothing_more(team: TestClient, team_settings: Settings) -> None:
    tokens = signed_in(team)
    assert me(team, tokens["access_token"]) == 200
    within(team_settings, lambda database: set_disabled(database, NAME, True))
    team.app.state.services.roll = Roll()  # type: ignore[attr-defined]  # a quarter of a minute later
    assert me(team, tokens["access_token"]) == 401
    assert refreshed(team, tokens["refresh_token"]) == 401
    answer = team.post("/api/v1/auth/token", json={"username": NAME, "password": PASSWORD})
    assert answer.status_code == 401


@pytest.mark.usefixtures("ada")
def test_a_changed_password_signs_out_everywhere(team: TestClient, team_settings: Settings) -> None:
    tokens = signed_in(team)
    time.sleep(1.1)  # an access token knows the second in which it was made
    within(team_settings, lambda database: change_password(database, NAME, "another one, longer"))
    assert me(team, tokens["access_token"]) == 401
    assert refreshed(team, tokens["refresh_token"]) == 401
    assert me(team, signed_in(team, "another one, longer")["access_token"]) == 200


@pytest.mark.usefixtures("ada")
def test_guessing_is_slowed_down_and_a_right_password_is_not_counted(team: TestClient) -> None:
    for _ in range(9):
        assert team.post("/api/v1/auth/token", json={"username": NAME, "password": "?"}).status_code == 401
    signed_in(team)
    answers = [team.post("/api/v1/auth/token", json={"username": NAME, "password": "?"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 900
    assert answers[-1].json()["error"]["code"] == "RATE_LIMIT_EXCEEDED"
    right = team.post("/api/v1/auth/token", json={"username": NAME, "password": PASSWORD})
    assert right.status_code == 429


def forged(settings: Settings, **changes: Any) -> str:
    claims = {"sub": str(uuid4()), "iat": int(time.time()), "exp": int(time.time()) + 60} | changes
    return jwt.encode({key: claim for key, claim in claims.items() if claim is not None}, settings.jwt_secret)


def test_a_token_that_is_not_ours_or_incomplete_opens_nothing(
    team: TestClient, team_settings: Settings
) -> None:
    whole = forged(team_settings)
    unsigned = jwt.encode({"sub": str(uuid4()), "iat": 0, "exp": 2**40}, "", algorithm="none")
    others = jwt.encode({"sub": str(uuid4()), "iat": 0, "exp": 2**40}, "another secret of more than 32 bytes")
    for token in (
        "", "x", whole, whole[:-2], unsigned, others,
        forged(team_settings, exp=1), forged(team_settings, exp=None), forged(team_settings, iat=None),
        forged(team_settings, sub="me"), forged(team_settings, sub=None),
    ):  # fmt: skip
        assert me(team, token) == 401, token


@pytest.mark.parametrize("changed", [{"jwt_secret": "x" * 31}, {"jwt_algorithm": "none"}])
def test_a_server_with_a_weak_key_does_not_start(changed: dict[str, str]) -> None:
    given: dict[str, Any] = {"database_url": "postgresql://x/y", "jwt_secret": "x" * 40} | changed
    with pytest.raises(BrainError):
        Settings(**given)
