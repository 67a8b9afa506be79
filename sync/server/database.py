"""The server's Postgres: connections, and bringing its tables up to date.

Owns the pool and the migrations. The tables are in a schema of their own, so that a brain and a team server may share a
database. Errors of the driver pass: `problems` answers them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

SCHEMA = "team"
_OPTIONS = f"-c search_path={SCHEMA} -c jit=off -c timezone=UTC"
_FRESH = 1.0  # seconds for which a connection that answered is believed to be alive
_LOCK = 0x5EC0_7EA3  # any number that nobody else takes for an advisory lock

Connection = psycopg.AsyncConnection[TupleRow]


class Database:
    """Connections to one Postgres."""

    def __init__(self, url: str, largest: int = 20) -> None:
        """Nothing is connected before `open`."""
        self.address = plain_address(url)
        self._answered = WeakKeyDictionary[Connection, float]()
        self._pool = AsyncConnectionPool(
            self.address,
            kwargs={"options": _OPTIONS, "application_name": "second-brain-server", "connect_timeout": 5},
            min_size=1,
            max_size=largest,
            open=False,
            timeout=10,
            check=self._check,
        )

    async def open(self) -> None:
        """Begin to connect; a server that is away is waited for by those who ask."""
        await self._pool.open()

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection in a transaction, which is committed at the end and rolled back by an exception."""
        async with self._pool.connection() as connection:
            _heed_cancel()
            yield connection
        self._answered[connection] = time.monotonic()

    async def _check(self, connection: Connection) -> None:
        """Raise where a connection is dead. One that answered a moment ago is not asked: a crowd would ask all the time."""
        if time.monotonic() - self._answered.get(connection, 0) > _FRESH:
            await AsyncConnectionPool.check_connection(connection)


def _heed_cancel() -> None:
    """Raise CancelledError where this task was cancelled. The pool waits with `asyncio.wait_for`, which up to Python 3.11
    forgets a cancel that comes at the same moment as the connection: background work would go on for ever."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def plain_address(url: str) -> str:
    """The address as libpq reads it, without the name of a driver."""
    scheme, _, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}://{rest}"


def migrate(url: str) -> None:
    """Bring the tables up to date; nothing happens when they are. Several processes may try at once."""
    import sqlalchemy as sa
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = sa.create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(plain_address(url)), poolclass=sa.NullPool
    )
    with engine.begin() as connection:
        connection.execute(sa.text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(sa.text(f"create schema if not exists {SCHEMA}"))
        connection.execute(sa.text(f"set search_path = {SCHEMA}"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def array(values: Iterable[UUID | int]) -> str:
    """An array as Postgres reads it, for `%s::uuid[]` and the like: the driver's own way with a list of hundreds takes as
    long as the question."""
    return "{" + ",".join(map(str, values)) + "}"


def row_or(row: TupleRow | None, otherwise: Any) -> Any:
    """The only column of a row, or something else where there is none."""
    return otherwise if row is None else row[0]
