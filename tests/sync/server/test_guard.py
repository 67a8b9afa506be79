"""What holds for every call: the size of bodies, the headers of answers, and the number by which a call is found again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from sync.server.guard import LARGEST_BODY
from sync.server.settings import Settings
from tests.fixtures.server import SECRET

Sign = Callable[..., dict[str, str]]
TOKEN = "/api/v1/auth/token"


def chunks(size: int) -> Iterator[bytes]:
    """A body whose length is not announced."""
    yield b'{"username": "'
    for _ in range(size // 1_000):
        yield b"x" * 1_000
    yield b'", "password": "y"}'


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(team: TestClient) -> None:
    answer = team.post(TOKEN, content=b"x" * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "TOO_LARGE"


def test_a_body_of_unknown_length_is_read_up_to_the_limit_and_no_further(team: TestClient) -> None:
    given = 0

    def counted() -> Iterator[bytes]:
        nonlocal given
        for chunk in chunks(4 * LARGEST_BODY):
            given += len(chunk)
            yield chunk

    answer = team.post(TOKEN, content=counted(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "TOO_LARGE")
    within = team.post(TOKEN, content=chunks(10_000), headers={"Content-Type": "application/json"})
    assert within.status_code == 400  # the name is too long, but the body is not


def test_a_lie_about_the_length_gains_nothing(team: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "5"}
    assert team.post(TOKEN, content=chunks(4 * LARGEST_BODY), headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/api/v1/auth/me", "/api/v1/nothing", "/docs", "/openapi.json"])
def test_an_answer_tells_browsers_to_trust_nothing(team: TestClient, path: str) -> None:
    headers = team.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert "server" not in headers and "x-powered-by" not in headers


def test_the_page_of_the_calls_loads_nothing_from_anywhere(team: TestClient) -> None:
    page = team.get("/docs")
    assert page.status_code == 200
    assert "<code>POST /api/v1/events</code>" in page.text and 'href="/openapi.json"' in page.text
    assert "<script" not in page.text and "://" not in page.text
    assert page.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_https_is_remembered_by_browsers_where_it_is_spoken(team: TestClient) -> None:
    assert "Strict-Transport-Security" not in team.get("/docs").headers
    assert team.get("https://testserver/docs").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_other_site_may_call_from_a_browser(team: TestClient) -> None:
    asking = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    for answer in (team.get("/docs", headers=asking), team.options(TOKEN, headers=asking)):
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DEBUG", "PATCH"])
def test_a_method_that_nothing_needs_is_refused(team: TestClient, method: str) -> None:
    answer = team.request(method, TOKEN)
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["Allow"] == "POST"


def test_each_call_has_a_number_which_the_caller_may_choose_within_reason(team: TestClient) -> None:
    def numbered(given: str | None) -> str:
        answer = team.get("/api/v1/nothing", headers={"X-Request-Id": given} if given else {})
        assert answer.json()["error"]["request_id"] == answer.headers["X-Request-Id"]
        return str(answer.headers["X-Request-Id"])

    assert numbered("from-a.proxy_1") == "from-a.proxy_1"
    for odd in (None, "x" * 65, 'a"b', "a b", "<script>"):
        assert numbered(odd) not in (odd, "")
    assert numbered(None) != numbered(None)


def test_a_bug_tells_nothing_but_its_number(
    team: TestClient, signed: Sign, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("the inside of the server")

    ada = signed("ada")
    monkeypatch.setattr("sync.server.roll.Roll.standing", broken)
    with caplog.at_level(logging.ERROR):
        answer = team.get("/api/v1/auth/me", headers=ada | {"X-Request-Id": "number-1"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "INTERNAL_ERROR")
    assert "inside" not in answer.text and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["error"]["request_id"] == "number-1"
    assert any("number-1" in record.getMessage() for record in caplog.records)


SECRETS = ["correct horse battery", "a-refresh-token-of-theirs", "a secret of theirs"]


def test_no_error_and_no_line_of_the_log_repeats_a_secret(
    team: TestClient, signed: Sign, team_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    password, refresh, secret = SECRETS
    ada = signed("ada")
    calls: list[tuple[str, Any]] = [
        (TOKEN, {"username": "ada", "password": password}),
        (TOKEN, {"username": ["ada"], "password": password}),
        (TOKEN, {"username": "ada", "password": {"x": password}}),
        (TOKEN, {"username": "ada\0", "password": password}),
        (TOKEN, [password]),
        ("/api/v1/auth/refresh", {"refresh_token": refresh}),
        ("/api/v1/auth/refresh", {"refresh_token": [refresh]}),
        ("/api/v1/webhooks", {"url": "https://10.0.0.1/", "events": ["*"], "secret": secret}),
        ("/api/v1/webhooks", {"url": "https://10.0.0.1/", "events": ["*"], "secret": secret * 100}),
        ("/api/v1/webhooks", {"url": 1, "events": ["*"], "secret": [secret]}),
    ]
    with caplog.at_level(logging.DEBUG):
        answers = [team.post(path, json=body, headers=ada) for path, body in calls]
        answers.append(team.post(TOKEN, content=json.dumps({"password": password})[:-1], headers=ada))
    assert [answer.status_code for answer in answers if answer.is_success] == []
    said = " ".join(answer.text for answer in answers) + " ".join(
        record.getMessage() + str(record.exc_info or "") for record in caplog.records
    )
    token = ada["Authorization"].partition(" ")[2]
    assert [each for each in (*SECRETS, SECRET, token) if each in said] == []
    assert SECRET not in repr(team_settings)
