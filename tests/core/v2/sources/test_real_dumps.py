"""The four shapes in a real Postgres, dumped by the real pg_dump, read back and compared value by value."""

from __future__ import annotations

import json
import os
import random
import struct
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from core.store.cluster import Cluster
from core.v2.sources.cells import LATEST
from core.v2.sources.pg_dump import read_dump, recognize
from core.v2.values import FileRead, Item, SetAside, TableRead, V2Link, V2Memory
from tests.core.v2.sources.shapes_in_sql import fill

CONTENTS = [
    "",
    " ",
    "\n",
    "\\.",
    "\\N",
    "tab\tnewline\ncarriage\r\n\\n backslash \\ \b\f\v\x01\x7f",
    "separators \x1c\x1d\x1e\x1f\x85\u2028\u2029 in one line",
    "שלום \u200fעולם\u200e مرحبا",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 \ufeff 漢字かな",
    "COPY public.memories (id) FROM stdin;\n1\n\\.\n",
    "'); DROP TABLE memories; -- $$ \\! rm -rf /",
    "long " * 40_000,
]
TIMES = [
    "1970-01-01 00:00:00+00",
    "9999-12-31 23:59:59.999999+00",
    "2024-02-29 23:59:59.5+05:45",
    "infinity",
    None,
]

Dumped = Callable[..., Path]


@pytest.fixture
def v2(bare_database_url: str) -> str:
    """The address of an empty database that can hold a v2."""
    return bare_database_url.replace("+psycopg", "", 1)


@pytest.fixture
def dumped(cluster: Cluster, v2: str, tmp_path: Path) -> Dumped:
    """Writes a plain dump with pg_dump and the options given."""

    def run(*options: str, zone: str = "UTC") -> Path:
        path = tmp_path / f"v2{len(list(tmp_path.iterdir()))}.sql"
        command = [str(cluster.bin / "pg_dump"), f"--dbname={v2}", f"--file={path}", *options]
        subprocess.run(command, check=True, env=os.environ | {"PGTZ": zone})
        return path

    return run


def memories(path: Path) -> dict[UUID, V2Memory]:
    items = list(read_dump(path))
    assert not [item for item in items if isinstance(item, SetAside)]
    assert [item.whole for item in items if isinstance(item, FileRead)] == [True]
    return {item.id: item for item in items if isinstance(item, V2Memory)}


def ids(count: int) -> list[UUID]:
    return [uuid4() for _ in range(count)]


FORMS: list[tuple[str, ...]] = [
    (),
    ("--data-only",),
    ("--inserts",),
    ("--column-inserts", "--quote-all-identifiers"),
    ("--rows-per-insert=5",),
    ("--data-only", "--inserts"),
    ("--format=custom",),
    ("--format=directory",),
    ("--format=tar",),
    ("--quote-all-identifiers",),
    ("--create", "--clean", "--if-exists"),
    ("--no-owner", "--no-privileges", "--encoding=UTF8"),
]


@pytest.mark.parametrize("options", FORMS, ids=" ".join)
def test_a_server_comes_back_as_it_was(v2: str, dumped: Dumped, options: tuple[str, ...]) -> None:
    known = ids(len(CONTENTS))
    metadata = [{"tags": ["a", "ü"], "n": n, "text": text[:50]} for n, text in enumerate(CONTENTS)]
    rows = [
        {
            "id": known[n],
            "content": text,
            "created_at": TIMES[n % len(TIMES)],
            "memory_type": ("semantic", "episodic", "procedural")[n % 3],
            "metadata": json.dumps(metadata[n]),
            "semantic_metadata": json.dumps({"half": 0.5}),
        }
        for n, text in enumerate(CONTENTS)
    ]
    fill(v2, "A", rows)
    path = dumped(*options)
    found = memories(path)
    assert [found[key].content for key in known] == CONTENTS
    for n, key in enumerate(known):
        memory = found[key]
        left = memory.metadata["v2"]
        assert {name: value for name, value in memory.metadata.items() if name != "v2"} == metadata[n]
        assert memory.tags == ("a", "ü")
        assert left["memory_type"] == rows[n]["memory_type"]
        assert left["semantic_metadata"] == {"half": 0.5}
        assert (left["importance_score"], left["access_count"], left["decay_applied"]) == (0.5, 0, False)
        assert memory.created_at == moment(TIMES[n % len(TIMES)])
        assert left.get("created_at") == ("infinity" if TIMES[n % len(TIMES)] == "infinity" else None)
    assert recognize(path).shape == "A"


def moment(text: str | None) -> datetime | None:
    if text == "infinity":
        return LATEST
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def test_vectors_come_back_bit_by_bit(v2: str, dumped: Dumped) -> None:
    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    known = ids(8)
    vectors = [[chance.gauss(0, 0.03) for _ in range(1536)] for _ in range(5)]
    vectors += [[3.4028235e38, 1e-45, -0.0, *[7.0] * 1533], [0.1] * 1536, [0.0] * 1536]
    fill(
        v2,
        "B",
        [
            {"id": key, "content": "x", "content_vector": str(v)}
            for key, v in zip(known, vectors, strict=True)
        ],
    )
    found = memories(dumped())
    for key, vector in zip(known[:6], vectors, strict=False):
        assert found[key].embedding == struct.pack("<1536f", *vector), f"seed {seed}"
    assert [found[key].remarks for key in known[6:]] == [("dummy-vector",), ("zero-vector",)]


