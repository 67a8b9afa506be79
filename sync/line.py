"""The line to one server: HTTP requests, whole answers, and problems in words.

Owns the connection: its address, certificate, limits of time and size, and the translation of whatever httpx or the
server says into a problem of `sync.far`. It refuses to know what is asked, and who is signed in. Redirects are not
followed: a token goes to the address that a person typed, or nowhere.
"""

from __future__ import annotations

import contextlib
import email.utils
import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import httpx

from core import BrainError, Cancelled, Stop, is_this_machine, never, together, tr, with_scheme
from sync.far import Broke, CursorGone, RateLimited, Refused, Slow, TooLarge, Unreachable, Unwell
from sync.protocol import ErrorAnswer

CONNECT = 10.0  # seconds
PATIENCE = 60.0  # seconds between two pieces of an answer
LARGEST_ANSWER = 64 << 20  # bytes
_WHOLE = 10  # times its patience that a whole answer may take, however many pieces it drips in
_LARGEST_PROBLEM = 1 << 20  # bytes of an answer that is a problem
_SLICE = 0.3  # seconds between two looks at whether to stop
_TOLD = 300  # characters of the server's own words


class NotSignedIn(BrainError):
    """The server does not take the token (401)."""


class NotThere(BrainError):
    """The server knows no such thing (404)."""


class _TooMuch(httpx.StreamError):
    """An answer beyond its limit. It would be as large the next time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer that is no problem."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is: a scheme, a host, perhaps a port and a path, and nothing else. `plain` says that it is http."""

    text: str
    host: str
    plain: bool

    @property
    def near(self) -> bool:
        """Whether this is the machine itself."""
        return is_this_machine(self.host)


def read_address(text: str, *, insecure: bool = False) -> Address:
    """What a person typed as a server's address. Raises BrainError in words for what is none, and for plain http to
    another machine unless that was agreed to (`insecure`)."""
    whole = with_scheme(text).rstrip("/")
    try:
        parts = urlsplit(whole)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise BrainError(
            tr("This is no address of a server."),
            tr("It looks like https://notes.example.org. Nothing was sent."),
        )
    if parts.username or parts.password:
        raise BrainError(
            tr("An address holds no name and no password."), tr("Type them in their own fields.")
        )
    address = Address(whole, host, parts.scheme == "http")
    if address.plain and not address.near and not insecure:
        raise BrainError(
            tr(
                "The address of {host} begins with http, so everybody on the way could read your notes and"
                " your password.",
                host=host,
            ),
            tr("Use https. If you run that network yourself, say so with --insecure."),
        )
    return address


