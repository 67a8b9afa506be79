"""The line to a server: whatever goes wrong on it is told in words."""

from __future__ import annotations

import email.utils
import inspect
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from core import BrainError, Cancelled
from sync.far import Broke, CursorGone, RateLimited, Refused, Slow, TooLarge, Unreachable, Unwell
from sync.line import Line, NotSignedIn, NotThere, problem_for, read_address

HERE = read_address("http://127.0.0.1:1")


def line_to(answer: Callable[[httpx.Request], httpx.Response]) -> Line:
    return Line(HERE, transport=httpx.MockTransport(answer))


def asked(status: int, content: bytes = b"", retry_after: str = "") -> BrainError:
    headers = {"Retry-After": retry_after} if retry_after else {}
    line = line_to(lambda _: httpx.Response(status, content=content, headers=headers))
    with pytest.raises(BrainError) as told:
        line.ask("GET", "/x")
    return told.value


def exceptions_of_httpx() -> list[type[Exception]]:
    return [
        kind
        for _, kind in inspect.getmembers(httpx, inspect.isclass)
        if issubclass(kind, Exception) and kind is not httpx.HTTPStatusError
    ]


@pytest.mark.parametrize("kind", exceptions_of_httpx(), ids=lambda kind: kind.__name__)
def test_every_way_in_which_a_request_can_fail_has_words(kind: type[Exception]) -> None:
    try:
        error = kind("told")
    except TypeError:
        error = kind()  # some take no words
    told = problem_for(error, "example.org")
    assert isinstance(told, Unreachable | Slow | Refused)
    assert told.words and told.hint


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, NotSignedIn),
        (404, NotThere),
        (409, Refused),
        (410, CursorGone),
        (413, TooLarge),
        (418, Refused),
        (429, RateLimited),
        (500, Broke),
        (502, Unwell),
        (503, Unwell),
        (307, Refused),
    ],
)
def test_every_status_is_a_problem_of_its_kind(status: int, kind: type[BrainError]) -> None:
    assert type(asked(status)) is kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad gateway</html>",
        b'{"error": ',
        b'{"error": 3}',
        b'{"detail": {"a": 1}}',
        b"[[[[",
        b"\xff\xfe",
        b"null",
    ],
)
def test_an_error_without_the_promised_form_is_told_all_the_same(body: bytes) -> None:
    assert "127.0.0.1" in asked(400, body).words


def test_the_servers_own_words_are_passed_on_but_tamed() -> None:
    said = '{"error": {"code": "NO", "message": "not\\u001b[31m today' + "x" * 1_000 + '"}}'
    told = asked(403, said.encode())
    assert isinstance(told, Refused) and told.code == "NO"
    assert "not" in told.words and "\x1b" not in told.words and len(told.words) < 400
    assert "gone" in asked(403, b'{"detail": "gone"}').words


def test_the_time_to_wait_may_be_seconds_or_a_date() -> None:
    told = asked(503, retry_after="7")
    assert isinstance(told, Unwell) and told.retry_after == 7
    told = asked(429, retry_after=email.utils.formatdate(time.time() + 60, usegmt=True))
    assert isinstance(told, RateLimited) and 50 < (told.retry_after or 0) <= 61
    told = asked(503, retry_after="soon")
    assert isinstance(told, Unwell) and told.retry_after is None


def test_an_answer_without_end_does_not_fill_the_memory() -> None:
    line = line_to(lambda _: httpx.Response(200, content=b"x" * 5_000))
    with pytest.raises(Refused, match="more than is read"):  # not Slow: it would be as large the next time
        line.ask("GET", "/x", largest=1_000)


def test_a_server_that_drips_bytes_holds_nobody_for_ever() -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(200):
            time.sleep(0.02)  # sooner than a piece would be too late
            yield b"x"

    line = line_to(lambda _: httpx.Response(200, content=drip()))
    began = time.monotonic()
    with pytest.raises(Slow):
        line.ask("GET", "/x", patience=0.05)
    assert time.monotonic() - began < 3


def test_a_redirect_is_not_followed_with_the_token() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"Location": "https://elsewhere.example/x"})

    with pytest.raises(Refused):
        line_to(answer).ask("GET", "/x", headers={"Authorization": "Bearer secret"})
    assert seen == ["127.0.0.1"]


@pytest.mark.parametrize("text", ["", "ftp://a", "https://", "https://a?b=c", "https://[::1", "a:b:c"])
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(BrainError, match="no address"):
        read_address(text)


def test_plain_http_is_for_this_machine_alone_unless_somebody_insists() -> None:
    for near in ("http://localhost:8000", "http://127.0.0.1", "http://[::1]:80"):
        assert read_address(near).plain
    with pytest.raises(BrainError, match="read your notes"):
        read_address("http://notes.example.org")
    assert read_address("http://notes.example.org", insecure=True).plain
    assert read_address("notes.example.org").text == "https://notes.example.org"
    with pytest.raises(BrainError, match="no password"):
        read_address("https://ada:secret@notes.example.org")


def test_a_certificate_that_nobody_knows_is_refused_in_words() -> None:
    error = httpx.ConnectError(
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"
    )
    told = problem_for(error, "example.org")
    assert isinstance(told, Refused) and "signed by nobody but itself" in told.words


def test_a_file_without_certificates_is_told() -> None:
    with pytest.raises(BrainError, match="no certificates"):
        Line(HERE, ca_file="/nowhere.pem")
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_a_long_poll_ends_soon_after_it_should_stop() -> None:
    hanging = threading.Event()

    def answer(_: httpx.Request) -> httpx.Response:
        hanging.wait(10)
        return httpx.Response(200)

    began = time.monotonic()
    with pytest.raises(Cancelled):
        line_to(answer).wait(
            "/x", headers={}, params={}, patience=20, stop=lambda: time.monotonic() - began > 0.2
        )
    assert time.monotonic() - began < 5
    hanging.set()
