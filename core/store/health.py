"""The condition of a notebook's database: what it is, how much it holds, and whether what it promises still holds.

Owns the questions that `second-brain doctor` asks of the store. Only reads, in one short transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg.rows import namedtuple_row

from core.store.engine import Connection
from core.store.upgrade import head


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `words` say what was found, `hint` what to do when it is not `ok`."""

    name: str
    ok: bool
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """A database at a glance. `size` is in bytes, `known_schema` is what this program works with."""

    server: str
    pgvector: str
    schema: str
    known_schema: str
    size: int
    events: int
    memories: int
    trash: int
    drafts: int
    checks: tuple[Check, ...]


def health(connection: Connection) -> Health:
    """Look at everything once."""
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        row: Any = cursor.execute(_FACTS).fetchone()
    return Health(
        server=row.server,
        pgvector=row.pgvector or "",
        schema=row.schema,
        known_schema=head(),
        size=row.size,
        events=row.events,
        memories=row.memories - row.trash,
        trash=row.trash,
        drafts=row.drafts,
        checks=(_log(row), _guard(row), _search(row), _indexes(row), _durable(row), _checksums(row)),
    )


_FACTS = """
select current_setting('server_version') as server,
    (select extversion from pg_extension where extname = 'vector') as pgvector,
    (select version_num from alembic_version) as schema,
    pg_database_size(current_database()) as size,
    (select count(*) from events) as events,
    (select coalesce(max(position), 0) from events) as last,
    (select position from log_head) as head,
    (select count(*) from memories) as memories,
    (select count(*) from memories where deleted_at is not null) as trash,
    (select count(*) from drafts) as drafts,
    (select count(*) from memories m
        where not exists (select from search_documents d where d.memory_id = m.id)) as unindexed,
    (select count(*) from pg_trigger where tgrelid = 'events'::regclass and tgname = 'append_only'
        and tgenabled in ('O', 'A')) as guards,
    (select string_agg(indexrelid::regclass::text, ', ') from pg_index
        where not indisvalid and indrelid in ('events'::regclass, 'memories'::regclass, 'links'::regclass,
            'search_documents'::regclass)) as broken,
    current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
        and current_setting('synchronous_commit') <> 'off' as durable,
    current_setting('data_checksums') = 'on' as checksums,
    (select coalesce(max(checksum_failures), 0) from pg_stat_database
        where datname = current_database()) as damaged
"""


def _log(row: Any) -> Check:
    ok = row.events == row.last == row.head
    words = f"The history has {row.events:,} events and no gap."
    if not ok:
        words = (
            f"The history has {row.events:,} events, but its last one is number {row.last:,} of {row.head:,}."
        )
    return Check("history", ok, words, "" if ok else "Restore a backup beside this notebook and compare.")


def _guard(row: Any) -> Check:
    if row.guards:
        return Check("append-only", True, "The database itself keeps the history from being changed.")
    return Check(
        "append-only",
        False,
        "The history is not protected from changes.",
        "Somebody removed the trigger append_only from the table events; put it back.",
    )


def _search(row: Any) -> Check:
    total = row.memories
    if not row.unindexed:
        return Check("search", True, f"All {total:,} notes can be found by their words.")
    found = total - row.unindexed
    return Check(
        "search", False, f"{found:,} of {total:,} notes can be found by their words.", "Report this."
    )


def _indexes(row: Any) -> Check:
    if not row.broken:
        return Check("indexes", True, "Every index is sound.")
    return Check(
        "indexes", False, f"Not sound: {row.broken}.", f"Run on the database: REINDEX INDEX {row.broken};"
    )


def _durable(row: Any) -> Check:
    if row.durable:
        return Check("durability", True, "What is saved is on the disk.")
    return Check(
        "durability",
        False,
        "The server does not wait until what is saved is on the disk.",
        "Switch fsync, full_page_writes and synchronous_commit on.",
    )


def _checksums(row: Any) -> Check:
    if row.damaged:
        words = f"The server found {row.damaged:,} damaged pages on the disk."
        return Check("checksums", False, words, "Make a copy of the data folder now, then check the disk.")
    words = (
        "and has found no damage"
        if row.checksums
        else "is off on this server, so damage to the disk may go unseen"
    )
    return Check("checksums", True, f"Checking of pages {'is on ' if row.checksums else ''}{words}.")
