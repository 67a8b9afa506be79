"""Answers to pushes are kept before their places in the feed are known: counted from `base`, which is 0 for older ones."""

from __future__ import annotations

from alembic import op

revision = "s0005"
down_revision = "s0004"


def upgrade() -> None:
    """Add the column."""
    op.get_bind().exec_driver_sql("alter table answers add column base bigint not null default 0")
