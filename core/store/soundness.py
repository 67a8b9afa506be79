"""Indexes and statistics of the notebook's tables: whether they are there and can be relied on, and making them again.

Owns the questions to the server's catalog. Everything here can be made again from the tables, so mending it loses nothing.
Refuses to know what the tables hold.
"""

from __future__ import annotations

from typing import Any

from core.checks import Check, mendable
from core.language import tr
from core.store.engine import Connection

_LARGE = 1 << 20  # bytes: the queries on a smaller table are quick whatever the server thinks of it
_CHANGED = 50_000  # rows


def indexes(connection: Connection) -> Check:
    """Whether every index is there and valid."""
    broken, missing = broken_indexes(connection), missing_indexes(connection)
    if not broken and not missing:
        return Check("indexes", True, tr("Every index is sound."))
    broken_names, missing_names = ", ".join(broken), ", ".join(missing)
    if not missing:
        words = tr("Indexes are not sound: {names}. Search and lists may be slow.", names=broken_names)
    elif not broken:
        words = tr("Indexes are missing: {names}. Search and lists may be slow.", names=missing_names)
    else:
        words = tr(
            "Indexes are not sound: {broken} and missing: {missing}. Search and lists may be slow.",
            broken=broken_names,
            missing=missing_names,
        )
    return mendable("indexes", words, tr("Build them again."))


def statistics(connection: Connection) -> Check:
    """Whether the server knows how its tables are filled."""
    tables = unknown_tables(connection)
    if not tables:
        return Check("statistics", True, tr("The database knows how its tables are filled."))
    words = tr(
        "The database does not know how these tables are filled: {tables}. Search may be slow.",
        tables=", ".join(tables),
    )
    return mendable("statistics", words, tr("Have it look at them (ANALYZE)."))


def broken_indexes(connection: Connection) -> list[str]:
    """Indexes that no query uses, because their making was broken off. One that is being made now is none of them."""
    return _names(connection, _BROKEN)


def missing_indexes(connection: Connection) -> list[str]:
    """Indexes of the schema that are not there."""
    wanted = _wanted()
    found = _names(
        connection,
        "select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'i'",
    )
    return sorted(set(wanted) - set(found))


def unknown_tables(connection: Connection) -> list[str]:
    """Tables of some size whose statistics were never gathered, or before most of their rows came."""
    return _names(connection, _UNKNOWN)


def rebuild_indexes(connection: Connection) -> str:
    """Make every index again that is broken or missing; says which."""
    broken, missing, wanted = broken_indexes(connection), missing_indexes(connection), _wanted()
    for name in broken:
        connection.execute(f"reindex index {name}".encode())
    for name in missing:
        connection.execute(_statement(wanted[name]).encode())
    names = ", ".join([*broken, *missing])
    return tr("Built again: {names}.", names=names) if names else ""


def gather_statistics(connection: Connection) -> str:
    """Have the server look at the tables that it does not know; says which."""
    tables = unknown_tables(connection)
    for name in tables:
        connection.execute(f"analyze {name}".encode())
    return tr("Had the database look at {tables}.", tables=", ".join(tables)) if tables else ""


def _names(connection: Connection, query: str) -> list[str]:
    values = {"tables": _tables(), "large": _LARGE, "changed": _CHANGED}
    return [str(row[0]) for row in connection.execute(query.encode(), values).fetchall()]


def _tables() -> list[str]:
    from core.store.schema import metadata

    return list(metadata.tables)


def _wanted() -> dict[str, Any]:
    """The indexes that the schema names, beside those of keys."""
    from core.store.schema import metadata

    return {str(index.name): index for table in metadata.tables.values() for index in table.indexes}


def _statement(index: Any) -> str:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateIndex

    return str(CreateIndex(index).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # as it is


_OURS = (
    "c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'"
    " and (c.relname = any(%(tables)s) or c.relname ~ '^vectors_[0-9]+$')"
)

_BROKEN = f"""
select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
where {_OURS} and not (i.indisvalid and i.indisready)
    and not exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid)
order by 1
"""

# Of a table that is empty there is nothing to know: the queues are, once their work is done.
_UNKNOWN = f"""
select c.oid::regclass::text from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
where {_OURS} and pg_relation_size(c.oid) > %(large)s and (
    c.reltuples <> 0
        and not exists (select from pg_stats p where p.schemaname = current_schema() and p.tablename = c.relname)
    or (least(s.n_mod_since_analyze, s.n_live_tup) > %(changed)s and s.n_mod_since_analyze > s.n_live_tup / 2)
)
order by 1
"""
