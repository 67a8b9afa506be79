"""A v2 database that still runs: read like its dump, never written to, and given up in words when it goes away."""

from __future__ import annotations

import os
import subprocess
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from core.brain import Brain
from core.errors import BrainError, Cancelled
from core.store.cluster import Cluster
from core.v2.sources.live import read_database, recognize_database
from core.v2.sources.pg_dump import read_dump
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Link, V2Memory, V2User
from tests.core.v2.sources.shapes_in_sql import fill

VECTOR = "[" + ",".join(["0.5", "-0.25", *["0.125"] * 1534]) + "]"


def many(url: str, count: int, schema: str = "public") -> None:
    """So many notes of some 18 kB each, made by the server."""
    fill(url, "C", [], schema)
    with psycopg.connect(url) as connection:
        connection.execute(
            sql.SQL(
                "insert into {}.memories (content, embedding)"
                " select 'note ' || n, (select array_agg(sin(i)) from generate_series(1, 1536) i)::vector"
                " from generate_series(1, %s) n"
            ).format(sql.Identifier(schema)),
            [count],
        )


def connections(administrator: psycopg.Connection, name: str) -> int:
    row = administrator.execute("select count(*) from pg_stat_activity where datname = %s", [name]).fetchone()
    return int(row[0]) if row else 0


def dump(cluster: Cluster, url: str, folder: Path, zone: str = "UTC") -> Path:
    path = folder / f"v2{len(list(folder.iterdir()))}.sql"
    command = [str(cluster.bin / "pg_dump"), f"--dbname={url}", f"--file={path}"]
    subprocess.run(command, check=True, env=os.environ | {"PGTZ": zone})
    return path


def carried(items: list[Item]) -> list[Item]:
    """Without what only a file or only a server has: line numbers, sizes, and the order of tables."""
    return [replace(item, line=0) for item in items if not isinstance(item, FileRead | TableRead)]


def counts(items: list[Item]) -> set[tuple[str, int, str, str]]:
    return {(item.table, item.rows, item.role, item.shape) for item in items if isinstance(item, TableRead)}


ROWS: dict[str, list[dict[str, Any]]] = {
    "A": [
        {
            "content": "tab\tline\n\\N \\. é 👩‍👩‍👧‍👦",
            "embedding": VECTOR,
            "metadata": '{"tags": ["a"], "n": 1e400}',
        },
        {
            "content": "",
            "created_at": "infinity",
            "updated_at": "9999-12-30 23:59:59.999999+00",
            "metadata": None,
        },
        {
            "content": "x" * 200_000,
            "importance_score": "0.1234",
            "last_accessed": "1970-01-01 00:00:00+05:45",
        },
        {"content": "dummy", "embedding": str([0.1] * 1536)},
    ],
    "B": [
        {"content": "one", "content_vector": VECTOR, "tags": ["a b", None, 'q"', "a b"], "importance": 0.7},
        {"content": "two", "tags": None, "importance": None},
    ],
    "C": [{"content": "one", "embedding": VECTOR, "created_at": "2022-03-04 05:06:07.125"}],
    "S": [{"text": "one", "tags": ["x"], "rating": 1 / 3, "Mood of the day": "cloudy\tbright"}],
}


@pytest.mark.parametrize("shape", "ABCS")
@pytest.mark.parametrize("schema", ["public", "Old Brain"])
def test_a_database_reads_the_same_as_its_dump(
    v2: str, cluster: Cluster, tmp_path: Path, shape: str, schema: str
) -> None:
    fill(v2, shape, [{"id": uuid4(), **row} for row in ROWS[shape]], schema)
    live, dumped = list(read_database(v2)), list(read_dump(dump(cluster, v2, tmp_path)))
    notes = [item for item in live if isinstance(item, V2Memory)]
    assert len(notes) == len(ROWS[shape])
    assert carried(live) == carried(dumped)
    assert counts(live) == counts(dumped)
    elsewhere = read_dump(dump(cluster, v2, tmp_path, "Asia/Kolkata"))
    known = {item.id: item.source_sha256 for item in elsewhere if isinstance(item, V2Memory)}
    assert known == {item.id: item.source_sha256 for item in notes}
    [end] = [item for item in live if isinstance(item, FileRead)]
    assert end.whole and end.size > 0


def test_links_users_and_what_is_not_carried_are_told(v2: str) -> None:
    one, two, owner = uuid4(), uuid4(), uuid4()
    fill(v2, "A", [{"id": one, "content": "1"}, {"id": two, "content": "2"}])
    with psycopg.connect(v2) as connection:
        connection.execute(
            "insert into memory_relationships (source_memory_id, target_memory_id, relationship_type, confidence)"
            " values (%s, %s, 'extends', 0.1)",
            [one, two],
        )
        connection.execute(
            "insert into memory_access_log (memory_id) select %s from generate_series(1, 50)", [one]
        )
        connection.execute("create table users (id uuid, username text, email text)")
        connection.execute("insert into users values (%s, null, 'maria@example.org')", [owner])
    items = list(read_database(v2))
    assert [(item.source, item.target, item.kind) for item in items if isinstance(item, V2Link)] == [
        (one, two, "extends")
    ]
    assert [(item.id, item.name) for item in items if isinstance(item, V2User)] == [
        (str(owner), "maria@example.org")
    ]
    assert [(i.table, i.rows, i.role) for i in items if isinstance(i, TableRead)] == [
        ("public.memories", 2, "memories"),
        ("public.memory_relationships", 1, "links"),
        ("public.users", 1, "users"),
        ("public.memory_access_log", 50, ""),
    ]