def test_docker_compose_tags_come_back(v2: str, dumped: Dumped) -> None:
    known = ids(4)
    tags = [
        ["a", "b c", 'say "hi"', "back\\slash", "{,}", "NULL", "ü", "new\nline"],
        None,
        [],
        ["a", None, "a"],
    ]
    fill(
        v2,
        "B",
        [
            {"id": key, "content": "x", "tags": t, "importance": 0.7}
            for key, t in zip(known, tags, strict=True)
        ],
        "Old Brain",
    )
    path = dumped()
    found = memories(path)
    assert [found[key].tags for key in known] == [tuple(tags[0] or ()), (), (), ("a",)]
    assert found[known[3]].remarks == ("null-tag", "duplicate-tag")
    assert found[known[3]].metadata["v2"] == {"importance": 0.7, "tags": ["a", None, "a"]}
    assert (recognize(path).shape, recognize(path).table) == ("B", "Old Brain.memories")


def test_times_without_a_zone_are_read_as_utc(v2: str, dumped: Dumped) -> None:
    [known] = ids(1)
    fill(v2, "C", [{"id": known, "content": "x", "created_at": "2022-03-04 05:06:07.125"}])
    path = dumped(zone="Asia/Kathmandu")
    memory = memories(path)[known]
    assert memory.created_at == datetime(2022, 3, 4, 5, 6, 7, 125000, UTC)
    assert set(memory.remarks) == {"time-without-zone"}
    assert recognize(path).shape == "C"


def test_the_guides_own_form_comes_back_with_owners_and_unknown_columns(v2: str, dumped: Dumped) -> None:
    known, owner = ids(1)[0], uuid4()
    fill(v2, "S", [])
    with psycopg.connect(v2) as connection:
        connection.execute("insert into users (id, username) values (%s, 'maria')", [owner])
        connection.execute(
            'insert into memories (id, "text", user_id, tags, "Mood of the day", rating) values (%s, %s, %s, %s, %s, %s)',
            [known, "Hello", owner, ["one"], "cloudy\tbright", 1 / 3],
        )
    path = dumped()
    memory = memories(path)[known]
    assert (memory.content, memory.owner, memory.tags) == ("Hello", str(owner), ("one",))
    assert memory.metadata == {"v2": {"Mood of the day": "cloudy\tbright", "rating": "0.3333333333333333"}}
    assert [item for item in read_dump(path) if isinstance(item, TableRead)][-1] == TableRead(
        "public.users", 1, "users"
    )
    assert recognize(path).shape == "S"


def test_relationships_and_other_tables_are_told(v2: str, dumped: Dumped) -> None:
    one, two = ids(2)
    fill(v2, "A", [{"id": key, "content": "x"} for key in (one, two)])
    with psycopg.connect(v2) as connection:
        connection.execute(
            "insert into memory_relationships (source_memory_id, target_memory_id, relationship_type, confidence, metadata)"
            " values (%s, %s, 'extends', 0.1, '{\"why\": \"é\"}')",
            [one, two],
        )
        connection.execute(
            "insert into memory_access_log (memory_id) select %s from generate_series(1, 50)", [one]
        )
    items: list[Item] = list(read_dump(dumped()))
    [link] = [item for item in items if isinstance(item, V2Link)]
    assert (link.source, link.target, link.kind, link.confidence, link.metadata["why"]) == (
        one,
        two,
        "extends",
        0.1,
        "é",
    )
    assert {(item.table, item.rows, item.role) for item in items if isinstance(item, TableRead)} == {
        ("public.memories", 2, "memories"),
        ("public.memory_relationships", 1, "links"),
        ("public.memory_access_log", 50, ""),
    }


def test_a_row_is_known_again_in_a_dump_from_another_time_zone(v2: str, dumped: Dumped) -> None:
    fill(v2, "A", [{"id": key, "content": "x", "last_accessed": "2024-01-01"} for key in ids(3)])
    here, there = memories(dumped()), memories(dumped(zone="America/St_Johns"))
    assert [memory.source_sha256 for memory in here.values()] == [
        memory.source_sha256 for memory in there.values()
    ]
    assert [memory.created_at for memory in here.values()] == [memory.created_at for memory in there.values()]


def test_a_dump_in_a_western_encoding_is_the_same(v2: str, dumped: Dumped) -> None:
    [known] = ids(1)
    fill(v2, "A", [{"id": known, "content": "Grüße aus Köln ¿qué?", "metadata": '{"ä": "ß"}'}])
    plain, western = memories(dumped()), memories(dumped("--encoding=LATIN1"))
    assert western[known].content == "Grüße aus Köln ¿qué?"
    assert western[known].source_sha256 == plain[known].source_sha256
