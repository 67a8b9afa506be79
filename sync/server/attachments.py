"""The plain calls about files: attach one to a memory, and read it.

Owns `/api/v1/attachments`. The bytes are kept by `incoming` under their hash, and the event that attaches them goes through
the same append as a desktop's. Nothing that an upload says of itself is believed: its name is cut to what can be shown, and
its kind is kept as words, while the bytes are given out as bytes to be saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, Header, Request, Response, UploadFile

from core import InvalidMemory
from sync.protocol import API
from sync.server.blobs import FILE, download, readable, take
from sync.server.database import Connection
from sync.server.fold import catch_up, fold_streams
from sync.server.identity import Signed, User
from sync.server.incoming import Incoming
from sync.server.memories import visible_memory
from sync.server.openapi import answers
from sync.server.problems import not_found
from sync.server.published import AttachmentAnswer
from sync.server.services import Services
from sync.server.writing import append_made, unreadable

router = APIRouter(prefix=f"{API}/attachments", tags=["files"])

_PIECE = 1 << 20  # bytes
_KEEP = """
insert into attachments (memory_id, user_id, sha256, filename, content_type, size)
values (%s, %s, %s, %s, %s, %s)
on conflict (memory_id, sha256, filename) do update set size = excluded.size
returning id, filename, content_type, size, memory_id, created_at
"""
_READ = "select memory_id, encode(sha256, 'hex'), filename, size from attachments where id = %s"


@router.post("", status_code=201, responses=answers(403, 404, 409))
async def attach(
    user: Signed, request: Request, file: Annotated[UploadFile, File()], memory_id: Annotated[UUID, Form()]
) -> AttachmentAnswer:
    """Attach a file to a memory."""
    services = Services.of(request)
    await catch_up(services.database)
    async with services.database.transaction() as connection:
        await visible_memory(connection, user, memory_id)
    whole, size = hashlib.sha256(), 0
    async for piece in _pieces(file):
        whole.update(piece)
        size += len(piece)
    sha256 = whole.hexdigest()
    if await readable(services, user.id, sha256) is None:
        await take(Incoming(services, user.id, sha256), size, _pieces(file))
    async with services.database.transaction() as connection:
        answer, audiences = await _attach(connection, user, memory_id, file, sha256, size)
    await services.bell.ring(audiences)
    return answer


@router.get("/{attachment_id}", response_class=Response, responses={200: {"content": FILE}, **answers(416)})
async def read(
    attachment_id: UUID,
    user: Signed,
    request: Request,
    wanted: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The bytes of an attached file, to be saved."""
    services = Services.of(request)
    await catch_up(services.database)
    async with services.database.transaction() as connection:
        row = await (await connection.execute(_READ, (attachment_id,))).fetchone()
        if row is None:
            raise not_found("attachment")
        memory_id, sha256, name, size = row
        await visible_memory(connection, user, memory_id)
    answer = await download(services, sha256, size, wanted)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


async def _attach(
    connection: Connection, user: User, memory_id: UUID, file: UploadFile, sha256: str, size: int
) -> tuple[AttachmentAnswer, frozenset[UUID]]:
    """Write the event and the line of the table; the answer, and whom to wake after the commit."""
    await visible_memory(connection, user, memory_id)
    await connection.execute("select from streams where id = %s for update", (memory_id,))
    memory = (await fold_streams(connection, [memory_id]))[memory_id]
    try:
        memory = memory.attach(sha256, file.filename or "", file.content_type or "", size)
    except InvalidMemory as error:
        raise unreadable(error) from None
    kept = [each for each in memory.attachments if each.sha256 == sha256][-1]
    given = memory_id, user.id, bytes.fromhex(sha256), kept.name, kept.media_type, size
    row = await (await connection.execute(_KEEP, given)).fetchone()
    assert row is not None, "it was just written"
    audiences = await append_made(connection, user, memory)
    names = ("id", "filename", "content_type", "size", "memory_id", "created_at")
    told = dict(zip(names, row, strict=True))
    return AttachmentAnswer(**told, upload_url=f"{API}/attachments/{row[0]}"), audiences


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    await file.seek(0)
    while piece := await file.read(_PIECE):
        yield piece
