"""What the services beside the database need to remember."""

from __future__ import annotations

from alembic import op

revision = "s0004"
down_revision = "s0003"

_TABLES = """
select 1
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(_TABLES)
