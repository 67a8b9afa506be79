"""Bodies of requests and answers as bytes: read within a limit, compressed where that was asked for.

Owns gzip on both ways. A body is never held beyond its limit, however well it was compressed. Refuses to know what is in it.
"""

from __future__ import annotations

import asyncio
import zlib

from fastapi import Request, Response

from sync.server.problems import Problem

_GZIP = 31  # zlib's name for it: the largest window, with gzip's own header
_WORTH_IT = 1_000  # bytes
_LARGE = 64 << 10  # bytes: beyond it, compressing is worth a thread, so that nobody else waits for it


async def read_body(request: Request, largest: int) -> bytes:
    """The body, out of gzip where it came so. Problem 413 beyond so many bytes, 415 for another encoding, 400
    for broken gzip."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise Problem(415, "The body may be compressed by gzip, and by nothing else.")
    body = bytearray()
    unpacking = zlib.decompressobj(_GZIP) if encoding == "gzip" else None
    async for chunk in request.stream():
        room = largest + 1 - len(body)
        body += chunk[:room] if unpacking is None else _unpacked(unpacking, chunk, room)
        if len(body) > largest:
            raise Problem(413, f"The body is larger than {largest} bytes.")
    if unpacking is not None and not unpacking.eof:
        raise _broken()
    return bytes(body)


async def json_answer(request: Request, body: bytes) -> Response:
    """JSON as an answer, compressed where the caller takes that and it is worth it."""
    headers = {"Vary": "Accept-Encoding"}
    if len(body) > _WORTH_IT and "gzip" in request.headers.get("Accept-Encoding", ""):
        body = await asyncio.to_thread(_packed, body) if len(body) > _LARGE else _packed(body)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="application/json", headers=headers)


def _unpacked(unpacking: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    if unpacking.eof and chunk:
        raise _broken()
    try:
        piece = unpacking.decompress(chunk, room)
    except zlib.error:
        raise _broken() from None
    if unpacking.unused_data:
        raise _broken()
    return piece


def _packed(body: bytes) -> bytes:
    packing = zlib.compressobj(1, zlib.DEFLATED, _GZIP)
    return packing.compress(body) + packing.flush()


def _broken() -> Problem:
    return Problem(400, "The body says that it is compressed by gzip, and cannot be read as that.")
