"""The words of files beside those of the notes that have them, so that a note is found by what its files say.

A content is read once, whichever notes have it: `file_texts` keeps what was read, `file_words` its words in parts, and
`unread_files` names those that wait. For each note that has the file, its parts stand in `search_documents` too, numbered
from `FILES` on, each together with the title and the tags of the note and the names of its files. Owns these tables and
those rows; all of them can be made again. Refuses to know how a file is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from core.errors import TimedOut
from core.search.file_text import FileReading, FileText, Lack
from core.store.engine import Connection, Cursor, Row, copy_rows, translating
from core.store.lexemes import Part

FILES = 1_000_000
"""From this part on, the words are those of a note's files: a thousand numbers for each content, by its id."""
MOST_PARTS = 1_000
_BEFORE = 4_000  # characters of a part in front of the place that was found, at most


class Unread(NamedTuple):
    """A content that waits to be read; what it is called by the notes that have it, with the kinds they say it is of."""

    sha256: str
    names: tuple[tuple[str, str], ...]


class Words(NamedTuple):
    """Some thousand words of a file, and the piece of its text in which they stand; `page` is that of its beginning, 0 where
    there are none."""

    part: Part
    text: str
    page: int


class InFile(NamedTuple):
    """A piece of a file's text in which something was found, from page to page as in `Words`."""

    name: str
    language: str
    text: str
    page: int


def follow(cursor: Cursor, memory_ids: Sequence[UUID]) -> None:
    """Have the words of the files stand beside these notes that they have now, and beside no others. In the transaction that
    changes the notes, or with the log locked. Costs little where nothing has to be written."""
    cursor.execute(_DROP, {"ids": list(memory_ids)})
    cursor.execute(_ADD, {"ids": list(memory_ids)})


def tidy(connection: Connection, rules: int) -> None:
    """Forget contents that no note has any more, and have those read again that were read by older rules."""
    row = connection.execute(_UNTIDY, {"rules": rules}).fetchone()
    if row is not None and row[0]:
        connection.execute("select from log_head for update")  # no note gets such a content meanwhile
        connection.execute(_TIDY, {"rules": rules})


def count_unread(connection: Connection) -> int:
    """How many contents wait, those included that are not on this device."""
    row = connection.execute("select count(*) from unread_files").fetchone()
    return int(row[0]) if row else 0


def unread(connection: Connection) -> list[Unread]:
    """The contents that wait to be read, newest first."""
    rows = connection.execute(_UNREAD).fetchall()
    return [Unread(sha256.hex(), tuple(zip(names, kinds, strict=True))) for sha256, names, kinds in rows]


def pass_over(connection: Connection, contents: Iterable[str]) -> None:
    """These have no text that is worth reading. They are asked about again when a note gets them anew."""
    wanted = [bytes.fromhex(each) for each in contents]
    connection.execute("delete from unread_files where sha256 = any(%s)", (wanted,))


def keep(
    connection: Connection, sha256: str, read: FileText, words: Sequence[Words], rules: int
) -> list[UUID]:
    """Keep what was read of a content, and have every note that has it found by that. Gives those notes."""
    content = bytes.fromhex(sha256)
    with connection.cursor() as cursor:
        cursor.execute("select from log_head for update")  # no note gets another title or file meanwhile
        told = (content, read.pages, read.read, read.lack.value, rules)
        row = cursor.execute(_KEEP, told).fetchone()
        assert row is not None  # it was just written
        rows: list[Row] = [
            (row[0], part.number, page, text, *part[1:]) for part, text, page in words[:MOST_PARTS]
        ]
        cursor.execute("delete from file_words where file = %s", (row[0],))
        columns = "file, part, page, text, length, language, words"
        types = ("int4", "int4", "int4", "text", "int4", "text", "tsvector")
        copy_rows(cursor, f"file_words ({columns})", types, rows)
        cursor.execute("delete from unread_files where sha256 = %s", (content,))
        cursor.execute("select distinct memory_id from attachments where sha256 = %s", (content,))
        notes = [note for (note,) in cursor.fetchall()]
        if notes:
            cursor.execute(_OUT, {"ids": notes, "file": row[0]})  # what was read of it before, by other rules
            follow(cursor, notes)
        return notes


def readings(connection: Connection, contents: Collection[str]) -> dict[str, FileReading]:
    """What is known of the text of these contents; those that nobody read are missing."""
    rows = connection.execute(_READINGS, ([bytes.fromhex(each) for each in contents],)).fetchall()
    return {
        sha256.hex(): FileReading(searchable, pages, read, Lack(lack))
        for sha256, searchable, pages, read, lack in rows
    }


def lacking(connection: Connection) -> list[tuple[UUID, str, str, FileReading]]:
    """The files of notes outside the trash of which search finds nothing, or not all: the note with its title, the file's
    name, and what is known of its text."""
    return [
        (note, title, name, FileReading(searchable, pages, read, Lack(lack)))
        for note, title, name, searchable, pages, read, lack in connection.execute(_LACKING).fetchall()
    ]


