"""Connections to one database, and the one edge where its errors become words.

Owns the address and how a connection is made, how many rows are sent at one go, and the translation of psycopg's exceptions
into `BrainError`. Knows no table. SQLAlchemy is not needed here: it describes the schema and runs the migrations, and a
start that has nothing to migrate does not wait for its import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import errors as pg
from psycopg.adapt import Dumper
from psycopg.pq import Format

from core.errors import BrainError, Cancelled, DatabaseUnavailable, DatabaseUnsuitable, TimedOut
from core.giving_way import give_way
from core.language import tr, tr_noop
from core.store.lexemes import Tsvector

Row = tuple[Any, ...]
Connection = psycopg.Connection[Row]
Cursor = psycopg.Cursor[Row]


class _TsvectorDumper(Dumper):
    format = Format.BINARY
    oid = psycopg.adapters.types["tsvector"].oid

    def dump(self, obj: Tsvector) -> bytes:
        return obj


_SCHEMES = {"postgresql", "postgres"}
_OPTIONS = "-c jit=off -c timezone=UTC -c client_encoding=UTF8"


def plain_address(url: str) -> str:
    """The address as libpq reads it, without the name of a driver. DatabaseUnsuitable when it is none of Postgres."""
    scheme, separator, rest = url.partition("://")
    kind = scheme.partition("+")[0].lower()
    if not separator or not _is_readable(url):
        raise DatabaseUnsuitable(
            tr("The address of the database cannot be read."),
            tr("It looks like postgresql://user@host:5432/name."),
        )
    if kind not in _SCHEMES:
        raise DatabaseUnsuitable(
            tr("A notebook lives in Postgres; {kind} cannot hold it.", kind=kind),
            tr("Give an address that begins with postgresql://, or none to use the built-in database."),
        )
    return f"postgresql://{rest}"


def _is_readable(url: str) -> bool:
    try:
        psycopg.conninfo.conninfo_to_dict("postgresql://" + url.partition("://")[2])
        return bool(urlsplit(url).scheme)
    except (psycopg.ProgrammingError, ValueError):
        return False


def connect(address: str) -> Connection:
    """A new connection to a plain address. Raises the driver's errors: see `translating`."""
    connection = psycopg.connect(
        address, options=_OPTIONS, connect_timeout=10, application_name="second-brain"
    )
    connection.adapters.register_dumper(Tsvector, _TsvectorDumper)
    return connection


@contextmanager
def translating() -> Iterator[None]:
    """Turns errors of the database and its driver into words; anything else passes as it is."""
    try:
        yield
    except psycopg.Error as error:
        raise words_for(error) from error


@contextmanager
def in_time(words: str) -> Iterator[None]:
    """Says in these words that a question ran into its limit."""
    try:
        with translating():
            yield
    except TimedOut as error:
        raise BrainError(words, tr("Your notes are safe. Try again in a moment.")) from error


def words_for(error: BaseException | None) -> Exception:
    """The exception that says in words what a database error means; the error itself when it is a bug of ours."""
    if isinstance(error, pg.QueryCanceled):
        timed_out = "statement timeout" in str(error)
        return TimedOut() if timed_out else Cancelled("The database was asked to stop this query.")
    for kinds, told_as, words, hint, make in _WORDS:
        if isinstance(error, kinds) or (told_as and told_as in str(error)):
            told: Exception = make(tr(words), tr(hint))
            return told
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return DatabaseUnavailable(
            tr("The notebook's database does not answer."),
            tr("Your notes are safe. Try again; if it stays so, run `second-brain doctor`."),
        )
    return error if isinstance(error, Exception) else RuntimeError("unknown database error")


def is_lost_connection(error: BrainError) -> bool:
    """Whether trying again on a new connection can help."""
    return type(error) is DatabaseUnavailable and isinstance(error.__cause__, psycopg.Error)


def is_starting(error: BrainError) -> bool:
    """Whether the server is there but still recovering from a crash, so that waiting will help."""
    told = str(error.__cause__)
    return any(words in told for words in ("is starting up", "in recovery mode", "not yet accepting"))


# An error while connecting carries no code, only the server's own words: the second column.
_Rule = tuple[tuple[type[psycopg.Error], ...], str, str, str, Any]
_WORDS: tuple[_Rule, ...] = (
    (
        (pg.DiskFull,),
        "",
        tr_noop("The disk that holds the notebook's database is full, so nothing more could be written."),
        tr_noop("What was saved before is safe. Free some space and try again."),
        DatabaseUnavailable,
    ),
    (
        (pg.InvalidPassword, pg.InvalidAuthorizationSpecification),
        "authentication failed",
        tr_noop("The database does not let this user in: the name or the password is wrong."),
        tr_noop("Check DATABASE_URL or --database."),
        DatabaseUnavailable,
    ),
    (
        (pg.InvalidCatalogName,),
        'FATAL:  database "',
        tr_noop("There is no database of that name on the server."),
        tr_noop("Create it there with: CREATE DATABASE second_brain;"),
        DatabaseUnsuitable,
    ),
    (
        (pg.InsufficientPrivilege,),
        "",
        tr_noop("The database does not allow this user to do that."),
        tr_noop(
            "Ask its owner for: GRANT ALL ON DATABASE second_brain TO your_user; "
            "GRANT ALL ON SCHEMA public TO your_user;"
        ),
        DatabaseUnsuitable,
    ),
    (
        (pg.ReadOnlySqlTransaction,),
        "",
        tr_noop("The database is read-only just now, so nothing was written."),
        tr_noop("What was saved before is safe. Use the primary server, or wait until it is back."),
        DatabaseUnavailable,
    ),
)


COPY_FROM = 50
"""Rows: from here on COPY beats single inserts. It does not work inside a pipeline."""


def copy_rows(cursor: Cursor, into: str, types: Sequence[str], rows: Iterable[Row]) -> None:
    """Write many rows into a table, named with its columns and their types."""
    with cursor.copy(f"copy {into} from stdin (format binary)".encode()) as copy:
        copy.set_types(types)
        for row in rows:
            give_way()
            copy.write_row(row)
