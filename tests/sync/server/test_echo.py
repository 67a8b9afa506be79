"""A device that stood right before what it sent is told the place behind it, and only then; else the same place, which a log
that lost what was sent refuses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
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


def refused(team: TestClient, who: Headers, after: str) -> bool:
    """Whether neither a pull nor a push is taken from that place."""
    headers = {**who, "Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
    pulled = team.get(EVENTS, params={"after": after}, headers=who).status_code
    body = body_of([event := made(uuid4())])
    pushed = team.post(EVENTS, params={"after": after}, content=body, headers=headers).status_code
    known = team.get(EVENTS, params={"aggregate_id": event["aggregate_id"]}, headers=who).status_code
    assert (pulled, pushed, known) in ((410, 410, 404), (200, 200, 200))
    return pulled == 410


def place_of(answer: dict[str, Any]) -> int:
    """The feed's place before what was stored by a push of one event."""
    return int(answer["results"][0]["position"]) - 1


def forget_behind(sql: psycopg.Connection, position: int) -> None:
    """The log is restored from a backup that was made at that place."""
    lost = "(select stream_id, first_version from feed where position > %s and stored)"
    sql.execute(
        f"delete from events e using {lost} f where e.stream_id = f.stream_id"
        " and e.stream_version >= f.first_version",
        (position,),
    )
    sql.execute("delete from streams where id not in (select stream_id from events)")
    sql.execute("delete from feed where position > %s", (position,))
    sql.execute("update server set head = %s", (position,))


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
    same = sent(team, ada, here, mine := made(uuid4()))["cursor"]
    assert ids(pull_all(team, ada, same)) == ids(pull_all(team, ada, here)) == ids([other, mine])


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
    same = sent(team, ada, behind, made(uuid4()))["cursor"]
    assert ids(pull_all(team, ada, same))[:1] == ids([news])


def test_a_conflict_has_to_be_pulled(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, made(note))
    answer = sent(team, ada, place(team, ada), made(note), made(uuid4()))
    assert statuses(answer["results"]) == ["conflict", "stored"]
    assert len(pull_all(team, ada, answer["cursor"])) == 1


def test_a_place_that_is_none_is_no_trouble(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    for after in ("", "nonsense", "snapshot:nonsense"):
        answer = sent(team, ada, after, made(uuid4()))
        assert (statuses(answer["results"]), answer["cursor"]) == (["stored"], "")


def test_the_same_key_gives_the_same_results_and_vouches_for_them(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada, event = signed("ada"), made(uuid4())
    here = place(team, ada)
    first = sent(team, ada, here, event, key="once")
    again = sent(team, ada, first["cursor"], event, key="once")
    assert again["results"] == first["results"]
    lost_answer = sent(team, ada, here, event, key="once")
    assert ids(pull_all(team, ada, lost_answer["cursor"])) == ids([event])
    forget_behind(sql, place_of(first))
    for after in (again["cursor"], lost_answer["cursor"]):
        assert refused(team, ada, after)


@pytest.mark.parametrize("how", ["with news in between", "with a conflict", "all of it known"])
def test_a_log_that_lost_what_was_sent_refuses_the_place_of_who_sent_it(
    team: TestClient, signed: Signed, sql: psycopg.Connection, how: str
) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, made(note))
    here = place(team, ada)
    (other,) = push(team, ada, made(uuid4()))
    mine = made(uuid4())
    if how == "all of it known":
        push(team, ada, mine)
    batch = [mine, made(note)] if how == "with a conflict" else [mine]
    answer = sent(team, ada, here, *batch)
    forget_behind(sql, other["position"])
    assert not refused(team, ada, here)
    assert refused(team, ada, answer["cursor"])
    push(team, ada, made(uuid4()))  # it goes on in another way
    assert refused(team, ada, answer["cursor"])


def test_the_same_events_at_the_same_place_of_another_history_are_another_place(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada = signed("ada")
    push(team, ada, made(uuid4()))
    (stored,) = push(team, ada, mine := made(uuid4()))
    here = place(team, ada)
    forget_behind(sql, stored["position"] - 1)
    (again,) = push(team, ada, mine)
    assert again["position"] == stored["position"]
    assert refused(team, ada, here)


def test_a_stream_and_a_snapshot_vouch_for_what_they_brought(
    team: TestClient, signed: Signed, sql: psycopg.Connection
) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, *history(uuid4(), 1), *history(uuid4(), 1))
    here = place(team, ada)
    begun = team.get(f"{EVENTS}/snapshot", params={"limit": 1}, headers=ada).json()["cursor"]
    (last,) = push(team, ada, made(note))
    stream = pull(team, ada, aggregate_id=str(note), behind=here)
    snapshot = {"has_more": True, "cursor": begun}
    while snapshot["has_more"]:
        snapshot = team.get(f"{EVENTS}/snapshot", params={"after": snapshot["cursor"]}, headers=ada).json()
    forget_behind(sql, last["position"] - 1)
    assert not refused(team, ada, here)
    assert refused(team, ada, stream["cursor"])
    assert refused(team, ada, snapshot["cursor"])
