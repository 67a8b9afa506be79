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


async def signed_in(request: Request) -> User:
    """The caller. Problem 401 without a token that is ours and still good."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    settings = Services.of(request).settings
    try:
        if kind.lower() != "bearer":
            raise jwt.InvalidTokenError
        claims = jwt.decode(
            token,
            settings.jwt_secret,
            algorithms=[settings.jwt_algorithm],
            options={"require": ["exp", "sub"]},
        )
        return User(UUID(claims["sub"]), str(claims["name"]), claims.get("admin") is True)
    except (jwt.InvalidTokenError, ValueError, KeyError):
        raise Problem(
            401, "Sign in first, or sign in again.", headers={"WWW-Authenticate": "Bearer"}
        ) from None


Signed = Annotated[User, Depends(signed_in)]
"""The type of a parameter that is the caller."""
