"""`/api/v1/blobs/{sha256}`: the bytes of files, by their hash.

Owns the routes, and who may read a file: who sent all of it, and who sees a memory to which it was attached by somebody who
sent it or could read it. To know a hash is not enough, so nobody gets at another's file by attaching what they do not have.
The rules of both ends are at `sync.protocol.UPLOAD_OFFSET`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from sync.protocol import API, LARGEST_BLOB, LARGEST_CHUNK, UPLOAD_OFFSET, BlobLink
from sync.server.audience import MINE_OR_SHARED
from sync.server.identity import Signed
from sync.server.incoming import Incoming, name_of_blob
from sync.server.openapi import answers
from sync.server.problems import Problem, not_found
from sync.server.services import Services
from sync.server.storage import LINK_SECONDS

router = APIRouter(prefix=f"{API}/blobs", tags=["files"])

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]

_PIECE = 1 << 20  # bytes of a download that are in memory at once
_CHUNK = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_READABLE = f"""
select size from blobs b where sha256 = %(sha256)s and (
    exists (select from holders where sha256 = b.sha256 and user_id = %(user)s and sent)
    or exists (
        select from events e join streams s on s.id = e.stream_id
            join holders h on h.user_id = e.user_id and h.sha256 = b.sha256
        where e.event_type = 'memory.attached' and e.data ->> 'sha256' = encode(b.sha256, 'hex')
            and {MINE_OR_SHARED.format(streams="s")}
    )
)
"""
_HOLDS = "insert into holders (sha256, user_id, sent) values (%s, %s, false) on conflict do nothing"
FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
"""A file, in the description of the calls."""


async def readable(services: Services, user_id: UUID, sha256: str) -> int | None:
    """The size in bytes of a file that this user may read; None of any other. Who may read one may attach it, too."""
    given = {"user": user_id, "sha256": bytes.fromhex(sha256)}
    async with services.database.transaction() as connection:
        row = await (await connection.execute(_READABLE.encode(), given)).fetchone()
        if row is not None:
            await connection.execute(_HOLDS, (given["sha256"], user_id))
    return None if row is None else int(row[0])


async def download(services: Services, sha256: str, size: int, wanted: str | None) -> Response:
    """The bytes of a file, or the range of them that a `Range` header asks for. Problem 416 where there are no such
    bytes, 503 while the storage is away."""
    first, last = _range(wanted, size)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": "attachment",
        "Content-Length": str(last - first + 1),
        "ETag": f'"{sha256}"',
    }
    partial = wanted is not None and (first, last) != (0, size - 1)
    if partial:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    pieces = _pieces(services, sha256, first, last)
    begin = await anext(pieces, b"")  # before anything is answered, so that what is away can be told

    async def all_of_them() -> AsyncIterator[bytes]:
        yield begin
        async for piece in pieces:
            yield piece

    status = 206 if partial else 200
    return StreamingResponse(all_of_them(), status, headers, "application/octet-stream")


@router.head("/{sha256}", response_class=Response)
async def look(sha256: Sha256, user: Signed, request: Request) -> Response:
    """Whether the caller may read a file, and else how much of it is there of what they send."""
    services = Services.of(request)
    size = await readable(services, user.id, sha256)
    if size is not None:
        return Response(headers={"Content-Length": str(size), "Accept-Ranges": "bytes"})
    there = await Incoming(services, user.id, sha256).offset()
    return Response(status_code=404, headers={UPLOAD_OFFSET: str(there)}, media_type="application/json")


@router.get(
    "/{sha256}",
    response_class=Response,
    responses={200: {"content": {**FILE, "application/json": {}}}, **answers(416)},
)
async def fetch(
    sha256: Sha256,
    user: Signed,
    request: Request,
    presigned: Annotated[int, Query(ge=0, le=1)] = 0,
    wanted: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The bytes of a file, or with `presigned=1` a link to them."""
    services = Services.of(request)
    size = await readable(services, user.id, sha256)
    if size is None:
        raise not_found("file")
    if not presigned:
        return await download(services, sha256, size, wanted)
    url = await services.storage.link(name_of_blob(sha256))
    link = (
        BlobLink(url=f"{API}/blobs/{sha256}") if url is None else BlobLink(url=url, expires_in=LINK_SECONDS)
    )
    return JSONResponse(link.model_dump())


