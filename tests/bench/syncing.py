"""Sync with a team server: pushing and pulling many events against what the same bytes cost without it, how soon a change is
on another device, and what being signed in costs while nothing happens. Everything over loopback, the server in a process
of its own on the same Postgres."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx

from core import Brain, Received, Sources, open_brain
from core.store.cluster import Cluster
from sync import wire
from sync.client import Client
from sync.syncing import Sync
from tests.bench import ground, v2dumps
from tests.bench.figures import Figure, ms, p50, p95, timed
from tests.bench.team import Team, served, team
from tests.fixtures.devices import signed_in

_BATCH = 200  # events
_CHANGES = 100
_IDLE = 180.0  # seconds


def run(rows: int = 100_000) -> list[Figure]:
    """Everything, in this order: import, push, the baseline of a push, pull, then the two small ones."""
    with ground.home() as place, Cluster(place / "team") as cluster, team(cluster) as server:
        figures = _many(place, cluster, server, rows)
    with ground.home() as place, Cluster(place / "team") as cluster, team(cluster) as server:
        return [*figures, *_online(place, server)]


def _many(place: Path, cluster: Cluster, server: Team, rows: int) -> list[Figure]:
    dump = place.parent / "v2.sql"
    v2dumps.make_plain(cluster, dump, rows, vectors=False)
    with open_brain(place / "laptop") as laptop:
        imported = timed(lambda: _import(laptop, dump))
        with signed_in(laptop, server.url, server.token("ada")) as (sync, _):
            pushed = timed(sync.once)
            assert laptop.replica.waiting() == 0
        bare = _posted(cluster, laptop)
        size = laptop.position()
    with (
        open_brain(place / "desktop") as desktop,
        signed_in(desktop, server.url, server.token("ada")) as (sync, _),
    ):
        pulled = timed(sync.once)
        prepared = timed(desktop.upkeep.prepare_search)
        assert len(desktop.memory_ids()) == rows
    events = f"{size:_} events".replace("_", " ")
    return [
        _rate(
            f"push of {events}, loopback",
            "the same bytes posted to an empty endpoint and COPYed",
            bare,
            pushed,
        ),
        _rate(
            f"pull of {events} into an empty notebook",
            "a COPY import of the same rows",
            imported,
            pulled + prepared,
        ),
    ]


def _import(brain: Brain, dump: Path) -> None:
    report = brain.migration.run(Sources(dump=dump))
    assert report.complete
    brain.upkeep.prepare_search()


def _posted(cluster: Cluster, brain: Brain) -> float:
    """Seconds that the same events take to an endpoint that only COPYs."""
    with served("tests.bench.sink:application", cluster.url("team")) as (url, _), httpx.Client() as line:
        began = time.perf_counter()
        position = 0
        while events := brain._log.since(position, _BATCH):
            position = events[-1].position or 0
            lines = "".join(f"{_line(wire.sent(event).model_dump_json())}\n" for event in events)
            line.post(f"{url}/sink", content=gzip.compress(lines.encode(), 1)).raise_for_status()
        return time.perf_counter() - began


def _line(text: str) -> str:
    return text.replace("\\", "\\\\")


@dataclass(slots=True)
class _Running:
    """Sync that runs on threads of its own, as in the window."""

    sync: Sync
    client: Client
    arrived: threading.Event
    stopped: bool = False

    def start(self) -> list[threading.Thread]:
        threads = [
            threading.Thread(target=work, args=(lambda: self.stopped,), daemon=True)
            for work in (self.sync.run, self.sync.listen)
        ]
        for thread in threads:
            thread.start()
        return threads


def _online(place: Path, server: Team) -> list[Figure]:
    with ExitStack() as stack:
        brains = [stack.enter_context(open_brain(place / name)) for name in ("laptop", "desktop")]
        running = []
        for brain in brains:
            sync, client = stack.enter_context(signed_in(brain, server.url, server.token("ada")))
            arrived = threading.Event()

            def heard(received: Received, arrived: threading.Event = arrived) -> None:
                if received.applied:
                    arrived.set()

            sync._received = heard
            running.append(_Running(sync, client, arrived))
        threads = [thread for each in running for thread in each.start()]
        try:
            _settle(running)
            changes = _changes(brains, running)
            idle = _idle(server)
        finally:
            for each in running:
                each.stopped = True
            for thread in threads:
                thread.join(10)
    return [changes, *idle]


def _settle(running: list[_Running]) -> None:
    while any(each.sync.status().words != "synced" for each in running):
        time.sleep(0.1)
    time.sleep(1)


def _changes(brains: list[Brain], running: list[_Running]) -> Figure:
    """From the moment at which a note is saved on one device until the other one can show it."""
    seconds = []
    laptop, desktop = brains
    for number in range(_CHANGES):
        running[1].arrived.clear()
        began = time.perf_counter()
        note = laptop.create_memory(f"# Note {number}\n\nwritten on the laptop").memory
        running[0].sync.poke()
        assert running[1].arrived.wait(30)
        assert desktop.memory(note).content
        seconds.append(time.perf_counter() - began)
        time.sleep(0.2)
    seen = f"p95 {ms(p95(seconds))}, median {ms(p50(seconds))}"
    return Figure(
        "a change on one device to where another shows it, both online", "p95 ≤ 1 s", seen, p95(seconds) <= 1
    )


def _idle(server: Team) -> list[Figure]:
    """Requests and processor time of two signed-in devices while nothing happens."""
    before, began, spent = _requests(server), time.perf_counter(), time.process_time()
    time.sleep(_IDLE)
    minutes = (time.perf_counter() - began) / 60
    each = (_requests(server) - before) / minutes / 2
    share = (time.process_time() - spent) / 2 / (minutes * 60)
    return [
        Figure(
            "requests of a signed-in device while nothing happens",
            "≤ 1 a minute",
            f"{each:.2f} a minute",
            each <= 1,
        ),
        Figure(
            "processor time of the same", "none to speak of", f"{share * 100:.2f} % of a core", share < 0.01
        ),
    ]


def _requests(server: Team) -> float:
    text = httpx.get(f"{server.url}/metrics").text
    lines = (line for line in text.splitlines() if line.startswith("http_requests_total{"))
    return sum(float(line.rpartition(" ")[2]) for line in lines if "/metrics" not in line)


def _rate(what: str, against: str, base: float, took: float) -> Figure:
    ratio = base / took
    seen = f"{ratio:.2f} × its rate ({took:.0f} s against {base:.0f} s)"
    return Figure(what, f"≥ 0.5 × {against}", seen, ratio >= 0.5)
