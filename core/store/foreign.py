"""A database of somebody else's, looked at and never touched: one transaction, read only, on a connection of its own.

Owns the SQL of that, the settings that make its rows read like those of a dump, and the words for everything that a strange
server can do in between. Refuses to know what its tables are for. A row is held at a time, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NoReturn

import psycopg
from psycopg import errors as pg
from psycopg import sql

from core.errors import BrainError, DatabaseUnavailable, DatabaseUnsuitable
from core.language import tr, tr_noop
from core.store.engine import Connection
from core.store.whereabouts import shown_address

OLDEST = 90_600
"""The oldest server whose catalogs are asked rightly, as libpq numbers them."""

_GRANT = tr_noop(
    "Nothing was changed there. Use the user that v2 itself uses, or let the database's owner say:"
    " GRANT SELECT ON ALL TABLES IN SCHEMA public TO that_user;"
)
_SAFE = tr_noop("Nothing was changed there. What came in before is safe; start again and it goes on.")
_STOP_V2 = tr_noop(
    "Stop v2 and whatever changes its tables, then try again. Nothing was changed there. "
    "What came in before is safe; start again and it goes on."
)
_COUNTING = "20s"  # longer than that nobody waits for the number of rows of a table that is not carried


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A table or a view. `columns` are those that a dump would hold, in their order: no generated ones. `rows` are about how
    many it has (-1 unknown); `readable` is whether this user may read it, in part at least."""

    schema: str
    name: str
    columns: tuple[str, ...]
    view: bool
    rows: int
    readable: bool

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


class ForeignDatabase:
    """The inside of one read-only transaction: what it sees stays the same, whoever writes meanwhile."""

    def __init__(self, connection: Connection, place: str) -> None:
        self._connection = connection
        self.place = place
        """Where it is, without secrets."""

    @property
    def server(self) -> str:
        """The server's version, as a person says it."""
        number = self._connection.info.server_version
        return f"{number // 10_000}.{number % 10_000 if number >= 100_000 else number // 100 % 100}"

    def tables(self) -> tuple[ForeignTable, ...]:
        """All tables and views that are not Postgres' or an extension's own, by schema and name."""
        with self._told(tr("its list of tables")):
            rows = self._connection.execute(_TABLES.encode()).fetchall()
        return tuple(ForeignTable(r[0], r[1], tuple(r[2] or ()), *r[3:]) for r in rows)

    def lines(self, table: ForeignTable, columns: Sequence[str]) -> Iterator[bytes]:
        """The rows as the lines of a dump's COPY block, without line ends. Raises BrainError when the server ends it."""
        query = sql.SQL("copy (select {} from {}) to stdout").format(
            sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table.schema, table.name)
        )
        with self._told(str(table)), self._connection.cursor() as cursor, cursor.copy(query) as copy:
            rest = b""
            for part in copy:  # a row each, as servers send them; the protocol does not promise it
                *whole, rest = (rest + bytes(part)).split(b"\n") if rest else bytes(part).split(b"\n")
                yield from whole
            if rest:
                yield rest

    def count(self, table: ForeignTable) -> int:
        """How many rows there are; about how many where counting takes too long or is not allowed."""
        query = sql.SQL("select count(*) from {}").format(sql.Identifier(table.schema, table.name))
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.execute("select set_config('statement_timeout', %s, true)", [_COUNTING])
                row = cursor.execute(query).fetchone()
                cursor.execute("select set_config('statement_timeout', '0', true)")
            return int(row[0]) if row else 0
        except psycopg.Error as error:
            if self._connection.closed:
                _tell(error, self.place, str(table))
            return max(table.rows, 0)

    def size(self, table: ForeignTable) -> int:
        """The bytes that it takes there, with what lies beside it; 0 for a view."""
        with self._told(str(table)):
            row = self._connection.execute(_SIZE, [table.schema, table.name]).fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            _tell(error, self.place, what)


