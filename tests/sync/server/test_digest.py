"""A device compares what it has with what the server has, down to one note."""

from __future__ import annotations

import hashlib
from functools import reduce
from operator import xor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from tests.sync.server.feeding import EVENTS, Headers, Made, Signed, history, ids, made, push


def digest(team: TestClient, headers: Headers, prefix: str = "") -> dict[str, Any]:
    answer = team.get(f"{EVENTS}/digest", params={"prefix": prefix}, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def of(events: list[Made]) -> int:
    """A stream's digest, as the protocol says."""
    return int(hashlib.md5("".join(ids(events)).encode()).hexdigest()[:16], 16)


def leaf(*streams: list[Made]) -> dict[str, object]:
    return {"count": len(streams), "hash": f"{reduce(xor, map(of, streams)):016x}"}


def test_nothing_has_no_leaves(team: TestClient, signed: Signed) -> None:
    push(team, signed("bob"), made(uuid4()))
    assert digest(team, signed("ada")) == {"prefix": "", "leaves": {}, "position": 1}


def test_sums_are_by_the_next_digit_down_to_whole_ids(team: TestClient, signed: Signed) -> None:
    ada, bob = signed("ada"), signed("bob")
    notes = [UUID(prefix + uuid4().hex[len(prefix) :]) for prefix in ("abcd0", "abcd1", "abce", "a0", "00")]
    one, two, three, four, five = streams = [history(note, 3) for note in notes]
    for stream in streams:
        push(team, ada, *stream)
    push(team, bob, *history(UUID("abcd" + uuid4().hex[4:]), 2))
    assert digest(team, ada)["leaves"] == {"0": leaf(five), "a": leaf(one, two, three, four)}
    assert digest(team, ada, "a")["leaves"] == {"0": leaf(four), "b": leaf(one, two, three)}
    assert digest(team, ada, "abc")["leaves"] == {"d": leaf(one, two), "e": leaf(three)}
    assert digest(team, ada, "abcd")["leaves"] == {str(notes[0]): leaf(one), str(notes[1]): leaf(two)}
    assert digest(team, ada, notes[0].hex)["leaves"] == {str(notes[0]): leaf(one)}
    assert digest(team, ada, "ff")["leaves"] == {}
    assert digest(team, ada)["position"] == 6


def test_another_event_is_another_sum_and_a_purge_takes_its_note_out(
    team: TestClient, signed: Signed
) -> None:
    ada, note = signed("ada"), uuid4()
    push(team, ada, *history(note, 2))
    before = digest(team, ada)
    push(team, ada, made(note, 2))
    after = digest(team, ada)
    assert before["leaves"] != after["leaves"]
    assert after["position"] == before["position"] + 1
    push(team, ada, made(note, 3, "memory.purged"))
    assert digest(team, ada)["leaves"] == {}


@pytest.mark.parametrize("prefix", ["g", "A", "a" * 33, "a-b", "é", "%00"])
def test_a_prefix_is_hexadecimal_digits(team: TestClient, signed: Signed, prefix: str) -> None:
    answer = team.get(f"{EVENTS}/digest?prefix={prefix}", headers=signed("ada"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")
