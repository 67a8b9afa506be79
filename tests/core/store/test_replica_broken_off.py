"""Sync that is broken off at any point, and a log that grows: nothing is doubled, and asking costs the same."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from core.brain import Brain
from core.errors import BrainError
from core.memory import Memory
from core.replica import Answer
from core.store import settled
from core.store.database import Database
from tests.core.store.test_replica import agree, here, server, there
from tests.fixtures.exchange import Exchange, pull, push, round_of

__all__ = ["here", "server", "there"]

_CHILD = """
import os, signal, sys
from pathlib import Path
from core import open_brain
brain = open_brain(Path(sys.argv[1]), sys.argv[2])
print(brain.replica.outgoing(2, 1 << 20).key, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_batch_outlives_the_program_that_was_killed_with_it(
    here: Brain, server: Exchange, database_url: str, tmp_path: Path
) -> None:
    for number in range(3):
        here.create_memory(f"note {number}")
    command = [sys.executable, "-c", _CHILD, str(tmp_path / "killed"), database_url]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode < 0, told.stderr
    batch = here.replica.outgoing(50, 1 << 20)
    assert batch is not None
    assert str(batch.key) == told.stdout.strip()
    assert len(batch.events) == 2
    assert here.replica.outgoing(0, 0) == batch
    push(here.replica, server)
    assert here.replica.outgoing(0, 0) is None
    agree(server, here)


def test_asking_for_a_batch_under_way_begins_none(here: Brain) -> None:
    here.create_memory("note")
    assert here.replica.outgoing(0, 1 << 20) is None
    assert here.replica.waiting() == 1


@pytest.mark.parametrize("committed", [True, False])
def test_a_connection_that_is_lost_while_events_come_in(
    here: Brain, there: Brain, server: Exchange, monkeypatch: pytest.MonkeyPatch, *, committed: bool
) -> None:
    note = here.create_memory("note").memory
    round_of(here.replica, server)
    round_of(there.replica, server)
    there.tag(note, "theirs")
    there.create_memory("another")
    push(there.replica, server)
    here.tag(note, "mine")
    commit = psycopg.Connection.commit
    lost: list[bool] = []

    def lose(connection: psycopg.Connection[Any]) -> None:
        wrote = connection.execute("select pg_current_xact_id_if_assigned()").fetchone() != (None,)
        if committed or not wrote or lost:
            commit(connection)
        if wrote and not lost:
            lost.append(True)
            raise psycopg.OperationalError("the connection is lost")

    with monkeypatch.context() as patched:
        patched.setattr(psycopg.Connection, "commit", lose)
        pull(here.replica, server)
    assert lost
    round_of(here.replica, server)
    round_of(there.replica, server)
    assert len(server.feed) == 4
    assert len(here._log.all_of(note)) == 4
    agree(server, here, there)


def test_what_fails_in_the_middle_leaves_nothing_and_the_place_where_it_was(
    here: Brain, there: Brain, server: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.create_memory("note")
    push(there.replica, server)
    before = here.replica.seen()

    def full(_connection: psycopg.Connection[Any]) -> None:
        raise psycopg.errors.DiskFull("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(psycopg.Connection, "commit", full)
        with pytest.raises(BrainError, match="disk"):
            here.replica.receive(server.feed, "after")
    assert here.replica.seen() == before
    round_of(here.replica, server)
    agree(server, here, there)


# ---- growth


@pytest.fixture
def grown(here: Brain, server: Exchange) -> Brain:
    """A notebook that has 3 000 events from the server, and one that waits since before they came."""
    here.create_memory("waits")
    made = [Memory.create(f"note {number}", server.user_id).tag(["a"]).tag(["b"]) for number in range(1_000)]
    sent = [event for memory in made for event in memory.collect_events()]
    server.put(*(replace(event, device_id=UUID(int=9), clock=at) for at, event in enumerate(sent)))
    pull(here.replica, server, limit=1_000)
    return here


def rows_read(database: Database, query: str, asked: dict[str, Any]) -> int:
    """Rows of the log that a query looks at."""
    with database.connection() as connection:
        row = connection.execute(f"explain (analyze, format json) {query}".encode(), asked).fetchone()
    assert row is not None
    return sum(_rows_of(row[0][0]["Plan"]))


def _rows_of(node: dict[str, Any]) -> list[int]:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    own = (
        (node["Actual Rows"] + removed) * node["Actual Loops"] if node.get("Relation Name") == "events" else 0
    )
    return [round(own), *(rows for inner in node.get("Plans", ()) for rows in _rows_of(inner))]


def test_what_waits_is_found_without_reading_what_came(grown: Brain, database: Database) -> None:
    assert grown.replica.waiting() == 1
    assert database.fetch("select count(*) from received", ()) == [(1,)]
    query = settled.WAITING.format(columns="e.position")
    assert rows_read(database, query, {"behind": 0, "most": 200}) == 1
    assert rows_read(database, query, {"behind": 0, "most": None}) == 1


def test_a_page_reads_only_the_streams_that_it_is_about(grown: Brain, database: Database) -> None:
    ids = list(grown.memory_ids())[:5]
    assert rows_read(database, settled.FIRST_UNSENT, {"ids": ids}) <= 20
    batch = grown.replica.outgoing(5, 1 << 20)
    assert batch is not None
    grown.replica.settle(batch, [Answer(event.event_id, "stored") for event in batch.events])
    assert grown.replica.waiting() == 0


def test_a_page_of_what_is_settled_reads_no_stream_at_all_when_nothing_waits(
    grown: Brain, server: Exchange, database: Database
) -> None:
    push(grown.replica, server)
    ids = list(grown.memory_ids())[:500]
    assert rows_read(database, settled.FIRST_UNSENT, {"ids": ids}) == 0