@contextmanager
def looking_into(address: str) -> Iterator[ForeignDatabase]:
    """The database at a complete address, until the end of the block. Raises BrainError when it cannot be read."""
    place = shown_address(address)
    connection = _connected(address, place)
    try:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        try:
            connection.execute(_SETTINGS.encode())
        except psycopg.Error as error:
            _tell(error, place, tr("its settings"))
        yield ForeignDatabase(connection, place)
    finally:
        with suppress(psycopg.Error):
            connection.close()  # whatever is on its way is not wanted any more


def _connected(address: str, place: str) -> Connection:
    try:
        connection = psycopg.connect(
            address,
            client_encoding="UTF8",
            connect_timeout=10,
            application_name="second-brain",
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
        )
    except psycopg.Error as error:
        words, hint = _why_closed(str(error), place)
        raise DatabaseUnavailable(words, hint) from None
    if connection.info.server_version < OLDEST:
        connection.close()
        raise DatabaseUnsuitable(
            tr(
                "The server at {place} is older than Postgres 9.6, which is the oldest that is read.",
                place=place,
            ),
            tr("Make a dump with its own pg_dump and import that."),
        )
    return connection


# As pg_dump has them, for this transaction only: through a pooler the next one may be on another connection.
# With row_security off a table that hides rows from this user is an error, where it would be a few notes less.
_SETTINGS = """
select set_config(name, value, true)
from (values ('datestyle', 'ISO'), ('timezone', 'UTC'), ('intervalstyle', 'postgres'), ('extra_float_digits', '3'),
    ('bytea_output', 'hex'), ('search_path', ''), ('row_security', 'off'), ('synchronize_seqscans', 'off'),
    ('max_parallel_workers_per_gather', '0'), ('client_encoding', 'UTF8'), ('client_min_messages', 'error'),
    ('statement_timeout', '0'), ('transaction_timeout', '0'), ('idle_in_transaction_session_timeout', '0'),
    ('lock_timeout', '10s')) wanted (name, value)
where exists (select from pg_catalog.pg_settings s where pg_catalog.lower(s.name) = wanted.name)
"""

# attgenerated came with version 12, relispartition with 10.
_TABLES = """
select n.nspname::text, c.relname::text,
    (select array_agg(a.attname::text order by a.attnum) from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and coalesce(to_jsonb(a) ->> 'attgenerated', '') = ''),
    c.relkind in ('v', 'm', 'f'),
    case when c.reltuples < 0 or c.relkind in ('v', 'f') then -1 else c.reltuples::bigint end,
    pg_catalog.has_schema_privilege(n.oid, 'usage') and (pg_catalog.has_table_privilege(c.oid, 'select')
        or pg_catalog.has_any_column_privilege(c.oid, 'select'))
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and coalesce(to_jsonb(c) ->> 'relispartition', 'false') = 'false'
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass
        and d.objid = c.oid and d.deptype = 'e')
order by 1, 2
"""


_SIZE = b"""
select pg_catalog.pg_table_size(c.oid) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = %s and c.relname = %s and c.relkind in ('r', 'm')
"""


def _tell(error: psycopg.Error, place: str, what: str) -> NoReturn:
    """The error in words. `what` was being read."""
    for kinds, words, hint in _WORDS:
        if isinstance(error, kinds):
            raise DatabaseUnavailable(tr(words, place=place, what=what), tr(hint)) from None
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        raise DatabaseUnavailable(
            tr("The v2 database at {place} went away while {what} was read.", place=place, what=what),
            tr(
                "What came in before is safe. Start the server again, then the import: it goes on where "
                "it was."
            ),
        ) from None
    said = error.diag.message_primary or type(error).__name__
    raise BrainError(
        tr(
            "The v2 database at {place} could not read {what}: {said}.",
            place=place,
            what=what,
            said=said[:200],
        ),
        tr("{safe} If it stays so, make a dump with pg_dump and import that.", safe=tr(_SAFE)),
    ) from None


