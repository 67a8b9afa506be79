"""One database that may go away and come back.

Owns the idle connections and the second try: whoever asks through here hears of a lost connection only when it stays lost. A
question may therefore run twice; a change must not, and `Log` sees to that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg

from core.errors import BrainError
from core.store.engine import (
    Connection,
    Cursor,
    Row,
    connect,
    is_lost_connection,
    is_starting,
    plain_address,
    translating,
)

P = ParamSpec("P")
R = TypeVar("R")

_IDLE = 4  # connections that are kept for the next who asks; there is one for each thread that asks at once
_PATIENCE = 60.0  # seconds that a server may need to recover before that is worth words


class Database:
    """Connections to one database. Safe to share between threads."""

    def __init__(self, url: str, revive: Callable[[], None] = lambda: None) -> None:
        """`revive` brings the server back when its connections were lost. Nothing is connected yet."""
        self.address = plain_address(url)
        self._revive = revive
        self._idle: list[Connection] = []
        self._lock = Lock()
        self._closed = False

    def close(self) -> None:
        """Close the connections; those in use close when they are given back."""
        self._closed = True
        self._drop_idle()

    def ask(self, question: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer to a question, in a transaction of its own that commits; asked again when the connection was lost."""

        def attempt() -> R:
            with self.connection() as connection:
                answer = question(connection, *args, **kwargs)
                connection.commit()
                return answer

        return self.persist(attempt)

    def fetch(self, query: str, parameters: tuple[Any, ...]) -> list[Row]:
        """All rows of a query; asked again when the connection was lost."""

        def attempt() -> list[Row]:
            with self.connection() as connection:
                return connection.execute(query.encode(), parameters).fetchall()

        return self.persist(attempt)

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor on a connection of its own; see `connection`."""
        with self.connection() as connection, connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection in a transaction that is rolled back unless it is committed inside. Tried once."""
        with translating():
            connection = self._take()
            try:
                yield connection
                connection.rollback()
            except BaseException:
                with suppress(psycopg.Error):
                    connection.rollback()
                raise
            finally:
                self._give_back(connection)

    def persist(self, attempt: Callable[[], R]) -> R:
        """What the attempt gives; it is made again when the connection was lost, after bringing the server back."""
        try:
            return attempt()
        except BrainError as error:
            if not is_lost_connection(error):
                raise
        self._drop_idle()
        self._revive()
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return attempt()
            except BrainError as error:
                if not is_starting(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def _take(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect(self.address)

    def _give_back(self, connection: Connection) -> None:
        with self._lock:
            if not (connection.closed or self._closed or len(self._idle) >= _IDLE):
                self._idle.append(connection)
                return
        connection.close()

    def _drop_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
