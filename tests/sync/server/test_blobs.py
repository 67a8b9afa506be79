"""Files by their hash: sent whole or in chunks, read whole or in ranges, and only by those who may."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from sync.protocol import LARGEST_CHUNK

Signed = Callable[..., dict[str, str]]
SCAN = b"a scan of the contract, page by page. " * 1_000


def address(content: bytes) -> str:
    return f"/api/v1/blobs/{sha256(content).hexdigest()}"


@pytest.fixture
def ada(signed: Signed) -> dict[str, str]:
    return signed("ada")


@pytest.fixture
def bob(signed: Signed) -> dict[str, str]:
    return signed("bob")


def attached(team: TestClient, who: dict[str, str], content: bytes, memory_id: str = "") -> str:
    """Attach a file by an event as a desktop sends it; the id of the memory."""
    version = 1
    if not memory_id:
        memory_id = team.post("/api/v1/memories", json={"content": "scan"}, headers=who).json()["id"]
    else:
        version = team.get(f"/api/v1/memories/{memory_id}", headers=who).json()["version"]
    event: dict[str, Any] = {
        "event_id": str(uuid4()),
        "aggregate_id": memory_id,
        "event_type": "memory.attached",
        "event_version": 1,
        "expected_version": version,
        "occurred_at": "2026-11-28T08:00:00Z",
        "clock": "0000000000000001",
        "device_id": str(uuid4()),
        "data": {
            "sha256": sha256(content).hexdigest(),
            "name": "scan.pdf",
            "media_type": "application/pdf",
            "size": len(content),
        },
    }
    body = {"device_id": str(uuid4()), "events": [event]}
    answer = team.post("/api/v1/events", json=body, headers=who | {"Idempotency-Key": str(uuid4())})
    assert answer.json()["results"][0]["status"] == "stored", answer.text
    return memory_id


def shared(team: TestClient, who: dict[str, str], memory_id: str, member: str) -> str:
    space = {"name": "house", "members": [{"username": member, "role": "write"}]}
    space_id: str = team.post("/api/v1/spaces", json=space, headers=who).json()["id"]
    path = f"/api/v1/spaces/{space_id}/memories"
    assert team.post(path, json={"memory_ids": [memory_id]}, headers=who).is_success
    return space_id


@pytest.mark.parametrize("content", [SCAN, b"", b"x" * (LARGEST_CHUNK + 1)])
def test_a_file_comes_back_as_it_was_sent(team: TestClient, ada: dict[str, str], content: bytes) -> None:
    assert team.put(address(content), content=content, headers=ada).status_code == 201
    assert team.put(address(content), content=content, headers=ada).status_code == 200
    answer = team.get(address(content), headers=ada)
    assert (answer.status_code, answer.content == content) == (200, True)
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert team.head(address(content), headers=ada).headers["Content-Length"] == str(len(content))


def test_bytes_with_another_hash_are_not_kept(team: TestClient, ada: dict[str, str]) -> None:
    answer = team.put(address(b"other"), content=SCAN, headers=ada)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "HASH_MISMATCH")
    assert team.get(address(b"other"), headers=ada).status_code == 404
    assert team.head(address(b"other"), headers=ada).headers["Upload-Offset"] == "0"
    assert team.put(address(b"other"), content=b"other", headers=ada).status_code == 201


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("bytes=5-9", SCAN[5:10]),
        ("bytes=37990-", SCAN[37990:]),
        ("bytes=-4", SCAN[-4:]),
        ("bytes=0-0", SCAN[:1]),
    ],
)
def test_a_part_of_a_file_can_be_read(
    team: TestClient, ada: dict[str, str], wanted: str, expected: bytes
) -> None:
    team.put(address(SCAN), content=SCAN, headers=ada)
    answer = team.get(address(SCAN), headers=ada | {"Range": wanted})
    assert (answer.status_code, answer.content) == (206, expected)
    assert answer.headers["Content-Range"].endswith(f"/{len(SCAN)}")
    beyond = team.get(address(SCAN), headers=ada | {"Range": f"bytes={len(SCAN)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(SCAN)}")


def test_sending_goes_on_where_it_was_broken_off(team: TestClient, ada: dict[str, str]) -> None:
    def chunk(first: int, last: int, content: bytes = SCAN) -> Any:
        place = {"Content-Range": f"bytes {first}-{last}/{len(SCAN)}"}
        return team.put(address(SCAN), content=content[first : last + 1], headers=ada | place)

    first = chunk(0, 9_999)
    assert (first.status_code, first.headers["Upload-Offset"]) == (202, "10000")
    again = chunk(0, 9_999)  # its answer was lost
    assert (again.status_code, again.headers["Upload-Offset"]) == (409, "10000")
    head = team.head(address(SCAN), headers=ada)
    assert (head.status_code, head.headers["Upload-Offset"]) == (404, "10000")
    assert chunk(20_000, 20_009).status_code == 409
    assert chunk(10_000, len(SCAN) - 1).status_code == 201
    assert team.get(address(SCAN), headers=ada).content == SCAN


@pytest.mark.parametrize(
    "place", ["bytes 5-4/10", "bytes 0-10/10", "bytes */10", "lines 0-1/2", "bytes 0-99999999/999999999"]
)
def test_a_chunk_that_cannot_be_is_refused(team: TestClient, ada: dict[str, str], place: str) -> None:
    answer = team.put(address(SCAN), content=b"x", headers=ada | {"Content-Range": place})
    assert answer.status_code in (400, 413)


def test_another_users_file_is_not_there(team: TestClient, ada: dict[str, str], bob: dict[str, str]) -> None:
    team.put(address(SCAN), content=SCAN, headers=ada)
    attached(team, ada, SCAN)
    assert team.get(address(SCAN), headers=bob).status_code == 404
    assert team.get(f"{address(SCAN)}?presigned=1", headers=bob).status_code == 404
    assert team.head(address(SCAN), headers=bob).headers["Upload-Offset"] == "0"
    assert team.put(address(SCAN), content=b"a guess", headers=bob).status_code == 400


def test_to_know_a_hash_is_not_enough(team: TestClient, ada: dict[str, str], bob: dict[str, str]) -> None:
    team.put(address(SCAN), content=SCAN, headers=ada)
    attached(team, bob, SCAN)  # Bob attaches what he never had
    assert team.get(address(SCAN), headers=bob).status_code == 404


def test_who_shares_a_note_shares_its_files(
    team: TestClient, ada: dict[str, str], bob: dict[str, str], signed: Signed
) -> None:
    team.put(address(SCAN), content=SCAN, headers=ada)
    memory_id = attached(team, ada, SCAN)
    shared(team, ada, memory_id, "bob")
    assert team.get(address(SCAN), headers=bob).content == SCAN
    # Bob attaches it to a note of his own, and shares that: his devices see that the bytes are there and send none.
    eve = signed("eve")
    assert team.get(address(SCAN), headers=eve).status_code == 404
    shared(team, bob, attached(team, bob, SCAN), "eve")
    assert team.get(address(SCAN), headers=eve).content == SCAN


def test_who_lost_sight_of_a_note_lost_its_files(
    team: TestClient, ada: dict[str, str], bob: dict[str, str]
) -> None:
    team.put(address(SCAN), content=SCAN, headers=ada)
    memory_id = attached(team, ada, SCAN)
    space_id = shared(team, ada, memory_id, "bob")
    assert team.get(address(SCAN), headers=bob).status_code == 200
    team.put(f"/api/v1/spaces/{space_id}", json={"name": "house", "members": []}, headers=ada)
    assert team.get(address(SCAN), headers=bob).status_code == 404
