"""The import of a plain v2 dump against `psql -f` of the same dump, with v2's indexes, into the same server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from core import Brain, Sources
from core.store.cluster import Cluster
from tests.bench import ground
from tests.bench.figures import Figure, timed

# Shape A with the indexes that the v2.4 to v2.8 server made in a notebook of more than 1 000 vectors.
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
    case when random() < 0.6 then (
        select array_agg((random() - 0.5)::real) from generate_series(1, 1536) where n > 0
    )::vector end,
    timestamptz '2023-01-01' + n * interval '5 minutes', timestamptz '2024-01-01' + n * interval '5 minutes',
    jsonb_build_object('tags', array['t' || n % 50], 'source', 'bench')
from generate_series(1, {rows}) as n;
create index idx_memories_memory_type on memories (memory_type);
create index idx_memories_importance on memories (importance_score desc);
create index idx_memories_consolidation on memories (consolidation_score desc);
create index idx_memories_last_accessed on memories (last_accessed desc);
create index memories_metadata_idx on memories using gin (metadata);
create index memories_created_at_idx on memories (created_at desc);
create index idx_memories_embedding_weighted on memories using ivfflat (embedding vector_cosine_ops)
    where importance_score > 0.1;
create index memories_embedding_hnsw_idx on memories using hnsw (embedding vector_cosine_ops)
    with (m = 16, ef_construction = 64);
"""

_INDEXES = "create index idx_memories_memory_type"
# What the baseline may use to build its indexes: more than the notebook's server allows itself, in its favor.
_GENEROUS = "-c maintenance_work_mem=1GB"


def run(rows: int = 100_000) -> list[Figure]:
    """Make a v2 database, dump it, restore it with psql, import it; each once."""
    with ground.home() as place, ground.notebook(0, place) as brain, Cluster(place) as cluster:
        dump = place.parent / "v2.sql"
        _make_dump(cluster, dump, rows)
        _create(cluster, "restored")
        restored = timed(
            lambda: _program(cluster, "psql", ["-q", "-v", "ON_ERROR_STOP=1", "-f", str(dump)], "restored")
        )
        imported = timed(lambda: _import(brain, dump))
        size = dump.stat().st_size / 1e6
        assert brain.counts().memories == rows
    ratio = imported / restored
    seen = f"{ratio:.2f} × ({imported:.0f} s against {restored:.0f} s; the dump has {size:.0f} MB)"
    what = f"plain-COPY import, {rows:_} rows with 60 % vectors".replace("_", " ")
    return [Figure(what, "≤ 1.0 × `psql -f` with its indexes", seen, ratio <= 1.0)]


def _import(brain: Brain, dump: Path) -> None:
    assert brain.migration.run(Sources(dump=dump)).complete


def _make_dump(cluster: Cluster, dump: Path, rows: int) -> None:
    _create(cluster, "v2")
    with psycopg.connect(_address(cluster, "v2"), autocommit=True) as connection:
        tables, _, indexes = _V2.replace("{rows}", str(rows)).partition(_INDEXES)
        connection.execute(tables.encode())
        _program(cluster, "pg_dump", ["-f", str(dump)], "v2")
    with dump.open("a") as file:
        # Where pg_dump itself puts them: at the end. Building them twice would take minutes.
        file.write("set search_path = public;\n" + _INDEXES + indexes)
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
        env={**os.environ, "LC_ALL": "C", "PGOPTIONS": _GENEROUS},
    )
