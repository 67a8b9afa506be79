"""What a device assumes about the server (`sync/SPEC.md`, S1 …), asked of one through the face that rounds use.

The tests know nothing but that face. Each asks the server of the simulation, and the real one over HTTP: what holds in the
simulation holds outside.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

import pytest

from core import Event, Outgoing
from core.store.cluster import Cluster
from sync.auth import Session
from sync.client import Client
from sync.far import CursorGone, Server
from sync.line import Line, read_address
from sync.server.settings import Settings
from sync.vault import InMemory, Kept
from tests.fixtures.live import served
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.server import SECRET, signing
from tests.sync.devices import ME, device_at, travel, write
from tests.sync.simulation.teamserver import TeamServer

DEVICE = UUID(int=100)
PAGE = 4
_users = itertools.count(1)


class World(Protocol):
    """Where servers come from."""

    def empty(self) -> Server:
        """Somebody's place at the one server, with nothing in it yet, and with small pages."""

    def another(self) -> Server:
        """An empty one that has nothing to do with it."""


class Memory:
    """Servers of the simulation."""

    def empty(self) -> Server:
        return TeamServer(page=PAGE)

    another = empty


class Real:
    """Servers behind sockets, which know each user who asks."""

    def __init__(self, stack: ExitStack, cluster: Cluster, template: str, files: Path) -> None:
        self._stack = stack
        self._cluster = cluster
        self._template = template
        self._files = files
        self._numbers = itertools.count(1)
        self._first = self._served()

    def empty(self) -> Server:
        return self._somebody(*self._first)

    def another(self) -> Server:
        return self._somebody(*self._served())

    def _served(self) -> tuple[Settings, str]:
        name = f"contract_{next(self._numbers)}"
        create_database(self._cluster, name, self._template)
        self._stack.callback(drop_database, self._cluster, name)
        settings = Settings(self._cluster.url(name), SECRET, files=self._files)
        return settings, self._stack.enter_context(served(settings))

    def _somebody(self, settings: Settings, url: str) -> Server:
        token = signing(settings)(f"user {next(_users)}")["Authorization"].removeprefix("Bearer ")
        line = Line(read_address(url))
        self._stack.callback(line.close)
        return Client(line, Session(line, InMemory(Kept(token, "", 0.0))), DEVICE)


