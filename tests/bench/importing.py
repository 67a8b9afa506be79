"""The import of a plain v2 dump against `psql -f` of the same dump, with v2's indexes, into the same server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from core import Brain
from core.store.cluster import Cluster
from tests.bench import ground
from tests.bench.figures import Figure, timed

# Shape A with the indexes that its server made. ivfflat is the cheapest of the vector indexes that v2 releases used, so
# the baseline is the hardest one to meet.
_V2 = """
create type memory_type_enum as enum ('semantic', 'episodic', 'procedural');
create table memories (
    id uuid primary key default gen_random_uuid(), content text not null, embedding vector(1536),
    memory_type memory_type_enum not null default 'semantic', importance_score numeric(5,4) default 0.5,
    access_count int default 0, last_accessed timestamptz default now(), created_at timestamptz default now(),
    updated_at timestamptz default now(), semantic_metadata jsonb default '{}', episodic_metadata jsonb default '{}',
    procedural_metadata jsonb default '{}', consolidation_score numeric(5,4) default 0.5, last_consolidated timestamptz,
    decay_applied bool default false, metadata jsonb default '{}'
);
insert into memories (content, embedding, created_at, updated_at, metadata)
select 'Note ' || n || E'\\n\\n' || (
        select string_agg(word, ' ') from (
            select (array['garden','star','house','bread','river','stone','light','paper','winter','music','engine','letter'
            ])[1 + floor(random() * 12)] as word from generate_series(1, 50) where n > 0
        ) as words
    ),
    case when random() < 0.6 then (select array_agg((random() - 0.5)::real) from generate_series(1, 1536) where n > 0)::vector end,
    timestamptz '2023-01-01' + n * interval '5 minutes', timestamptz '2024-01-01' + n * interval '5 minutes',
    jsonb_build_object('tags', array['t' || n % 50], 'source', 'bench')
from generate_series(1, {rows}) as n;
create index idx_memories_embedding on memories using ivfflat (embedding vector_cosine_ops) with (lists = 100);
create index idx_memories_content on memories using gin (to_tsvector('english', content));
create index idx_memories_metadata on memories using gin (metadata);
create index idx_memories_type on memories (memory_type);
create index idx_memories_created on memories (created_at desc);
create index idx_memories_importance on memories (importance_score desc);
"""


def run(rows: int = 100_000) -> list[Figure]:
    """Make a v2 database, dump it, restore it with psql, import it; each once."""
    with ground.home() as place, ground.notebook(0, place) as brain, Cluster(place) as cluster:
        dump = place.parent / "v2.sql"
        _make_dump(cluster, dump, rows)
        _create(cluster, "restored")
        restored = timed(lambda: _program(cluster, "psql", ["-q", "-f", str(dump)], "restored"))
        imported = timed(lambda: _import(brain, dump))
        size = dump.stat().st_size / 1e6
        assert brain.counts().memories == rows
    ratio = imported / restored
    seen = f"{ratio:.2f} × ({imported:.0f} s against {restored:.0f} s; the dump has {size:.0f} MB)"
    what = f"plain-COPY import, {rows:_} rows with 60 % vectors".replace("_", " ")
    return [Figure(what, "≤ 1.0 × `psql -f` with its indexes", seen, ratio <= 1.0)]


def _import(brain: Brain, dump: Path) -> None:
    assert brain.import_v2(dump).complete


def _make_dump(cluster: Cluster, dump: Path, rows: int) -> None:
    _create(cluster, "v2")
    with psycopg.connect(_address(cluster, "v2"), autocommit=True) as connection:
        connection.execute("set maintenance_work_mem = '512MB'")
        connection.execute(_V2.replace("{rows}", str(rows)).encode())
    _program(cluster, "pg_dump", ["-f", str(dump)], "v2")
    _drop(cluster, "v2")


def _create(cluster: Cluster, name: str) -> None:
    with psycopg.connect(_address(cluster, "postgres"), autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    with psycopg.connect(_address(cluster, name), autocommit=True) as connection:
        connection.execute("create extension if not exists vector")


def _drop(cluster: Cluster, name: str) -> None:
    with psycopg.connect(_address(cluster, "postgres"), autocommit=True) as connection:
        connection.execute(f"drop database {name}".encode())


def _address(cluster: Cluster, database: str) -> str:
    return cluster.admin_url(database).replace("+psycopg", "", 1)


def _program(cluster: Cluster, name: str, arguments: Sequence[str], database: str) -> None:
    subprocess.run(
        [str(cluster.bin / name), *arguments, "-d", _address(cluster, database)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C"},
    )
