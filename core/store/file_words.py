"""The words of files beside those of the notes that have them, so that a note is found by what its files say.

A content is read once, whichever notes have it: `file_texts` keeps what was read, `file_words` its words in parts, with
their sum below them, and `unread_files` names those that wait. For each note that has the file, the sum stands in
`search_documents` too, numbered from `FILES` on, together with the names of the file. Owns these tables and those rows; all
of them can be made again. Refuses to know how a file is read, and how it is searched (`core.store.file_finding`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb

from core.errors import TimedOut
from core.search.file_text import FileReading, FileText, Lack
from core.store.engine import Connection, Cursor, Row, copy_rows, translating
from core.store.file_lexemes import Words, words_of_names

FILES = 1_000_000
"""From this part on, the words are those of a note's files: a thousand numbers for each content, by its id."""
SUMS = 1_000
"""Numbers for the sums of one content."""


class Unread(NamedTuple):
    """A content that waits to be read; what it is called by the notes that have it, with the kinds they say it is of."""

    sha256: str
    names: tuple[tuple[str, str], ...]


class InFile(NamedTuple):
    """A piece of a file's text in which something was found, from page to page as in `Words`."""

    name: str
    language: str
    text: str
    page: int


def follow(cursor: Cursor, memory_ids: Sequence[UUID]) -> None:
    """Have the words of the files stand beside these notes that they have now, and beside no others. In the transaction that
    changes the notes, or with the log locked. Costs little where nothing has to be written."""
    cursor.execute(_NAMES, (list(memory_ids),))
    named = [
        {"memory": str(memory), "file": file, "words": words_of_names(names)}
        for memory, file, names in cursor.fetchall()
    ]
    parameters = {"ids": list(memory_ids), "named": Jsonb(named)}
    cursor.execute(_DROP, parameters)
    if named:
        cursor.execute(_ADD, parameters)


def forget(cursor: Cursor, memory_ids: Sequence[UUID]) -> None:
    """Keep nothing of what was read of files that only these notes have: they are about to be removed for good, and what
    their files say goes with them, at once. In the transaction that removes them, before their files are taken from them."""
    for table in ("file_texts", "unread_files"):
        cursor.execute(_FORGET.replace("{table}", table).encode(), {"ids": list(memory_ids)})


def tidy(connection: Connection, rules: int) -> None:
    """Forget contents that no note has any more, and have those read again that were read by older rules."""
    row = connection.execute(_UNTIDY, {"rules": rules}).fetchone()
    if row is not None and row[0]:
        connection.execute("select from log_head for update")  # no note gets such a content meanwhile
        connection.execute(_TIDY, {"rules": rules})


def unread(connection: Connection) -> list[Unread]:
    """The contents that wait to be read, newest first."""
    rows = connection.execute(_UNREAD).fetchall()
    return [Unread(sha256.hex(), tuple(zip(names, kinds, strict=True))) for sha256, names, kinds in rows]


def pass_over(connection: Connection, contents: Iterable[str]) -> None:
    """These have no text that is worth reading. They are asked about again when a note gets them anew."""
    wanted = [bytes.fromhex(each) for each in contents]
    connection.execute("delete from unread_files where sha256 = any(%s)", (wanted,))


def keep(
    connection: Connection, sha256: str, read: FileText, words: Callable[[], Iterable[Words]], rules: int
) -> list[UUID]:
    """Keep what was read of a content, and have every note that has it found by that. Gives those notes. Nothing is kept
    when none has it any more. `words` gives its words, from the beginning each time."""
    content = bytes.fromhex(sha256)
    with connection.cursor() as cursor:
        cursor.execute("select from log_head for update")  # no note gets or loses a file meanwhile
        cursor.execute("delete from unread_files where sha256 = %s", (content,))
        cursor.execute("select distinct memory_id from attachments where sha256 = %s", (content,))
        notes = [note for (note,) in cursor.fetchall()]
        if not notes:
            return []
        told = (content, read.pages, read.read, read.lack.value, rules)
        row = cursor.execute(_KEEP, told).fetchone()
        assert row is not None  # it was just written
        rows: Iterator[Row] = ((row[0], part.number, page, text, *part[1:]) for part, text, page in words())
        cursor.execute("delete from file_words where file = %s", (row[0],))
        columns = "file, part, page, text, length, language, words"
        types = ("int4", "int4", "int4", "text", "int4", "text", "tsvector")
        copy_rows(cursor, f"file_words ({columns})", types, rows)
        follow(cursor, notes)
        return notes