@pytest.fixture(scope="module", params=["memory", "real"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    if request.param == "memory":
        yield Memory()
        return
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patched:
        patched.setattr("sync.client.MOST_PULLED", PAGE)
        cluster, template = map(request.getfixturevalue, ("cluster", "team_template"))
        yield Real(stack, cluster, template, tmp_path_factory.mktemp("files"))


@pytest.fixture
def server(world: World) -> Server:
    return world.empty()


def event(memory_id: UUID, version: int, content: str = "text") -> Event:
    kind = "memory.created" if version == 1 else "memory.updated"
    data = {"content": content, "tags": [], "metadata": {}} if version == 1 else {"content": content}
    at = datetime(2026, 11, 28, 7, tzinfo=UTC)
    return Event(uuid4(), memory_id, kind, version, ME, at, data, 1, DEVICE, 77 << 16)


def push(server: Server, *events: Event) -> list[str]:
    return [str(answer.status) for answer in server.push(Outgoing(uuid4(), events, 0))]


def pull(server: Server, cursor: str = "") -> tuple[list[Event], str]:
    """All that follows a cursor, and the place behind it."""
    found: list[Event] = []
    while True:
        page = server.pull(cursor)
        found += page.events
        cursor = page.cursor
        if not page.more:
            return found, cursor


def ids(events: Sequence[Event]) -> list[UUID]:
    return [each.event_id for each in events]


def test_pulls_see_everything_once_in_the_order_of_positions(server: Server) -> None:
    one, two = uuid4(), uuid4()
    sent = [event(one, 1), event(two, 1), event(one, 2), event(one, 3), event(two, 2), event(one, 4)]
    push(server, *sent[:2])
    first, cursor = pull(server)
    push(server, *sent[2:])
    second, _ = pull(server, cursor)
    found = first + second
    for note in (one, two):  # a batch is stored note by note
        assert ids([each for each in found if each.aggregate_id == note]) == ids(
            [each for each in sent if each.aggregate_id == note]
        )
    assert (len(first), len(found)) == (2, len(sent))
    positions = [
        each.position for each in found if each.position is not None
    ]  # over HTTP there is a cursor alone
    assert positions == sorted(set(positions))


def test_an_event_is_stored_once_under_whatever_key(server: Server) -> None:
    sent = event(uuid4(), 1)
    assert push(server, sent) == ["stored"]
    assert push(server, sent, event(sent.aggregate_id, 2)) == ["duplicate", "stored"]
    assert len(pull(server)[0]) == 2


def test_the_same_key_has_the_same_answer(server: Server) -> None:
    batch = Outgoing(uuid4(), (event(uuid4(), 1),), 0)
    first = server.push(batch)
    assert list(server.push(batch)) == list(first)
    assert len(pull(server)[0]) == 1


def test_the_place_behind_a_batch_has_only_that_batch_before_it(server: Server) -> None:
    _, here = pull(server)
    behind = server.push(Outgoing(uuid4(), (event(uuid4(), 1),), 0, after=here))[-1].cursor
    assert pull(server, behind)[0] == [] if behind else len(pull(server, here)[0]) == 1
    _, here = pull(server, here)
    push(server, other := event(uuid4(), 1))
    answers = server.push(Outgoing(uuid4(), (mine := event(uuid4(), 1),), 0, after=here))
    for after in (here, answers[-1].cursor):
        assert ids(pull(server, after)[0]) == ids([other, mine])


def test_a_place_of_another_history_takes_no_push(server: Server, world: World) -> None:
    push(server, event(uuid4(), 1))
    _, cursor = pull(server)
    other = world.another()
    push(other, event(uuid4(), 1))
    before = pull(other)
    with pytest.raises(CursorGone):
        other.push(Outgoing(uuid4(), (event(uuid4(), 1),), 0, after=cursor))
    assert pull(other) == before


def test_only_the_expected_version_is_stored(server: Server) -> None:
    note = uuid4()
    assert push(server, event(note, 2)) == ["conflict"]
    assert push(server, event(note, 1)) == ["stored"]
    assert push(server, event(note, 1), event(note, 3)) == ["conflict", "conflict"]
    assert push(server, event(note, 2)) == ["stored"]
    assert len(pull(server)[0]) == 2


def test_what_follows_a_conflict_in_its_stream_is_a_conflict(server: Server) -> None:
    note = uuid4()
    push(server, event(note, 1), event(note, 2))
    assert push(server, event(note, 2), event(note, 3)) == ["conflict", "conflict"]


def test_a_conflict_in_one_note_does_not_touch_another(server: Server) -> None:
    note, other = uuid4(), uuid4()
    push(server, event(note, 1))
    assert push(server, event(note, 1), event(other, 1), event(other, 2)) == ["conflict", "stored", "stored"]


def test_events_come_back_as_they_were_sent(server: Server) -> None:
    sent = replace(event(uuid4(), 1, "häßlich\n🙂"), causation_id=uuid4(), correlation_id=uuid4())
    push(server, sent)
    (back,), _ = pull(server)
    assert replace(back, position=None, user_id=ME) == sent


def test_a_cursor_of_another_history_is_refused(server: Server, world: World) -> None:
    push(server, event(uuid4(), 1))
    _, cursor = pull(server)
    other = world.another()
    with pytest.raises(CursorGone):
        other.pull(cursor)
    push(other, event(uuid4(), 1), event(uuid4(), 1))
    with pytest.raises(CursorGone):
        server.pull(pull(other)[1])


def test_a_snapshot_and_the_feed_behind_it_miss_nothing(server: Server) -> None:
    notes = [uuid4() for _ in range(7)]
    push(server, *(event(note, 1) for note in notes))
    first = server.snapshot()
    assert first.more
    push(server, event(notes[0], 2), event(uuid4(), 1))
    found, page = list(first.events), first
    while page.more:
        page = server.snapshot(page.cursor)
        found += page.events
    found += pull(server, page.cursor)[0]
    assert set(ids(found)) == set(ids(pull(server)[0]))


def test_a_stream_is_given_whole(server: Server) -> None:
    note = uuid4()
    sent = [event(note, version) for version in range(1, 10)]
    push(server, *sent)
    push(server, event(uuid4(), 1))
    assert ids(server.stream(note).events) == ids(sent)


def test_digests_are_equal_at_both_ends(server: Server) -> None:
    laptop, desktop = device_at(server, 1), device_at(server, 2)
    for number in range(40):
        write(laptop, f"note {number}")
    travel(laptop, server)
    travel(desktop, server)
    for prefix in ("", "0", next(iter(laptop.notes)).hex[:4]):
        assert laptop.digest(prefix) == desktop.digest(prefix) == server.digest(prefix)
    write(laptop, "not sent")
    assert laptop.digest("") == server.digest("")