_WORDS: tuple[tuple[tuple[type[psycopg.Error], ...], str, str], ...] = (
    (
        (pg.InsufficientPrivilege,),
        tr_noop("This user may not read {what} of the v2 database at {place}, or not all rows of it."),
        _GRANT,
    ),
    (
        (pg.LockNotAvailable,),
        tr_noop("Another program keeps {what} of the v2 database at {place} locked."),
        _STOP_V2,
    ),
    (
        (pg.QueryCanceled,),
        tr_noop("The v2 database at {place} was told to stop reading {what}."),
        _SAFE,
    ),
    (
        (pg.UntranslatableCharacter, pg.CharacterNotInRepertoire),
        tr_noop("The v2 database at {place} holds text in {what} that it cannot turn into Unicode itself."),
        tr_noop(
            "Nothing was changed there. Import a dump of it (pg_dump without --encoding): then only that row is set aside."
        ),
    ),
    (
        (pg.UndefinedTable, pg.UndefinedColumn),
        tr_noop("The tables of the v2 database at {place} were changed while they were read."),
        _STOP_V2,
    ),
)


def _why_closed(said: str, place: str) -> tuple[str, str]:
    """Words and hint for a server that does not let us in, by what libpq says; it knows no codes for that."""
    said = said.lower()
    for marks, words, hint in _CLOSED:
        if any(mark in said for mark in marks):
            return tr(words, place=place), tr(hint)
    return (
        tr("The v2 database at {place} cannot be reached.", place=place),
        tr("Check the address, and that its server runs and lets this machine in."),
    )


_CLOSED: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("no password supplied",),
        tr_noop("The v2 database at {place} wants a password."),
        tr_noop(
            "Put it in PGPASSWORD or in the file .pgpass, or into the address: postgresql://user:password@host/name."
        ),
    ),
    (
        ("password authentication failed", "authentication failed", "role ", "ident authentication"),
        tr_noop("The v2 database at {place} does not let this user in: the name or the password is wrong."),
        tr_noop("They are those in v2's own DATABASE_URL or docker-compose.yml."),
    ),
    (
        (
            "could not translate host",
            "name or service not known",
            "nodename nor servname",
            "no address associated",
        ),
        tr_noop("There is no server by the name in {place}."),
        tr_noop(
            "Check how it is written. Inside docker-compose the host is called postgres; from outside it is localhost."
        ),
    ),
    (
        ("connection refused", "no such file or directory"),
        tr_noop("No Postgres answers at {place}."),
        tr_noop("Start v2's database (docker-compose up -d postgres), and check host and port."),
    ),
    (
        ("timeout expired", "timed out", "no route to host", "network is unreachable"),
        tr_noop("The server at {place} does not answer."),
        tr_noop("Check host and port, and that no firewall is between."),
    ),
    (
        ('database "',),
        tr_noop("There is no such database at {place}."),
        tr_noop("psql -l lists those that are there. v2's is often called secondbrain or second_brain."),
    ),
    (
        ("pg_hba.conf", "no encryption", "ssl"),
        tr_noop("The server at {place} does not take connections such as this one from this machine."),
        tr_noop(
            "Check whether it wants SSL (add ?sslmode=require) and whether its pg_hba.conf lets this machine in."
        ),
    ),
    (
        ("too many clients", "too many connections", "remaining connection slots"),
        tr_noop("The server at {place} has no connection left."),
        tr_noop("Stop v2, then try again."),
    ),
    (
        ("starting up", "recovery mode", "shutting down", "not yet accepting"),
        tr_noop("The server at {place} is just starting or stopping."),
        tr_noop("Try again in a minute."),
    ),
    (
        ("server closed the connection", "invalid response", "expected authentication request"),
        tr_noop("What answers at {place} is no Postgres."),
        tr_noop("Check host and port: 5432 is usual."),
    ),
)
