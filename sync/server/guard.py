"""What holds for every call, whatever route answers it: how large a body may be, the headers of answers, and a number.

Owns the limits of bodies by address, enforced before anything is parsed and while it is read; the headers that tell a
browser to trust nothing; and the request id, by which a line in the log and an error that somebody saw are
found together. It stands around all else, so a bug, too, is answered in the contract's form and with those headers.
Refuses to know users.
"""

from __future__ import annotations

import re
import uuid

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol import API, ENVELOPE, LARGEST_BLOB, LARGEST_EVENT
from sync.server.problems import answer

REQUEST_ID = "X-Request-Id"
LARGEST_BODY = 1 << 20
"""Bytes of a body where nothing else is said."""

_LARGER = {
    f"{API}/events": LARGEST_EVENT + ENVELOPE,
    f"{API}/memories": LARGEST_EVENT + ENVELOPE,
    f"{API}/blobs/": LARGEST_BLOB,
    f"{API}/attachments": LARGEST_BLOB + ENVELOPE,
}
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ANSWERS = "default-src 'none'; frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """The outermost middleware: add it last."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = headers.get(REQUEST_ID, "")
        if not _SANE_ID.fullmatch(request_id):
            request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        sending = _Sending(scope, send, request_id)
        request = Request(scope, receive, sending)
        limit = largest_body(scope["path"])
        try:
            if _announced(headers) > limit:
                raise _too_large(limit)
            await self._app(scope, _Limited(receive, limit), sending)
        except Exception as error:  # of other middleware, or a bug: it must not tell more than its number
            if sending.begun:
                raise
            await answer(request, error)(scope, receive, sending)


def largest_body(path: str) -> int:
    """Bytes that a body at this address may have."""
    return next((size for start, size in _LARGER.items() if path.startswith(start)), LARGEST_BODY)


class _Limited:
    """Receives a body and stops at the limit, whatever length was announced."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._size = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > self._limit:
            raise _too_large(self._limit)
        return message


class _Sending:
    """Sends an answer with the headers of all answers."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self._request_id
            for name, content in _HEADERS.items():
                headers.setdefault(name, content)
            headers.setdefault("Cache-Control", "no-store")
            headers.setdefault("Content-Security-Policy", _ANSWERS)
            if self._scope.get("scheme") == "https":
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        await self._send(message)


def _announced(headers: Headers) -> int:
    length = headers.get("Content-Length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def _too_large(limit: int) -> HTTPException:
    # The framework's own kind passes through its reading of bodies as it is.
    return HTTPException(413, f"The body is larger than {limit} bytes.")
