"""Files on their way in: chunk by chunk, until the whole has the hash that was promised.

Owns what is there of each user's unfinished files, and the moment at which a file counts as there: after its hash was found
right, never before. A chunk is kept under a name of its own that nobody can write again, so what was hashed is what is kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID, uuid4

from sync.protocol import LARGEST_BLOB, UPLOAD_OFFSET
from sync.server.database import Database
from sync.server.problems import Problem
from sync.server.services import Services
from sync.server.storage import Storage, sha256_of

log = logging.getLogger(__name__)

_AT_ONCE = 100  # chunks in one transaction
_PARTS = "select id, first, size, total from parts where user_id = %s and sha256 = %s order by first"
_ADD = """
insert into parts (user_id, sha256, id, first, size, total) values (%s, %s, %s, %s, %s, %s) on conflict do nothing
"""
_FORGET = "delete from parts where user_id = %s and sha256 = %s returning id"
_FORGET_OLD = """
delete from parts where (user_id, sha256, first) in (
    select user_id, sha256, first from parts where created_at < now() - interval '1 day' limit %s
) returning id
"""
_THERE = "insert into blobs (sha256, size) values (%s, %s) on conflict do nothing"
_SENT = """
insert into holders (sha256, user_id, sent) values (%s, %s, true) on conflict (sha256, user_id) do update set sent = true
"""


@dataclass(frozen=True, slots=True)
class _Part:
    id: UUID
    first: int
    size: int
    total: int


class Incoming:
    """One user's sending of one file."""

    def __init__(self, services: Services, user_id: UUID, sha256: str) -> None:
        self._services = services
        self._key = user_id, bytes.fromhex(sha256)
        self._sha256 = sha256

    async def offset(self) -> int:
        """How many bytes are there."""
        return sum(part.size for part in await self._parts())

    async def add(self, first: int, total: int, content: bytes) -> bool:
        """Take the bytes from `first` on; whether the file is there whole now. Problem 409 where other bytes are to come,
        400 where the whole has another hash, 413 for a file beyond the limit, 503 while the storage is away: then nothing
        was taken, and the same can be sent again."""
        if total > LARGEST_BLOB:
            raise Problem(413, f"The file is larger than {LARGEST_BLOB} bytes.")
        parts = await self._parts()
        if any(part.total != total for part in parts):
            await self.forget()
            raise _elsewhere(0)
        if first != (there := sum(part.size for part in parts)):
            raise _elsewhere(there)
        new = _Part(uuid4(), first, len(content), total)
        await self._services.storage.write(_name_of_part(new.id), content)
        if first + new.size == total:
            await self._finish([*parts, new], total)
            return True
        async with self._services.database.transaction() as connection:
            added = await connection.execute(_ADD, (*self._key, new.id, first, new.size, total))
        if not added.rowcount:
            await self._remove([new.id])
            raise _elsewhere(await self.offset())
        return False

    async def forget(self) -> None:
        """Begin anew."""
        async with self._services.database.transaction() as connection:
            rows = await (await connection.execute(_FORGET, self._key)).fetchall()
        await self._remove([row[0] for row in rows])

    async def _finish(self, parts: list[_Part], total: int) -> None:
        storage = self._services.storage
        names = [(_name_of_part(part.id), part.size) for part in parts]
        if await sha256_of(storage, names) != self._sha256:
            await self._remove([parts[-1].id])
            await self.forget()
            raise Problem(400, "The bytes have another hash, and were not kept.", code="HASH_MISMATCH")
        await storage.join([name for name, _ in names], total, name_of_blob(self._sha256))
        async with self._services.database.transaction() as connection:
            await connection.execute(_THERE, (self._key[1], total))
            await connection.execute(_SENT, (self._key[1], self._key[0]))
        await self._remove([parts[-1].id])
        await self.forget()

    async def _parts(self) -> list[_Part]:
        async with self._services.database.transaction() as connection:
            return [_Part(*row) for row in await (await connection.execute(_PARTS, self._key)).fetchall()]

    async def _remove(self, ids: list[UUID]) -> None:
        await _remove(self._services.storage, ids)


async def forget_old_parts(database: Database, storage: Storage) -> int:
    """Forget the chunks that somebody began to send more than a day ago; how many. A file that goes on after
    that begins anew."""
    gone = 0
    while True:
        async with database.transaction() as connection:
            rows = await (await connection.execute(_FORGET_OLD, (_AT_ONCE,))).fetchall()
        await _remove(storage, [row[0] for row in rows])
        gone += len(rows)
        if len(rows) < _AT_ONCE:
            return gone


async def _remove(storage: Storage, ids: list[UUID]) -> None:
    try:
        await storage.remove([_name_of_part(each) for each in ids])
    except Problem:  # they cost room and nothing else
        log.warning("chunks that are not needed any more could not be removed")


def name_of_blob(sha256: str) -> str:
    """Where the storage has a file that is there."""
    return f"blobs/{sha256}"


def _name_of_part(part_id: UUID) -> str:
    return f"parts/{part_id}"


def _elsewhere(there: int) -> Problem:
    return Problem(409, f"The next byte is number {there}.", headers={UPLOAD_OFFSET: str(there)})