def test_what_is_there_is_told_before_anything_is_read(v2: str) -> None:
    many(v2, 3)
    found = recognize_database(v2.replace("postgresql://", "postgresql+asyncpg://", 1))
    assert found.kind == "database"
    assert found.words.startswith(
        "the database of a v2 (the set-up script of v2.0 to v2.2) with 3 notes, on Postgres"
    )
    assert found.size > 0


def test_the_same_note_twice_is_set_aside(v2: str) -> None:
    twice = uuid4()
    fill(v2, "C", [])
    with psycopg.connect(v2) as connection:
        connection.execute("alter table memories drop constraint memories_pkey")
        connection.execute("insert into memories (id, content) values (%s, 'a'), (%s, 'b')", [twice, twice])
    items = list(read_database(v2))
    assert [(item.code, item.excerpt) for item in items if isinstance(item, SetAside)] == [
        ("repeated-id", "b")
    ]


def test_a_view_and_a_table_in_parts_are_read_too(v2: str) -> None:
    with psycopg.connect(v2) as connection:
        connection.execute(
            "create table parts (id uuid, content text, metadata jsonb, embedding vector(1536)) partition by hash (id)"
        )
        connection.execute("create table parts_0 partition of parts for values with (modulus 2, remainder 0)")
        connection.execute("create table parts_1 partition of parts for values with (modulus 2, remainder 1)")
        connection.execute(
            "insert into parts select gen_random_uuid(), n::text from generate_series(1, 20) n"
        )
        connection.execute("create view memories as select * from parts")
    items = list(read_database(v2))
    assert sorted(int(item.content) for item in items if isinstance(item, V2Memory)) == list(range(1, 21))
    with psycopg.connect(v2) as connection:
        connection.execute("drop view memories; alter table parts rename to memories")
    items = list(read_database(v2))
    assert [(i.table, i.rows) for i in items if isinstance(i, TableRead)] == [("public.memories", 20)]


def test_nothing_can_be_written_there(v2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user may write, and even a view that writes when it is read is refused by the transaction."""
    with psycopg.connect(v2) as connection:
        connection.execute("create table seen (n int)")
        connection.execute(
            "create function public.peep() returns uuid language sql as"
            " 'insert into public.seen values (1); select gen_random_uuid()'"
        )
        connection.execute(
            "create view memories as select public.peep() as id, 'x'::text as content, '{}'::jsonb as metadata"
        )
    with pytest.raises(BrainError, match="could not read"):
        list(read_database(v2))
    with psycopg.connect(v2) as connection:
        assert connection.execute("select count(*) from seen").fetchone() == (0,)


def test_what_is_written_meanwhile_waits_for_the_next_time(v2: str) -> None:
    one = uuid4()
    fill(v2, "A", [{"id": one, "content": "1"}, {"content": "2"}])
    reading = read_database(v2)
    contents = [item.content for item in [next(reading)] if isinstance(item, V2Memory)]
    with psycopg.connect(v2) as connection:
        connection.execute("insert into memories (content) values ('later')")
        connection.execute("delete from memories where content = '2'")
        connection.execute(
            "insert into memory_relationships (source_memory_id, target_memory_id) values (%s, %s)",
            [one, one],
        )
    rest = list(reading)
    contents += [item.content for item in rest if isinstance(item, V2Memory)]
    assert contents == ["1", "2"]
    assert not [item for item in rest if isinstance(item, V2Link)]


def test_a_source_that_goes_away_half_way_is_told_in_words(
    v2: str, administrator: psycopg.Connection
) -> None:
    many(v2, 600)
    reading = read_database(v2)
    got = [next(reading) for _ in range(20)]
    administrator.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s",
        [v2.rpartition("/")[2].partition("?")[0]],
    )
    with pytest.raises(BrainError, match=r"went away while public\.memories was read") as told:
        got += list(reading)
    assert "goes on where it was" in told.value.hint
    assert 20 <= len(got) < 600


def test_a_reading_that_is_stopped_leaves_nothing_running(v2: str, administrator: psycopg.Connection) -> None:
    many(v2, 1200)
    asked = iter([False, True])
    items: list[Item] = []
    with pytest.raises(Cancelled):
        items.extend(read_database(v2, cancelled=lambda: next(asked)))
    assert items[-1] == TableRead("public.memories", 512, "memories", "C")
    name = v2.rpartition("/")[2].partition("?")[0]
    reading = read_database(v2)
    next(reading)
    del reading
    deadline = time.monotonic() + 90
    while connections(administrator, name) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert connections(administrator, name) == 0


def test_memory_stays_the_same_for_a_big_table(v2: str) -> None:
    many(v2, 1000)
    heard: list[tuple[int, int]] = []
    tracemalloc.start()
    try:
        size = sum(
            item.size
            for item in read_database(v2, lambda *told: heard.append(told))
            if isinstance(item, FileRead)
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 10_000_000
    assert peak < 2_000_000
    middle = heard[len(heard) // 2]
    assert 0 < middle[0] < middle[1] and abs(middle[1] - size) < size // 50
    assert heard[-1] == (size, size)


def test_an_import_whose_source_went_away_goes_on_with_the_next_one(
    brain: Brain, v2: str, administrator: psycopg.Connection
) -> None:
    many(v2, 2500)
    name, asked = v2.rpartition("/")[2].partition("?")[0], iter(range(1000))

    def pull_the_plug() -> bool:
        if next(asked) == 4:
            administrator.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
            )
        return False

    sources = brain.migration.sources((), v2)
    with pytest.raises(BrainError, match="went away"):
        brain.migration.run(sources, cancelled=pull_the_plug)
    before = brain.counts().memories
    assert 0 < before < 2500
    assert brain.migration.resumable() is not None
    report = brain.migration.run(sources)
    assert report.complete
    assert brain.counts().memories == report.count("created") + report.count("identical") == 2500
    assert len(brain.migration.batches()) == 1
