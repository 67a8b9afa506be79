"""Staying signed in: a new token in time, once for all who wait, and never in a way that looks like theft."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from core.embedding import keys
from sync.auth import Session, kept_tokens
from sync.far import SignInAgain, Slow, Unreachable
from sync.line import Line, Reply, read_address
from sync.protocol import Credentials
from sync.vault import InMemory, Kept, Vault
from tests.fixtures.syncing import NAME, PASSWORD
from tests.sync.test_vault import Ring

HERE = read_address("http://127.0.0.1:1")
ME = "/api/v1/auth/me"
REFRESH = "/api/v1/auth/refresh"
Answer = Callable[[httpx.Request], httpx.Response]


class Server:
    """Knows one access token at a time, and gives the next one for any refresh token that it gave before."""

    def __init__(self) -> None:
        self.current = 1
        self.refreshed: list[str] = []
        self.refuses = False
        self.lies = False
        self.lock = threading.Lock()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == REFRESH:
            time.sleep(0.05)  # others come meanwhile
            with self.lock:
                self.refreshed.append(json.loads(request.content)["refresh_token"])
                if self.refuses:
                    return httpx.Response(401)
                self.current += 1
                given = {"access_token": f"a{self.current}", "refresh_token": f"r{self.current}"}
                return httpx.Response(200, json=given | {"expires_in": 3_600})
        known = request.headers["Authorization"] == f"Bearer a{self.current}" and not self.lies
        return httpx.Response(200 if known else 401)


def line_to(answer: Answer) -> Line:
    return Line(HERE, transport=httpx.MockTransport(answer))


def called(session: Session, line: Line) -> int:
    def ask(headers: dict[str, str]) -> Reply:
        return line.ask("GET", ME, headers=headers)

    return session.call(ask).status


def test_many_threads_that_are_refused_at_once_fetch_one_new_token() -> None:
    server = Server()
    server.current = 2  # the token that is held is over
    line = line_to(server)
    vault = InMemory(Kept("a1", "r1", time.time() + 3_600))
    sessions = [Session(line, vault) for _ in range(2)]  # as the window's engine and its list of devices
    with ThreadPoolExecutor(12) as threads:
        statuses = list(threads.map(lambda number: called(sessions[number % 2], line), range(12)))
    assert statuses == [200] * 12
    assert server.refreshed == ["r1"]


def test_a_token_is_renewed_before_it_is_over() -> None:
    server, now = Server(), 1_000.0
    line = line_to(server)
    vault = InMemory(Kept("a1", "r1", now + 3_600))
    session = Session(line, vault, lambda: now)
    assert called(session, line) == 200
    assert server.refreshed == []
    now += 3_600 - 30
    assert called(session, line) == 200
    assert server.refreshed == ["r1"]
    kept = vault.read()
    assert kept is not None and (kept.refresh, kept.expires_at) == ("r2", now + 3_600)


@pytest.mark.parametrize("how", ["refuses", "lies"])
def test_who_is_refused_with_a_new_token_too_has_to_sign_in_again(how: str) -> None:
    server = Server()
    server.current = 2
    setattr(server, how, True)
    line = line_to(server)
    session = Session(line, InMemory(Kept("a1", "r1", time.time() + 3_600)))
    with pytest.raises(SignInAgain, match="does not know this sign-in") as told:
        called(session, line)
    assert "safe here" in told.value.hint
    assert len(server.refreshed) == 1


def test_without_a_refresh_token_a_refusal_is_the_end() -> None:
    server = Server()
    server.current = 2
    line = line_to(server)
    with pytest.raises(SignInAgain):
        called(Session(line, InMemory(Kept("a1", "", 0.0))), line)
    assert server.refreshed == []


def test_a_server_that_is_away_signs_nobody_out() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away", request=request)

    line, vault = line_to(away), InMemory(Kept("a1", "r1", 0.0))
    with pytest.raises(Unreachable):
        called(Session(line, vault), line)
    kept = vault.read()
    assert kept is not None and kept.refresh == "r1"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keys, "trusted_keyring", lambda: made)
    return made


def day_by_day() -> Callable[[], float]:
    """A clock on which a day goes by between two looks, so that every call renews first."""
    days = itertools.count(1)
    return lambda: time.time() + 86_400 * next(days)


def signed_in(url: str, vault: Vault) -> None:
    line = Line(read_address(url))
    given = kept_tokens(line, "/auth/token", Credentials(username=NAME, password=PASSWORD), time.time())
    vault.write(given)
    line.close()


@pytest.mark.usefixtures("maria", "ring")
def test_a_window_and_a_command_line_renew_in_turn_and_neither_looks_like_a_thief(
    team_url: str, tmp_path: Path
) -> None:
    window, command_line = Vault(str(tmp_path)), Vault(str(tmp_path))
    signed_in(team_url, window)
    line = Line(read_address(team_url))
    sessions = [Session(line, vault, day_by_day()) for vault in (window, command_line)]
    for _ in range(3):
        for session in sessions:
            assert called(session, line) == 200
    line.close()


@pytest.mark.usefixtures("maria", "ring")
def test_they_renew_at_the_same_moment(team_url: str, tmp_path: Path) -> None:
    window = Vault(str(tmp_path))
    signed_in(team_url, window)
    others = [Vault(str(tmp_path)) for _ in range(3)]
    line = Line(read_address(team_url))
    start = threading.Barrier(4)

    def renew(vault: Vault) -> int:
        session = Session(line, vault, day_by_day())
        start.wait()
        return sum(called(session, line) for _ in range(3))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(renew, [window, *others])) == [600] * 4
    line.close()


@pytest.mark.usefixtures("maria", "ring")
def test_an_answer_that_is_lost_while_renewing_signs_nobody_out(team_url: str, tmp_path: Path) -> None:
    vault = Vault(str(tmp_path))
    signed_in(team_url, vault)
    real = httpx.HTTPTransport()
    lost: list[int] = []

    def losing(request: httpx.Request) -> httpx.Response:
        response = real.handle_request(request)
        response.read()
        if request.url.path == REFRESH and len(lost) < 2:
            lost.append(response.status_code)  # the server did its part
            raise httpx.ReadError("cut", request=request)
        return response

    line = Line(read_address(team_url), transport=httpx.MockTransport(losing))
    session = Session(line, vault, day_by_day())
    for _ in range(2):
        with pytest.raises(Slow):
            called(session, line)
    assert called(session, line) == 200
    assert called(session, line) == 200  # with the token after it, too
    assert lost == [200, 200]
    line.close()
    real.close()
