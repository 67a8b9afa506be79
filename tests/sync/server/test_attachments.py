"""Files of memories, through the plain calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

Signed = Callable[..., dict[str, str]]
PATH = "/api/v1/attachments"


@pytest.fixture
def ada(signed: Signed) -> dict[str, str]:
    return signed("ada")


def attached(
    team: TestClient, who: dict[str, str], name: str, content: bytes, kind: str = "text/html"
) -> Any:
    memory = team.post("/api/v1/memories", json={"content": "a note"}, headers=who).json()
    return team.post(
        PATH, files={"file": (name, content, kind)}, data={"memory_id": memory["id"]}, headers=who
    )


def test_a_file_is_attached_and_read(team: TestClient, ada: dict[str, str]) -> None:
    answer = attached(team, ada, "scan.html", b"<script>alert(1)</script>")
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["filename"], told["content_type"], told["size"]) == ("scan.html", "text/html", 25)
    read = team.get(told["upload_url"], headers=ada)
    assert read.content == b"<script>alert(1)</script>"
    assert read.headers["Content-Type"] == "application/octet-stream"
    assert read.headers["Content-Disposition"].startswith("attachment;")
    events = team.get("/api/v1/events", headers=ada).json()["events"]
    assert [each["event_type"] for each in events] == ["memory.created", "memory.attached"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", 'a"; filename="b.exe', "C:\\x\\passwd", "a\r\nX-Evil: 1"]
)
def test_the_name_of_an_upload_is_not_believed(team: TestClient, ada: dict[str, str], name: str) -> None:
    told = attached(team, ada, name, b"x").json()
    assert not set("/\\\r\n") & set(told["filename"])
    read = team.get(told["upload_url"], headers=ada)
    assert read.content == b"x" and "X-Evil" not in read.headers
    assert not set('"/\\ ') & set(read.headers["Content-Disposition"].partition("''")[2])


def test_nobody_else_reads_it_or_attaches_to_it(
    team: TestClient, ada: dict[str, str], signed: Signed
) -> None:
    told, bob = attached(team, ada, "a.txt", b"secret").json(), signed("bob")
    assert team.get(told["upload_url"], headers=bob).status_code == 404
    data = {"memory_id": told["memory_id"]}
    assert team.post(PATH, files={"file": ("b", b"x")}, data=data, headers=bob).status_code == 404
    assert team.get(f"{PATH}/{uuid4()}", headers=ada).status_code == 404
