"""Going to a note by some letters of its title, and pinned notes at hand."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0008"

_INDEXES = """
create index ix_memories_called on memories (lower(title) text_pattern_ops) include (id, title, updated_at)
    where deleted_at is null;
create index ix_memories_pinned on memories (updated_at)
    where deleted_at is null and metadata @> '{"pinned": true}';
"""


def upgrade() -> None:
    """Make both; they hold nothing that is not in the notes."""
    op.get_bind().exec_driver_sql(_INDEXES)
