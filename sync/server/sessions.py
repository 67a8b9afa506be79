"""Sessions: memories that a user puts together under a name.

Owns `/api/v1/sessions` and its tables. Sessions are the server's own: no desktop knows them, so no event tells of them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from sync.protocol import API
from sync.server.database import Connection
from sync.server.fold import catch_up
from sync.server.identity import Signed, User
from sync.server.memories import ANSWER, FROM, VISIBLE, told, visible_memory
from sync.server.problems import not_found
from sync.server.published import MemoryAnswer, NewSession, OneMemory, SessionAnswer, SessionWithMemories
from sync.server.services import Services

router = APIRouter(prefix=f"{API}/sessions", tags=["sessions"])

_COLUMNS = "id, name, description, metadata, user_id, created_at, updated_at"


@router.post("", status_code=201)
async def create(new: NewSession, user: Signed, request: Request) -> SessionAnswer:
    """Begin a session."""
    async with Services.of(request).database.transaction() as connection:
        cursor = await connection.execute(
            "insert into sessions (user_id, name, description, metadata) values (%s, %s, %s, %s)"
            f" returning {_COLUMNS}",
            (user.id, new.name, new.description, Jsonb(new.metadata)),
        )
        row = await cursor.fetchone()
    assert row is not None, "an insert returns its row"
    return SessionAnswer(**_values(row), memory_count=0)


@router.get("/{session_id}")
async def read(
    session_id: UUID, user: Signed, request: Request, include_memories: bool = False
) -> SessionWithMemories:
    """A session of the caller; with its memories where they are asked for."""
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        row = await _own(connection, user, session_id)
        memories = await _memories(connection, user, session_id)
    shown = memories if include_memories else None
    return SessionWithMemories(**_values(row), memory_count=len(memories), memories=shown)


@router.post("/{session_id}/memories", status_code=204)
async def add(session_id: UUID, added: OneMemory, user: Signed, request: Request) -> Response:
    """Put a memory into a session; once is enough."""
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        await _own(connection, user, session_id)
        await visible_memory(connection, user, added.memory_id)
        await connection.execute(
            "insert into session_memories (session_id, memory_id) values (%s, %s) on conflict do nothing",
            (session_id, added.memory_id),
        )
        await connection.execute("update sessions set updated_at = now() where id = %s", (session_id,))
    return Response(status_code=204)


async def _own(connection: Connection, user: User, session_id: UUID) -> TupleRow:
    query = f"select {_COLUMNS} from sessions where id = %s and user_id = %s"
    row = await (await connection.execute(query.encode(), (session_id, user.id))).fetchone()
    if row is None:
        raise not_found("session")
    return row


async def _memories(connection: Connection, user: User, session_id: UUID) -> list[MemoryAnswer]:
    given = {"user": user.id, "session": session_id}
    query = (
        f"select {ANSWER} {FROM} join session_memories i on i.memory_id = m.id"
        f" where i.session_id = %(session)s and {VISIBLE} order by i.added_at, m.id"
    )
    return [told(row) for row in await (await connection.execute(query.encode(), given)).fetchall()]


def _values(row: TupleRow) -> dict[str, Any]:
    names = (name.strip() for name in _COLUMNS.split(","))
    return dict(zip(names, row, strict=True))
