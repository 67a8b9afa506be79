"""Streams of events, and the feed: what became visible to whom, in the order of commits.

`streams.purged_at` is the place of the purge in the feed; `emptied` says that the texts of the stream are gone.
`events.data` is JSON as it was sent, never looked into here, and `size` its bytes. A `stored` row of the feed is the one
under which its events came to be: each event has exactly one, its owner's. `answers.answer` is what was said to a push.
"""

from __future__ import annotations

from alembic import op

revision = "s0001"
down_revision = None

_TABLES = """
create table server (
    single boolean not null default true primary key check (single),
    log_id uuid not null default gen_random_uuid(),
    head bigint not null default 0
);
insert into server default values;

create table streams (
    id uuid primary key,
    owner_id uuid not null,
    space_id uuid,
    version integer not null,
    purged_at bigint,
    emptied boolean not null default false
);
create index ix_streams_owner on streams (owner_id, id);
create index ix_streams_space on streams (space_id, id) where space_id is not null;
create index ix_streams_purged on streams (purged_at) where purged_at is not null and not emptied;

create table events (
    event_id uuid primary key,
    stream_id uuid not null,
    stream_version integer not null,
    event_type text not null,
    event_version smallint not null,
    user_id uuid not null,
    device_id uuid not null,
    occurred_at timestamp with time zone not null,
    clock bigint not null,
    correlation_id uuid,
    causation_id uuid,
    size integer not null,
    data json not null,
    unique (stream_id, stream_version)
);

create table feed (
    position bigint primary key,
    audience_id uuid not null,
    stream_id uuid not null,
    first_version integer not null,
    last_version integer not null,
    stored boolean not null
);
create index ix_feed_audience on feed (audience_id, position);
create index ix_feed_stored on feed (stream_id, first_version) where stored;

create table answers (
    user_id uuid not null,
    key text not null,
    request_sha256 bytea not null,
    answer bytea not null,
    answered_at timestamp with time zone not null default now(),
    primary key (user_id, key)
);
create index ix_answers_answered_at on answers (answered_at);

create table devices (
    user_id uuid not null,
    device_id uuid not null,
    name text not null default '',
    last_seen timestamp with time zone not null default now(),
    position bigint not null default 0,
    primary key (user_id, device_id)
);
"""


def upgrade() -> None:
    """Make the tables; the log is empty."""
    op.get_bind().exec_driver_sql(_TABLES)
