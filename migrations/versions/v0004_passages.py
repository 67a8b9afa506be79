"""Passages of notes, the models that turn them into vectors, and what is still to be done for both."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

# Each model's vectors are in a table of their own, made when the model is first used: `core.store.models`.
_TABLES = """
create table passages (
    memory_id uuid not null,
    ordinal integer not null,
    hash bytea not null,
    starts integer not null,
    ends integer not null,
    constraint pk_passages primary key (memory_id, ordinal)
);
create index ix_passages_hash on passages (hash);

create table uncut (
    memory_id uuid not null constraint pk_uncut primary key,
    number bigint generated always as identity,
    purged boolean not null default false
);
create index ix_uncut_number on uncut (number);

create table embedding_models (
    id smallint generated always as identity constraint pk_embedding_models primary key,
    name text not null constraint uq_embedding_models_name unique,
    dimensions integer not null,
    state text not null constraint ck_embedding_models_state check (state in ('serving', 'filling', 'kept'))
);
create unique index ix_embedding_models_serving on embedding_models (state) where state = 'serving';

create table unembedded (
    model_id smallint not null,
    hash bytea not null,
    number bigint not null,
    constraint pk_unembedded primary key (model_id, hash)
);
create index ix_unembedded_number on unembedded (model_id, number);

create table indexing (
    single boolean not null default true constraint pk_indexing primary key constraint ck_indexing_one_row check (single),
    paused boolean not null default false,
    cutting integer not null default 0
);
insert into indexing default values;
"""

# Whatever happens to a text, by whomever, is noted down in the same transaction. The number grows with every note of it,
# so that a text that changes while it is being cut is cut once more.
_TRIGGERS = """
create function note_uncut_memories() returns trigger language plpgsql as $$
begin
    insert into uncut (memory_id) select id from touched
    on conflict (memory_id) do update set number = default, purged = false;
    return null;
end $$;
create function note_purged_memories() returns trigger language plpgsql as $$
begin
    insert into uncut (memory_id, purged) select id, true from touched
    on conflict (memory_id) do update set number = default, purged = true;
    return null;
end $$;
create function note_uncut_memory() returns trigger language plpgsql as $$
begin
    insert into uncut (memory_id) values (new.id) on conflict (memory_id) do update set number = default;
    return null;
end $$;
create trigger uncut_created after insert on memories
    referencing new table as touched for each statement execute function note_uncut_memories();
create trigger uncut_purged after delete on memories
    referencing old table as touched for each statement execute function note_purged_memories();
create trigger uncut_changed after update of content on memories
    for each row when (old.content is distinct from new.content) execute function note_uncut_memory();
insert into uncut (memory_id) select id from memories order by deleted_at is null, updated_at, id;
"""


def upgrade() -> None:
    """Make the tables, and have every note cut that is there."""
    for script in (_TABLES, _TRIGGERS):
        op.get_bind().exec_driver_sql(script)
