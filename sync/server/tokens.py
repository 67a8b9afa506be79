"""Signing in, staying signed in, and signing out.

Owns refresh tokens: random, and stored as their SHA-256 only. Each refresh gives a new one. A device that never got the
answer asks again with the token it has: that stays good until its successor was used once. A token that turns up after
that is in two hands, and the whole sign-in ends, for both of them. Access tokens are made by `identity`.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from datetime import timedelta
from enum import Enum, auto
from uuid import UUID

from fastapi import APIRouter, Request
from psycopg.rows import TupleRow

from sync.protocol import API, Credentials, Refresh, SignedIn, Tokens
from sync.server.database import Connection
from sync.server.identity import Signed, User, access_token
from sync.server.openapi import answers
from sync.server.passwords import fits
from sync.server.problems import Problem
from sync.server.services import Services
from sync.server.throttle import Try
from sync.server.users import plain_name, strengthen

log = logging.getLogger(__name__)
router = APIRouter(prefix=f"{API}/auth", tags=["signing in"])

_BY_NAME = """
select id, username, is_admin, password_hash from users where lower(username) = lower(%s) and not disabled
"""
_FORGET_ENDED = """
delete from sign_ins s where s.user_id = %s
and not exists (select from refresh_tokens t where t.sign_in_id = s.id and t.expires_at > now())
"""
_REFRESHING = """
select t.sha256, t.parent_sha256, t.expires_at > now() as good, s.id, s.used_sha256, u.id, u.username, u.is_admin
from refresh_tokens t join sign_ins s on s.id = t.sign_in_id join users u on u.id = s.user_id
where t.sha256 = %s and not u.disabled
for update of s
"""


class _Refused(Enum):
    UNKNOWN = auto()
    STOLEN = auto()


@router.post("/token", responses=answers(401))
async def sign_in(request: Request, credentials: Credentials) -> Tokens:
    """Sign in with a name and a password."""
    services = Services.of(request)
    each = Try(credentials.username, request.client.host if request.client else "")
    if seconds := await services.throttle.take(each):
        raise Problem(429, "Too many tries. Wait before the next one.", headers={"Retry-After": str(seconds)})
    async with services.database.transaction() as connection:
        row = await (await connection.execute(_BY_NAME, (plain_name(credentials.username),))).fetchone()
    if not await fits(None if row is None else row[3], credentials.password) or row is None:
        raise _refused("There is no such user, or the password is another one.")
    await services.throttle.forgive(each)
    user = User(*row[:3])
    async with services.database.transaction() as connection:
        await strengthen(connection, user.id, row[3], credentials.password)
        await connection.execute(_FORGET_ENDED, (user.id,))
        made = await (
            await connection.execute("insert into sign_ins (user_id) values (%s) returning id", (user.id,))
        ).fetchone()
        assert made is not None
        return await _tokens(services, connection, user, made[0], None)


@router.post("/refresh", responses=answers(401))
async def refresh(request: Request, given: Refresh) -> Tokens:
    """Take new tokens for a refresh token. Its successor ends it, once that is used."""
    services = Services.of(request)
    async with services.database.transaction() as connection:
        row = await _known(connection, given.refresh_token)
        outcome = _judged(row)
        if row is None or outcome is _Refused.UNKNOWN:
            raise _refused("This sign-in has ended. Sign in again.")
        digest, _, _, sign_in_id, _, *user = row
        if outcome is None:
            await connection.execute(
                "update sign_ins set used_sha256 = %s where id = %s", (digest, sign_in_id)
            )
            return await _tokens(services, connection, User(*user), sign_in_id, digest)
        await connection.execute("delete from sign_ins where id = %s", (sign_in_id,))
    log.warning("a refresh token of user %s came a second time: sign-in %s has ended", user[0], sign_in_id)
    raise _refused("This sign-in was used from two places, so it has ended. Sign in again.")


@router.post("/revoke", status_code=204)
async def revoke(request: Request, given: Refresh) -> None:
    """Sign out: end the sign-in that this refresh token is of. Nothing happens when it has ended already."""
    async with Services.of(request).database.transaction() as connection:
        await connection.execute(
            "delete from sign_ins where id = (select sign_in_id from refresh_tokens where sha256 = %s)",
            (_sha256(given.refresh_token),),
        )


@router.get("/me")
async def me(request: Request, user: Signed) -> SignedIn:
    """Who is signed in, at which log."""
    async with Services.of(request).database.transaction() as connection:
        row = await (await connection.execute("select log_id from server")).fetchone()
    assert row is not None
    return SignedIn(user_id=user.id, username=user.username, is_admin=user.is_admin, log_id=row[0])


async def _known(connection: Connection, token: str) -> TupleRow | None:
    digest = _sha256(token)
    row = await (await connection.execute(_REFRESHING, (digest,))).fetchone()
    return row if row is not None and hmac.compare_digest(row[0], digest) else None


def _judged(row: TupleRow | None) -> _Refused | None:
    """Why a token is refused; None when it is good."""
    if row is None or not row[2]:
        return _Refused.UNKNOWN
    digest, parent, _, _, used = row[:5]
    return None if digest == used or parent == used else _Refused.STOLEN


async def _tokens(
    services: Services, connection: Connection, user: User, sign_in_id: UUID, parent: bytes | None
) -> Tokens:
    token = secrets.token_urlsafe(32)
    settings = services.settings
    await connection.execute(
        "delete from refresh_tokens where sign_in_id = %s and expires_at < now()", (sign_in_id,)
    )
    await connection.execute(
        "insert into refresh_tokens (sha256, sign_in_id, parent_sha256, expires_at) values (%s, %s, %s, now() + %s)",
        (_sha256(token), sign_in_id, parent, timedelta(seconds=settings.refresh_seconds)),
    )
    return Tokens(
        access_token=access_token(settings, user), expires_in=settings.access_seconds, refresh_token=token
    )


def _sha256(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _refused(words: str) -> Problem:
    return Problem(401, words, headers={"WWW-Authenticate": "Bearer"})
