"""A user sees their devices and how far each has come, and forgets one that is gone."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from tests.sync.server.feeding import Headers, Signed, made, pull, push

DEVICES = "/api/v1/devices"


def devices(team: TestClient, headers: Headers) -> list[dict[str, Any]]:
    answer = team.get(DEVICES, headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["devices"]
    return found


def on(headers: Headers, device: UUID) -> Headers:
    return {**headers, "X-Device-Id": str(device)}


def test_a_device_is_known_from_its_first_pull_on_and_how_far_it_came(
    team: TestClient, signed: Signed
) -> None:
    ada, device = signed("ada"), uuid4()
    push(team, ada, made(uuid4()))
    page = pull(team, on(ada, device))
    (entry,) = devices(team, ada)
    assert (entry["device_id"], entry["name"], entry["position"], entry["head"]) == (str(device), "", 0, 1)
    pull(team, on(ada, device), page["cursor"])
    assert devices(team, ada)[0]["position"] == 1


def test_the_head_is_that_of_ones_own_feed(team: TestClient, signed: Signed) -> None:
    ada, bob, device = signed("ada"), signed("bob"), uuid4()
    push(team, ada, made(uuid4()))
    push(team, bob, made(uuid4()))
    page = pull(team, on(ada, device))
    pull(team, on(ada, device), page["cursor"])
    (entry,) = devices(team, ada)
    assert (entry["position"], entry["head"]) == (1, 1)


def test_half_of_a_row_is_not_yet_passed(team: TestClient, signed: Signed) -> None:
    ada, device, note = signed("ada"), uuid4(), uuid4()
    push(team, ada, made(uuid4()))
    push(team, ada, made(note), made(note, 1))
    page = pull(team, ada, limit=2)
    pull(team, on(ada, device), page["cursor"])
    assert devices(team, ada)[0]["position"] == 1


def test_an_idle_poll_writes_nothing(team: TestClient, signed: Signed, sql: psycopg.Connection) -> None:
    ada, device = signed("ada"), uuid4()

    def written() -> object:
        return sql.execute("select xmin::text, last_seen from devices").fetchall()

    pull(team, on(ada, device))
    before = written()
    pull(team, on(ada, device))
    assert written() == before
    sql.execute("update devices set last_seen = now() - interval '6 minutes'")
    pull(team, on(ada, device))
    assert sql.execute("select last_seen > now() - interval '1 minute' from devices").fetchone() == (True,)


def test_devices_are_named_and_forgotten_by_their_user_alone(team: TestClient, signed: Signed) -> None:
    ada, bob, device = signed("ada"), signed("bob"), uuid4()
    assert team.put(f"{DEVICES}/{device}", json={"name": "Laptop ⚡"}, headers=ada).status_code == 204
    assert devices(team, ada)[0]["name"] == "Laptop ⚡"
    assert devices(team, bob) == []
    answer = team.delete(f"{DEVICES}/{device}", headers=bob)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    team.put(f"{DEVICES}/{device}", json={"name": "Mine"}, headers=bob)
    assert devices(team, ada)[0]["name"] == "Laptop ⚡"
    assert team.delete(f"{DEVICES}/{device}", headers=ada).status_code == 204
    assert devices(team, ada) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("x", '{"name": "a"}'),
        ("01a22157-0000-7000-8000-000000000001", "{}"),
        ("01a22157-0000-7000-8000-000000000001", '{"name": "%s"}' % ("x" * 201)),
        ("01a22157-0000-7000-8000-000000000001", '{"name": "a\\u0000"}'),
        ("01a22157-0000-7000-8000-000000000001", '{"name": "a\\ud800"}'),
        ("01a22157-0000-7000-8000-000000000001", "no"),
    ],
)
def test_what_is_no_device_or_name_is_refused(team: TestClient, signed: Signed, path: str, body: str) -> None:
    headers = {**signed("ada"), "Content-Type": "application/json"}
    answer = team.put(f"{DEVICES}/{path}", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")


def test_a_device_that_is_no_id_is_refused(team: TestClient, signed: Signed) -> None:
    answer = team.get("/api/v1/events", headers={**signed("ada"), "X-Device-Id": "laptop"})
    assert answer.status_code == 400
