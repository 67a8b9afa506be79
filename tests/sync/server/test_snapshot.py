"""A new device gets everything at once, and goes on by pulls."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from tests.sync.server.feeding import EVENTS, Headers, Made, Signed, history, ids, made, pull_all, push


def snapshot(team: TestClient, headers: Headers, after: str = "", limit: int = 1_000) -> dict[str, Any]:
    answer = team.get(f"{EVENTS}/snapshot", params={"after": after, "limit": limit}, headers=headers)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def whole(team: TestClient, headers: Headers, limit: int) -> tuple[list[Made], str]:
    events: list[Made] = []
    page = snapshot(team, headers, limit=limit)
    while True:
        events += page["events"]
        assert len(page["events"]) <= limit
        if not page["has_more"]:
            return events, page["cursor"]
        page = snapshot(team, headers, page["cursor"], limit)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 12, 13, 1_000])
def test_every_note_comes_whole_by_pages_of_any_size(team: TestClient, signed: Signed, limit: int) -> None:
    ada, bob = signed("ada"), signed("bob")
    notes = sorted(uuid4() for _ in range(4))
    for turn in range(3):
        push(team, ada, *(event for note in reversed(notes) for event in history(note, 1, turn)))
    push(team, bob, *history(uuid4(), 3))
    events, cursor = whole(team, ada, limit)
    told = [(event["aggregate_id"], event["stream_version"]) for event in events]
    assert told == [(str(note), version) for note in notes for version in (1, 2, 3)]
    assert pull_all(team, ada, cursor) == []


def test_nothing_is_a_snapshot_too(team: TestClient, signed: Signed) -> None:
    events, cursor = whole(team, signed("ada"), 10)
    push(team, signed("ada"), sent := made(uuid4()))
    assert events == []
    assert ids(pull_all(team, signed("ada"), cursor)) == ids([sent])


def test_what_is_gone_for_good_is_left_out(team: TestClient, signed: Signed) -> None:
    ada, kept, purged = signed("ada"), uuid4(), uuid4()
    push(team, ada, made(kept), made(purged), made(purged, 1, "memory.purged"))
    events, _ = whole(team, ada, 10)
    assert {event["aggregate_id"] for event in events} == {str(kept)}


def test_what_happens_meanwhile_comes_by_the_pulls_that_follow(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    first, second = sorted((uuid4(), uuid4()))
    push(team, ada, made(first), made(second))
    begun = snapshot(team, ada, limit=1)
    later = [made(first, 1), made(second, 1), made(uuid4())]
    push(team, ada, *later)
    page = snapshot(team, ada, begun["cursor"])
    while page["has_more"]:
        page = snapshot(team, ada, page["cursor"])
    assert set(ids(pull_all(team, ada, page["cursor"]))) == set(ids(later))


def test_a_snapshot_that_was_begun_at_another_log_is_gone(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada = signed("ada")
    push(team, ada, *history(uuid4(), 3))
    begun = snapshot(team, ada, limit=1)
    sql.execute("update server set log_id = gen_random_uuid()")
    answer = team.get(f"{EVENTS}/snapshot", params={"after": begun["cursor"]}, headers=ada)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "CURSOR_GONE")
