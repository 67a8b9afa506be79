"""A notebook as one of several copies: what was sent and what came, and events that gave way to a merged history.

An event may be marked as superseded, once; everything else about it stays refused. The other tables say how far this copy and
the server have come with each other, and what is in the way.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

_SUPERSEDED = """
alter table events add column superseded_by bigint;
alter table events drop constraint uq_events_aggregate_id_stream_version;
create unique index ix_events_stream on events (aggregate_id, stream_version) where superseded_by is null;
create index ix_events_superseded on events (aggregate_id, position) where superseded_by is not null;

drop trigger append_only on events;
create function refuse_second_mark() returns trigger language plpgsql as $$
begin
    if old.superseded_by is not null or new.superseded_by is null then
        raise exception 'the log is append-only' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger append_only before delete or truncate or update of position, event_id, aggregate_id, stream_version,
    event_type, event_version, user_id, device_id, occurred_at, clock, correlation_id, causation_id, data on events
    for each statement execute function refuse_change_of_log();
create trigger append_only_rows before update on events
    for each row execute function refuse_second_mark();
create index ix_events_attached on events (position) where event_type = 'memory.attached';
"""

_TABLES = """
alter table memories add column clashes integer[] not null default '{}';
alter table drafts add column base_sha256 bytea;

create table account (
    single boolean not null default true,
    server text not null,
    username text not null,
    user_id uuid not null,
    log_id uuid not null,
    device_name text not null,
    cursor text not null default '',
    pushed bigint not null default 0,
    paused boolean not null default false,
    plain boolean not null default false,
    fetching text not null default 'needed',
    signed_in boolean not null default true,
    ca_file text not null default '',
    signed_in_at timestamp with time zone not null default now(),
    verified_at timestamp with time zone,
    constraint pk_account primary key (single),
    constraint ck_account_one_row check (single)
);
create table received (
    first bigint not null,
    last bigint not null,
    constraint pk_received primary key (first)
);
create table outgoing (
    single boolean not null default true,
    key uuid not null,
    event_ids uuid[] not null,
    upto bigint not null,
    constraint pk_outgoing primary key (single),
    constraint ck_outgoing_one_row check (single)
);
create table set_aside (
    event_id uuid not null,
    memory_id uuid not null,
    incoming boolean not null,
    stream_version integer not null,
    event text,
    code text not null,
    words text not null,
    since timestamp with time zone not null default now(),
    constraint pk_set_aside primary key (event_id)
);
create index ix_set_aside_memory_id on set_aside (memory_id);
create table sync_rounds (
    id bigint generated always as identity not null,
    began timestamp with time zone not null,
    ended timestamp with time zone not null,
    pushed integer not null,
    pulled integer not null,
    outcome text not null,
    words text not null,
    constraint pk_sync_rounds primary key (id)
);
create table file_transfers (
    sha256 bytea not null,
    sent boolean not null default false,
    tries integer not null default 0,
    words text not null default '',
    tried_at timestamp with time zone,
    constraint pk_file_transfers primary key (sha256)
);
create table plain_ids (
    memory_id uuid not null,
    remote_id text not null,
    version integer not null,
    constraint pk_plain_ids primary key (memory_id)
);
"""


def upgrade() -> None:
    """Make the mark and the tables; nothing is superseded yet, and nobody has signed in."""
    op.get_bind().exec_driver_sql(_SUPERSEDED)
    op.get_bind().exec_driver_sql(_TABLES)
