"""Words of files apart from those of notes: what was read in another form is forgotten, and all files are read again."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

# Parts from 1 000 000 on are those of files. Until a file is read again, a moment after the start, search does not find it.
_AGAIN = """
delete from search_documents where part >= 1000000;
insert into unread_files (sha256)
select a.sha256 from attachments a join file_texts t using (sha256) join memories m on m.id = a.memory_id
group by 1 order by max(m.updated_at) on conflict do nothing;
delete from file_texts;
"""


def upgrade() -> None:
    """No table looks otherwise; nothing is lost, because all of this is made of the files."""
    op.get_bind().exec_driver_sql(_AGAIN)
