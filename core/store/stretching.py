"""Keeps the tables that tell what each note looked like from when to when: `past_notes` follows the log.

Owns how far they have come. They are written when somebody looks back, or a small step at a time before that, so that nobody
else pays for them: the first time from the whole log, a batch of notes a transaction, and after that from what was appended
since. A stop loses nothing but the batch that is under way. Refuses to know what is asked of them: `core.store.past` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from core.errors import Cancelled
from core.events import OF_MEMORIES
from core.history import FOREVER, Stretch, stretches
from core.progress import Progress, Stop, never, unheard
from core.store.database import Database
from core.store.engine import Connection, Row, copy_rows
from core.store.rows import COUNTS, decode_row, select_events
from core.text.titles import excerpt_of

_WRITING = 0x5EC0_9A57  # any number that nobody else takes for an advisory lock
_ANEW = 5_000  # events: more than that are not followed one after the other, all notes are gone through once
_NOTES, _EVENTS = 400, 1_000  # at once
_NOTES_OF_A_STEP = 100
_NOBODY = UUID(int=0)
_COLUMNS = (
    "id, began, ended, version, state, as_now, created_at, updated_at, deleted_at, tags, title, excerpt"
)
_TYPES = (
    "uuid", "timestamptz", "timestamptz", "int4", "int4", "bool", "timestamptz", "timestamptz", "timestamptz", "text[]",
    "text", "text",
)  # fmt: skip
_TOUCHED = (
    "select aggregate_id from events where position > %s and position <= %s union"
    " select aggregate_id from events where superseded_by > %s and superseded_by <= %s"
)
_TABLES = ("past_notes", "past_texts", "past_documents")


class _Upto(NamedTuple):
    """How far the tables have come: they hold what the log tells up to `position`. While all notes are gone through they
    have come to those up to `passed`, and will then be at `goal`."""

    position: int
    goal: int
    passed: UUID | None


def behind(connection: Connection) -> int:
    """How many events the tables lack."""
    return _head(connection) - _upto(connection).position


def catch_up(database: Database, progress: Progress = unheard, cancelled: Stop = never) -> None:
    """Follow the log to its end. `progress` hears of events, about. Raises Cancelled between two batches; what was done
    stays, and the next call goes on from there."""
    told: int | None = None
    while True:
        if cancelled():
            raise Cancelled
        with database.connection() as connection:
            connection.execute("select pg_advisory_xact_lock(%s)", (_WRITING,))
            head, upto = _head(connection), _upto(connection)
            if upto.position >= head:
                return
            if told is None:
                told = _passed(connection, upto)
            after, events = _go_on(connection, upto, head, _NOTES)
            connection.commit()
        told += events
        progress(after.position if after.passed is None else min(told, after.goal), head)


def step(database: Database) -> bool:
    """Follow the log by a small batch, unless somebody else is at it; whether there is more to do."""
    with database.connection() as connection:
        head, upto = _head(connection), _upto(connection)
        if upto.position >= head:
            return False
        mine = connection.execute("select pg_try_advisory_xact_lock(%s)", (_WRITING,)).fetchone()
        if mine == (True,):
            _go_on(connection, _upto(connection), head, _NOTES_OF_A_STEP)
            connection.commit()
        return True


def _go_on(connection: Connection, upto: _Upto, head: int, notes: int) -> tuple[_Upto, int]:
    """Follow by one batch, of so many notes where all are gone through; how far that is, and how many events it read."""
    connection.execute("set local synchronous_commit = off")  # what a crash takes back is made again
    after, read = _followed(connection, upto, head, notes)
    _keep(connection, after)
    return after, read


def _followed(connection: Connection, upto: _Upto, head: int, notes: int) -> tuple[_Upto, int]:
    if upto.passed is None and head - upto.position > _ANEW:
        connection.execute("delete from past_notes")
        upto = _Upto(upto.position, head, _NOBODY)
    if upto.passed is None:
        until = min(head, upto.position + _EVENTS)
        read = _tell(connection, _ids(connection, _TOUCHED, 2 * (upto.position, until)))
        return _Upto(until, until, None), read
    following = (
        f"select distinct aggregate_id from events where aggregate_id > %s and {COUNTS}"
        " order by aggregate_id limit %s"
    )
    ids = _ids(connection, following, (upto.passed, notes))
    read = _tell(connection, ids)
    return upto._replace(passed=ids[-1]) if ids else _Upto(upto.goal, upto.goal, None), read


def _tell(connection: Connection, ids: Sequence[UUID]) -> int:
    """Write anew what these streams tell; what is no memory's is left out. Gives the number of their events."""
    for table in _TABLES:
        connection.execute(f"delete from {table} where id = any(%s)".encode(), (list(ids),))
    query = select_events(
        f"where aggregate_id = any(%s) and event_type = any(%s) and {COUNTS} order by aggregate_id, stream_version"
    )
    read = connection.execute(query.encode(), (list(ids), list(OF_MEMORIES)))
    streams = groupby(read, key=lambda row: row[2])
    rows = (row for _, stream in streams for row in _rows(stretches(map(decode_row, stream))))
    with connection.cursor() as cursor:
        copy_rows(cursor, f"past_notes ({_COLUMNS})", _TYPES, rows)
    return read.rowcount


def _rows(told: Iterable[Stretch]) -> list[Row]:
    """The rows of one memory. What it looks like now is known at the end only."""
    made: list[tuple[int, Row]] = []
    content: str | None = None
    title = excerpt = ""
    ended = None
    for began, ended, memory, state, _ in told:
        if memory.content is not content:
            content, title, excerpt = memory.content, memory.title, excerpt_of(memory.content)
        times = (memory.created_at, memory.updated_at, memory.deleted_at)
        made.append(
            (state, (memory.id, began, ended, memory.version, *times, list(memory.tags), title, excerpt))
        )
    present = made[-1][0] if ended == FOREVER else None
    return [(*row[:4], state, state == present, *row[4:]) for state, row in made]


def _passed(connection: Connection, upto: _Upto) -> int:
    """How many events were read already of those that are gone through."""
    if upto.passed is None:
        return 0
    query = f"select count(*) from events where aggregate_id <= %s and {COUNTS}"
    row = connection.execute(query.encode(), (upto.passed,)).fetchone()
    return int(row[0]) if row else 0


def _ids(connection: Connection, query: str, parameters: Row) -> list[UUID]:
    return [row[0] for row in connection.execute(query.encode(), parameters)]


def _upto(connection: Connection) -> _Upto:
    row = connection.execute("select position, goal, passed from past_upto").fetchone()
    return _Upto(*row) if row else _Upto(0, 0, None)


def _keep(connection: Connection, upto: _Upto) -> None:
    connection.execute(
        "insert into past_upto (position, goal, passed) values (%s, %s, %s) on conflict (single) do update"
        " set position = excluded.position, goal = excluded.goal, passed = excluded.passed",
        upto,
    )


def _head(connection: Connection) -> int:
    row = connection.execute("select position from log_head").fetchone()
    return int(row[0]) if row else 0
