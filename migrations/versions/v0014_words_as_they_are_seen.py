"""The words below a title are read off the note's text when a row is shown, and no longer kept beside it."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

# What the past looked like is told again from the log, with words as they are seen, in the background.
_SEEN = """
alter table memories drop column excerpt;
delete from past_upto;
"""


def upgrade() -> None:
    """Drop what can be read off the text; nothing is lost."""
    op.get_bind().exec_driver_sql(_SEEN)
