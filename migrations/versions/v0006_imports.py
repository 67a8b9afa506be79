"""Finding what belongs together in the log: the events of one import, and the imports themselves."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

_INDEXES = """
create index ix_events_correlation_id_position on events (correlation_id, position) where correlation_id is not null;
create index ix_events_imports on events (position) where event_type like 'import.%';
"""


def upgrade() -> None:
    """Make the indexes."""
    op.get_bind().exec_driver_sql(_INDEXES.replace("%", "%%"))