def again(connection: Connection) -> list[str]:
    """Have those read once more of which search finds nothing, or not all; which these are."""
    connection.execute(_AGAIN.encode())
    return [sha256.hex() for (sha256,) in connection.execute(f"select sha256 {_LACK}".encode())]


def count_found(connection: Connection) -> int:
    """How many files search finds words of."""
    row = connection.execute("select count(*) from file_words where part = 0").fetchone()
    return int(row[0]) if row else 0


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
    connection: Connection, memory_ids: Sequence[UUID], holds: str, asks: str, best: str
) -> dict[UUID, InFile]:
    """For each of these notes of which a file answers, the part in which most is found. `holds` is a `tsquery` for the words
    of the whole file, `asks` for any of them in a part, `best` for all in the row in which they are wanted. None where that
    takes too long."""
    parameters = {"ids": list(memory_ids), "holds": holds, "asks": asks, "best": best}
    try:
        with connection.transaction(), translating():  # one that is stopped is given up alone
            return {row[0]: InFile(*row[1:]) for row in connection.execute(_FOUND, parameters).fetchall()}
    except TimedOut:
        return {}


_FORGET = """
delete from {table} t using (select distinct sha256 from attachments where memory_id = any(%(ids)s)) as theirs
where t.sha256 = theirs.sha256
    and not exists (select from attachments a where a.sha256 = t.sha256 and a.memory_id <> all(%(ids)s))
"""

_NAMES = """
select a.memory_id, t.id, array_agg(a.name order by a.ordinal)
from attachments a join file_texts t using (sha256)
where a.memory_id = any(%s) and exists (select from file_words w where w.file = t.id) group by 1, 2
"""

# The names of a file say what it is about, and do not stand in it: they have no place, and no phrase holds them. A row is as
# new as the note's own words.
_WANTED = f"""
with wanted as materialized (
    select d.memory_id, w.file * {SUMS} - 1 - w.part as part, d.number, w.length, w.language,
        w.words || array_to_tsvector(array(select jsonb_array_elements_text(n -> 'words'))) as words
    from jsonb_array_elements(%(named)s) n
    join search_documents d on d.memory_id = (n ->> 'memory')::uuid and d.part = 0
    join file_words w on w.file = (n ->> 'file')::int and w.part < 0 and w.part >= -{SUMS}
)
"""

_DROP = f"""
{_WANTED}
delete from search_documents d where d.memory_id = any(%(ids)s) and d.part >= {FILES} and not exists (
    select from wanted w where w.memory_id = d.memory_id and w.part = d.part and w.words = d.words
)
"""

_ADD = f"""
{_WANTED}
insert into search_documents (memory_id, part, number, length, language, words)
select memory_id, part, number, length, language, words from wanted w
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

_LACK = """
from file_texts t where lack <> '' and exists (select from attachments a where a.sha256 = t.sha256)
"""
_AGAIN = f"insert into unread_files (sha256) select sha256 {_LACK} on conflict do nothing"

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

# The rows of `search_documents` say what stands beside a note as of the moment that is looked at (`past_words`).
_FOUND = f"""
select distinct on (d.memory_id) d.memory_id, a.name, w.language, w.text, w.page
from search_documents d
join file_texts t on t.id = d.part / {SUMS}
join attachments a on a.memory_id = d.memory_id and a.sha256 = t.sha256
join file_words w on w.file = t.id and w.part >= 0
where d.memory_id = any(%(ids)s) and d.part >= {FILES} and d.words @@ %(holds)s::tsquery
    and w.words @@ %(asks)s::tsquery
order by d.memory_id, w.words @@ %(best)s::tsquery desc, ts_rank(w.words, %(asks)s::tsquery) desc, a.ordinal, w.part
"""
