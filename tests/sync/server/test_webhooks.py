"""Webhooks: what they hear, that nobody can forge it, and which addresses the server refuses to call."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from sync.server import outside
from sync.server.app import create_app
from sync.server.database import SCHEMA, Database
from sync.server.delivering import Deliveries
from sync.server.outside import Outside, Refused, Unreachable
from sync.server.sealing import Seal, Unsealable
from sync.server.settings import Settings
from tests.sync.server.feeding import history, push

LOOPBACK = Outside([ipaddress.ip_network("127.0.0.0/8")])
SECRET = "a secret of theirs"


class Listener:
    """Another program's server; `statuses` are what it answers next, then 204."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        listener = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.heard.append((dict(self.headers), body))
                self.send_response(listener.statuses.pop(0) if listener.statuses else 204)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def versions(self) -> list[int]:
        return [json.loads(body)["data"]["data"]["n"] for _, body in self.heard]


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


class Log:
    """The server's tables."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.database_url.replace("+psycopg", "", 1)
        self._settings = settings

    def run(self, statement: str, values: Any = ()) -> list[Any]:
        with psycopg.connect(self._address, options=f"-c search_path={SCHEMA}") as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def happen(self, owner: str, types: list[str], data: str = "") -> None:
        """Events of a new note of that user, in one row of the feed."""
        values = {"owner": owner, "stream": uuid4(), "types": types, "data": data}
        with psycopg.connect(self._address, options=f"-c search_path={SCHEMA}") as connection:
            connection.execute(
                "insert into streams (id, owner_id, version) select %(stream)s, id, cardinality(%(types)s::text[])"
                " from users where username = %(owner)s",
                values,
            )
            connection.execute(
                "insert into events select gen_random_uuid(), %(stream)s, n, type, 1, u.id, u.id, now(), 1, null, null, 2,"
                " json_build_object('n', n, 'text', %(data)s::text)"
                " from users u, unnest(%(types)s::text[]) with ordinality t (type, n) where username = %(owner)s",
                values,
            )
            connection.execute(
                "with moved as (update server set head = head + 1 returning head) insert into feed"
                " select head, u.id, %(stream)s, 1, cardinality(%(types)s::text[]), true"
                " from moved, users u where username = %(owner)s",
                values,
            )

    def deliver(self, permitting: Outside = LOOPBACK) -> None:
        """What the background does until nothing is left to do."""

        async def run() -> None:
            database = Database(self._settings.database_url)
            await database.open()
            try:
                deliveries = Deliveries(database, permitting, Seal(self._settings.jwt_secret))
                while await deliveries.once():
                    pass
            finally:
                await database.close()

        asyncio.run(run())

    def hook(self, owner: str, url: str, *events: str) -> None:
        self.run(
            "insert into webhooks (user_id, url, events, secret, position)"
            " select id, %s, %s, %s, head from users, server where username = %s",
            (url, list(events) or ["*"], SECRET, owner),
        )

    def retry_now(self) -> None:
        self.run("update webhooks set next_try = now()")


@pytest.fixture
def log(team_settings: Settings, signed: Callable[..., dict[str, str]]) -> Log:
    for name in ("ada", "bob"):
        signed(name)
    return Log(team_settings)


def test_a_webhook_hears_what_it_asked_for_and_can_tell_that_it_is_true(log: Log, listener: Listener) -> None:
    log.happen("ada", ["memory.created"])  # before: not told
    log.hook("ada", listener.url, "memory.created", "memory.deleted")
    log.happen("ada", ["memory.created", "memory.updated", "memory.deleted"])
    log.happen("bob", ["memory.created"])  # somebody else's
    log.deliver()
    assert [json.loads(body)["event"] for _, body in listener.heard] == ["memory.created", "memory.deleted"]
    for headers, body in listener.heard:
        whole = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        assert headers["X-Webhook-Signature"] == f"sha256={whole}"
        told = json.loads(body)
        inner = told.pop("signature")
        plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        assert inner == "sha256=" + hmac.new(SECRET.encode(), plain, hashlib.sha256).hexdigest()
        assert told.keys() == {"event", "timestamp", "data"}
        assert told["data"]["event_id"] == headers["X-Webhook-Delivery"]


def test_what_was_not_heard_is_told_again_in_order_and_nothing_twice(log: Log, listener: Listener) -> None:
    log.hook("ada", listener.url)
    log.happen("ada", ["memory.created"] + ["memory.updated"] * 30)
    listener.statuses = [204, 500]
    log.deliver()
    assert listener.versions() == [1, 2]
    ((tries, trouble, waiting),) = log.run("select tries, trouble, next_try > now() from webhooks")
    assert (tries, trouble, waiting) == (1, "The answer was 500.", True)
    log.deliver()
    assert listener.versions() == [1, 2]  # not before its time
    log.retry_now()
    log.deliver()
    assert listener.versions() == [1, 2, *range(2, 32)]
    assert log.run("select tries, trouble, active from webhooks") == [(0, "", True)]


def test_a_redirect_is_not_followed(log: Log, listener: Listener) -> None:
    log.hook("ada", listener.url)
    log.happen("ada", ["memory.created"])
    listener.statuses = [302]
    log.deliver()
    assert log.run("select trouble from webhooks") == [("The answer was 302.",)]


@pytest.mark.parametrize("way", ["failed for days", "gone"])
def test_a_webhook_that_is_past_hope_is_left_alone(log: Log, listener: Listener, way: str) -> None:
    log.hook("ada", listener.url)
    log.happen("ada", ["memory.created"])
    listener.statuses = [500, 500] if way == "failed for days" else [410]
    log.deliver()
    if way == "failed for days":
        assert log.run("select active from webhooks") == [(True,)]
        log.run("update webhooks set failing_since = now() - interval '4 days', next_try = now()")
        log.deliver()
    assert log.run("select active from webhooks") == [(False,)]


def test_a_huge_event_is_told_without_its_data(log: Log, listener: Listener) -> None:
    log.hook("ada", listener.url)
    log.happen("ada", ["memory.created"], data="x" * 300_000)
    log.deliver()
    ((_, body),) = listener.heard
    assert len(body) < 2_000 and json.loads(body)["data"]["data"] is None


def test_an_address_that_became_private_is_not_called(log: Log, listener: Listener) -> None:
    log.hook("ada", listener.url.replace("http:", "https:"))
    log.happen("ada", ["memory.created"])
    log.deliver(Outside())
    assert listener.heard == []
    ((trouble,),) = log.run("select trouble from webhooks")
    assert "network" in trouble


PRIVATE = [
    "127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
    "168.63.129.16", "224.0.0.1", "255.255.255.255", "2130706433", "0x7f000001", "127.1", "[::1]", "[::]", "[fe80::1]",
    "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_no_private_address_can_be_a_webhook(host: str) -> None:
    with pytest.raises(Refused):
        asyncio.run(Outside().check(f"https://{host}/hook"))


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.216.34/", "ftp://93.184.216.34/", "//93.184.216.34/", "93.184.216.34", "", "https://", "file:///etc/passwd",
        "https://user:password@93.184.216.34/", "https://93.184.216.34/#x", "https://[/", "https://no-such-host.invalid/",
    ],
)  # fmt: skip
def test_no_other_kind_of_address_can_be_a_webhook(url: str) -> None:
    with pytest.raises(Refused):
        asyncio.run(Outside().check(url))


def test_a_public_address_can_be_one_whatever_its_name_is_later(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [["93.184.216.34"], ["93.184.216.34", "10.0.0.1"], ["10.0.0.1"]]

    async def look_up(_: Any) -> list[Any]:
        return [ipaddress.ip_address(each) for each in answers.pop(0)]

    monkeypatch.setattr(outside, "_looked_up", look_up)
    checked = asyncio.run(Outside().check("https://example.org:8443/hook?a=1"))
    assert str(checked) == "https://93.184.216.34:8443/hook?a=1"  # the number is called, not the name
    for _ in range(2):
        with pytest.raises(Refused):
            asyncio.run(Outside().check("https://example.org/hook"))


def test_nobody_there_is_told_in_words() -> None:
    with pytest.raises(Unreachable, match="no answer"):
        asyncio.run(LOOPBACK.post("http://127.0.0.1:1/", b"", {}))


def test_a_webhook_is_made_listed_without_its_secret_and_deleted(
    team: TestClient, signed: Callable[..., dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = signed("ada"), signed("bob")
    wanted = {"url": "https://93.184.216.34/hook", "events": ["memory.created"], "secret": SECRET}
    made = team.post("/api/v1/webhooks", json=wanted, headers=ada)
    assert made.status_code == 201, made.text
    listed = team.get("/api/v1/webhooks", headers=ada)
    assert listed.json() == {"webhooks": [made.json()]}
    assert SECRET not in made.text + listed.text
    assert team.get("/api/v1/webhooks", headers=bob).json() == {"webhooks": []}
    where = f"/api/v1/webhooks/{made.json()['id']}"
    assert team.delete(where, headers=bob).status_code == 404
    assert team.delete(where, headers=ada).status_code == 204
    assert team.get("/api/v1/webhooks", headers=ada).json() == {"webhooks": []}


def test_a_refused_webhook_says_which_field_and_not_the_secret(
    team: TestClient, signed: Callable[..., dict[str, str]]
) -> None:
    for url, secret in (("https://10.0.0.1/", SECRET), ("https://93.184.216.34/", "short7!")):
        answer = team.post(
            "/api/v1/webhooks",
            json={"url": url, "events": ["*"], "secret": secret},
            headers=signed("ada"),
        )
        assert answer.status_code == 400
        assert answer.json()["error"]["details"]
        assert secret not in answer.text


def test_a_user_has_a_bounded_number_of_webhooks(log: Log, team: TestClient, signed: Any) -> None:
    for _ in range(20):
        log.hook("ada", "https://93.184.216.34/")
    wanted = {"url": "https://93.184.216.34/", "events": ["*"], "secret": SECRET}
    assert team.post("/api/v1/webhooks", json=wanted, headers=signed("ada")).status_code == 409


def test_two_processes_share_the_work_and_tell_nothing_twice(
    log: Log, listener: Listener, team_settings: Settings
) -> None:
    for _ in range(3):
        log.hook("ada", listener.url)
    log.happen("ada", ["memory.created"] + ["memory.updated"] * 4)

    async def process() -> None:
        database = Database(team_settings.database_url)
        await database.open()
        try:
            deliveries = Deliveries(database, LOOPBACK, Seal(team_settings.jwt_secret))
            while await deliveries.once():
                pass
        finally:
            await database.close()

    async def both() -> None:
        await asyncio.gather(process(), process())

    asyncio.run(both())
    assert sorted(listener.versions()) == sorted([1, 2, 3, 4, 5] * 3)


def test_the_running_server_tells_of_what_a_device_sends(
    log: Log, listener: Listener, team_settings: Settings, signed: Callable[..., dict[str, str]]
) -> None:
    settings = replace(team_settings, webhook_networks=(ipaddress.ip_network("127.0.0.0/8"),))
    wanted = {"url": listener.url, "events": ["memory.created"], "secret": SECRET}
    with TestClient(create_app(settings)) as team:
        assert team.post("/api/v1/webhooks", json=wanted, headers=signed("ada")).status_code == 201
        push(team, signed("ada"), *history(note := uuid4(), 2))
        deadline = time.monotonic() + 90
        while not listener.heard and time.monotonic() < deadline:
            time.sleep(0.05)
    ((_, body),) = listener.heard
    assert json.loads(body)["data"]["aggregate_id"] == str(note)


def test_whoever_reads_the_tables_reads_no_secret(
    log: Log, listener: Listener, team: TestClient, team_settings: Settings, signed: Any
) -> None:
    wanted = {"url": "https://93.184.216.34/hook", "events": ["*"], "secret": SECRET}
    assert team.post("/api/v1/webhooks", json=wanted, headers=signed("ada")).status_code == 201
    ((kept, owner),) = log.run("select secret, user_id from webhooks")
    assert SECRET not in kept
    assert Seal(team_settings.jwt_secret).open(kept, owner) == SECRET
    for key, somebody in (
        (team_settings.jwt_secret, uuid4()),
        ("another key of the server, long enough", owner),
    ):
        with pytest.raises(Unsealable):
            Seal(key).open(kept, somebody)


def test_with_another_key_of_the_server_a_webhook_says_what_to_do(log: Log, listener: Listener) -> None:
    log.hook("ada", listener.url)
    sealed = Seal("the key that the server had before it was lost").seal(SECRET, uuid4())
    log.run("update webhooks set secret = %s", (sealed,))
    log.happen("ada", ["memory.created"])
    log.deliver()
    assert listener.heard == []
    ((trouble,),) = log.run("select trouble from webhooks")
    assert "make it anew" in trouble
