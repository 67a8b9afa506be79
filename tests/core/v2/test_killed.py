"""An import that is killed over and over goes on each time, and ends as if nothing had happened.

`KILLS=100` makes it longer.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from core import Brain, open_brain
from core.store.reading import every_memory
from tests.core.v2.importing import bring, link, note, write

KILLS = int(os.environ.get("KILLS", "30"))
NOTES = 1_500


class Victim:
    """The process that imports and is killed."""

    def __init__(self, home: Path, dump: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.v2.import_child", str(home), str(dump)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._input, self._lines = self._process.stdin, self._process.stdout

    def begin(self) -> int | None:
        """Start importing; the importer's process id once it does, None when it could not."""
        self._input.write("go\n")
        self._input.flush()
        line = self._lines.readline()
        return int(line.removeprefix("pid ")) if line.startswith("pid ") else None

    def ended(self) -> list[str]:
        """What the importer still said."""
        lines = []
        for line in self._lines:
            if line == "ended\n":
                break
            lines.append(line.strip())
        return lines

    def close(self) -> None:
        self._input.close()
        self._process.wait(30)
        self._lines.close()


def _notes(chance: random.Random) -> list[Any]:
    vector = "[" + ",".join(f"{chance.uniform(-1, 1):.5f}" for _ in range(1536)) + "]"
    return [
        note(
            f"# Note {number}\n\n" + "word " * chance.randrange(60),
            UUID(int=chance.getrandbits(128)),
            vector if chance.random() < 0.1 else None,
            tags=[f"t{number % 7}"],
        )
        for number in range(NOTES)
    ]


@pytest.fixture
def dump(tmp_path: Path, chance: random.Random) -> Path:
    notes = _notes(chance)
    ids = [UUID(str(row[0])) for row in notes]
    links = [link(one, other) for one, other in (chance.sample(ids, 2) for _ in range(300))]
    notes.append([*notes[5]])  # an id twice, which is set aside each time
    return write(tmp_path / "backup.sql", notes, links)


@pytest.fixture
def own_brain(tmp_path: Path) -> Iterator[Brain]:
    """A notebook on a built-in server of its own, which may be killed."""
    with open_brain(tmp_path / "home") as brain:
        yield brain


def _content(brain: Brain) -> str:
    """A hash over everything that the notes say, in the order of their ids."""
    digest = hashlib.sha256()

    def read(connection: Any) -> None:
        for memory in sorted(every_memory(connection), key=lambda each: each.id):
            told = memory.as_json()
            told["links"] = sorted(told["links"], key=lambda each: (each["target"], each["kind"]))
            del told["version"]
            digest.update(repr(sorted(told.items())).encode())

    brain._database.ask(read)
    return digest.hexdigest()


def _kill_server(home: Path) -> None:
    (pidfile,) = home.glob("postgres/data*/postmaster.pid")
    with suppress(ProcessLookupError):
        os.kill(int(pidfile.read_text().split()[0]), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_an_import_killed_over_and_over_ends_as_if_it_never_was(
    brain: Brain, own_brain: Brain, tmp_path: Path, dump: Path, chance: random.Random
) -> None:
    progress: list[int] = []
    begun = time.monotonic()
    expected = bring(brain, dump, backup=False)
    took = time.monotonic() - begun
    bring(brain, dump, backup=False)
    reread = time.monotonic() - begun - took  # no import that is gone on with ends sooner
    victim = Victim(tmp_path / "home", dump)
    killed = servers = brought = 0
    try:
        while killed < KILLS:
            importer = victim.begin()
            # Early while the import is ahead of the kills, else late: it comes on all the same, and does not end too soon.
            ahead = brought / NOTES > killed / KILLS or brought == NOTES
            time.sleep(chance.uniform(0, 0.4 * reread if ahead else 0.5 * took))
            if chance.random() < 0.2:
                _kill_server(tmp_path / "home")
                servers += 1
            if importer is not None:
                with suppress(ProcessLookupError):
                    os.kill(importer, signal.SIGKILL)
            if "done" in victim.ended():  # the machine is quicker now than when it was timed
                break
            killed += 1
            brought = own_brain.counts().memories
            progress.append(brought)
        else:
            while victim.begin() is None or "done" not in victim.ended():
                pass
    finally:
        victim.close()
    sys.stdout.write(f"{killed} kills, {servers} of them of the server too; notes after each: {progress}\n")
    assert killed > KILLS / 4, "hardly anything was killed"
    assert own_brain.counts() == brain.counts()
    assert _content(own_brain) == _content(brain)
    [batch] = own_brain.migration.batches()
    finished = own_brain.migration.report(batch.id)
    assert finished.tables == expected.tables
    assert finished.reasons == expected.reasons
    assert own_brain.migration.verify().sound
    assert own_brain.upkeep.replay().equal
