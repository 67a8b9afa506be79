"""The vocabulary of a notebook: every lexeme that its notes hold, and in how many documents.

Owns the counts behind ranking. What is written to `search_documents` is noted in `uncounted` by triggers, in the same
transaction, and counted later: by the next search when it is little, in the background when it is much. Counting is exact
whatever happens in between. A document is a part of a note (`core.store.lexemes`); notes in the trash count too. Words of
files are counted apart, because their lexemes and languages have a letter of their own in front: what is told of notes is
the same with a thousand files as with none. Refuses to know what is searched for, and which lexeme stands for what beyond
the capital letter in front.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from psycopg import errors as pg

from core.errors import Cancelled
from core.progress import Progress, Stop, never, unheard
from core.search.spelling import Neighbor, clues, most_edits, one_edit, ranked
from core.store.database import Database
from core.store.engine import Connection
from core.store.lexemes import FILE
from core.store.recounting import Busy, count_anew

_COUNTING = 0x5EC0_4D_0C0B  # any number that nobody else takes for an advisory lock
_FEW = 50  # documents that a search may have to count before it answers: some 30 ms
_BATCH = 4_000
_MANY = 4_000
_MOST_COUNTED = 3  # times as many documents may be counted already, when all are counted anew
# Of words that an index gives, so many are looked at: the first in the table, which tend to be the frequent ones.
_LOOK_AT = 2_000
_LOOK_AT_CLUE = 300
_BEYOND = 4  # times what was looked at
_LAST = chr(0x10FFFF)  # behind every other character


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many documents of notes are counted, their average length in words, how many there are of each language, and how
    many files of each."""

    documents: int
    average_length: float
    languages: dict[str, int]
    files: dict[str, int] = field(default_factory=dict)


def catch_up(connection: Connection, most: int = _FEW, *, wait: bool = False) -> int:
    """Count at most so many documents that are not counted yet, newest first; gives how many were found to count.

    One small question when there is none. While somebody else counts it does nothing, unless told to wait. Runs in the
    caller's transaction, which must write nothing else, because it does not wait for the disk: what a crash takes back
    is counted again.
    """
    if connection.execute("select from uncounted order by id desc limit 1").fetchone() is None:
        return 0
    lock = "select pg_advisory_xact_lock(%s), true" if wait else "select null, pg_try_advisory_xact_lock(%s)"
    row = connection.execute(lock, (_COUNTING,)).fetchone()
    if row is None or not row[1]:
        return 0
    connection.execute("set local synchronous_commit = off")
    counted, gone = connection.execute(_COUNT, (most,)).fetchone() or (0, None)
    if gone:
        connection.execute("delete from vocabulary where word = any(%s) and documents <= 0", (gone,))
    return int(counted)


def count_for_search(connection: Connection) -> None:
    """Count what a search needs and commit that: whatever becomes of the question, it is counted. Where nothing can be
    written, as on a full disk, the question is answered by what was counted before: to find a note must need no room. The
    caller's transaction ends."""
    try:
        if catch_up(connection):
            connection.commit()
    except (pg.DiskFull, pg.ReadOnlySqlTransaction):
        connection.rollback()


def count_all(
    database: Database, progress: Progress = unheard, cancelled: Stop = never, many: int = _MANY
) -> None:
    """Count everything that is not counted yet. `progress` hears of documents.

    `many` of them, if most documents are among them, are counted at one go, which takes a sixth of the time; else it is
    done in transactions of about a second.
    """
    total = int(database.fetch("select count(*) from uncounted", ())[0][0])
    done = 0
    if total >= many and (done := _count_anew(database, cancelled)):
        progress(min(done, total), total)
    while not cancelled() and (counted := database.ask(catch_up, _BATCH, wait=True)):
        done += counted
        progress(min(done, total), total)


