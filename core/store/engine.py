"""Connections to one database, and the one edge where its errors become words.

Owns the SQLAlchemy engine and the translation of psycopg's and SQLAlchemy's exceptions into `BrainError`. Knows nothing of
tables. `connecting()` is the only way to a connection, so no foreign exception leaves the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import errors as pg

from core.errors import BrainError, Cancelled, DatabaseUnavailable, DatabaseUnsuitable

Connection = sa.Connection
"""For code outside the store that hands a connection on without looking into it."""

_OPTIONS = "-c jit=off -c timezone=UTC -c client_encoding=UTF8"


def make_engine(url: str) -> sa.Engine:
    """An engine for a Postgres URL; nothing is connected yet. Raises DatabaseUnsuitable for a URL of something else."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise DatabaseUnsuitable(
            "The address of the database cannot be read.",
            "It looks like postgresql://user@host:5432/name.",
        ) from None
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise DatabaseUnsuitable(
            f"A notebook lives in Postgres; {parsed.get_backend_name()} cannot hold it.",
            "Give an address that begins with postgresql://, or none to use the built-in database.",
        )
    return sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        connect_args={"options": _OPTIONS, "connect_timeout": 10, "application_name": "second-brain"},
        pool_size=4,
        max_overflow=8,
        pool_use_lifo=True,
    )


@contextmanager
def connecting(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a transaction that commits at the end, with every database error translated."""
    with translating(), engine.begin() as connection:
        yield connection


@contextmanager
def translating() -> Iterator[None]:
    """Turns errors of the database and its driver into words; anything else passes as it is."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise words_for(error.orig) from error
    except (psycopg.Error, sa.exc.TimeoutError) as error:
        raise words_for(error) from error


def words_for(error: BaseException | None) -> Exception:
    """The exception that says in words what a database error means; the error itself when it is a bug of ours."""
    if isinstance(error, pg.QueryCanceled):
        return Cancelled("The database was asked to stop this query.")
    for kinds, told_as, words, hint, make in _WORDS:
        if isinstance(error, kinds) or (told_as and told_as in str(error)):
            told: Exception = make(words, hint)
            return told
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | sa.exc.TimeoutError):
        return DatabaseUnavailable(
            "The notebook's database does not answer.",
            "Your notes are safe. Try again; if it stays so, run `second-brain doctor`.",
        )
    return error if isinstance(error, Exception) else RuntimeError("unknown database error")


def is_lost_connection(error: BrainError) -> bool:
    """Whether trying again on a new connection can help."""
    return type(error) is DatabaseUnavailable and isinstance(
        error.__cause__, sa.exc.DBAPIError | psycopg.Error
    )


def is_starting(error: BrainError) -> bool:
    """Whether the server is there but still recovering from a crash, so that waiting will help."""
    cause = error.__cause__
    told = str(cause.orig if isinstance(cause, sa.exc.DBAPIError) else cause)
    return any(words in told for words in ("is starting up", "in recovery mode", "not yet accepting"))


# An error while connecting carries no code, only the server's own words: the second column.
_Rule = tuple[tuple[type[psycopg.Error], ...], str, str, str, Any]
_WORDS: tuple[_Rule, ...] = (
    (
        (pg.DiskFull,),
        "",
        "The disk that holds the notebook's database is full, so nothing more could be written.",
        "What was saved before is safe. Free some space and try again.",
        DatabaseUnavailable,
    ),
    (
        (pg.InvalidPassword, pg.InvalidAuthorizationSpecification),
        "authentication failed",
        "The database does not let this user in: the name or the password is wrong.",
        "Check DATABASE_URL or --database.",
        DatabaseUnavailable,
    ),
    (
        (pg.InvalidCatalogName,),
        'FATAL:  database "',
        "There is no database of that name on the server.",
        "Create it there with: CREATE DATABASE second_brain;",
        DatabaseUnsuitable,
    ),
    (
        (pg.InsufficientPrivilege,),
        "",
        "The database does not allow this user to do that.",
        "Ask its owner for: GRANT ALL ON DATABASE second_brain TO your_user; GRANT ALL ON SCHEMA public TO your_user;",
        DatabaseUnsuitable,
    ),
    (
        (pg.ReadOnlySqlTransaction,),
        "",
        "The database is read-only just now, so nothing was written.",
        "What was saved before is safe. Use the primary server, or wait until it is back.",
        DatabaseUnavailable,
    ),
)
