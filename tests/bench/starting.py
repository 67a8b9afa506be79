"""From the start of the process to the window and to its notes, and the memory that program and database hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from core.store.cluster import Cluster
from core.store.cluster.programs import Account, Programs
from tests.bench import ground
from tests.bench.figures import Figure, ms, p50, timed

_ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
_ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # people do not compile all of it at every start
_SETTLE = 20  # seconds until an idle program has done all that it does after a start


def run(notes: int = 100_000, rounds: int = 9) -> list[Figure]:
    """Start the program on a warm data folder again and again, taking turns with a bare window and a bare server."""
    bare, window, shown, server = [], [], [], []
    with ground.home() as place:
        with ground.notebook(notes, place):
            pass
        for _ in range(rounds + 1):
            bare.append(_started("bare", place)["painted"])
            seen = _started("notes", place)
            window.append(seen["painted"])
            shown.append(seen["notes"])
            server.append(_bare_server(place))
        memory = _memory(place, notes)
    paint, both = p50(window[1:]) / p50(bare[1:]), p50(bare[1:]) + p50(server[1:])
    return [
        Figure(
            "window's first paint, warm data folder, median",
            "≤ 1.3 × a bare PySide6 window's",
            f"{paint:.2f} × ({ms(p50(window[1:]))} against {ms(p50(bare[1:]))})",
            paint <= 1.3,
        ),
        Figure(
            f"process start to notes on screen, {notes:_} notes, median".replace("_", " "),
            "≤ 2 × (bare window + bare `pg_ctl start`)",
            f"{p50(shown[1:]) / both:.2f} × ({ms(p50(shown[1:]))} against"
            f" {ms(p50(bare[1:]))} + {ms(p50(server[1:]))})",
            p50(shown[1:]) <= 2 * both,
        ),
        *memory,
    ]


@contextmanager
def _window(what: str, place: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.watched_window", what, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_ENVIRONMENT,
    )
    try:
        yield process
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(60)


def _started(what: str, place: Path) -> dict[str, float]:
    """Seconds from the start of the process to each word it says."""
    began = time.perf_counter()
    with _window(what, place) as process:
        assert process.stdout
        return {line.strip(): time.perf_counter() - began for line in process.stdout}


def _bare_server(place: Path) -> float:
    """Seconds that `pg_ctl start` takes to have the same server up, which nobody uses."""
    data = next(place.glob("postgres/data*"))
    programs = Programs(Cluster(place).bin, Account.owning(data))
    log, sockets = place / "bench.log", place / "postgres" / "socket"
    started = timed(
        lambda: programs.run(
            "pg_ctl", "start", "-w", "-s", "-D", data, "-l", log, "-o", f"-k '{sockets}' -h ''"
        )
    )
    programs.run("pg_ctl", "stop", "-w", "-s", "-D", data, "-m", "fast")
    return started


def _memory(place: Path, notes: int) -> list[Figure]:
    with _window("idle", place) as process:
        assert process.stdout
        while process.stdout.readline().strip() != "notes":
            pass
        time.sleep(_SETTLE)
        window = _proportional(psutil.Process(process.pid))
        database = sum(
            _proportional(each)
            for each in psutil.process_iter(["name", "cmdline"])
            if each.info["name"] == "postgres" and _belongs(each, place)
        )
    size = f"{notes:_} notes".replace("_", " ")
    return [
        Figure(f"memory of the window, idle, {size}", "≤ 200 MB", f"{window:.0f} MB", window <= 200),
        Figure("memory of Postgres meanwhile", "≤ 100 MB", f"{database:.0f} MB", database <= 100),
    ]


def _belongs(process: psutil.Process, place: Path) -> bool:
    """Whether this process of a server, or the one that started it, works in the folder."""
    try:
        return any(str(place) in " ".join(each.cmdline()) for each in (process, *process.parents()))
    except psutil.Error:  # it has ended meanwhile
        return False


def _proportional(process: psutil.Process) -> float:
    """Megabytes that the process holds, its share of what it has in common with others included."""
    return float(process.memory_full_info().pss) / 1e6
