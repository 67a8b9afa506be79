"""The thinnest HTTP/1.1 there is, over one connection: a crowd of clients must not cost more than the server.

Owns requests and answers with a length. It refuses everything that the team server does not do.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit


class Line:
    """One connection. One request at a time."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        self._place = parts.hostname or "127.0.0.1", parts.port or 80
        self._headers = {"Host": parts.netloc, **headers}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The JSON that comes back. Raises RuntimeError for any other answer than a good one."""
        content = b"" if body is None else json.dumps(body).encode()
        told = {**self._headers, **(headers or {}), "Content-Length": str(len(content))}
        if content:
            told["Content-Type"] = "application/json"
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        request = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content
        try:
            status, came = await self._exchange(request)
        except (OSError, EOFError):  # the server hung up on a connection that was idle
            await self.close()
            status, came = await self._exchange(request)
        if " 200 " not in status:
            raise RuntimeError(f"{status}: {came[:200]!r}")
        return json.loads(came)

    async def _exchange(self, request: bytes) -> tuple[str, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._place)
        reader, writer = self._streams
        writer.write(request)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(answer.partition("content-length:")[2].partition("\r\n")[0])
        return answer.splitlines()[0], await reader.readexactly(length)

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
