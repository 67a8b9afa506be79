"""What was acknowledged is there afterwards, whoever is killed and when. `KILLS=200` makes it longer."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest

from core import Brain, open_brain
from core.typed import text_hash

ROUNDS = int(os.environ.get("KILLS", "60"))


class Victim:
    """The process that writes and is killed."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.durability_child", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._input, self._lines = self._process.stdin, self._process.stdout

    def begin(self, seed: int) -> int:
        """Start writing; the process id of the writer, once it has acknowledged its first change."""
        self._input.write(f"{seed}\n")
        self._input.flush()
        self.acknowledged: list[str] = []
        pid = int(self._lines.readline().removeprefix("pid "))
        self.acknowledged.append(self._lines.readline())
        return pid

    def ended(self) -> list[str]:
        """The lines of the writer that has ended."""
        for line in self._lines:
            if line == "ended\n":
                break
            self.acknowledged.append(line)
        return [line for line in self.acknowledged if not line.startswith("told")]

    def close(self) -> None:
        self._input.close()
        self._process.wait(30)
        self._lines.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def own_brain(home: Path) -> Iterator[Brain]:
    """A notebook on a built-in server of its own, which may be killed."""
    with open_brain(home) as brain:
        yield brain


@pytest.fixture
def victim(own_brain: Brain, home: Path) -> Iterator[Victim]:
    victim = Victim(home)
    yield victim
    victim.close()


def _kill_server(home: Path) -> None:
    (pidfile,) = home.glob("postgres/data*/postmaster.pid")
    with suppress(ProcessLookupError):
        os.kill(int(pidfile.read_text().split()[0]), signal.SIGKILL)


def _check(brain: Brain, lines: list[str]) -> None:
    for line in lines:
        memory_id, version, digest = line.split()
        told = brain.history(UUID(memory_id))
        assert text_hash(told[int(version) - 1].memory.content) == digest


@pytest.mark.slow
@pytest.mark.timeout(1800 + 10 * ROUNDS)
def test_every_acknowledged_change_survives_every_kill(
    own_brain: Brain, victim: Victim, home: Path, chance: random.Random
) -> None:
    acknowledged: list[str] = []
    servers_killed = 0
    for _ in range(ROUNDS):
        writer = victim.begin(chance.randrange(10**9))
        time.sleep(chance.uniform(0, 0.06))
        if chance.random() < 0.25:
            _kill_server(home)
            servers_killed += 1
            time.sleep(chance.uniform(0, 0.05))
        with suppress(ProcessLookupError):
            os.kill(writer, signal.SIGKILL)
        lines = victim.ended()
        _check(own_brain, lines[-3:])
        acknowledged += lines
    _check(own_brain, acknowledged)
    assert servers_killed > ROUNDS / 10
    assert len(acknowledged) >= ROUNDS
    replayed = own_brain.upkeep.replay()
    assert replayed.equal, replayed
