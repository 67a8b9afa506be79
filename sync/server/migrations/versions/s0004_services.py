"""What the services beside the database need to remember: which files there are, who sent them, and the relay's place.

`blobs` are files that are there whole. A holder sent one (`sent`) or could read it, and so may attach it for others.
`parts` are chunks of files that are on their way.
"""

from __future__ import annotations

from alembic import op

revision = "s0004"
down_revision = "s0003"

_TABLES = """
create table blobs (
    sha256 bytea primary key,
    size bigint not null,
    created_at timestamp with time zone not null default now()
);
create table holders (
    sha256 bytea not null references blobs (sha256),
    user_id uuid not null references users (id),
    sent boolean not null,
    primary key (sha256, user_id)
);
create index ix_events_attached on events ((data ->> 'sha256')) where event_type = 'memory.attached';

create table parts (
    user_id uuid not null references users (id),
    sha256 bytea not null,
    id uuid not null,
    first bigint not null,
    size integer not null,
    total bigint not null,
    created_at timestamp with time zone not null default now(),
    primary key (user_id, sha256, first)
);
create index ix_parts_created_at on parts (created_at);

create table relay (
    single boolean not null default true primary key check (single),
    position bigint not null default 0,
    version integer not null default 0
);
insert into relay default values;
"""


def upgrade() -> None:
    """Make the tables; the relay begins at the beginning of the feed."""
    op.get_bind().exec_driver_sql(_TABLES)
