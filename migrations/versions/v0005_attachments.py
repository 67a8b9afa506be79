"""The files of notes: which note has which, under what name."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

_TABLE = """
create table attachments (
    memory_id uuid not null,
    sha256 bytea not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    ordinal integer not null,
    constraint pk_attachments primary key (memory_id, sha256, name)
);
create index ix_attachments_sha256 on attachments (sha256);
"""


def upgrade() -> None:
    """Make the table; no note has a file yet, because no event could say so."""
    op.get_bind().exec_driver_sql(_TABLE)
