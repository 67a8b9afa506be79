"""Who may still come in: an access token is good for an hour, but a user who is shut out must stop sooner.

Owns a short memory of what the table of users says, so that a call costs no look-up of its own. Refuses to know tokens.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from sync.server.database import Database

_FRESH = 15.0  # seconds for which an answer of the table is believed
_MOST = 10_000  # users remembered

_STANDING = """
select username, is_admin, floor(extract(epoch from tokens_from))::bigint from users where id = %s and not disabled
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of a user now. Tokens made before `tokens_from` (seconds since 1970) are void."""

    username: str
    is_admin: bool
    tokens_from: int


class Roll:
    """Remembers for a quarter of a minute; for one process and one event loop."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[float, Standing | None]] = {}

    async def standing(self, database: Database, user_id: UUID) -> Standing | None:
        """How a user stands; None for one who does not exist or is shut out."""
        known = self._known.get(user_id)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        async with database.transaction() as connection:
            row = await (await connection.execute(_STANDING, (user_id,))).fetchone()
        standing = None if row is None else Standing(*row)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[user_id] = (time.monotonic() + _FRESH, standing)
        return standing
