"""Passwords: how they are kept and compared.

Owns the one-way form (Argon2id) and the effort that it takes. Refuses to know users. The work is done in two threads of
its own: it takes a tenth of a second and 64 MiB each time, and more at once would only starve those who are signed in.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core import BrainError

SHORTEST_PASSWORD = 10  # characters
LONGEST_PASSWORD = 1_000

_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(2, "passwords")
_P = ParamSpec("_P")
_T = TypeVar("_T")


async def scrambled(password: str) -> str:
    """The form that is stored. Raises BrainError for a password that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BrainError(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.",
            "Nothing was changed. A few random words make a good one.",
        )
    return await _aside(_hasher.hash, password)


async def fits(stored: str | None, password: str) -> bool:
    """Whether this is the password. None, for a user who does not exist, takes just as long and never fits."""
    fitting = await _aside(_verify, stored or _nobodys(), password)
    return fitting and stored is not None


def outdated(stored: str) -> bool:
    """Whether it was stored with less effort than is made today."""
    return _hasher.check_needs_rehash(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())


async def _aside(work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    return await asyncio.get_running_loop().run_in_executor(_threads, lambda: work(*given, **named))
