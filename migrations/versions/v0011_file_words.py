"""The text and the words of files, each content once, and the contents that nobody has read yet."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

# Words lie as those of notes do (v0002): long ones apart, not packed, because they are copied from here.
_TABLES = """
create table file_texts (
    id integer generated always as identity (start with 1000) constraint pk_file_texts primary key,
    sha256 bytea not null constraint uq_file_texts_sha256 unique,
    pages integer not null,
    read integer not null,
    lack text not null,
    rules smallint not null
);
create table file_words (
    file integer not null,
    part integer not null,
    page integer not null,
    text text not null,
    length integer not null,
    language text not null,
    words tsvector not null,
    constraint pk_file_words primary key (file, part),
    constraint fk_file_words_file_file_texts foreign key (file) references file_texts (id) on delete cascade
);
alter table file_words alter column words set storage external, set (toast_tuple_target = 8160);
create table unread_files (
    sha256 bytea not null constraint pk_unread_files primary key,
    number bigint generated always as identity
);
create index ix_unread_files_number on unread_files (number);
"""

_TRIGGER = """
create function note_unread_files() returns trigger language plpgsql as $$
begin
    insert into unread_files (sha256)
    select distinct sha256 from files where not exists (select from file_texts t where t.sha256 = files.sha256)
    on conflict do nothing;
    return null;
end $$;
create trigger unread_files after insert on attachments
    referencing new table as files for each statement execute function note_unread_files();
insert into unread_files (sha256)
select a.sha256 from attachments a join memories m on m.id = a.memory_id group by 1 order by max(m.updated_at);
"""


def upgrade() -> None:
    """Make the tables, and have every file read that is there: oldest first in line, as the newest number is read first."""
    for script in (_TABLES, _TRIGGER):
        op.get_bind().exec_driver_sql(script)
