"""What part 1 of the contract reads, folded from the events, and the sessions, which are the server's own."""

from __future__ import annotations

from alembic import op

revision = "s0003"
down_revision = "s0002"

_TABLES = """
create table memories (
    id uuid primary key,
    version integer not null,
    content text not null,
    tags text[] not null,
    metadata jsonb not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    deleted_at timestamp with time zone,
    purged boolean not null default false,
    links jsonb not null default '[]',
    attachments jsonb not null default '[]',
    clashes integer[] not null default '{}',
    words tsvector not null
);
create index ix_memories_tags on memories using gin (tags);
create index ix_memories_words on memories using gin (words);
create index ix_memories_recent on memories (created_at desc, id) where deleted_at is null and not purged;

create table folded (
    single boolean not null default true primary key check (single),
    position bigint not null default 0
);
insert into folded default values;
create table unfoldable (
    stream_id uuid primary key,
    stream_version integer not null,
    words text not null
);

create table sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    name text not null,
    description text not null default '',
    metadata jsonb not null default '{}',
    created_at timestamp with time zone not null default now(),
    updated_at timestamp with time zone not null default now()
);
create index ix_sessions_user on sessions (user_id, created_at desc);
create table session_memories (
    session_id uuid not null references sessions (id) on delete cascade,
    memory_id uuid not null,
    added_at timestamp with time zone not null default now(),
    primary key (session_id, memory_id)
);

create table attachments (
    id uuid primary key default gen_random_uuid(),
    memory_id uuid not null,
    user_id uuid not null references users (id),
    sha256 bytea not null,
    filename text not null,
    content_type text not null,
    size bigint not null,
    created_at timestamp with time zone not null default now(),
    unique (memory_id, sha256, filename)
);
"""


def upgrade() -> None:
    """Make the tables; nothing is folded yet."""
    op.get_bind().exec_driver_sql(_TABLES)
