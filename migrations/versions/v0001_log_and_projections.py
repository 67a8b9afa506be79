"""The log, what is kept beside it, and the first projections."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
create table brain (
    single boolean not null default true constraint pk_brain primary key constraint ck_brain_one_row check (single),
    brain_id uuid not null,
    user_id uuid not null,
    created_at timestamptz not null default now()
);
create table log_head (
    single boolean not null default true constraint pk_log_head primary key constraint ck_log_head_one_row check (single),
    position bigint not null,
    clock bigint not null
);
insert into brain (brain_id, user_id) values (gen_random_uuid(), gen_random_uuid());
insert into log_head (position, clock) values (0, 0);

create table events (
    position bigint not null constraint pk_events primary key,
    event_id uuid not null constraint uq_events_event_id unique,
    aggregate_id uuid not null,
    stream_version integer not null,
    event_type text not null,
    event_version smallint not null,
    user_id uuid not null,
    device_id uuid not null,
    occurred_at timestamptz not null,
    clock bigint not null,
    correlation_id uuid,
    causation_id uuid,
    data jsonb not null,
    constraint uq_events_aggregate_id_stream_version unique (aggregate_id, stream_version)
);
create table vectors (
    sha256 bytea not null constraint pk_vectors primary key,
    value vector not null
);
create table drafts (
    device_id uuid not null,
    memory_id uuid not null,
    base_version integer not null,
    content text not null,
    saved_at timestamptz not null default now(),
    constraint pk_drafts primary key (device_id, memory_id)
);

create table memories (
    id uuid not null constraint pk_memories primary key,
    version integer not null,
    user_id uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    tags text[] not null,
    title text not null,
    excerpt text not null,
    content text not null,
    metadata jsonb not null
);
create index ix_memories_recent on memories (updated_at desc, id desc) where deleted_at is null;
create index ix_memories_trash on memories (deleted_at desc, id desc) where deleted_at is not null;
create index ix_memories_title on memories (lower(title), id) where deleted_at is null;
create index ix_memories_tags on memories using gin (tags);

create table links (
    source uuid not null,
    target uuid not null,
    kind text not null,
    ordinal integer not null,
    metadata jsonb not null,
    constraint pk_links primary key (source, target, kind)
);
create index ix_links_target on links (target);

create table memory_vectors (
    memory_id uuid not null,
    model text not null,
    sha256 bytea not null,
    constraint pk_memory_vectors primary key (memory_id, model)
);

create table search_documents (
    memory_id uuid not null,
    part integer not null,
    number bigint not null,
    words tsvector not null,
    constraint pk_search_documents primary key (memory_id, part)
);
create index ix_search_documents_words on search_documents using gin (words);
"""

# The log keeps itself: whoever tries to change it, this program included, is refused.
_APPEND_ONLY = """
create function refuse_change_of_log() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on events
    for each statement execute function refuse_change_of_log();
"""

# Accents are folded without an extension; plain ASCII, the common case, is passed through.
_WORDS = r"""
create function fold_accents(text) returns text language sql immutable strict parallel safe
return case when octet_length($1) = char_length($1) then $1
       else regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g') end;

create function words_of(title text, tags text, body text) returns tsvector language sql immutable strict parallel safe
return setweight(to_tsvector('simple', fold_accents(title)) || to_tsvector('english', fold_accents(title)), 'A')
    || setweight(to_tsvector('simple', fold_accents(tags)), 'B')
    || setweight(to_tsvector('simple', fold_accents(body)) , 'C')
    || setweight(to_tsvector('english', fold_accents(body)), 'D');
"""


def upgrade() -> None:
    """Make everything."""
    for script in (_TABLES, _APPEND_ONLY, _WORDS):
        op.get_bind().exec_driver_sql(script)
