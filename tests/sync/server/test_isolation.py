"""Every call of the server, without a token and with somebody else's ids: nobody reads or changes what is another's.

Each route has a line in `ATTEMPTS` or in `OPEN`; one without a line fails the first test. In a line, `{memory}`, `{space}`
and so on stand for the ids of what belongs to ada; eve tries them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Route

from sync.server.app import create_app
from sync.server.settings import Settings
from tests.sync.server.belongings import API, MARK, Belongings, Headers, filled

Sign = Callable[..., dict[str, str]]

OPEN = {
    "POST /api/v1/auth/token": "signing in",
    "POST /api/v1/auth/refresh": "the refresh token is the proof",
    "POST /api/v1/auth/revoke": "the refresh token is the proof",
    "GET /docs": "the description of the calls",
    "GET /openapi.json": "the description of the calls",
    "GET /health": "for whoever watches the server",
    "GET /ready": "for whoever watches the server",
    "GET /metrics": "for whoever watches the server",
}


@dataclass(frozen=True)
class Attempt:
    """A call with somebody else's ids, and what it may be answered with."""

    statuses: set[int]
    body: Any = None
    query: str = ""
    headers: Headers | None = None
    also: Callable[[Any], bool] = lambda _: True


def rejected(answer: Any) -> bool:
    return {each["status"] for each in answer.json()["results"]} == {"rejected"}


def nothing(*names: str) -> Callable[[Any], bool]:
    """The answer is a list without anything in it."""
    return lambda answer: all(not answer.json()[name] for name in names)


EVENT = {
    "event_id": "{new}",
    "aggregate_id": "{memory}",
    "event_type": "memory.deleted",
    "event_version": 1,
    "expected_version": 1,
    "occurred_at": "2026-01-01T00:00:00Z",
    "clock": "0" * 16,
    "device_id": "{device}",
    "data": {},
}
MEMORY = {"content": "eve's", "tags": [], "metadata": {}}
NO = {404, 403}

ATTEMPTS = {
    "GET /api/v1/auth/me": Attempt({200}, also=lambda answer: answer.json()["username"] == "eve"),
    "POST /api/v1/events": Attempt(
        {200},
        {"device_id": "{device}", "events": [EVENT]},
        headers={"Idempotency-Key": "{key}"},
        also=rejected,
    ),
    "GET /api/v1/events": Attempt(NO, query="aggregate_id={memory}"),
    "GET /api/v1/events/snapshot": Attempt({200}, also=nothing("events")),
    "GET /api/v1/events/digest": Attempt({200}, query="prefix=", also=nothing("leaves")),
    "GET /api/v1/devices": Attempt({200}, also=nothing("devices")),
    "PUT /api/v1/devices/{device_id}": Attempt({204}, {"name": "eve's"}),  # one of her own by the same id
    "DELETE /api/v1/devices/{device_id}": Attempt({204, *NO}),
    "POST /api/v1/memories": Attempt({201}, MEMORY),
    "GET /api/v1/memories": Attempt(NO, query="user_id={user}"),
    "GET /api/v1/memories/{memory_id}": Attempt(NO),
    "PUT /api/v1/memories/{memory_id}": Attempt(NO, MEMORY),
    "DELETE /api/v1/memories/{memory_id}": Attempt(NO),
    "POST /api/v1/memories/search": Attempt({200}, {"query": MARK}, also=nothing("results", "total")),
    "POST /api/v1/sessions": Attempt({201}, {"name": "eve's"}),
    "GET /api/v1/sessions/{session_id}": Attempt(NO, query="include_memories=true"),
    "POST /api/v1/sessions/{session_id}/memories": Attempt(NO, {"memory_id": "{memory}"}),
    "GET /api/v1/tags": Attempt({200}, also=nothing("tags", "total")),
    "GET /api/v1/tags/{name}/stats": Attempt(NO),
    "GET /api/v1/spaces": Attempt({200}, also=nothing("spaces")),
    "POST /api/v1/spaces": Attempt({201}, {"name": "eve's", "members": []}),
    "PUT /api/v1/spaces/{space_id}": Attempt(NO, {"name": "eve's", "members": []}),
    "DELETE /api/v1/spaces/{space_id}": Attempt(NO),
    "POST /api/v1/spaces/{space_id}/leave": Attempt(NO),
    "GET /api/v1/spaces/{space_id}/memories": Attempt(NO),
    "POST /api/v1/spaces/{space_id}/memories": Attempt(NO, {"memory_ids": ["{memory}"]}),
    "DELETE /api/v1/spaces/{space_id}/memories": Attempt(NO, {"memory_ids": ["{memory}"]}),
    "GET /api/v1/webhooks": Attempt({200}, also=nothing("webhooks")),
    "POST /api/v1/webhooks": Attempt(
        {201}, {"url": "https://93.184.216.34/", "events": ["*"], "secret": "eve's own secret"}
    ),
    "DELETE /api/v1/webhooks/{webhook_id}": Attempt(NO),
    "GET /api/v1/attachments/{attachment_id}": Attempt(NO),
    "POST /api/v1/attachments": Attempt({400, *NO}, {"memory_id": "{memory}"}),  # see test_attachments
    "HEAD /api/v1/blobs/{sha256}": Attempt(NO),
    "GET /api/v1/blobs/{sha256}": Attempt(NO),
    "PUT /api/v1/blobs/{sha256}": Attempt({400}, "a guess"),
}
"""What eve tries. A call that names nothing of ada's answers with eve's own, of which there is none."""

