"""One database that may go away and come back.

Owns the pool of connections and the second try: whoever asks through here hears of a lost connection only when it stays
lost. A question may therefore run twice; a change must not, and `Log` sees to that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
import sqlalchemy as sa

from core.errors import BrainError
from core.store.engine import connecting, is_lost_connection, is_starting, make_engine, translating

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[Any, ...]
Cursor = psycopg.Cursor[Row]

_PATIENCE = 60.0  # seconds that a server may need to recover before that is worth words


class Database:
    """A pool of connections to one database. Safe to share between threads."""

    def __init__(self, url: str, revive: Callable[[], None] = lambda: None) -> None:
        """`revive` brings the server back when its connections were lost. Nothing is connected yet."""
        self.engine = make_engine(url)
        self._revive = revive

    def close(self) -> None:
        """Close all connections that nobody is using."""
        self.engine.dispose()

    def ask(
        self, question: Callable[Concatenate[sa.Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """The answer to a question, in a transaction of its own that commits; asked again when the connection was lost."""

        def attempt() -> R:
            with connecting(self.engine) as connection:
                return question(connection, *args, **kwargs)

        return self.persist(attempt)

    def fetch(self, query: str, parameters: tuple[Any, ...]) -> list[Row]:
        """All rows of a plain query; asked again when the connection was lost."""

        def attempt() -> list[Row]:
            with self.cursor() as cursor:
                return cursor.execute(query, parameters).fetchall()

        return self.persist(attempt)

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of psycopg itself, for COPY and pipelines; rolled back unless committed inside. Tried once."""
        with translating():
            pooled = self.engine.raw_connection()
            try:
                connection: psycopg.Connection[Row] = pooled.driver_connection  # type: ignore[assignment]  # SQLAlchemy types every driver as Any-or-None
                with connection.cursor() as cursor:
                    yield cursor
                connection.rollback()
            except (psycopg.OperationalError, psycopg.InterfaceError):
                pooled.invalidate()
                raise
            finally:
                pooled.close()

    def persist(self, attempt: Callable[[], R]) -> R:
        """What the attempt gives; it is made again when the connection was lost, after bringing the server back."""
        try:
            return attempt()
        except BrainError as error:
            if not is_lost_connection(error):
                raise
        self.engine.dispose()
        self._revive()
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return attempt()
            except BrainError as error:
                if not is_starting(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
