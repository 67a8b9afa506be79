"""A device sends what happened on it, and hears what became of each event."""

from __future__ import annotations

import json
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from sync.protocol import ENVELOPE, LARGEST_BATCH, LARGEST_EVENT
from tests.sync.server.feeding import (
    EVENTS,
    Signed,
    body_of,
    history,
    made,
    post,
    pull,
    pull_all,
    push,
    statuses,
)


def test_what_is_sent_is_stored_and_comes_back_as_it_was(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    created = made(
        note, content='tab\tline\nquote " backslash \\ Zürich 🚲 \u2028', tags=["a"], deep={"n": [1.5, None]}
    )
    updated = made(note, 1) | {"correlation_id": str(uuid4()), "causation_id": created["event_id"]}
    results = push(team, ada, created, updated)
    assert [(each["status"], each["stream_version"]) for each in results] == [("stored", 1), ("stored", 2)]
    events = pull_all(team, ada)
    for sent, came, version in ((created, events[0], 1), (updated, events[1], 2)):
        assert came["stream_version"] == version
        assert came["position"] == results[version - 1]["position"]
        same = (
            "event_id",
            "aggregate_id",
            "event_type",
            "event_version",
            "clock",
            "device_id",
            "data",
        )
        assert {key: came[key] for key in same} == {key: sent[key] for key in same}
        at = (datetime.fromisoformat(each["occurred_at"]) for each in (came, sent))
        assert len(set(at)) == 1
        assert came.get("causation_id") == sent.get("causation_id")
        assert came.get("correlation_id") == sent.get("correlation_id")


def test_a_compressed_push_is_taken(team: TestClient, signed: Signed) -> None:
    answer = post(team, signed("ada"), body_of(history(uuid4(), 3)), packed=True)
    assert statuses(answer.json()["results"]) == ["stored"] * 3


def test_a_repeated_push_gets_the_same_answer_and_stores_nothing_twice(
    team: TestClient, signed: Signed
) -> None:
    ada, body = signed("ada"), body_of(history(uuid4(), 3))
    first = post(team, ada, body, "one")
    again = post(team, ada, body, "one", packed=True)
    assert first.content == again.content
    assert len(pull_all(team, ada)) == 3


def test_a_key_that_was_used_for_something_else_is_told(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    post(team, ada, body_of([made(uuid4())]), "one")
    answer = post(team, ada, body_of([made(uuid4())]), "one")
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "IDEMPOTENCY_MISMATCH"
    assert len(pull_all(team, ada)) == 1
    assert post(team, signed("bob"), body_of([made(uuid4())]), "one").status_code == 200


def test_events_that_are_there_are_known_by_their_ids(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    events = history(note, 3)
    before = push(team, ada, *events[:2])
    results = push(team, ada, *events)
    assert statuses(results) == ["duplicate", "duplicate", "stored"]
    assert [each["stream_version"] for each in results] == [1, 2, 3]
    assert [each["position"] for each in results[:2]] == [each["position"] for each in before]


def test_a_conflict_brings_what_is_missing_and_touches_no_other_note(
    team: TestClient, signed: Signed
) -> None:
    ada, note, other = signed("ada"), uuid4(), uuid4()
    theirs = history(note, 4)
    push(team, ada, *theirs)
    # The second one expects the version that happens to be there, but was made from the first one.
    mine = [made(note, 2), made(other), made(note, 3), made(note, 4)]
    results = push(team, ada, *mine)
    assert statuses(results) == ["conflict", "stored", "conflict", "conflict"]
    assert [each["event_id"] for each in results[0]["missing"]] == [each["event_id"] for each in theirs[2:]]
    assert results[0]["stream_version"] == 4
    assert results[2]["missing"] == results[3]["missing"] == []
    assert len(pull_all(team, ada, aggregate_id=str(note))) == 4


def test_a_conflict_that_is_repeated_still_brings_what_is_missing(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, made(note))
    body = body_of([made(note)])
    first, again = (post(team, ada, body, "one") for _ in range(2))
    assert first.json()["results"][0]["missing"]
    assert first.json() == again.json()


def test_what_is_missing_is_bounded_over_the_whole_answer(team: TestClient, signed: Signed) -> None:
    ada, notes = signed("ada"), [uuid4() for _ in range(8)]
    for note in notes:
        push(team, ada, made(note, content="x" * 1_000_000))
    results = push(team, ada, *(made(note) for note in notes))
    assert statuses(results) == ["conflict"] * 8
    assert [len(each["missing"]) for each in results] == [1, 1, 1, 1, 1, 0, 0, 0]


def test_a_server_that_is_behind_says_where_it_is(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, made(note))
    (result,) = push(team, ada, made(note, 2**40))
    assert (result["status"], result["stream_version"], result["missing"]) == ("conflict", 1, [])


def test_nobody_writes_in_somebody_elses_note(team: TestClient, signed: Signed) -> None:
    ada, bob, note = signed("ada"), signed("bob"), uuid4()
    event = made(note)
    push(team, ada, event)
    results = push(team, bob, made(note, 1), event, made(note, 0))
    assert [(each["status"], each["code"]) for each in results] == [("rejected", "NO_ACCESS")] * 3
    assert all(each["missing"] == [] and each["stream_version"] is None for each in results)
    assert pull_all(team, bob) == []


def test_an_id_of_an_event_is_used_once(team: TestClient, signed: Signed) -> None:
    ada, bob = signed("ada"), signed("bob")
    event = made(uuid4())
    push(team, ada, event)
    taken, follows = push(team, bob, event | {"aggregate_id": str(note := uuid4())}, made(note, 1))
    assert (taken["status"], taken["code"], taken["position"]) == ("rejected", "EVENT_ID_TAKEN", None)
    assert (follows["status"], follows["code"]) == ("rejected", "FOLLOWS_REJECTED")


def test_nothing_follows_a_purge(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    results = push(team, ada, made(note), made(note, 1, "memory.purged"), made(note, 2))
    assert statuses(results) == ["stored", "stored", "rejected"]
    assert results[2]["code"] == "PURGED"
    (late,) = push(team, ada, made(note, 2))
    assert late["code"] == "PURGED"
    (behind,) = push(team, ada, made(note, 1))
    assert behind["status"] == "conflict"
    assert [each["event_type"] for each in behind["missing"]] == ["memory.purged"]


def test_events_of_a_newer_program_are_taken(team: TestClient, signed: Signed) -> None:
    ada, note = signed("ada"), uuid4()
    newer = made(note, 1, "memory.dreamed", wings=2) | {"event_version": 7}
    assert statuses(push(team, ada, made(note), newer)) == ["stored", "stored"]
    assert pull_all(team, ada)[1]["data"] == {"wings": 2}


_DEEP = json.loads("[" * 200 + "]" * 200)


@pytest.mark.parametrize(
    "bad",
    [
        {"data": {"content": "nul \0"}},
        {"data": {"nul \0": 1}},
        {"data": {"content": "half \ud83d"}},
        {"data": {"n": float("nan")}},
        {"data": {"n": float("inf")}},
        {"data": {"deep": _DEEP}},
        {"data": "text"},
        {"event_type": "Memory Created"},
        {"event_type": "memory.nul\0"},
        {"event_version": 0},
        {"expected_version": -1},
        {"clock": "ffffffffffffffff"},
        {"occurred_at": "yesterday"},
        {"occurred_at": "0001-01-01T00:00:00+14:00"},
        {"occurred_at": "9999-12-31T23:59:59-14:00"},
        {"aggregate_id": "none"},
        {"device_id": None},
    ],
    ids=lambda bad: str(bad)[:40],
)
def test_an_event_that_cannot_be_stored_costs_only_itself(
    team: TestClient, signed: Signed, bad: dict[str, object]
) -> None:
    ada, note = signed("ada"), uuid4()
    results = push(team, ada, made(uuid4()), made(note) | bad, made(note, 1), made(uuid4()))
    assert statuses(results) == ["stored", "rejected", results[2]["status"], "stored"]
    assert results[1]["code"] == "VALIDATION_ERROR"
    assert results[2]["status"] == ("conflict" if "aggregate_id" in bad else "rejected")


def test_the_words_for_a_backslash_and_u0000_are_no_nul(team: TestClient, signed: Signed) -> None:
    (result,) = push(team, signed("ada"), made(uuid4(), content="\\u0000"))
    assert result["status"] == "stored"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"events": []}',
        body_of([]),
        body_of([made(uuid4())] * 201),
        body_of([made(uuid4()) | {"event_id": 7}]),
        b'{"device_id":"' + str(uuid4()).encode() + b'","events":[1]}',
        b"[" * 100_000,
    ],
    ids=range(10),
)
def test_what_is_no_push_is_refused_in_the_contracts_form(
    team: TestClient, signed: Signed, body: bytes
) -> None:
    answer = post(team, signed("ada"), body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"


def test_a_push_needs_a_key_and_a_user(team: TestClient, signed: Signed) -> None:
    assert team.post(EVENTS, content=body_of([made(uuid4())]), headers=signed("ada")).status_code == 400
    assert post(team, {}, body_of([made(uuid4())])).status_code == 401


def test_several_events_are_a_mebibyte_at_most_and_one_is_thirty_two(
    team: TestClient, signed: Signed
) -> None:
    ada = signed("ada")
    large = [made(uuid4(), content="x" * (LARGEST_BATCH // 2 + ENVELOPE)) for _ in range(2)]
    answer = post(team, ada, body_of(large), packed=True)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "TOO_LARGE")
    assert statuses(push(team, ada, made(uuid4(), content="x" * (2 * LARGEST_BATCH)))) == ["stored"]
    assert post(team, ada, b" " * (LARGEST_EVENT + ENVELOPE + 1), packed=True).status_code == 413
    assert len(pull_all(team, ada)) == 1


def test_a_body_that_is_not_what_it_says_is_refused(team: TestClient, signed: Signed) -> None:
    headers = {**signed("ada"), "Idempotency-Key": "one"}
    body = body_of([made(uuid4())])
    packed = zlib.compress(body, wbits=31)
    for encoding, content, status in (
        ("gzip", body, 400),
        ("gzip", packed[:-9], 400),
        ("gzip", packed + b"more", 400),
        ("br", body, 415),
    ):
        answer = team.post(EVENTS, content=content, headers={**headers, "Content-Encoding": encoding})
        assert answer.status_code == status, encoding


def test_two_devices_that_create_the_same_note_at_once_both_hear_what_became_of_it(
    team: TestClient, signed: Signed
) -> None:
    ada = signed("ada")
    with ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            notes = [uuid4() for _ in range(5)]
            bodies = [body_of(made(note) for note in order) for order in (notes, notes[::-1]) * 2]
            answers = list(pool.map(lambda body: post(team, ada, body), bodies))
            assert [answer.status_code for answer in answers] == [200] * 4
            fates = [fate for answer in answers for fate in statuses(answer.json()["results"])]
            assert sorted(fates) == ["conflict"] * 15 + ["stored"] * 5


def test_the_same_push_twice_at_once_is_stored_once(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    with ThreadPoolExecutor(4) as pool:
        for _ in range(5):
            body, key = body_of(history(uuid4(), 3)), str(uuid4())
            answers = list(pool.map(lambda _, body=body, key=key: post(team, ada, body, key), range(4)))
            assert len({answer.content for answer in answers}) == 1
    assert len(pull(team, ada)["events"]) == 15