def _count_anew(database: Database, cancelled: Stop) -> int:
    def count(connection: Connection) -> int:
        connection.execute("select pg_advisory_xact_lock(%s)", (_COUNTING,))
        row = connection.execute(_WORTH_IT, (_MOST_COUNTED,)).fetchone()
        return count_anew(connection, cancelled) if row and row[0] else 0

    try:
        return database.ask(count)
    except (Busy, Cancelled):
        return 0


def is_right(connection: Connection) -> bool:
    """Whether what is counted and what waits to be are all documents that there are."""
    row = connection.execute(_RIGHT).fetchone()
    return row is not None and bool(row[0])


def recount_if_wrong(connection: Connection) -> bool:
    """Have every document counted anew if counts were lost; whether that was so. Nobody writes a document meanwhile."""
    connection.execute("select pg_advisory_xact_lock(%s)", (_COUNTING,))
    connection.execute("lock table search_documents in share row exclusive mode")
    if is_right(connection):
        return False
    connection.execute(_FORGET)
    return True


def frequencies(connection: Connection, lexemes: Collection[str]) -> dict[str, int]:
    """In how many documents each of these lexemes is; those that are in none are missing."""
    query = "select word, documents from vocabulary where word = any(%s)"
    return dict(connection.execute(query, (list(lexemes),)).fetchall())


def statistics(connection: Connection) -> Statistics:
    """What ranking has to know of the whole notebook."""
    rows = connection.execute(
        "select language, documents, length from languages where documents > 0"
    ).fetchall()
    notes = {language: count for language, count, _ in rows if not language.startswith(FILE)}
    files = {language[1:]: count for language, count, _ in rows if language.startswith(FILE)}
    documents = sum(notes.values())
    length = sum(length for language, _, length in rows if language in notes)
    return Statistics(documents, length / documents if documents else 0.0, notes, files)


def words_with(connection: Connection, part: str, limit: int, of: str = "") -> list[tuple[str, int]]:
    """Words and chunks that hold this folded part, the shortest first, of equal ones the most frequent, with their
    documents. A part of one character is in too many. Of a part that very many hold, some thousands are looked at. `of` is
    `FILE` for words of files."""
    size = min(3, len(part))
    if size < 2:
        return []
    grams = list({part[at : at + size] for at in range(len(part) - size + 1)})
    parameters = {"grams": grams, "part": part, "look_at": _LOOK_AT, "limit": limit}
    found = connection.execute(_WITH.replace("{only}", _ONLY[of]).encode(), parameters)
    return [(word[len(of) :], documents) for word, documents in found]


def words_like(connection: Connection, word: str, limit: int, of: str = "") -> list[Neighbor]:
    """Known words that this folded one may be misspelt for, best first (`core.search.spelling.ranked`): those at one
    edit; in long words those at two, where there is none at one. None for what is no word of letters."""
    most = most_edits(word)
    if not most:
        return []
    known = frequencies(connection, [of + each for each in one_edit(word)])
    near = ranked(word, [(each[len(of) :], count) for each, count in known.items()], 1)
    if not near and most > 1:
        near = ranked(word, _within_two(connection, word, of), 2)
    return near[:limit]


def begins_a_word(connection: Connection, beginning: str) -> bool:
    """Whether a known word begins so: it may then be one that is still being typed."""
    query = "select word from vocabulary where word >= %s order by word limit 1"
    row = connection.execute(query, (beginning,)).fetchone()
    return row is not None and str(row[0]).startswith(beginning)


def documents_with_beginning(connection: Connection, beginning: str) -> int:
    """About in how many documents some lexeme begins so: a document counts for each of them. Of a beginning that very many
    have, some thousands are looked at and the others are guessed to be more."""
    row = connection.execute(_BEGINNING, (beginning, beginning + _LAST, _LOOK_AT)).fetchone()
    looked_at, documents = row if row is not None else (0, 0)
    return int(documents) * (_BEYOND if looked_at == _LOOK_AT else 1)


