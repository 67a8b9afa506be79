"""What part 1 of the contract reads, folded from the events."""

from __future__ import annotations

from alembic import op

revision = "s0003"
down_revision = "s0002"

_TABLES = """
select 1
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(_TABLES)
