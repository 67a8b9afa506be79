"""Rows of the feed that can be told apart from the same rows in another history.

A log that was restored from a backup may come to hold the same versions at the same place again: devices send what they
have. What is before such a place is not what was there before, so each row has a random mark. Older ones have 0.
"""

from __future__ import annotations

from alembic import op

revision = "s0006"
down_revision = "s0005"


def upgrade() -> None:
    """Add the column; no row is rewritten."""
    op.get_bind().exec_driver_sql("alter table feed add column mark bigint not null default 0")
