"""The tables of the four shapes of a v2, as statements for a real Postgres."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

SHAPE_A = """
create type {schema}.memory_type_enum as enum ('semantic', 'episodic', 'procedural');
create table {schema}.memories (
    id uuid primary key default gen_random_uuid(),
    content text not null,
    embedding vector(1536),
    memory_type {schema}.memory_type_enum default 'semantic',
    importance_score numeric(5,4) default 0.5,
    access_count integer default 0,
    last_accessed timestamptz,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    semantic_metadata jsonb default '{{}}',
    episodic_metadata jsonb default '{{}}',
    procedural_metadata jsonb default '{{}}',
    consolidation_score numeric(5,4) default 0,
    last_consolidated timestamptz,
    decay_applied boolean default false,
    metadata jsonb default '{{}}'
);
create table {schema}.memory_relationships (
    id uuid primary key default gen_random_uuid(),
    source_memory_id uuid references {schema}.memories (id),
    target_memory_id uuid references {schema}.memories (id),
    relationship_type varchar(50),
    confidence float,
    metadata jsonb,
    created_at timestamptz default now()
);
create table {schema}.memory_access_log (id serial primary key, memory_id uuid, accessed_at timestamptz default now());
"""

SHAPE_B = """
create table {schema}.memories (
    id uuid primary key default gen_random_uuid(),
    content text not null,
    content_vector vector(1536),
    metadata jsonb default '{{}}',
    tags text[] default '{{}}',
    importance real default 5.0,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    search_vector tsvector generated always as (to_tsvector('english', content)) stored
);
"""

SHAPE_C = """
create table {schema}.memories (
    id uuid primary key default gen_random_uuid(),
    content text not null,
    metadata jsonb default '{{}}',
    embedding vector(1536),
    created_at timestamp default current_timestamp,
    updated_at timestamp default current_timestamp
);
"""

SHAPE_S = """
create table {schema}.users (id uuid primary key, username text, email text, created_at timestamptz default now());
create table {schema}.memories (
    id uuid primary key default gen_random_uuid(),
    "text" text not null,
    user_id uuid references {schema}.users (id),
    tags text[],
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    "Mood of the day" text,
    rating double precision
);
"""

SHAPES = {"A": SHAPE_A, "B": SHAPE_B, "C": SHAPE_C, "S": SHAPE_S}


def fill(url: str, shape: str, rows: list[dict[str, Any]], schema: str = "public") -> None:
    """Make the tables of a shape in a schema, with these notes."""
    with psycopg.connect(url) as connection:
        connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(schema)))
        connection.execute(SHAPES[shape].format(schema=f'"{schema}"').encode())
        for row in rows:
            connection.execute(
                sql.SQL("insert into {} ({}) values ({})").format(
                    sql.Identifier(schema, "memories"),
                    sql.SQL(", ").join(map(sql.Identifier, row)),
                    sql.SQL(", ").join([sql.Placeholder()] * len(row)),
                ),
                list(row.values()),
            )
