"""Homes, programs that use them, and a look at the processes they leave behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import psutil
import psycopg
import pytest

from core.store.cluster import Cluster
from core.store.cluster.programs import MAJOR

PROJECT = Path(__file__).parents[4]
DATA = f"data{MAJOR}"
T = TypeVar("T")


class Program:
    """`program.py`, running over one home."""

    def __init__(
        self,
        home: Path,
        *,
        wrapper: Sequence[str] = (),
        python: str = sys.executable,
        env: dict[str, str] | None = None,
        first_on_path: Path = PROJECT,
    ) -> None:
        self.steps: list[str] = []
        self._process = subprocess.Popen(
            [*wrapper, python, "-m", "tests.core.store.cluster.program", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "PYTHONPATH": f"{first_on_path}:{PROJECT}",
                "PYTHONDONTWRITEBYTECODE": "1",
                **(env or {}),
            },
            cwd=PROJECT,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def until_ready(self) -> dict[str, Any]:
        """What it said when it was ready; the test fails if it met a problem."""
        said = self.outcome()
        assert "ready" in said, said
        return said

    def problem(self) -> str:
        """The words and the hint it gave up with."""
        said = self.outcome()
        assert "words" in said, said
        assert said["hint"], "every problem comes with a way out"
        self._end()
        return f"{said['problem']}: {said['words']} {said['hint']}"

    def outcome(self) -> dict[str, Any]:
        while "step" in (said := self._hear()):
            self.steps.append(said["step"])
        return said

    def until_step(self, start: str) -> None:
        while not (said := self._hear()).get("step", "").startswith(start):
            assert "step" in said, said

    def ask(self, command: str) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n".encode())
        self._process.stdin.flush()
        said = self._hear()
        assert "answer" in said, said
        return said["answer"]

    def quit(self) -> None:
        """Let it close the notebook and wait until it is gone."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._hear() == {"closed": True}
        self._end()

    def signal(self, number: int) -> None:
        self._process.send_signal(number)
        self._end()

    def abandon(self) -> None:
        """End it at the end of a test, whatever state it is in."""
        if self._process.poll() is None:
            self._process.kill()
        self._end()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the program ended without a word (exit code {self._process.wait()})"
        said: dict[str, Any] = json.loads(line)
        return said

    def _end(self) -> None:
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed:
                stream.close()


Starter = Callable[..., Program]


@pytest.fixture
def program() -> Iterator[Starter]:
    """Starts programs; whichever still run at the end are killed."""
    started: list[Program] = []

    def start(home: Path, **options: Any) -> Program:
        started.append(Program(home, **options))
        return started[-1]

    yield start
    for each in started:
        each.abandon()


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path that every user may enter, on a quick disk; no server may be left there at the end."""
    memory = Path("/dev/shm")
    base = memory if memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30 else None
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir=base))
    folder.chmod(0o755)
    yield folder
    try:
        wait_until(lambda: not servers(folder))
    finally:
        for left_over in servers(folder):
            left_over.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home(place: Path) -> Path:
    """A home that nobody has used yet."""
    return place / "home"


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished")
    with Cluster(folder) as cluster, connection(cluster.url()) as notes:
        notes.execute("create table notes (id serial, text text)")
        notes.execute("insert into notes (text) values ('kept from before')")
    return folder


@pytest.fixture
def used_home(home: Path, _furnished: Path) -> Path:
    """A home with a notebook in it, and one line in that; nobody has it open."""
    shutil.copytree(_furnished, home, symlinks=True)
    return home


def connection(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)


def servers(place: Path) -> list[psutil.Process]:
    """Every live Postgres process that works anywhere under this folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() == "postgres" and Path(process.cwd()).is_relative_to(place):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def told_by_servers(place: Path, question: Callable[[psutil.Process], T]) -> list[T]:
    """What each of them says; a worker of Postgres that ended since it was listed says nothing."""
    told = []
    for process in servers(place):
        with suppress(psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
            told.append(question(process))
    return told


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int((home / "postgres" / DATA / "postmaster.pid").read_text().split()[0]))


def kill_postmaster(home: Path) -> None:
    """Kill -9, and wait until it is dead: the signal alone returns a moment earlier."""
    server = postmaster(home)
    server.kill()
    wait_until(lambda: not server.is_running() or server.status() == psutil.STATUS_ZOMBIE)


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for something that happens by itself. The limit is for broken code only."""
    give_up = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)
