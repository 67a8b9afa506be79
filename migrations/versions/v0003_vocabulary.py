"""The vocabulary: every lexeme of the notes, in how many documents it is, and an index of the letters in it."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

# `documents` is in no index, so that a count that changes leaves the indexes alone.
_TABLES = """
create table vocabulary (
    word text collate "C" not null constraint pk_vocabulary primary key,
    documents integer not null
) with (fillfactor = 80);
create table languages (
    language text not null constraint pk_languages primary key,
    documents bigint not null,
    length bigint not null
);
create table uncounted (
    id bigint generated always as identity constraint pk_uncounted primary key,
    removed boolean not null,
    memory_id uuid not null,
    part integer not null,
    number bigint not null,
    length integer,
    language text,
    words tsvector
);
create index ix_uncounted_document on uncounted (removed, memory_id, part, number);
"""

# Two and three neighboring letters, a space standing for the edge of the word. Lexemes that begin with a capital letter
# stand for stems, titles, tags and features (`core.store.lexemes`), and nobody looks for parts of those.
_GRAMS = """
create function grams_of(word text) returns text[] language plpgsql immutable strict parallel restricted cost 10000 as $$
declare
    edged text := ' ' || word || ' ';
    grams text[] := '{}';
begin
    for at in 1 .. length(word) loop
        grams := grams || substr(edged, at, 3) || substr(edged, at + 1, 2);
    end loop;
    return grams;
end $$;
create index ix_vocabulary_grams on vocabulary using gin (grams_of(word))
    with (gin_pending_list_limit = 128) where left(word, 1) not in ('S', 'T', 'L', 'H');
"""

# What is written to `search_documents`, by whomever, is noted down in the same transaction.
_TRIGGERS = """
create function note_new_documents() returns trigger language plpgsql as $$
begin
    insert into uncounted (removed, memory_id, part, number)
    select false, memory_id, part, number from documents;
    return null;
end $$;
create function note_removed_documents() returns trigger language plpgsql as $$
begin
    insert into uncounted (removed, memory_id, part, number, length, language, words)
    select true, memory_id, part, number, length, language, strip(words) from documents;
    return null;
end $$;
create trigger new_documents after insert on search_documents
    referencing new table as documents for each statement execute function note_new_documents();
create trigger removed_documents after delete on search_documents
    referencing old table as documents for each statement execute function note_removed_documents();
insert into uncounted (removed, memory_id, part, number)
select false, memory_id, part, number from search_documents order by number;
"""


def upgrade() -> None:
    """Make the tables, and have every document counted that is there."""
    for script in (_TABLES, _GRAMS, _TRIGGERS):
        op.get_bind().exec_driver_sql(script)
