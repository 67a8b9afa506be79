"""Users, their refresh tokens, and the spaces that they share.

`space_members.since` is the place in the feed from which on the space's own rows are meant for the member, too: what was
there before came by rows of the member's own. `sync.server.audience` writes it.
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
    created_at timestamp with time zone not null default now()
);
create unique index ix_users_username on users (lower(username));

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
"""


def upgrade() -> None:
    """Make the tables; the first user is made by hand."""
    op.get_bind().exec_driver_sql(_TABLES)
