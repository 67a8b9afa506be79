"""Who is calling: the user of a bearer token.

Owns the check of access tokens. A route that names `Signed` as the type of a parameter is closed to everybody else.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import jwt
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from sync.server.problems import Problem
from sync.server.services import Services
from sync.server.settings import Settings


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who has signed in."""

    id: UUID
    username: str
    is_admin: bool = False


def access_token(settings: Settings, user: User) -> str:
    """A signed token that says who this is, for as long as the settings allow."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "sub": str(user.id),
        "name": user.username,
        "admin": user.is_admin,
        "iat": now,
        "exp": now + settings.access_seconds,
    }
    return jwt.encode(claims, settings.jwt_secret, algorithm=settings.jwt_algorithm)


_CALLER = "caller"  # what was read of the token, within one call
_bearer = HTTPBearer(auto_error=False, description="The `access_token` of `POST /api/v1/auth/token`.")


async def signed_in(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> User:
    """The caller. Problem 401 without a token that is ours and still good, of a user who may still come in."""
    services = Services.of(request)
    user_id, issued = getattr(request.state, _CALLER, None) or _read(
        services.settings, "" if given is None else given.credentials
    )
    standing = await services.roll.standing(services.database, user_id)
    if standing is None or issued < standing.tokens_from:
        raise _stranger()
    return User(user_id, standing.username, standing.is_admin)


def caller_of(settings: Settings, request: Request) -> UUID | None:
    """Whose good token a call carries; None without one. Whether the user may still come in is `signed_in`'s to say, which
    does not read it again."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        caller = _read(settings, token)
    except Problem:
        return None
    setattr(request.state, _CALLER, caller)
    return caller[0]


def _read(settings: Settings, token: str) -> tuple[UUID, int]:
    """Whose token this is, and when it was made."""
    try:
        claims = jwt.decode(
            token,
            settings.jwt_secret,
            algorithms=[settings.jwt_algorithm],
            options={"require": ["exp", "iat", "sub"]},
        )
        return UUID(claims["sub"]), int(claims["iat"])
    except (jwt.InvalidTokenError, ValueError):
        raise _stranger() from None


def _stranger() -> Problem:
    return Problem(401, "Sign in first, or sign in again.", headers={"WWW-Authenticate": "Bearer"})


Signed = Annotated[User, Depends(signed_in)]
"""The type of a parameter that is the caller."""
