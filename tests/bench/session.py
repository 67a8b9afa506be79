"""Ten minutes at the real window: capture, search, edit, switch, undo, tags, history, the past, while an import and sync
with a team server go on in the background. Is the window ever blocked, and what does it hold afterwards?

`SESSION_SECONDS` and `SESSION_NOTES` make it shorter. Each block is written with its stacks into `SESSION_REPORT`, by
default second-brain-session.txt in the folder for temporary files.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import psutil

from core import Brain, open_brain
from core.store.cluster import Cluster
from tests.bench import ground, v2dumps
from tests.bench.blocks import LIMIT
from tests.bench.figures import Figure, ms
from tests.bench.team import Team, team
from tests.fixtures.devices import signed_in

_ELSEWHERE = (
    19  # how nice they are who stand for other machines: they take what the window's own machine leaves
)
_EVERY = 2.0  # seconds between two notes of another device
_SMALL, _LARGE = 200, 20_000  # rows that are imported first, and then


def run() -> list[Figure]:
    """One session, in a process of its own."""
    notes, seconds = (int(os.environ.get(f"SESSION_{name}", given)) for name, given in _GIVEN.items())
    with ground.home() as place, Cluster(place / "team") as cluster, team(cluster) as server:
        for process in psutil.Process().children(recursive=True):
            process.nice(_ELSEWHERE)
            if os.getsid(process.pid) == process.pid:  # Linux shares between sessions first
                with suppress(OSError):
                    Path(f"/proc/{process.pid}/autogroup").write_text(str(_ELSEWHERE))
        home, small, large = place / "laptop", place / "small.sql", place / "large.sql"
        v2dumps.make_plain(cluster, small, _SMALL, vectors=False)
        v2dumps.make_plain(cluster, large, _LARGE, vectors=False)
        token = server.token("ada")
        with ground.notebook(notes, home) as brain:
            brain.upkeep.prepare_search()
            brain.meaning.pause()  # vectors of everything there is another figure
            _sign_in(brain, server, token)
        with _other_device(place / "desktop", server, token):
            told = _played(home, token, small, large, seconds)
    return _figures(told, notes, seconds)


_GIVEN = {"NOTES": "10000", "SECONDS": "600"}


def _sign_in(brain: Brain, server: Team, token: str) -> None:
    with signed_in(brain, server.url, token) as (sync, _):
        sync.once()


@contextmanager
def _other_device(home: Path, server: Team, token: str) -> Iterator[None]:
    """Another device of the same person, which writes a note every now and then."""
    ended = threading.Event()
    chance = Random(2)

    def write(number: int, brain: Brain) -> None:
        brain.create_memory(ground.text(chance, number))

    def live() -> None:
        if sys.platform == "linux":  # where a thread has a priority of its own, which its processes inherit
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _ELSEWHERE)
        with open_brain(home) as brain, signed_in(brain, server.url, token) as (sync, _):
            number = 0
            while not ended.wait(_EVERY):
                write(number := number + 1, brain)
                sync.once()

    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(60)


def _played(home: Path, token: str, small: Path, large: Path, seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.session_process"]
    done = subprocess.run(
        [*command, str(home), token, str(small), str(large), str(seconds)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as every window is: Linux shares between sessions first, and the stand-ins are in ours
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _figures(told: dict[str, Any], notes: int, seconds: int) -> list[Figure]:
    blocks = sorted(told["blocks"], key=lambda each: -each["seconds"])
    own = sum(each["processor"] > LIMIT for each in blocks)
    page = Path(os.environ.get("SESSION_REPORT", Path(tempfile.gettempdir()) / "second-brain-session.txt"))
    page.write_text("\n\n".join(map(_block, [*blocks, *told["first"]])))
    where = ", ".join(f"{name} {count}" for name, count in Counter(each["doing"] for each in blocks).items())
    worst = f", longest {ms(blocks[0]['seconds'])} ({where})" if blocks else ""
    growth = told["after"] / told["before"]
    length = f"{seconds / 60:.3g} minutes, {notes:_} notes".replace("_", " ")
    return [
        Figure(
            f"window blocked for more than 50 ms in a session of {length}",
            "never",
            f"{len(blocks)} times, {own} of them by its own work{worst}",
            not blocks,
        ),
        Figure(
            "memory after that session",
            "≤ 1.2 × before",
            f"{growth:.2f} × ({told['after'] / 1e6:.0f} MB against {told['before'] / 1e6:.0f} MB)",
            growth <= 1.2,
        ),
    ]


def _block(block: dict[str, Any]) -> str:
    head = f"{ms(block['seconds'])}, {ms(block['processor'])} of a processor, while: {block['doing']}"
    return "\n    ".join([head, *block["stacks"], *(f"({other})" for other in block["others"])])