def found_in(
    connection: Connection, memory_ids: Sequence[UUID], asks: str, words: Sequence[str]
) -> dict[UUID, InFile]:
    """For each of these notes of which a file answers this `tsquery`, the best part of the best file. Of the part, what
    stands in front of the first of the words is left out where it is long. None where that takes too long."""
    parameters = {"ids": list(memory_ids), "asks": asks, "words": list(words), "before": _BEFORE}
    try:
        with connection.transaction(), translating():  # one that is stopped is given up alone
            return {row[0]: InFile(*row[1:]) for row in connection.execute(_FOUND, parameters).fetchall()}
    except TimedOut:
        return {}


# What a note adds to the words of its files: title, tags, names of files, and features. No phrase is made of them. They are
# as new as the note's own words: of a common word the newest are looked at, and a file that is read late pushes none out.
_WANTED = f"""
with labels as materialized (
    select d.memory_id, d.number, strip(ts_filter(d.words, '{{a,b}}')) || array_to_tsvector(
        array(select lexeme from unnest(d.words) where left(lexeme, 1) in ('L', 'H'))
    ) as words
    from search_documents d where d.memory_id = any(%(ids)s) and d.part = 0
        and exists (select from attachments a where a.memory_id = d.memory_id)
),
wanted as materialized (
    select l.memory_id, l.number, t.id * {MOST_PARTS} + w.part as part, w.length, w.language, w.words, l.words as labels
    from labels l
    join (select distinct memory_id, sha256 from attachments where memory_id = any(%(ids)s)) a using (memory_id)
    join file_texts t using (sha256) join file_words w on w.file = t.id
)
"""

# All parts of a note have the same labels, so that the first tells whether they are those of today.
_DROP = f"""
{_WANTED},
outdated as (
    select w.memory_id from (select distinct on (memory_id) * from wanted order by memory_id, part) w
    join search_documents d using (memory_id, part) where d.words <> w.words || w.labels
)
delete from search_documents d where d.memory_id = any(%(ids)s) and d.part >= {FILES} and (
    d.memory_id in (select memory_id from outdated)
    or not exists (select from wanted w where w.memory_id = d.memory_id and w.part = d.part)
)
"""

_ADD = f"""
{_WANTED}
insert into search_documents (memory_id, part, number, length, language, words)
select memory_id, part, number, length, language, words || labels from wanted w
where not exists (select from search_documents d where d.memory_id = w.memory_id and d.part = w.part)
"""

_UNTIDY = """
select exists (select from file_texts t where not exists (select from attachments a where a.sha256 = t.sha256))
    or exists (select from unread_files u where not exists (select from attachments a where a.sha256 = u.sha256))
    or exists (select from file_texts where rules < %(rules)s)
"""

_TIDY = """
with unowned as (
    delete from file_texts t where not exists (select from attachments a where a.sha256 = t.sha256)
),
unwanted as (
    delete from unread_files u where not exists (select from attachments a where a.sha256 = u.sha256)
)
insert into unread_files (sha256) select sha256 from file_texts t
where rules < %(rules)s and exists (select from attachments a where a.sha256 = t.sha256) on conflict do nothing
"""

_UNREAD = """
select u.sha256, array_agg(a.name order by a.name), array_agg(a.media_type order by a.name)
from unread_files u join attachments a using (sha256) group by u.sha256, u.number order by u.number desc
"""

_OUT = f"""
delete from search_documents where memory_id = any(%(ids)s) and part / {MOST_PARTS} = %(file)s
"""

_KEEP = """
insert into file_texts (sha256, pages, read, lack, rules) values (%s, %s, %s, %s, %s)
on conflict (sha256) do update set pages = excluded.pages, read = excluded.read, lack = excluded.lack,
    rules = excluded.rules
returning id
"""

_READINGS = """
select sha256, exists (select from file_words w where w.file = t.id), pages, read, lack from file_texts t
where sha256 = any(%s)
"""

_LACKING = """
select m.id, m.title, a.name, exists (select from file_words w where w.file = t.id), t.pages, t.read, t.lack
from file_texts t join attachments a using (sha256) join memories m on m.id = a.memory_id
where t.lack <> '' and m.deleted_at is null order by m.updated_at desc, m.id, a.ordinal
"""

# The rows of `search_documents` say what stands beside a note as of the moment that is looked at (`past_words`). The first
# part of a file also has the words of all others: where none of those that are looked for stands in it, it comes last.
_FOUND = f"""
select memory_id, name, language,
    substring(text from at + 1), case when page > 0 then page + regexp_count(left(text, at), e'\\f') else 0 end
from (
    select distinct on (d.memory_id) d.memory_id, a.name, w.language, w.text, w.page
    from search_documents d
    join file_words w on w.file = d.part / {MOST_PARTS} and w.part = d.part %% {MOST_PARTS}
    join file_texts t on t.id = w.file
    join attachments a on a.memory_id = d.memory_id and a.sha256 = t.sha256
    where d.memory_id = any(%(ids)s) and d.part >= {FILES} and d.words @@ %(asks)s::tsquery
        and w.words @@ %(asks)s::tsquery
    order by d.memory_id, w.part = 0 and not exists (
        select from unnest(%(words)s::text[]) as word where strpos(lower(w.text), word) > 0
    ), ts_rank(w.words, %(asks)s::tsquery) desc, a.ordinal, w.part
) as best cross join lateral (
    select min(nullif(strpos(lower(text), word), 0)) as first from unnest(%(words)s::text[]) as word
) as place cross join lateral (select greatest(0, coalesce(first, 1) - 1 - %(before)s) as at) as start
"""
