"""The log: order, conflicts, and what happens when the database goes away in the middle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from threading import Barrier, Thread
from uuid import UUID, uuid4

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import errors as pg

from core.clock import HybridClock
from core.errors import DatabaseUnavailable, InvalidMemory, VersionConflict
from core.events import Event
from core.memory import Memory
from core.store.database import Database
from core.store.engine import COPY_FROM
from core.store.log import Log, Origin, Vector

ME = uuid4()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def log(database: Database) -> Log:
    return Log(database, uuid4(), ME, HybridClock())


def some(count: int) -> list[Memory]:
    return [Memory.create(f"note {number}", ME, [f"t{number % 3}"]) for number in range(count)]


def everything(log: Log) -> list[Event]:
    return list(log.since(0, 1_000_000))


@pytest.mark.parametrize("count", [1, COPY_FROM - 1, COPY_FROM, 300])
def test_what_is_appended_is_read_back_the_same(log: Log, count: int) -> None:
    memories = some(count)
    changes = log.append((), lambda _: memories)
    assert changes.memories == {memory.id for memory in memories}
    assert changes.position == count
    read = everything(log)
    assert [event.position for event in read] == list(range(1, count + 1))
    assert [event.data for event in read] == [memory.collect_events()[0].data for memory in memories]
    assert [event.event_id for event in read] == [memory.collect_events()[0].event_id for memory in memories]
    assert log.stream(memories[0].id) == (read[0],)


def test_clock_readings_grow_with_positions(log: Log) -> None:
    log.append((), lambda _: some(30))
    log.append((), lambda _: some(30))
    clocks = [event.clock or 0 for event in everything(log)]
    assert clocks == sorted(set(clocks))


def test_a_stale_memory_is_a_conflict_that_carries_the_present_version(log: Log) -> None:
    memory = some(1)[0]
    log.append((), lambda _: [memory])
    log.append([memory.id], lambda known: [known[memory.id].update("first").tag(["x"])])
    stale = Memory.create("note 0", ME, id=memory.id).update("second")
    with pytest.raises(VersionConflict) as raised:
        log.append([memory.id], lambda _: [stale])
    assert raised.value.present == 3
    assert len(everything(log)) == 3


@pytest.mark.parametrize("others", [0, 100])
def test_an_id_that_is_taken_is_a_conflict_even_when_nobody_looked(log: Log, others: int) -> None:
    memory = some(1)[0]
    log.append((), lambda _: [memory])
    log.append([memory.id], lambda known: [known[memory.id].tag(["more"])])
    with pytest.raises(VersionConflict) as raised:
        log.append((), lambda _: [*some(others), Memory.create("again", ME, id=memory.id)])
    assert raised.value.present == 2
    assert len(everything(log)) == 2


def test_a_command_that_fails_leaves_nothing_behind(log: Log) -> None:
    def refuse(_: object) -> list[Memory]:
        raise InvalidMemory("no")

    with pytest.raises(InvalidMemory):
        log.append((), refuse)
    assert everything(log) == []
    assert log.append((), lambda _: some(1)).position == 1


def test_deciding_nothing_appends_nothing(log: Log) -> None:
    changes = log.append((), lambda _: [])
    assert not changes
    assert changes.position == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update events set data = '{}'",
        "delete from events",
        "truncate events",
        "update events set position = 0 where false",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(log: Log, database: Database, statement: str) -> None:
    log.append((), lambda _: some(1))
    with pytest.raises(pg.RestrictViolation, match="append-only"), database.connection() as connection:
        connection.execute(statement.encode())


def test_position_order_is_commit_order_while_many_append(log: Log, database_url: str) -> None:
    """A reader that follows the log while others write never sees a position appear behind one it has seen."""
    writers, each = 4, 60
    barrier = Barrier(writers + 1)

    def write() -> None:
        barrier.wait()
        for _ in range(each):
            log.append((), lambda _: some(1))

    threads = [Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    other = Database(database_url)
    reader = Log(other, uuid4(), ME, HybridClock())
    barrier.wait()
    position = 0
    while position < writers * each:
        for event in reader.since(position):
            assert event.position == position + 1
            position += 1
    for thread in threads:
        thread.join()
    other.close()


def test_two_who_edit_the_same_note_both_get_their_turn(log: Log) -> None:
    memory = some(1)[0]
    log.append((), lambda _: [memory])

    def tag(name: str) -> None:
        for number in range(25):
            log.append([memory.id], lambda known: [known[memory.id].tag([f"{name}{number}"])])  # noqa: B023 - called at once

    threads = [Thread(target=tag, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tags = {tag for event in everything(log)[1:] for tag in event.data["tags"]}
    assert len(tags) == 50


def test_imported_vectors_are_kept_once_and_exactly(log: Log, database: Database) -> None:
    value = b"\0\0\x80\x3f" * 1535 + b"\1\0\0\0"  # 1.0 many times and the smallest float above zero
    vector = Vector(b"h" * 32, value)
    embedding = {"model": "legacy-1536", "dimensions": 1536, "sha256": vector.sha256.hex()}
    twice = [Memory.create("a", ME, embedding=embedding), Memory.create("b", ME, embedding=embedding)]
    log.append((), lambda _: twice, vectors=[vector, vector])
    log.append((), lambda _: some(1), vectors=[vector])
    ((sent,),) = database.fetch("select vector_send(value) from vectors", ())
    assert sent[4:8] == b"\x3f\x80\0\0"
    assert sent[-4:] == b"\0\0\0\1"
    assert len(database.fetch("select from memory_vectors", ())) == 2


def test_origins_tell_imports_from_what_was_typed(log: Log) -> None:
    typed, imported = Memory.create("a", ME), Memory.create("b", ME, source={"system": "v2", "sha256": "f00"})
    log.append((), lambda _: [typed, imported])
    assert log.origins([typed.id, imported.id, uuid4()]) == {
        typed.id: Origin(None),
        imported.id: Origin("f00"),
    }


def _cut(database_url: str) -> None:
    """Ends every other connection to the database, as a crash of the server does."""
    with psycopg.connect(database_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


def test_a_lost_connection_is_tried_again(log: Log, database_url: str) -> None:
    log.append((), lambda _: some(1))
    _cut(database_url)
    log.append((), lambda _: some(1))
    assert len(everything(log)) == 2


def test_a_connection_lost_in_the_middle_writes_once(log: Log, database_url: str) -> None:
    calls = 0

    def decide(_: object) -> list[Memory]:
        nonlocal calls
        calls += 1
        if calls == 1:
            _cut(database_url)
        return some(1)

    log.append((), decide)
    assert len(everything(log)) == 1
    assert calls == 2


def test_a_commit_whose_answer_was_lost_is_not_written_twice(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = psycopg.Connection.commit
    lost: list[bool] = []

    def commit_and_lose(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        commit(connection)
        if not lost:
            lost.append(True)
            raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(psycopg.Connection, "commit", commit_and_lose)
    changes = log.append((), lambda _: some(1))
    assert lost
    assert changes.position == 1
    assert len(everything(log)) == 1


def test_a_database_that_stays_away_is_told_in_words(database_url: str) -> None:
    url = sa.make_url(database_url).set(host=None, query={"host": "/nowhere"})
    log = Log(Database(url.render_as_string(hide_password=False)), uuid4(), ME, HybridClock())
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        log.append((), lambda _: some(1))


def test_any_mixture_of_single_and_bulk_appends_keeps_the_order(log: Log, chance: random.Random) -> None:
    written: list[UUID] = []
    for _ in range(12):
        memories = some(chance.choice([1, 2, COPY_FROM - 1, COPY_FROM, COPY_FROM + 7]))
        log.append((), lambda _, memories=memories: memories)  # type: ignore[misc]  # a default binds this round's value
        written += [memory.id for memory in memories]
    assert [event.aggregate_id for event in everything(log)] == written


def test_a_reused_event_is_refused_whole(log: Log) -> None:
    memory = some(1)[0]
    log.append((), lambda _: [memory])
    with pytest.raises((VersionConflict, pg.UniqueViolation)):
        log.append((), lambda _: [*some(3), memory])
    assert len(everything(log)) == 1
