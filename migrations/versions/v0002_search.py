"""The words of notes as the program itself cuts them, with what ranking needs, and searches that are kept."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

# The rows come back when the notebook is opened: `core.store.words.catch_up`.
_TABLES = """
drop table search_documents;
drop function words_of(text, text, text);
create table search_documents (
    memory_id uuid not null,
    part integer not null,
    number bigint not null,
    length integer not null,
    language text not null,
    words tsvector not null,
    constraint pk_search_documents primary key (memory_id, part)
);
-- Ranking reads the words of many documents, several times each: uncompressed and in the row, up to a page's length.
alter table search_documents alter column words set storage external, set (toast_tuple_target = 8160);
create index ix_search_documents_words on search_documents using gin (words);
create index ix_search_documents_number on search_documents (number);

create table saved_searches (
    name text not null constraint pk_saved_searches primary key,
    query text not null,
    saved_at timestamptz not null default now()
);
"""


def upgrade() -> None:
    """Make the tables anew."""
    op.get_bind().exec_driver_sql(_TABLES)