@router.put(
    "/{sha256}",
    status_code=201,
    response_class=Response,
    responses={
        200: {"description": "It is there."},
        202: {"description": "More is to come."},
        **answers(409, 411),
    },
    openapi_extra={"requestBody": {"content": FILE, "required": True}},
)
async def send(
    sha256: Sha256,
    user: Signed,
    request: Request,
    chunk: Annotated[str | None, Header(alias="Content-Range")] = None,
) -> Response:
    """Send a file, whole or by chunks."""
    services = Services.of(request)
    if await readable(services, user.id, sha256) is not None:
        return Response(status_code=200)
    incoming = Incoming(services, user.id, sha256)
    if chunk is None:
        await _whole(incoming, request)
        return Response(status_code=201)
    first, size, total = _chunk(chunk)
    content = bytearray()
    async for piece in request.stream():
        content += piece[: size + 1 - len(content)]
    if len(content) != size:
        raise Problem(400, "The body is not as long as Content-Range says.")
    if await incoming.add(first, total, bytes(content)):
        return Response(status_code=201)
    return Response(status_code=202, headers={UPLOAD_OFFSET: str(first + size)})


async def _whole(incoming: Incoming, request: Request) -> None:
    announced = request.headers.get("Content-Length", "")
    if not (announced.isascii() and announced.isdigit()):
        raise Problem(411, "Say the length of the file in Content-Length.", code="LENGTH_REQUIRED")
    await take(incoming, int(announced), request.stream())


async def take(incoming: Incoming, total: int, pieces: AsyncIterator[bytes]) -> None:
    """Take a whole file of this size, with no more than a chunk of it in memory. Problems as those of `Incoming.add`."""
    if total > LARGEST_BLOB:
        raise Problem(413, f"The file is larger than {LARGEST_BLOB} bytes.")
    await incoming.forget()
    first, gathered = 0, bytearray()
    async for piece in pieces:
        gathered += piece
        while len(gathered) > LARGEST_CHUNK and first + len(gathered) <= total:
            await incoming.add(first, total, bytes(gathered[:LARGEST_CHUNK]))
            first += LARGEST_CHUNK
            del gathered[:LARGEST_CHUNK]
        if first + len(gathered) > total:
            break
    if first + len(gathered) != total:
        raise Problem(400, "The body is not as long as Content-Length says.")
    await incoming.add(first, total, bytes(gathered))


async def _pieces(services: Services, sha256: str, first: int, last: int) -> AsyncIterator[bytes]:
    while first <= last:
        size = min(_PIECE, last + 1 - first)
        try:
            piece = await services.storage.read(name_of_blob(sha256), first, size)
        except FileNotFoundError:
            raise Problem(503, "The file is not in the storage.", headers={"Retry-After": "3600"}) from None
        yield piece
        first += size


def _chunk(header: str) -> tuple[int, int, int]:
    """First byte, size and total."""
    match = _CHUNK.fullmatch(header)
    first, last, total = map(int, match.groups()) if match else (0, -1, 0)
    if not first <= last < total:
        raise Problem(400, "Content-Range has to be: bytes FIRST-LAST/TOTAL.")
    if last - first >= LARGEST_CHUNK:
        raise Problem(413, f"A chunk has at most {LARGEST_CHUNK} bytes.")
    return first, last - first + 1, total


def _range(header: str | None, size: int) -> tuple[int, int]:
    """The first and the last byte that are wanted. What is no single range of bytes is ignored, as HTTP has it."""
    match = _RANGE.fullmatch(header or "")
    if match is None or match.groups() == ("", ""):
        return 0, size - 1
    begin, end = match.groups()
    first, last = (int(begin), int(end or size)) if begin else (max(0, size - int(end)), size)
    last = min(last, size - 1)
    if first > last:
        raise Problem(416, "There are no such bytes.", headers={"Content-Range": f"bytes */{size}"})
    return first, last
