"""`make server` as a process: everything comes up, ends with it however it ends, and comes back with the same data."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fixtures.serving import LocalServer

_PATIENCE = 60.0  # seconds
_PASSWORD = "correct horse battery staple"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes as Linux shows them"),
]


@contextmanager
def served(home: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    """The local server, up, and a client of it."""
    server = LocalServer(home)
    try:
        server.start()
        server.await_ready()
        with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
            assert server.process is not None
            yield client, server.process
    finally:
        server.kill()


def left_of(home: Path) -> list[str]:
    """The processes that work in the folder: by their words, their environment or where they are."""
    found = []
    for each in Path("/proc").iterdir():
        if not each.name.isdigit() or int(each.name) == os.getpid():
            continue
        with suppress(OSError):
            words = (each / "cmdline").read_bytes()
            place = str((each / "cwd").readlink())
            if os.fsencode(home) in words + (each / "environ").read_bytes() or place.startswith(str(home)):
                found.append(words.replace(b"\0", b" ").decode(errors="replace")[:120])
    return found


def nothing_is_left(home: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while left := left_of(home):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def signed_in(client: httpx.Client) -> dict[str, str]:
    answer = client.post("/api/v1/auth/token", json={"username": "ada", "password": _PASSWORD})
    answer.raise_for_status()
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def noted(client: httpx.Client, who: dict[str, str]) -> list[Any]:
    return [each["content"] for each in client.get("/api/v1/memories", headers=who).json()["items"]]


def test_the_local_server_ends_whole_and_comes_back_with_its_data(tmp_path: Path) -> None:
    home = tmp_path / "server"
    with served(home) as (client, process):
        services = client.get("/health").json()["services"]
        assert set(services.values()) <= {"healthy", "absent"}, services
        LocalServer(home).create_user("ada", _PASSWORD)
        who = signed_in(client)
        client.post("/api/v1/memories", json={"content": "kept"}, headers=who).raise_for_status()
        assert left_of(home)
        process.kill()
    nothing_is_left(home)

    with served(home) as (client, process):
        assert client.get("/health").json()["status"] == "healthy"
        assert noted(client, signed_in(client)) == ["kept"]
        assert noted(client, who) == ["kept"], "who was signed in still is"
        process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)
        assert left_of(home) == []
    assert _PASSWORD not in (tmp_path / "words.txt").read_text()
