"""The vocabulary counted anew, beside the one that is in use, and put in its place: the quick way after a large import.

To count many documents into a vocabulary that is in use, the places of every lexeme and of its letters have to be found in
indexes, again and again. A new table is sorted once, and its indexes are built at one go. Searches go on meanwhile, with
the counts that were there. Owns making the tables; what is counted, and when, is `core.store.vocabulary`.
"""

from __future__ import annotations

from time import sleep

from psycopg import errors as pg

from core.errors import Cancelled
from core.progress import Stop
from core.store.engine import Connection

_TRIES = 10


class Busy(Exception):
    """Somebody reads the vocabulary in a transaction that does not end, a backup for instance."""


def count_anew(connection: Connection, cancelled: Stop) -> int:
    """Count every document there is; gives how many notes of changes this did away with.

    Runs in the caller's transaction, which must be rolled back when this raises: Busy, or Cancelled between two steps. The
    caller sees to it that nobody else counts.
    """
    connection.execute("set local synchronous_commit = off")
    connection.execute("set local work_mem = '64MB'")
    connection.execute(_TABLE)
    counted = connection.execute(_COUNT).fetchone()
    for step in _INDEXES:
        if cancelled():
            raise Cancelled("Counting words was stopped.")
        connection.execute(step)
    _take_place(connection)
    return int(counted[0]) if counted else 0


def _take_place(connection: Connection) -> None:
    """Nobody waits long for this: whoever searches now is done in a moment, or else all is given up."""
    connection.execute("set local lock_timeout = '200ms'")
    for _ in range(_TRIES):
        try:
            with connection.transaction():
                connection.execute("lock table vocabulary in access exclusive mode")
        except pg.LockNotAvailable:
            sleep(0.1)
            continue
        connection.execute(_TAKE_PLACE)
        return
    raise Busy


# Made as the migrations made the one that is in use.
_TABLE = """
create table vocabulary_anew (word text collate "C" not null, documents integer not null) with (fillfactor = 80)
"""

# All in one statement and so in one snapshot: what is noted down and not counted, and the documents that are there.
# The frequent words are written first: see `core.store.vocabulary`.
_COUNT = """
with noted as (delete from uncounted returning 1),
spoken as materialized (
    select language, count(*) as documents, sum(length) as length from search_documents group by language
),
languages_counted as (
    insert into languages as l (language, documents, length)
    select language, coalesce(spoken.documents, 0), coalesce(spoken.length, 0)
    from languages full join spoken using (language)
    on conflict (language) do update set documents = excluded.documents, length = excluded.length
),
counted as (
    insert into vocabulary_anew (word, documents)
    select word, count(*) from search_documents, unnest(tsvector_to_array(words)) as word
    group by word order by count(*) desc
)
select count(*) from noted
"""

_GRAMS = """
create index ix_vocabulary_grams_anew on vocabulary_anew using gin (grams_of(word))
    with (gin_pending_list_limit = 128) where left(word, 1) not in ('S', 'T', 'L', 'H')
"""
_INDEXES = (
    "alter table vocabulary_anew add constraint pk_vocabulary_anew primary key (word)",
    _GRAMS,
    "analyze vocabulary_anew",
)

_TAKE_PLACE = """
drop table vocabulary;
alter table vocabulary_anew rename to vocabulary;
alter table vocabulary rename constraint pk_vocabulary_anew to pk_vocabulary;
alter index ix_vocabulary_grams_anew rename to ix_vocabulary_grams;
"""
