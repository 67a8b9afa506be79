"""Search in the notebook as it was: the tables that a search reads, as they stood at a moment.

Owns the texts and words of notes that look otherwise today: they are folded from the log when they are first asked for, and
kept. Of all others, what is there today is what was there then. A search of then is the search of today over views with
the names of today's tables, on a connection of its own that ends with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from core.errors import Cancelled
from core.history import Stretch, stretches
from core.progress import Progress, Stop, never, unheard
from core.store.cutting import Cutter
from core.store.database import Database
from core.store.engine import Connection, Row, connect, copy_rows, translating
from core.store.past import THEN
from core.store.rows import COUNTS, decode_row, select_events

_AT_ONCE = 100
_MISSING = (
    f"from past_notes p where {THEN} and not as_now"
    " and not exists (select from past_texts t where t.id = p.id and t.state = p.state)"
)


def unread(connection: Connection, moment: datetime) -> int:
    """How many notes of then have another text today that is not read yet, so that they cannot be found."""
    query = f"select count(*) {_MISSING}"
    row = connection.execute(query.encode(), (moment, moment)).fetchone()
    return int(row[0]) if row else 0


def read_texts(
    database: Database,
    moment: datetime,
    most: int | None = None,
    progress: Progress = unheard,
    cancelled: Stop = never,
) -> None:
    """Read them, those first that were changed last before then; all, or at most so many. `progress` hears of notes. Raises
    Cancelled between two batches; what was read stays."""
    total = database.ask(unread, moment)
    total = total if most is None else min(total, most)
    done = 0
    with Cutter() as cutter:
        while done < total:
            if cancelled():
                raise Cancelled
            with database.connection() as connection:
                connection.execute("lock table past_texts in share row exclusive mode")
                connection.execute("set local synchronous_commit = off")
                query = f"select id, state {_MISSING} order by updated_at desc limit %s"
                found = connection.execute(query.encode(), (moment, moment, _AT_ONCE)).fetchall()
                _write(connection, found, cutter)
                connection.commit()
            done = done + len(found) if found else total
            progress(done, total)


def _write(connection: Connection, wanted: Sequence[Row], cutter: Cutter) -> None:
    told = [each for memory_id, state in wanted if (each := _told(connection, memory_id, state)) is not None]
    texts: list[Row] = [
        (
            each.memory.id,
            each.state,
            each.memory.content,
            Jsonb(each.memory.metadata),
            list(each.memory.clashes),
        )
        for each in told
    ]
    words = cutter.cut([each.memory for each in told])
    documents: list[Row] = [
        (each.memory.id, each.state, part.number, each.position, *part[1:])
        for each, parts in zip(told, words, strict=True)
        for part in parts
    ]
    with connection.cursor() as cursor:
        copy_rows(
            cursor,
            "past_texts (id, state, content, metadata, clashes)",
            ("uuid", "int4", "text", "jsonb", "int4[]"),
            texts,
        )
        copy_rows(
            cursor,
            "past_documents (id, state, part, number, length, language, words)",
            ("uuid", "int4", "int4", "int8", "int4", "text", "tsvector"),
            documents,
        )


def _told(connection: Connection, memory_id: UUID, state: int) -> Stretch | None:
    query = select_events(
        f"where aggregate_id = %s and {COUNTS} and stream_version <= %s order by stream_version"
    )
    stream = map(decode_row, connection.execute(query.encode(), (memory_id, state)))
    last = None
    for last in stretches(stream):  # noqa: B007 - the last one is wanted
        pass
    return last


@contextmanager
def standing_at(database: Database, moment: datetime) -> Iterator[Connection]:
    """A connection on which `memories` and `search_documents` are what they were then."""
    with translating():
        connection = connect(database.address)
        try:
            # A prepared statement would go on to mean the tables that it was prepared for.
            connection.prepare_threshold = None
            for view in (_MEMORIES, _DOCUMENTS):
                connection.execute(sql.SQL(view).format(moment=sql.Literal(moment)))
            connection.commit()
            yield connection
        finally:
            connection.close()


_MEMORIES = """
create temp view memories as
select p.id, p.version, m.user_id, p.created_at, p.updated_at, p.deleted_at, p.tags, p.title,
    case when p.as_now then m.content else t.content end as content,
    case when p.as_now then m.metadata else t.metadata end as metadata,
    case when p.as_now then m.clashes else t.clashes end as clashes
from past_notes p
left join public.memories m on m.id = p.id
left join past_texts t on t.id = p.id and t.state = p.state and not p.as_now
where p.began <= {moment} and p.ended > {moment} and (p.as_now or t.id is not null)
"""
_DOCUMENTS = """
create temp view search_documents as
select d.memory_id, d.part, d.number, d.length, d.language, d.words
from public.search_documents d join past_notes p on p.id = d.memory_id
where p.as_now and p.began <= {moment} and p.ended > {moment}
union all
select d.id, d.part, d.number, d.length, d.language, d.words
from past_documents d join past_notes p on p.id = d.id and p.state = d.state
where not p.as_now and p.began <= {moment} and p.ended > {moment}
"""
