"""Signing in and out: all of it or nothing, and a token goes nowhere that a person did not agree to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest

from core import Account, Brain, BrainError
from core.embedding import keys
from sync import account as accounts
from sync.account import Joined, connected, sign_in, sign_out
from sync.client import Client
from sync.line import Address, Line
from sync.vault import Holding, InMemory, Kept, Vault
from tests.fixtures.syncing import NAME, PASSWORD
from tests.sync.test_vault import Ring

URL = "https://notes.example.org"
USER, LOG = UUID(int=1), UUID(int=2)
TOKENS = {"access_token": "new access", "refresh_token": "new refresh", "expires_in": 3_600}
BEFORE = Kept("old access", "old refresh", time.time() + 3_600)


class Server:
    """Answers each path in a chosen way; what is not chosen is as it should be."""

    def __init__(self) -> None:
        me = {"user_id": str(USER), "username": "maria", "is_admin": False, "log_id": str(LOG)}
        self.answers: dict[str, tuple[int, Any]] = {
            "/api/v1/auth/token": (200, TOKENS),
            "/api/v1/auth/me": (200, me | {"largest_blob": 1}),
            "/api/v1/auth/revoke": (204, None),
            "/api/v1/events": (200, {"events": [], "cursor": "", "has_more": False}),
        }
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(
            (str(request.url.copy_with(query=None)), path, request.headers.get("Authorization", ""))
        )
        if path.startswith("/api/v1/devices/"):
            path = "/api/v1/devices"
        status, told = self.answers.get(path, (204, None))
        return httpx.Response(status) if told is None else httpx.Response(status, json=told)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()

    def line(address: Address, ca_file: str = "") -> Line:
        return Line(address, ca_file=ca_file, transport=httpx.MockTransport(made))

    monkeypatch.setattr(accounts, "Line", line)
    return made


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keys, "trusted_keyring", lambda: made)
    return made


def entered(brain: Brain, vault: Vault, url: str = URL, *, insecure: bool = False) -> Joined:
    return sign_in(brain, url, NAME, PASSWORD, device_name="Laptop", insecure=insecure, vault=vault)


@pytest.fixture
def vault(brain: Brain, ring: Ring) -> Vault:
    """That of a notebook that is signed in to another server."""
    made = Vault(str(brain.home))
    made.write(BEFORE)
    brain.replica.join(Account("https://elsewhere.example", "maria", UUID(int=7), UUID(int=8), "Laptop"))
    return made


def test_signing_in_keeps_the_tokens_and_says_where(brain: Brain, server: Server, vault: Vault) -> None:
    joined = entered(brain, vault)
    assert (joined.holding, joined.trouble) == (Holding.KEYRING, None)
    found = brain.replica.account()
    assert found is not None
    assert (found.server, found.username, found.user_id, found.log_id) == (URL, "maria", USER, LOG)
    assert (found.device_name, found.plain) == ("Laptop", False)
    at_the_next_start = Vault(str(brain.home)).read()
    assert at_the_next_start is not None and at_the_next_start.refresh == "new refresh"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/auth/token", 401),
        ("/api/v1/auth/token", 404),
        ("/api/v1/auth/token", 429),
        ("/api/v1/auth/me", 401),
        ("/api/v1/auth/me", 404),
        ("/api/v1/auth/me", 503),
        ("/api/v1/devices", 403),
        ("/api/v1/devices", 404),
        ("/api/v1/devices", 500),
    ],
)
def test_a_sign_in_that_fails_anywhere_changes_nothing(
    brain: Brain, server: Server, vault: Vault, ring: Ring, path: str, status: int
) -> None:
    account, kept = brain.replica.account(), dict(ring.kept)
    server.answers[path] = (status, None)
    with pytest.raises(BrainError):
        entered(brain, vault)
    assert (brain.replica.account(), vault.read(), ring.kept) == (account, BEFORE, kept)


def test_a_notebook_that_cannot_be_told_keeps_its_tokens(
    brain: Brain, server: Server, vault: Vault, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(account: Account) -> None:
        raise BrainError("The database is away.")

    kept = dict(ring.kept)
    monkeypatch.setattr(brain.replica, "join", away)
    with pytest.raises(BrainError, match="database is away"):
        entered(brain, vault)
    assert (vault.read(), ring.kept) == (BEFORE, kept)


@pytest.mark.parametrize("how", ["locked", "forgetful", "refuses"])
def test_where_no_keyring_holds_them_signing_in_lasts_for_the_session(
    brain: Brain, server: Server, vault: Vault, ring: Ring, how: str
) -> None:
    setattr(ring, how, True)
    joined = entered(brain, vault)
    assert joined.holding is Holding.SESSION
    assert joined.trouble is not None and joined.trouble.words and joined.trouble.hint
    client = connected(brain, vault)
    assert client is not None and client.whoami().user_id == USER
    setattr(ring, how, False)
    assert how == "locked" or Vault(str(brain.home)).read() is None  # and nothing older comes back


def test_a_system_without_a_keyring_says_so(
    brain: Brain, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "trusted_keyring", lambda: None)
    vault = Vault(str(brain.home))
    joined = entered(brain, vault)
    assert joined.holding is Holding.SESSION
    assert joined.trouble is not None and "no keyring" in joined.trouble.words
    sign_out(brain, vault)
    assert vault.read() is None


def test_a_server_takes_texts_only_when_it_knows_neither_the_account_nor_events(
    brain: Brain, server: Server, vault: Vault
) -> None:
    server.answers["/api/v1/auth/me"] = (404, None)
    with pytest.raises(BrainError, match="does not say who is signed in"):
        entered(brain, vault)
    server.answers["/api/v1/events"] = (404, None)
    server.answers["/api/v1/devices"] = (404, None)
    found = entered(brain, vault).account
    assert (found.plain, found.username) == (True, NAME)
    assert entered(brain, vault).account.user_id == found.user_id  # the same, whenever it is asked


def test_plain_http_to_another_machine_is_used_where_it_was_agreed_to(
    brain: Brain, server: Server, vault: Vault
) -> None:
    there = "http://notes.example.org"
    with pytest.raises(BrainError, match="read your notes"):
        entered(brain, vault, there)
    entered(brain, vault, there, insecure=True)
    for each in (vault, Vault(str(brain.home))):  # now, and at the next start
        assert connected(brain, each) is not None


@pytest.mark.parametrize("use", [connected, sign_out])
def test_plain_http_that_nobody_agreed_to_gets_no_token(
    brain: Brain, server: Server, vault: Vault, use: Callable[[Brain, Vault], Client | None]
) -> None:
    account = brain.replica.account()
    assert account is not None
    brain.replica.join(replace(account, server="http://notes.example.org"))
    if use is connected:
        with pytest.raises(BrainError, match="read your notes"):
            use(brain, vault)
    else:
        use(brain, vault)  # signs out here all the same
        assert vault.read() is None
    assert server.asked == []


def test_signing_out_ends_it_there_and_here(brain: Brain, server: Server, vault: Vault, ring: Ring) -> None:
    entered(brain, vault)
    assert sign_out(brain, vault) is None
    assert [path for _, path, _ in server.asked][-1] == "/api/v1/auth/revoke"
    account = brain.replica.account()
    assert account is not None and not account.signed_in
    assert (vault.read(), ring.kept) == (None, {})
    assert connected(brain, vault) is None


def test_signing_out_works_while_the_server_is_away(
    brain: Brain, server: Server, vault: Vault, ring: Ring
) -> None:
    server.answers["/api/v1/auth/revoke"] = (503, None)
    untold = sign_out(brain, vault)
    assert untold is not None and "could not be told" in untold.words
    assert (vault.read(), ring.kept) == (None, {})


def test_signing_out_works_where_the_keyring_is_gone_and_says_that_the_server_was_not_told(
    brain: Brain, server: Server, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "trusted_keyring", lambda: None)
    untold = sign_out(brain, Vault(str(brain.home)))  # at the next start
    assert untold is not None and "server was not told" in untold.words and "no keyring" in untold.words
    account = brain.replica.account()
    assert account is not None and not account.signed_in
    assert server.asked == []


def test_no_token_is_sent_before_it_is_there_and_none_of_the_other_server_ever(
    brain: Brain, server: Server, vault: Vault
) -> None:
    entered(brain, vault)
    assert {sent for _, _, sent in server.asked} == {"", "Bearer new access"}
    assert {url.partition("/api")[0] for url, _, _ in server.asked} == {URL}


@pytest.mark.usefixtures("maria")
def test_signing_in_to_the_real_server_and_out_again(brain: Brain, team_url: str) -> None:
    vault = InMemory(BEFORE)
    with pytest.raises(BrainError, match="does not know this name"):
        sign_in(brain, team_url, NAME, "wrong", device_name="Laptop", vault=vault)
    assert (vault.read(), brain.replica.account()) == (BEFORE, None)
    joined = entered(brain, vault, team_url)
    assert (joined.account.username, joined.account.plain) == (NAME, False)
    assert [each.name for each in accounts.devices(brain, vault)] == ["Laptop"]
    assert list(brain.devices.names().values()) == ["Laptop"], "history names it without a network"
    client = connected(brain, vault)
    assert client is not None
    sign_out(brain, vault)
    client.line.close()
    assert vault.read() is None
