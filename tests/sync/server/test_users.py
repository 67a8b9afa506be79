"""The team's people: made, found, given another password, shut out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from core import BrainError
from sync.server.database import Database
from sync.server.identity import User
from sync.server.passwords import fits
from sync.server.users import all_users, change_password, create_user, find_user, set_disabled

PASSWORD = "correct horse battery"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def run(url: str, work: Callable[[Database], Coroutine[Any, Any, Any]]) -> Any:
    async def within() -> Any:
        async with opened(url) as database:
            return await work(database)

    return asyncio.run(within())


async def stored(database: Database, user: User) -> str:
    async with database.transaction() as connection:
        cursor = await connection.execute("select password_hash from users where id = %s", (user.id,))
        row = await cursor.fetchone()
    assert row is not None
    return str(row[0])


def test_a_user_is_found_by_name_in_any_case_and_the_password_is_nowhere(team_database_url: str) -> None:
    async def work(database: Database) -> None:
        ada = await create_user(database, "Ada", PASSWORD)
        async with database.transaction() as connection:
            assert await find_user(connection, "aDA") == ada
            assert await find_user(connection, "bob") is None
        kept = await stored(database, ada)
        assert kept.startswith("$argon2id$") and PASSWORD not in kept
        assert await fits(kept, PASSWORD)
        assert not await fits(kept, PASSWORD + " ")
        assert not await fits(None, PASSWORD)
        assert not await fits("!", PASSWORD)

    run(team_database_url, work)


def test_a_name_belongs_to_one_person(team_database_url: str) -> None:
    async def work(database: Database) -> None:
        await create_user(database, "ada", PASSWORD)
        with pytest.raises(BrainError, match="already"):
            await create_user(database, "ADA", PASSWORD)
        assert [user.username for user, _ in await all_users(database)] == ["ada"]

    run(team_database_url, work)


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), ("a\nb", PASSWORD), ("x" * 201, PASSWORD), ("ada", "short")]
)
def test_what_cannot_be_a_user_is_said_and_nothing_is_made(
    team_database_url: str, name: str, password: str
) -> None:
    async def work(database: Database) -> None:
        with pytest.raises(BrainError):
            await create_user(database, name, password)
        assert await all_users(database) == []

    run(team_database_url, work)


def test_a_password_can_be_changed_and_a_user_be_shut_out_and_let_in_again(team_database_url: str) -> None:
    async def work(database: Database) -> None:
        ada = await create_user(database, "ada", PASSWORD, is_admin=True)
        await change_password(database, "Ada", "another one, longer")
        assert await fits(await stored(database, ada), "another one, longer")
        await set_disabled(database, "ada", True)
        async with database.transaction() as connection:
            assert await find_user(connection, "ada") is None
        assert await all_users(database) == [(ada, True)]
        await set_disabled(database, "ada", False)
        async with database.transaction() as connection:
            assert await find_user(connection, "ada") == ada
        with pytest.raises(BrainError, match="no user bob"):
            await set_disabled(database, "bob", True)

    run(team_database_url, work)