class Line:
    """Requests to one server. Safe to share between threads."""

    def __init__(
        self, address: Address, *, ca_file: str = "", transport: httpx.BaseTransport | None = None
    ) -> None:
        """`ca_file` names the certificates of an own authority. Raises BrainError when it cannot be read."""
        self.address = address
        self._settings: dict[str, Any] = {
            "base_url": address.text,
            "verify": _trust(ca_file),
            "timeout": httpx.Timeout(PATIENCE, connect=CONNECT),
            "follow_redirects": False,
            "trust_env": not address.near,  # a proxy of the system, but none to this very machine
            "headers": {"User-Agent": "second-brain", "Accept": "application/json"},
            "transport": transport,
        }
        self._client = httpx.Client(**self._settings)

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
        largest: int = LARGEST_ANSWER,
        also: Collection[int] = (),
    ) -> Reply:
        """One request and its whole answer. Raises a problem of `sync.far`, NotSignedIn or NotThere for anything
        else, but for the statuses in `also`, which are answers here."""
        request = self._client.build_request(
            method,
            path,
            content=content,
            headers=dict(headers or {}),
            params=params,
            timeout=httpx.Timeout(patience, connect=CONNECT),
        )
        return _answered(self._client, request, self.address.host, largest, also)

    def save(
        self, path: str, into: BinaryIO, *, headers: Mapping[str, str], largest: int, stop: Stop = never
    ) -> int:
        """GET what is behind the bytes that `into` has, and write it there as it comes; the status: 200 where it came
        whole and took the place of all of that, 206 for the rest, 416 where there is no more. What came before a
        problem stays. `largest` is for all of it. Problems as those of `ask`; Cancelled when `stop` says so."""
        begun = into.seek(0, 2)
        wanted = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={begun}-"} if begun else {})
        request = self._client.build_request("GET", path, headers=dict(headers) | wanted)
        try:
            response = self._client.send(request, stream=True)
            try:
                if response.status_code not in (200, 206, 416):
                    body = _whole(response, _LARGEST_PROBLEM, time.monotonic() + PATIENCE)
                    raise _told(response.status_code, response.headers, body, self.address.host)
                if response.status_code != 416:
                    _pour(response, into, largest, stop)
                return response.status_code
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict) as error:
            raise problem_for(error, self.address.host) from None

    def wait(
        self,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str],
        patience: float,
        stop: Stop = never,
    ) -> Reply:
        """A GET whose answer may take long, on a connection of its own that is cut as soon as `stop` says
        so: Cancelled then."""
        sockets: list[Any] = []

        def trace(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
                sockets.append(info["return_value"].get_extra_info("socket"))

        with httpx.Client(**self._settings) as client:
            request = client.build_request(
                "GET",
                path,
                headers=dict(headers),
                params=params,
                timeout=httpx.Timeout(patience, connect=CONNECT),
                extensions={"trace": trace},
            )
            return _stoppable(
                lambda: _answered(client, request, self.address.host, LARGEST_ANSWER),
                stop,
                lambda: _cut(sockets),
            )


def problem_for(error: Exception, host: str) -> BrainError:
    """What an exception of httpx means, in words."""
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return Refused(
            tr(
                "The certificate of {host} cannot be trusted ({reason}), so nothing was sent.",
                host=host,
                reason=_reason(error),
            ),
            tr(
                "Check the address. A team's own authority can be named with --ca-file, or in the account's settings."
            ),
            "CERTIFICATE",
        )
    if isinstance(error, _TooMuch):
        return Refused(
            tr("{host} answered with more than is read here.", host=host),
            tr("Everything is safe here. Check the address, and the server's version."),
            "ANSWER_TOO_LARGE",
        )
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError | httpx.PoolTimeout):
        return Unreachable(
            tr("{host} cannot be reached.", host=host),
            tr("Your notes are safe here; they are sent when it is back."),
        )
    if isinstance(error, httpx.TransportError | httpx.DecodingError | httpx.StreamError):
        return Slow(
            tr("The connection to {host} broke off or took too long.", host=host),
            tr("Your notes are safe here. It is tried again."),
        )
    if isinstance(error, httpx.InvalidURL | httpx.HTTPError | httpx.CookieConflict):
        return Refused(
            tr("{host} answered in a way that cannot be followed.", host=host), tr("Check the address.")
        )
    raise error


def _trust(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError):
        raise BrainError(
            tr("The file {file} holds no certificates that can be read.", file=ca_file),
            tr("It has to be in PEM form. Nothing was sent."),
        ) from None


def _answered(
    client: httpx.Client, request: httpx.Request, host: str, largest: int, also: Collection[int] = ()
) -> Reply:
    try:
        until = time.monotonic() + _WHOLE * float(request.extensions["timeout"]["read"])
        response = client.send(request, stream=True)
        try:
            body = _whole(response, largest, until)
        finally:
            response.close()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict) as error:
        raise problem_for(error, host) from None
    if response.is_success or response.status_code in also:
        return Reply(response.status_code, response.headers, body)
    raise _told(response.status_code, response.headers, body, host)


