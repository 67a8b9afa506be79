"""Proves on any brain that the log alone gives the live tables.

Replays every event into empty copies of the projections, inside one transaction that is rolled back, and compares them
with the live ones row by row. Works on a snapshot, so the notebook can be used meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import psycopg

from core.events import Event
from core.memory import Memory, evolve
from core.progress import Progress, unheard
from core.store.database import Database
from core.store.engine import Cursor, Row
from core.store.projection import step
from core.store.rows import COUNTS, decode_row, select_events

_BATCH = 1_000
# What else is in the log is folded into no table.
_OF_MEMORIES = f"where event_type like 'memory.%' and {COUNTS}"
# What two copies of a table must agree in; `number` only orders search documents by their last change.
_COMPARED = {
    "memories": "*",
    "links": "source, target, kind, ordinal, metadata",
    "attachments": "*",
    "memory_vectors": "*",
    "search_documents": "memory_id, part, length, language, words",
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay saw. `differences` counts, for each projection, the rows that are not the same in both. Beside the
    `events` that it read, the log has those that gave way to a merged history, and those of imports and actions."""

    events: int
    memories: int
    differences: dict[str, int]
    gave_way: int
    of_others: int

    @property
    def equal(self) -> bool:
        """Whether the live tables are exactly what the log gives."""
        return not any(self.differences.values())


def replay(database: Database, progress: Progress = unheard) -> Replayed:
    """Replay the whole log beside the live tables. `progress` gets events done and in all."""
    with database.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        for table in _COMPARED:
            cursor.execute(f"create temp table {table} (like public.{table} including all) on commit drop")
        total = _count(cursor, f"events {_OF_MEMORIES}")
        done = memories = 0
        for batch in _batches(cursor.connection):
            events = [event for _, told in batch for event in told]
            step({}, [memory for memory, _ in batch], events).project(cursor)
            done += len(events)
            memories += len(batch)
            progress(done, total)
        differences = {table: _differences(cursor, table, columns) for table, columns in _COMPARED.items()}
        gave_way = _count(cursor, f"events where not ({COUNTS})")
        everything = _count(cursor, "events")
        return Replayed(done, memories, differences, gave_way, everything - done - gave_way)


def _batches(connection: psycopg.Connection[Row]) -> Iterator[list[tuple[Memory, list[Event]]]]:
    batch: list[tuple[Memory, list[Event]]] = []
    with connection.cursor(name="replay") as reading:
        reading.itersize = 2_000
        reading.execute(select_events(f"{_OF_MEMORIES} order by aggregate_id, stream_version"))
        for _, rows in groupby(reading, key=lambda row: row[2]):
            events = [decode_row(row) for row in rows]
            memory = None
            for event in events:
                memory = evolve(memory, event)
            if memory is not None:
                batch.append((memory, events))
            if len(batch) >= _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _count(cursor: Cursor, table: str) -> int:
    row = cursor.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def _differences(cursor: Cursor, table: str, columns: str) -> int:
    """Rows that only one of the two copies has."""
    one = f"select {columns} from pg_temp.{table}"
    other = f"select {columns} from public.{table}"
    return _count(cursor, f"(({one} except {other}) union all ({other} except {one})) as unlike")
