"""A version 2's database made up, its dumps, and restoring them with Postgres' own tools: what an import is compared with.

Shape A with the indexes that the v2.4 to v2.8 server made in a notebook of more than 1 000 vectors. The texts are those of
`tests.bench.corpus`, the vectors are random.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from core.store.cluster import Cluster
from tests.bench.corpus import Corpus

_TABLES = """
create type memory_type_enum as enum ('semantic', 'episodic', 'procedural');
create table memories (
    id uuid primary key default gen_random_uuid(), content text not null, embedding vector(1536),
    memory_type memory_type_enum not null default 'semantic', importance_score numeric(5,4) default 0.5,
    access_count int default 0, last_accessed timestamptz default now(), created_at timestamptz default now(),
    updated_at timestamptz default now(), semantic_metadata jsonb default '{}', episodic_metadata jsonb default '{}',
    procedural_metadata jsonb default '{}', consolidation_score numeric(5,4) default 0.5, last_consolidated timestamptz,
    decay_applied bool default false, metadata jsonb default '{}'
);
create temp table told (number int, content text, tags text[], created timestamptz);
"""
_ROWS = """
insert into memories (content, embedding, created_at, updated_at, metadata)
select content,
    case when random() < 0.6 then (
        select array_agg((random() - 0.5)::real) from generate_series(1, 1536) where number >= 0
    )::vector end,
    created, created + interval '1 hour', jsonb_build_object('tags', tags, 'source', 'bench')
from told order by number
"""
_INDEXES = """
set search_path = public;
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
# What the baseline may use to build its indexes: more than the notebook's server allows itself, in its favor.
_GENEROUS = "-c maintenance_work_mem=1GB"


def make_plain(cluster: Cluster, dump: Path, rows: int, *, vectors: bool = True) -> None:
    """A plain dump of a v2 with so many notes, six in ten of them with a vector, or none."""
    create(cluster, "v2")
    with psycopg.connect(_address(cluster, "v2"), autocommit=True) as connection:
        connection.execute(_TABLES.encode())
        with connection.cursor() as cursor, cursor.copy("copy told from stdin") as copy:
            for note in Corpus(rows):
                copy.write_row((note.number, note.text, list(note.tags), note.created))
        connection.execute((_ROWS if vectors else _ROWS.replace("0.6", "0")).encode())
    _program(cluster, "pg_dump", ["-f", str(dump)], "v2")
    with dump.open("a") as file:
        file.write(_INDEXES)  # where pg_dump itself puts them. Building them twice would take minutes
    drop(cluster, "v2")


def make_custom(cluster: Cluster, dump: Path, database: str) -> None:
    """A dump in the custom format of a database, with all of its indexes."""
    _program(cluster, "pg_dump", ["-Fc", "-f", str(dump)], database)


def restore_plain(cluster: Cluster, dump: Path, database: str) -> None:
    """`psql -f` into an empty database."""
    _program(cluster, "psql", ["-q", "-v", "ON_ERROR_STOP=1", "-f", str(dump)], database)


def restore_custom(cluster: Cluster, dump: Path, database: str) -> None:
    """`pg_restore -j2` into an empty database."""
    _program(cluster, "pg_restore", ["-j2", "--exit-on-error", str(dump)], database)


def create(cluster: Cluster, name: str) -> None:
    """An empty database that knows vectors."""
    with psycopg.connect(_address(cluster, "postgres"), autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    with psycopg.connect(_address(cluster, name), autocommit=True) as connection:
        connection.execute("create extension if not exists vector")


def drop(cluster: Cluster, name: str) -> None:
    """No such database any more."""
    with psycopg.connect(_address(cluster, "postgres"), autocommit=True) as connection:
        connection.execute(f"drop database {name}".encode())


def _address(cluster: Cluster, database: str) -> str:
    return cluster.admin_url(database).replace("+psycopg", "", 1)


def _program(cluster: Cluster, name: str, arguments: Sequence[str], database: str) -> None:
    done = subprocess.run(
        [str(cluster.bin / name), *arguments, "-d", _address(cluster, database)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C", "PGOPTIONS": _GENEROUS},
    )
    assert done.returncode == 0, done.stderr.decode()[-1_000:]