def _whole(response: httpx.Response, largest: int, until: float) -> bytes:
    """The body, as far as it is not larger than it may be and is there in time: a hostile server can neither fill the
    memory nor hold whoever waits."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > largest:
            raise _TooMuch("larger than it may be")
        if time.monotonic() > until:
            raise httpx.ReadTimeout("not whole in time", request=response.request)
        parts.append(part)
    return b"".join(parts)


def _pour(response: httpx.Response, into: BinaryIO, largest: int, stop: Stop) -> None:
    if response.status_code == 200:
        into.seek(0)
        into.truncate()
    for part in response.iter_raw():
        if into.tell() + len(part) > largest:
            raise TooLarge(tr("The server sends more than a file may have."), tr("Nothing of it was kept."))
        into.write(part)
        if stop():
            raise Cancelled


def _told(status: int, headers: Mapping[str, str], body: bytes, host: str) -> BrainError:
    """The problem that an answer other than a success is."""
    code, words = _words(body)
    said = tr("It says: {words}", words=words) if words else ""
    again = tr("It is tried again.")
    safe = tr("Everything is safe here.")
    simple: dict[int, Callable[[], BrainError]] = {
        401: lambda: NotSignedIn(tr("The server does not take the sign-in any more."), tr("Sign in again.")),
        404: lambda: NotThere(together(tr("{host} does not know that.", host=host), said)),
        410: lambda: CursorGone(tr("{host} lost its place in what this notebook knows of it.", host=host)),
        413: lambda: TooLarge(
            together(tr("{host} does not take something as large as that.", host=host), said)
        ),
        429: lambda: RateLimited(tr("{host} was asked too often.", host=host), again, _retry_after(headers)),
        500: lambda: Broke(tr("{host} failed over what was sent.", host=host), f"{safe} {again}"),
    }
    if make := simple.get(status):
        return make()
    if status >= 500:
        return Unwell(
            tr("{host} cannot answer just now.", host=host),
            f"{safe} {again}",
            _retry_after(headers),
        )
    return Refused(together(tr("{host} said no.", host=host), said), safe, code or str(status))


def _words(body: bytes) -> tuple[str, str]:
    """Code and message of an error in either form; nothing of what is neither."""
    import json

    with contextlib.suppress(ValueError):
        error = ErrorAnswer.model_validate_json(body).error
        return error.code, _tame(error.message)
    with contextlib.suppress(ValueError, RecursionError):
        told = json.loads(body)
        if isinstance(told, dict) and isinstance(told.get("detail"), str):
            return "", _tame(told["detail"])
    return "", ""


def _tame(words: str) -> str:
    """A stranger's words, on one line and not too long."""
    printable = "".join(character if character.isprintable() else " " for character in words)
    return " ".join(printable.split())[:_TOLD]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, whether the server gave those or a date."""
    text = headers.get("Retry-After", "")
    with contextlib.suppress(ValueError):
        return min(max(0.0, float(text)), 3_600.0)
    with contextlib.suppress(ValueError, TypeError):
        return min(max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time()), 3_600.0)
    return None


def _reason(error: Exception) -> str:
    """What is wrong with a certificate, out of OpenSSL's words."""
    text = str(error).lower()
    known = {
        "expired": tr("it has expired"),
        "self-signed": tr("it is signed by nobody but itself"),
        "self signed": tr("it is signed by nobody but itself"),
        "hostname mismatch": tr("it is for another name"),
        "not valid for": tr("it is for another name"),
        "unable to get local issuer": tr("nobody knows who signed it"),
    }
    return next((words for part, words in known.items() if part in text), tr("it does not verify"))


def _stoppable(work: Callable[[], Reply], stop: Stop, cut: Callable[[], None]) -> Reply:
    """The work's outcome, on a thread of its own while this one looks whether to stop."""
    replies: list[Reply] = []
    problems: list[BaseException] = []

    def run() -> None:
        try:
            replies.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
            problems.append(error)

    thread = threading.Thread(target=run, name="long-poll", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_SLICE)
        if thread.is_alive() and stop():
            cut()
            raise Cancelled
    if problems:
        raise problems[0]
    return replies[0]


def _cut(sockets: list[Any]) -> None:
    import socket

    for each in sockets:
        with contextlib.suppress(OSError, AttributeError):
            each.shutdown(socket.SHUT_RDWR)
