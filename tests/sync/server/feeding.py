"""Pushing and pulling in tests: events made up, and calls with the right headers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient

Headers = dict[str, str]
Signed = Callable[..., Headers]
Made = dict[str, Any]

DEVICE = uuid4()
EVENTS = "/api/v1/events"


def made(stream: UUID, expected: int = 0, event_type: str = "", /, **data: Any) -> Made:
    """An event for a stream, as it is sent; the first one creates a memory."""
    event_type = event_type or ("memory.updated" if expected else "memory.created")
    return {
        "event_id": str(uuid4()),
        "aggregate_id": str(stream),
        "event_type": event_type,
        "event_version": 1,
        "expected_version": expected,
        "occurred_at": datetime.now(UTC).isoformat(),
        "clock": "0000019a00000000",
        "device_id": str(DEVICE),
        "data": data or {"content": f"text {expected}"},
    }


def history(stream: UUID, count: int, first: int = 0) -> list[Made]:
    """Events of a stream that follow each other."""
    return [made(stream, version) for version in range(first, first + count)]


def body_of(events: Iterable[Made]) -> bytes:
    """A push of these events as JSON."""
    return json.dumps({"device_id": str(DEVICE), "events": list(events)}).encode()


def post(team: TestClient, headers: Headers, body: bytes, key: str = "", *, packed: bool = False) -> Any:
    """The answer to a push of this body."""
    sent = {**headers, "Idempotency-Key": key or str(uuid4()), "Content-Type": "application/json"}
    if packed:
        sent["Content-Encoding"] = "gzip"
    return team.post(EVENTS, content=gzip.compress(body) if packed else body, headers=sent)


def push(team: TestClient, headers: Headers, *events: Made) -> list[dict[str, Any]]:
    """The results of a push that is taken."""
    answer = post(team, headers, body_of(events))
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def pull(team: TestClient, headers: Headers, after: str = "", **query: Any) -> dict[str, Any]:
    """One page."""
    answer = team.get(EVENTS, params={"after": after, **query}, headers=headers)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def pull_all(team: TestClient, headers: Headers, after: str = "", **query: Any) -> list[Made]:
    """All events after a place, page by page."""
    events: list[Made] = []
    while True:
        page = pull(team, headers, after, **query)
        events += page["events"]
        if not page["has_more"]:
            return events
        after = page["cursor"]


def statuses(results: Iterable[dict[str, Any]]) -> list[str]:
    """What became of each event."""
    return [result["status"] for result in results]


def ids(events: Iterable[Made]) -> list[str]:
    """Which events these are."""
    return [event["event_id"] for event in events]


def user_of(team: TestClient, headers: Headers) -> UUID:
    """Who that is, by an event of theirs."""
    push(team, headers, made(note := uuid4()))
    return UUID(pull(team, headers, aggregate_id=str(note))["events"][0]["user_id"])
