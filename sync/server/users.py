"""The team's people: making a user, finding one, shutting one out.

Owns the table of users. Refuses to know HTTP: the server's command line and the tokens both work through this. Names are
compared without regard to case.
"""

from __future__ import annotations

import unicodedata
from uuid import UUID

from core import BrainError
from sync.server.database import Connection, Database
from sync.server.identity import User
from sync.server.passwords import outdated, scrambled

LONGEST_NAME = 200


def plain_name(username: str) -> str:
    """A name in the form in which it is stored: keyboards write the same letter in more than one way."""
    return unicodedata.normalize("NFC", username)


async def create_user(database: Database, username: str, password: str, *, is_admin: bool = False) -> User:
    """Make a user. Raises BrainError, with nothing made, when the name is taken or cannot be one, or the password
    is too short."""
    name = _name(username)
    stored = await scrambled(password)
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "insert into users (username, password_hash, is_admin) values (%s, %s, %s)"
            " on conflict (lower(username)) do nothing returning id",
            (name, stored, is_admin),
        )
        row = await cursor.fetchone()
    if row is None:
        raise BrainError(f"There is a user {name} already.", "Nothing was changed. Take another name.")
    return User(row[0], name, is_admin)


async def find_user(connection: Connection, username: str) -> User | None:
    """Who has this name; None when nobody has, or they are shut out."""
    cursor = await connection.execute(
        "select id, username, is_admin from users where lower(username) = lower(%s) and not disabled",
        (plain_name(username),),
    )
    row = await cursor.fetchone()
    return None if row is None else User(*row)


async def all_users(database: Database) -> list[tuple[User, bool]]:
    """Everybody by name, each with whether they are shut out."""
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "select id, username, is_admin, disabled from users order by lower(username)"
        )
        return [(User(*row[:3]), row[3]) for row in await cursor.fetchall()]


async def change_password(database: Database, username: str, password: str) -> None:
    """Set another password, and sign the user out everywhere. Raises BrainError when there is no such user, or the
    password is too short."""
    stored = await scrambled(password)
    async with database.transaction() as connection:
        user_id = await _id_of(connection, username)
        await connection.execute("update users set password_hash = %s where id = %s", (stored, user_id))
        await _sign_out_everywhere(connection, user_id)


async def set_disabled(database: Database, username: str, disabled: bool) -> None:
    """Shut a user out of every device within half a minute, or let them in again. What they wrote stays. Raises
    BrainError when there is no such user."""
    async with database.transaction() as connection:
        user_id = await _id_of(connection, username)
        await connection.execute("update users set disabled = %s where id = %s", (disabled, user_id))
        if disabled:
            await _sign_out_everywhere(connection, user_id)


async def strengthen(connection: Connection, user_id: UUID, stored: str, password: str) -> None:
    """Store a password that was just given and fits with today's effort, where it is stored with less."""
    if outdated(stored):
        await connection.execute(
            "update users set password_hash = %s where id = %s and password_hash = %s",
            (await scrambled(password), user_id, stored),
        )


async def _sign_out_everywhere(connection: Connection, user_id: UUID) -> None:
    await connection.execute("delete from sign_ins where user_id = %s", (user_id,))
    await connection.execute("update users set tokens_from = now() where id = %s", (user_id,))


async def _id_of(connection: Connection, username: str) -> UUID:
    cursor = await connection.execute(
        "select id from users where lower(username) = lower(%s)",
        (plain_name(username),),
    )
    row = await cursor.fetchone()
    if row is None:
        raise BrainError(f"There is no user {username}.", "Nothing was changed.")
    found: UUID = row[0]
    return found


def _name(username: str) -> str:
    name = plain_name(username).strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BrainError(
            f"A user's name has 1 to {LONGEST_NAME} characters that can be seen.", "Nothing was changed."
        )
    return name
