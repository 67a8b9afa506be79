"""Users, where they are signed in, the spaces that they share, and their webhooks.

`space_members.since` is the place in the feed from which on the space's own rows are meant for the member, too: what was
there before came by rows of the member's own. `sync.server.audience` writes it. `webhooks.position` and
`version` are of the last event that was delivered: its row in the feed, and its version.
"""

from __future__ import annotations

from alembic import op

revision = "s0002"
down_revision = "s0001"

_TABLES = """
create table users (
    id uuid primary key default gen_random_uuid(),
    username text not null,
    password_hash text not null,
    is_admin boolean not null default false,
    disabled boolean not null default false,
    tokens_from timestamp with time zone not null default to_timestamp(0),
    created_at timestamp with time zone not null default now()
);
create unique index ix_users_username on users (lower(username));

create table sign_ins (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    used_sha256 bytea,
    began_at timestamp with time zone not null default now()
);
create index ix_sign_ins_user on sign_ins (user_id);
create table refresh_tokens (
    sha256 bytea primary key,
    sign_in_id uuid not null references sign_ins (id) on delete cascade,
    parent_sha256 bytea,
    expires_at timestamp with time zone not null
);
create index ix_refresh_tokens_sign_in on refresh_tokens (sign_in_id);

create table spaces (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    owner_id uuid not null references users (id),
    created_at timestamp with time zone not null default now()
);
create table space_members (
    space_id uuid not null references spaces (id),
    user_id uuid not null references users (id),
    role text not null check (role in ('read', 'write')),
    since bigint not null default 0,
    primary key (space_id, user_id)
);
create index ix_space_members_user on space_members (user_id);

create table webhooks (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    url text not null,
    events text[] not null,
    secret text not null,
    created_at timestamp with time zone not null default now(),
    active boolean not null default true,
    position bigint not null,
    version integer not null default 2147483647,
    leased_until timestamp with time zone not null default '-infinity',
    next_try timestamp with time zone not null default now(),
    tries integer not null default 0,
    trouble text not null default '',
    failing_since timestamp with time zone
);
create index ix_webhooks_user on webhooks (user_id);
create index ix_webhooks_next_try on webhooks (next_try) where active;
"""


def upgrade() -> None:
    """Make the tables; the first user is made by hand."""
    op.get_bind().exec_driver_sql(_TABLES)
