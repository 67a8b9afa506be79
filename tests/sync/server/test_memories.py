"""The plain calls about memories, as part 1 of the contract publishes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

Signed = Callable[..., dict[str, str]]


@pytest.fixture
def ada(signed: Signed) -> dict[str, str]:
    return signed("ada")


@pytest.fixture
def bob(signed: Signed) -> dict[str, str]:
    return signed("bob")


def written(team: TestClient, who: dict[str, str], content: str, **more: Any) -> dict[str, Any]:
    answer = team.post("/api/v1/memories", json={"content": content, **more}, headers=who)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


def test_what_is_written_can_be_read_with_its_history(team: TestClient, ada: dict[str, str]) -> None:
    new = written(team, ada, "# Boiler\nCall the plumber", tags=["house"], metadata={"floor": 2})
    assert new["version"] == 1
    assert new["embedding"] is None
    read = team.get(f"/api/v1/memories/{new['id']}", headers=ada).json()
    assert read["content"] == "# Boiler\nCall the plumber"
    assert read["tags"] == ["house"]
    assert read["metadata"] == {"floor": 2}
    assert [event["event_type"] for event in read["events"]] == ["memory.created"]


def test_a_change_replaces_text_tags_and_metadata(team: TestClient, ada: dict[str, str]) -> None:
    new = written(team, ada, "old", tags=["a", "b"], metadata={"x": 1, "y": 2})
    body = {"content": "new", "tags": ["b", "c"], "metadata": {"y": 3}}
    answer = team.put(f"/api/v1/memories/{new['id']}", json=body, headers=ada)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert (changed["content"], changed["tags"], changed["metadata"]) == ("new", ["b", "c"], {"y": 3})
    assert changed["version"] > new["version"]
    assert team.get(f"/api/v1/memories/{new['id']}", headers=ada).json()["tags"] == ["b", "c"]


def test_writing_the_same_again_changes_nothing(team: TestClient, ada: dict[str, str]) -> None:
    new = written(team, ada, "same", tags=["a"])
    body = {"content": "same", "tags": ["a"], "metadata": {}}
    assert team.put(f"/api/v1/memories/{new['id']}", json=body, headers=ada).json()["version"] == 1


def test_what_is_deleted_is_not_listed_any_more(team: TestClient, ada: dict[str, str]) -> None:
    new = written(team, ada, "to go")
    assert team.delete(f"/api/v1/memories/{new['id']}", headers=ada).status_code == 204
    assert team.get(f"/api/v1/memories/{new['id']}", headers=ada).status_code == 404
    assert team.get("/api/v1/memories", headers=ada).json()["total"] == 0


def test_a_list_comes_in_pages(team: TestClient, ada: dict[str, str]) -> None:
    for number in range(5):
        written(team, ada, f"note {number}", tags=["odd"] if number % 2 else [])
    page = team.get("/api/v1/memories?page=2&size=2&sort=created_at:asc", headers=ada).json()
    assert [each["content"] for each in page["items"]] == ["note 2", "note 3"]
    assert (page["total"], page["pages"], page["has_next"], page["has_previous"]) == (5, 3, True, True)
    assert team.get("/api/v1/memories?tag=odd", headers=ada).json()["total"] == 2
    assert team.get("/api/v1/memories?search=note 4", headers=ada).json()["items"][0]["content"] == "note 4"


def test_nobody_sees_or_changes_the_memories_of_another_user(
    team: TestClient, ada: dict[str, str], bob: dict[str, str], signed: Signed
) -> None:
    new = written(team, ada, "secret of ada", tags=["private"])
    path = f"/api/v1/memories/{new['id']}"
    assert team.get(path, headers=bob).status_code == 404
    body = {"content": "mine", "tags": [], "metadata": {}}
    assert team.put(path, json=body, headers=bob).status_code == 404
    assert team.delete(path, headers=bob).status_code == 404
    assert team.get("/api/v1/memories", headers=bob).json()["total"] == 0
    assert team.get("/api/v1/tags", headers=bob).json()["total"] == 0
    found = team.post("/api/v1/memories/search", json={"query": "secret"}, headers=bob).json()
    assert found["results"] == []
    owner = new["user_id"]
    assert team.get(f"/api/v1/memories?user_id={owner}", headers=bob).status_code == 403
    admin = signed("root", is_admin=True)
    assert team.get(f"/api/v1/memories?user_id={owner}", headers=admin).json()["total"] == 1


def test_search_puts_those_with_most_of_the_words_first(team: TestClient, ada: dict[str, str]) -> None:
    written(team, ada, "the plumber called")
    written(team, ada, "the plumber mended the boiler", tags=["house"])
    written(team, ada, "nothing of the kind")
    found = team.post("/api/v1/memories/search", json={"query": "boiler plumber"}, headers=ada).json()
    assert [each["memory"]["content"] for each in found["results"]] == [
        "the plumber mended the boiler",
        "the plumber called",
    ]
    assert [each["score"] for each in found["results"]] == [1.0, 0.5]
    assert found["total"] == 2
    assert "boiler" in found["results"][0]["highlights"][0]
    narrow = {"query": "plumber", "filters": {"tags": ["house"]}, "threshold": 0.9}
    assert team.post("/api/v1/memories/search", json=narrow, headers=ada).json()["total"] == 1


@pytest.mark.parametrize("query", ["'", "a & ! b", "\\", "…", "a'b:*", "<->", "the"])
def test_no_query_is_an_error(team: TestClient, ada: dict[str, str], query: str) -> None:
    written(team, ada, "something")
    answer = team.post("/api/v1/memories/search", json={"query": query}, headers=ada)
    assert answer.status_code == 200, answer.text


def test_tags_are_counted(team: TestClient, ada: dict[str, str]) -> None:
    written(team, ada, "one", tags=["house", "boiler"])
    written(team, ada, "two", tags=["house"])
    tags = team.get("/api/v1/tags", headers=ada).json()
    assert [(each["name"], each["count"]) for each in tags["tags"]] == [("boiler", 1), ("house", 2)]
    stats = team.get("/api/v1/tags/house/stats", headers=ada).json()
    assert stats["total_memories"] == 2
    assert stats["users"] == 1
    assert stats["related_tags"] == [{"tag": "boiler", "correlation": 0.5}]
    assert sum(each["count"] for each in stats["usage_trend"]) == 2
    assert team.get("/api/v1/tags/garden/stats", headers=ada).status_code == 404


def test_a_session_holds_memories(team: TestClient, ada: dict[str, str], bob: dict[str, str]) -> None:
    new = written(team, ada, "for the session")
    body = {"name": "Moving", "description": "all of it", "metadata": {"a": 1}}
    session = team.post("/api/v1/sessions", json=body, headers=ada).json()
    path = f"/api/v1/sessions/{session['id']}"
    for _ in range(2):
        added = team.post(f"{path}/memories", json={"memory_id": new["id"]}, headers=ada)
        assert added.status_code == 204
    read = team.get(f"{path}?include_memories=true", headers=ada).json()
    assert read["memory_count"] == 1
    assert read["memories"][0]["content"] == "for the session"
    assert team.get(path, headers=ada).json()["memories"] is None
    assert team.get(path, headers=bob).status_code == 404
    bobs = team.post("/api/v1/sessions", json={"name": "Bob's"}, headers=bob).json()["id"]
    stolen = team.post(f"/api/v1/sessions/{bobs}/memories", json={"memory_id": new["id"]}, headers=bob)
    assert stolen.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": ""},
        {"content": "a\0b"},
        {"content": "x", "tags": [""]},
        {"content": "x", "metadata": 3},
    ],
)
def test_what_cannot_be_a_memory_is_told_in_the_contracts_form(
    team: TestClient, ada: dict[str, str], body: dict[str, Any]
) -> None:
    answer = team.post("/api/v1/memories", json=body, headers=ada)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"


def test_without_signing_in_nothing_is_told(team: TestClient) -> None:
    assert team.get("/api/v1/memories").status_code == 401
    assert team.get(f"/api/v1/memories/{uuid4()}").json()["error"]["code"] == "AUTHENTICATION_ERROR"
