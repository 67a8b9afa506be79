"""A device that stood right before what it sent is told the place behind it, and only then."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

from tests.sync.server.feeding import (
    EVENTS,
    Headers,
    Made,
    Signed,
    body_of,
    history,
    ids,
    made,
    pull,
    pull_all,
    push,
    statuses,
)


def place(team: TestClient, who: Headers) -> str:
    """Where one stands who has everything."""
    cursor = ""
    while (page := pull(team, who, cursor))["events"] or page["has_more"]:
        cursor = page["cursor"]
    return str(page["cursor"])


def sent(team: TestClient, who: Headers, after: str, *events: Made, key: str = "") -> dict[str, Any]:
    """The answer to a push from that place."""
    headers = {**who, "Idempotency-Key": key or str(uuid4()), "Content-Type": "application/json"}
    answer = team.post(EVENTS, params={"after": after}, content=body_of(events), headers=headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = {"cursor": "", **answer.json()}
    return told


def test_what_was_sent_does_not_come_back(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, *history(note, 2))
    behind = sent(team, ada, place(team, ada), made(note, 2), *history(uuid4(), 3))["cursor"]
    assert pull_all(team, ada, behind) == []
    assert behind == place(team, ada)
    (last,) = push(team, ada, later := made(note, 3))
    assert last["status"] == "stored"
    assert ids(pull_all(team, ada, behind)) == ids([later])


def test_what_came_in_between_has_to_be_pulled(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    here = place(team, ada)
    push(team, ada, other := made(uuid4()))
    assert sent(team, ada, here, mine := made(uuid4()))["cursor"] == ""
    assert ids(pull_all(team, ada, here)) == ids([other, mine])


def test_what_others_write_for_themselves_is_not_in_between(team: TestClient, signed: Signed) -> None:
    ada, bob = signed("ada"), signed("bob")
    push(team, ada, made(uuid4()))
    here = place(team, ada)
    push(team, bob, made(uuid4()))
    behind = sent(team, ada, here, made(uuid4()))["cursor"]
    assert behind and pull_all(team, ada, behind) == []


def test_what_came_into_a_space_is_in_between(team: TestClient, signed: Signed) -> None:
    ada, bob, note = signed("ada"), signed("bob"), uuid4()
    push(team, bob, made(note))
    members = [{"username": "ada", "role": "write"}]
    space = team.post("/api/v1/spaces", json={"name": "team", "members": members}, headers=bob).json()["id"]
    shared = {"memory_ids": [str(note)]}
    team.post(f"/api/v1/spaces/{space}/memories", json=shared, headers=bob)
    here = place(team, ada)
    behind = sent(team, ada, here, made(note, 1))["cursor"]
    assert behind and pull_all(team, ada, behind) == []
    push(team, bob, news := made(note, 2))
    assert sent(team, ada, behind, made(uuid4()))["cursor"] == ""
    assert ids(pull_all(team, ada, behind))[:1] == ids([news])


def test_a_conflict_has_to_be_pulled(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, made(note))
    answer = sent(team, ada, place(team, ada), made(note), made(uuid4()))
    assert statuses(answer["results"]) == ["conflict", "stored"]
    assert answer["cursor"] == ""


def test_a_place_that_is_none_is_no_trouble(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    for after in ("", "nonsense", "snapshot:nonsense"):
        answer = sent(team, ada, after, made(uuid4()))
        assert (statuses(answer["results"]), answer["cursor"]) == (["stored"], "")


def test_the_same_key_gives_the_same_results_and_no_place(team: TestClient, signed: Signed) -> None:
    ada, event = signed("ada"), made(uuid4())
    here = place(team, ada)
    first = sent(team, ada, here, event, key="once")
    again = sent(team, ada, first["cursor"], event, key="once")
    assert again["results"] == first["results"]
    assert again["cursor"] == ""
