"""The notebook as it was at any moment: what each note looked like from when to when.

All of it is derived from the log when somebody looks back for the first time, and kept up from then on. It is not written
ahead: after a crash of the server the tables are empty, and are made again.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

_TABLES = """
create unlogged table past_notes (
    id uuid not null,
    began timestamp with time zone not null,
    ended timestamp with time zone not null,
    version integer not null,
    state integer not null,
    as_now boolean not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    deleted_at timestamp with time zone,
    tags text[] not null,
    title text not null,
    excerpt text not null,
    constraint pk_past_notes primary key (id, began)
);
create index ix_past_notes_recent on past_notes (updated_at desc, id desc) where deleted_at is null;
create index ix_past_notes_created on past_notes (created_at desc, id desc) where deleted_at is null;
create index ix_past_notes_trash on past_notes (deleted_at desc, id desc) where deleted_at is not null;
create index ix_past_notes_title on past_notes (lower(title), id) where deleted_at is null;
create index ix_past_notes_tags on past_notes using gin (tags);

create unlogged table past_texts (
    id uuid not null,
    state integer not null,
    content text not null,
    metadata jsonb not null,
    clashes integer[] not null,
    constraint pk_past_texts primary key (id, state)
);
create unlogged table past_documents (
    id uuid not null,
    state integer not null,
    part integer not null,
    number bigint not null,
    length integer not null,
    language text not null,
    words tsvector not null,
    constraint pk_past_documents primary key (id, state, part)
);
create index ix_past_documents_words on past_documents using gin (words);

create unlogged table past_upto (
    single boolean not null default true,
    position bigint not null,
    goal bigint not null,
    passed uuid,
    constraint pk_past_upto primary key (single),
    constraint ck_past_upto_one_row check (single)
);

create index ix_events_clock on events (clock) where superseded_by is null;
"""


def upgrade() -> None:
    """Make the tables, empty, and the index by which the log is read by day."""
    op.get_bind().exec_driver_sql(_TABLES)