# Calls that make something of eve's own come last, so that lists before them are empty.
ORDER = sorted(ATTEMPTS, key=lambda route: not ATTEMPTS[route].statuses.isdisjoint({201, 204}))


def routes(app: FastAPI) -> Iterator[str]:
    """Every method and path that the application answers, in its description or not."""
    for route in app.routes:
        if isinstance(route, Route):
            yield from (
                f"{method} {route.path_format}"
                for method in route.methods or ()
                if method != "HEAD" or "GET" not in (route.methods or ())
            )
    for path, item in app.openapi()["paths"].items():
        yield from (f"{method.upper()} {path}" for method in item)


@pytest.fixture
def app(team_settings: Settings) -> FastAPI:
    return create_app(team_settings)


def test_every_route_has_a_line_here_and_every_line_a_route(app: FastAPI) -> None:
    known = set(routes(app))
    assert known - ATTEMPTS.keys() - OPEN.keys() == set()
    assert ATTEMPTS.keys() - known == set()


def test_nobody_comes_in_without_a_token(team: TestClient, app: FastAPI) -> None:
    for route in sorted(set(routes(app)) - OPEN.keys()):
        method, path = route.split(" ")
        for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic YTpi"}):
            answer = team.request(method, re.sub(r"{\w+}", str(uuid4()), path), headers=headers)
            assert answer.status_code == 401, route
            assert method == "HEAD" or answer.json()["error"]["code"] == "AUTHENTICATION_ERROR", route


def test_nobody_reads_or_changes_what_is_another_users(team: TestClient, signed: Sign) -> None:
    ada = Belongings(team, signed("ada"))
    before, eve = ada.everything(), signed("eve")
    assert MARK in str(before)
    for route in ORDER:
        attempt = ATTEMPTS[route]
        ids = ada.ids | {"new": str(uuid4()), "key": str(uuid4())}
        method, path = filled(route, ids).split(" ")
        answer = team.request(
            method,
            f"{path}?{filled(attempt.query, ids)}",
            json=filled(attempt.body, ids),
            headers=eve | filled(attempt.headers or {}, ids),
        )
        assert answer.status_code in attempt.statuses, (route, answer.text)
        assert MARK not in answer.text.replace(ids["tag"], ""), route
        assert attempt.also(answer), (route, answer.text)
    assert ada.everything() == before


def test_an_admin_may_list_the_memories_of_a_user_and_no_more(team: TestClient, signed: Sign) -> None:
    ada, root = Belongings(team, signed("ada")), signed("root", is_admin=True)
    listed = team.get(f"{API}/memories?user_id={ada.ids['user']}", headers=root)
    assert [each["id"] for each in listed.json()["items"]] == [ada.ids["memory"]]
    for route in ORDER:
        if ATTEMPTS[route].statuses == NO and route != "GET /api/v1/memories":
            method, path = filled(route, ada.ids).split(" ")
            answer = team.request(
                method,
                f"{path}?{filled(ATTEMPTS[route].query, ada.ids)}",
                json=filled(ATTEMPTS[route].body, ada.ids),
                headers=root,
            )
            assert answer.status_code in NO, (route, answer.text)


def test_nobody_sets_a_property_that_is_not_theirs_to_set(team: TestClient, signed: Sign) -> None:
    ada, eve = Belongings(team, signed("ada")), signed("eve")
    before, me = ada.everything(), team.get(f"{API}/auth/me", headers=eve).json()
    theirs = {"user_id": ada.ids["user"], "owner": "ada", "owner_id": ada.ids["user"], "is_admin": True}
    taken = {**theirs, "id": ada.ids["memory"], "version": 9, "space_id": ada.ids["space"]}
    made = team.post(f"{API}/memories", json=MEMORY | taken, headers=eve).json()
    assert made["user_id"] == me["user_id"] and made["id"] != ada.ids["memory"] and made["version"] == 1
    space = team.post(f"{API}/spaces", json={"name": "eve's", "members": []} | taken, headers=eve).json()
    assert space["owner"] == "eve" and space["id"] != ada.ids["space"]
    event = filled(EVENT, ada.ids | {"new": str(uuid4())})
    event |= {"aggregate_id": str(uuid4()), "event_type": "memory.created", "expected_version": 0} | theirs
    body = {"device_id": ada.ids["device"], "events": [event], **theirs}
    pushed = team.post(f"{API}/events", json=body, headers=eve | {"Idempotency-Key": str(uuid4())})
    assert pushed.json()["results"][0]["status"] == "stored", pushed.text
    stored = team.get(f"{API}/events?aggregate_id={event['aggregate_id']}", headers=eve).json()["events"]
    assert [each["user_id"] for each in stored] == [me["user_id"]]
    assert team.get(f"{API}/auth/me", headers=eve).json() == me
    assert ada.everything() == before
