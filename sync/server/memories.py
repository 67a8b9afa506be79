"""The plain calls about memories: create, list, read, change, delete.

Owns `/api/v1/memories`. Whatever changes a memory here is events that go through the same append as a desktop's, so that
desktops get it; whatever is read comes from the fold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from psycopg.rows import TupleRow

from core import InvalidMemory, Memory
from sync.protocol import API
from sync.server.audience import MINE_OR_SHARED
from sync.server.database import Connection
from sync.server.fold import catch_up, fold_streams
from sync.server.identity import Signed, User
from sync.server.openapi import answers
from sync.server.problems import Problem, not_found
from sync.server.published import HistoryEntry, MemoryAnswer, MemoryPage, MemoryWithEvents, NewMemory
from sync.server.services import Services
from sync.server.writing import append_made, unreadable

router = APIRouter(prefix=f"{API}/memories", tags=["memories"])

VISIBLE = f"{MINE_OR_SHARED.format(streams='s')} and m.deleted_at is null and not m.purged"
"""What the user of the parameter `user` may see, of `FROM`."""
FROM = "from memories m join streams s using (id)"
ANSWER = "m.id, m.content, m.tags, m.metadata, s.owner_id, m.created_at, m.updated_at, m.version"
_ORDERS = {
    f"{field}:{way}": f"m.{field} {way}, m.id"
    for field in ("created_at", "updated_at")
    for way in ("asc", "desc")
}


def told(row: TupleRow) -> MemoryAnswer:
    """A memory from a row of `ANSWER`."""
    return MemoryAnswer(
        id=row[0],
        content=row[1],
        tags=row[2],
        metadata=row[3],
        user_id=row[4],
        created_at=row[5],
        updated_at=row[6],
        version=row[7],
    )


async def visible_memory(connection: Connection, user: User, memory_id: UUID) -> MemoryAnswer:
    """A memory that this user may see. Problem 404 for any other."""
    given = {"user": user.id, "id": memory_id}
    query = f"select {ANSWER} {FROM} where m.id = %(id)s and {VISIBLE}"
    row = await (await connection.execute(query.encode(), given)).fetchone()
    if row is None:
        raise not_found("memory")
    return told(row)


@router.post("", status_code=201)
async def create(new: NewMemory, user: Signed, request: Request) -> MemoryAnswer:
    """Write a memory."""
    services = Services.of(request)
    memory = _valid(lambda: Memory.create(new.content, user.id, new.tags, metadata=new.metadata))
    async with services.database.transaction() as connection:
        audiences = await append_made(connection, user, memory)
    await services.bell.ring(audiences)
    return await _as_it_is(services, user, memory.id)


@router.get("", responses=answers(403))
async def list_memories(
    user: Signed,
    request: Request,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
    tag: Annotated[str | None, Query(max_length=200)] = None,
    sort: str = "created_at:desc",
    search: Annotated[str | None, Query(max_length=1_000)] = None,
    user_id: UUID | None = None,
) -> MemoryPage:
    """One page of the caller's memories; of another user's for an admin who names them."""
    if sort not in _ORDERS:
        raise Problem(400, f"sort is one of: {', '.join(_ORDERS)}.")
    if user_id not in (None, user.id) and not user.is_admin:
        raise Problem(403, "Only an admin may list another user's memories.")
    _no_nul(tag, search)
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        given = {
            "user": user_id or user.id,
            "tag": tag,
            "search": search,
            "size": size,
            "skip": (page - 1) * size,
        }
        where = _where(tag, search)
        total = await (await connection.execute(f"select count(*) {FROM} {where}".encode(), given)).fetchone()
        query = f"select {ANSWER} {FROM} {where} order by {_ORDERS[sort]} limit %(size)s offset %(skip)s"
        rows = await (await connection.execute(query.encode(), given)).fetchall()
    count = int(total[0]) if total else 0
    pages = -(-count // size)
    return MemoryPage(
        items=[told(row) for row in rows],
        total=count,
        page=page,
        size=size,
        pages=pages,
        has_next=page < pages,
        has_previous=1 < page <= pages + 1,
    )


@router.get("/{memory_id}")
async def read(memory_id: UUID, user: Signed, request: Request) -> MemoryWithEvents:
    """A memory with its history."""
    database = Services.of(request).database
    await catch_up(database)
    async with database.transaction() as connection:
        memory = await visible_memory(connection, user, memory_id)
        query = (
            "select event_type, occurred_at, data from events where stream_id = %s order by stream_version"
        )
        rows = await (await connection.execute(query, (memory_id,))).fetchall()
    events = [HistoryEntry(event_type=row[0], timestamp=row[1], data=row[2]) for row in rows]
    return MemoryWithEvents(**memory.model_dump(), events=events)


@router.put("/{memory_id}", responses=answers(403, 409))
async def replace(memory_id: UUID, new: NewMemory, user: Signed, request: Request) -> MemoryAnswer:
    """Give a memory this text, these tags and this metadata, in place of what it has."""

    def replaced(memory: Memory) -> Memory:
        gone = [key for key in memory.metadata if key not in new.metadata]
        changed = memory.update(new.content, set_metadata=new.metadata, unset_metadata=gone).tag(new.tags)
        wanted = {tag.strip() for tag in new.tags}
        return changed.untag([tag for tag in changed.tags if tag not in wanted])

    await _change(memory_id, user, request, replaced)
    return await _as_it_is(Services.of(request), user, memory_id)


@router.delete("/{memory_id}", status_code=204, responses=answers(403, 409))
async def delete(memory_id: UUID, user: Signed, request: Request) -> Response:
    """Put a memory into the trash."""
    await _change(memory_id, user, request, Memory.delete)
    return Response(status_code=204)


async def _change(memory_id: UUID, user: User, request: Request, change: Callable[[Memory], Memory]) -> None:
    """Change a memory that the caller sees, as it is when nobody else can write it."""
    services = Services.of(request)
    await catch_up(services.database)
    async with services.database.transaction() as connection:
        await visible_memory(connection, user, memory_id)
        await connection.execute("select from streams where id = %s for update", (memory_id,))
        memory = (await fold_streams(connection, [memory_id]))[memory_id]
        audiences = await append_made(connection, user, _valid(lambda: change(memory)))
    await services.bell.ring(audiences)


async def _as_it_is(services: Services, user: User, memory_id: UUID) -> MemoryAnswer:
    await catch_up(services.database)
    async with services.database.transaction() as connection:
        return await visible_memory(connection, user, memory_id)


def _where(tag: str | None, search: str | None) -> str:
    parts = [VISIBLE]
    if tag is not None:
        parts.append("m.tags @> array[%(tag)s]")
    if search is not None:
        parts.append("m.words @@ plainto_tsquery('simple', %(search)s)")
    return "where " + " and ".join(parts)


def _valid(make: Callable[[], Memory]) -> Memory:
    try:
        return make()
    except InvalidMemory as error:
        raise unreadable(error) from None


def _no_nul(*texts: str | None) -> None:
    if any(text and "\0" in text for text in texts):
        raise Problem(400, "The character NUL cannot be searched for.")