def _within_two(connection: Connection, word: str, of: str) -> list[tuple[str, int]]:
    """Words that may be two edits away, from the clues that the word gives."""
    parameters: dict[str, Any] = {"look_at": _LOOK_AT_CLUE}
    queries = []
    for number, clue in enumerate(clues(word)):
        queries.append(_LIKE.replace("{number}", str(number)).replace("{only}", _ONLY[of]))
        grams = [of + gram[1:] if of and gram.startswith(" ") else gram for gram in clue.grams]
        parameters |= {f"grams{number}": grams, f"pattern{number}": clue.pattern, "skipped": len(of) + 1}
    found = connection.execute(" union ".join(queries).encode(), parameters)
    return [(each[len(of) :], documents) for each, documents in found]


# Those of which parts are looked for, as the index of letters has them; of notes, and of files.
_PLAIN = "left(word, 1) not in ('S', 'T', 'L', 'H')"
_ONLY = {"": f"{_PLAIN} and left(word, 1) <> '{FILE}'", FILE: f"{_PLAIN} and left(word, 1) = '{FILE}'"}

_RIGHT = """
select (select count(*) from search_documents) = (select coalesce(sum(documents), 0) from languages)
    + (select count(*) filter (where not removed) - count(*) filter (where removed) from uncounted)
"""

_FORGET = """
delete from uncounted;
delete from vocabulary;
delete from languages;
insert into uncounted (removed, memory_id, part, number)
select false, memory_id, part, number from search_documents order by number
"""

_WORTH_IT = """
select (select count(*) from uncounted) * %s >= (select coalesce(sum(documents), 0) from languages)
"""

_BEGINNING = """
select count(*), coalesce(sum(documents), 0)
from (select documents from vocabulary where word >= %s and word < %s limit %s) as looked_at
"""

_WITH = """
with holding as materialized (
    select word, documents from vocabulary
    where {only} and grams_of(word) @> %(grams)s::text[]
        and strpos(word, %(part)s::text) > 0
    limit %(look_at)s
)
select word, documents from holding order by length(word), documents desc, word limit %(limit)s
"""

_LIKE = """
select word, documents from (
    select word, documents from vocabulary
    where {only} and grams_of(word) @> %(grams{number})s::text[]
    limit %(look_at)s
) as looked_at where substr(word, %(skipped)s) ~ %(pattern{number})s
"""

# A document that was taken out before it was counted is no document: both notes of it go. All in one statement and so in
# one snapshot, in which a new document that is no longer there is always paired with the note of its removal.
# The frequent words are written first: they then stand in front in the table, where `words_with` looks first.
_COUNT = """
with pairs as materialized (
    select added.id as added, removed.id as removed
    from uncounted removed join uncounted added using (memory_id, part, number)
    where removed.removed and not added.removed and added.id < removed.id
),
both_notes as (select added as id from pairs union all select removed from pairs),
due as materialized (
    select id, removed, memory_id, part, number, length, language, words
    from uncounted where id not in (select id from both_notes) order by id desc limit %s
),
documents as materialized (
    select 1 as sign, d.length, d.language, d.words
    from due join search_documents d using (memory_id, part, number) where not due.removed
    union all
    select -1, length, language, words from due where removed
),
counted as (
    insert into vocabulary as v (word, documents)
    select word, sum(sign) from documents, unnest(tsvector_to_array(words)) as word
    group by word having sum(sign) <> 0 order by sum(sign) desc
    on conflict (word) do update set documents = v.documents + excluded.documents
    returning word, documents
),
languages_counted as (
    insert into languages as l (language, documents, length)
    select language, sum(sign), sum(sign * length) from documents group by language
    on conflict (language) do update
    set documents = l.documents + excluded.documents, length = l.length + excluded.length
),
taken as (
    delete from uncounted where id in (select id from due union all select id from both_notes) returning 1
)
select (select count(*) from taken), (select array_agg(word) from counted where documents <= 0)
"""
