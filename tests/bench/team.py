"""A team server in a process of its own for benchmarks, its users, and the baseline that it is compared with.

The baseline is an endpoint that does nothing but take a body and COPY its lines into a table (`tests.bench.sink`).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from core.store.cluster import Cluster
from sync.server.database import SCHEMA, migrate, plain_address
from sync.server.identity import User, access_token
from sync.server.settings import Settings

SECRET = "a secret of forty characters, for benches"
_PATIENCE = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Team:
    """A running server: its address, its process, and its database."""

    url: str
    pid: int
    database: str

    def token(self, name: str) -> str:
        """An access token of a user of that name, who is made if need be; good for a day."""
        with self.connection() as connection:
            row = connection.execute(
                "insert into users (username, password_hash) values (%s, '!') on conflict (lower(username))"
                " do update set disabled = false returning id",
                (name,),
            ).fetchone()
        assert row is not None
        settings = Settings(self.database, SECRET, access_seconds=86_400)
        return access_token(settings, User(row[0], name))

    def connection(self) -> psycopg.Connection:
        """A plain connection to the server's tables."""
        return psycopg.connect(
            plain_address(self.database), options=f"-c search_path={SCHEMA}", autocommit=True
        )

    def memory(self) -> int:
        """Bytes that the server's process holds."""
        told = Path(f"/proc/{self.pid}/status").read_text()
        return int(told.partition("VmRSS:")[2].split()[0]) * 1024


@contextmanager
def team(cluster: Cluster, name: str = "team") -> Iterator[Team]:
    """A server on an empty database of this cluster, in a process of its own."""
    address = plain_address(cluster.admin_url("postgres"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'create database "{name}" owner second_brain template template1'.encode())
    url = cluster.url(name)
    migrate(url)
    with served("sync.server.cli:application", url) as (address, pid):
        yield Team(address, pid, url)


@contextmanager
def served(application: str, database: str) -> Iterator[tuple[str, int]]:
    """An application in a process of its own: its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"DATABASE_URL": database, "JWT_SECRET_KEY": SECRET, "RATE_LIMIT_SYNC": "100000000"}
    command = [sys.executable, "-m", "uvicorn", application, "--factory", "--port", str(port)]
    quiet = ["--no-access-log", "--log-level", "error", "--backlog", "2048"]
    with subprocess.Popen([*command, *quiet], env={**os.environ, **told}) as process:
        try:
            _await(port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def _await(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("the server did not start")
