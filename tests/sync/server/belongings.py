"""One of everything that a user can have at the server, made through the calls that anybody uses."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

Headers = dict[str, str]
API = "/api/v1"
MARK = "mark-of-ada"
"""Stands in everything that is written here, and never in what anybody else is told."""

IN_PATH = {
    "memory_id": "memory",
    "session_id": "session",
    "space_id": "space",
    "webhook_id": "webhook",
    "device_id": "device",
    "name": "tag",
    "attachment_id": "attachment",
    "sha256": "sha256",
}


class Belongings:
    """What belongs to one user; `ids` has the id of each."""

    def __init__(self, team: TestClient, headers: Headers) -> None:
        self.team, self.headers = team, headers
        self.ids = {"user": self._get("/auth/me")["user_id"], "device": str(uuid4()), "tag": f"tag-{MARK}"}
        memory = {"content": f"text {MARK}", "tags": [self.ids["tag"]], "metadata": {"key": MARK}}
        self.ids["memory"] = self._post("/memories", memory)
        self.ids["session"] = self._post("/sessions", {"name": MARK})
        self._post(f"/sessions/{self.ids['session']}/memories", {"memory_id": self.ids["memory"]})
        self.ids["space"] = self._post("/spaces", {"name": MARK, "members": []})
        self._post(f"/spaces/{self.ids['space']}/memories", {"memory_ids": [self.ids["memory"]]})
        hook = {"url": f"https://93.184.216.34/{MARK}", "events": ["*"], "secret": f"secret {MARK}"}
        self.ids["webhook"] = self._post("/webhooks", hook)
        file, note = {"file": ("a.txt", MARK)}, {"memory_id": self.ids["memory"]}
        attached = team.post(f"{API}/attachments", files=file, data=note, headers=headers)
        self.ids["attachment"] = attached.json()["id"]
        self.ids["sha256"] = sha256(MARK.encode()).hexdigest()
        team.put(f"{API}/devices/{self.ids['device']}", json={"name": MARK}, headers=headers)

    def everything(self) -> list[Any]:
        """All that she can read."""
        memory, session = self.ids["memory"], self.ids["session"]
        paths = [
            "/memories",
            f"/memories/{memory}",
            f"/sessions/{session}?include_memories=true",
            "/tags",
            "/spaces",
        ]
        return [
            self._get(path)
            for path in [
                *paths,
                "/webhooks",
                "/devices",
                "/events",
                "/events/snapshot",
                "/events/digest?prefix=",
            ]
        ]

    def _get(self, path: str) -> Any:
        answer = self.team.get(API + path, headers=self.headers)
        assert answer.status_code == 200, (path, answer.text)
        found = answer.json()
        for webhook in found.get("webhooks", ()):
            del webhook["trouble"]  # its address is nobody's, which a delivery finds out in its own time
        # Where the whole server's log ends is known to everybody, and moves.
        return {name: each for name, each in found.items() if name not in ("cursor", "position")}

    def _post(self, path: str, body: Any) -> str:
        answer = self.team.post(API + path, json=body, headers=self.headers)
        assert answer.is_success, (path, answer.text)
        return str(answer.json()["id"]) if answer.content else ""


def filled(value: Any, ids: dict[str, str]) -> Any:
    """The same with ids in place of their names in braces."""
    if isinstance(value, str):
        return re.sub(r"{(\w+)}", lambda found: ids[IN_PATH.get(found[1], found[1])], value)
    if isinstance(value, dict):
        return {key: filled(each, ids) for key, each in value.items()}
    return [filled(each, ids) for each in value] if isinstance(value, list) else value
