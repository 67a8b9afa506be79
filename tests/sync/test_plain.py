"""A server that has only the published calls: it gets the texts of notes, and the person is told that this is all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI, Request, Response
from starlette.middleware.base import RequestResponseEndpoint

from app.account.connection import Connection
from app.account.overview import overview
from app.account.told import TEXTS_ONLY, Standing, told
from app.cli.telling_sync import round_values, status_values
from core import Received
from core.brain import Brain
from sync.account import connected, sign_in
from sync.client import Client
from sync.far import Slow
from sync.line import Reply
from sync.server.app import create_app
from sync.server.settings import Settings
from sync.state import Word
from sync.vault import Kept, Vault
from tests.fixtures import live
from tests.fixtures.syncing import NAME, PASSWORD

_OURS = ("/api/v1/events", "/api/v1/auth/me", "/api/v1/devices", "/api/v1/blobs", "/api/v1/spaces")


class Session(Vault):
    """Keeps tokens in memory and asks no keyring."""

    def write(self, kept: Kept) -> None:
        self._kept, self._looked = kept, True


class Plain:
    """A notebook that is signed in to such a server."""

    def __init__(self, brain: Brain, url: str) -> None:
        self.brain = brain
        self.calls: list[str] = []
        self.standing = Standing()
        self.vault = Session("test")
        assert sign_in(brain, url, NAME, PASSWORD, device_name="Laptop", vault=self.vault).account.plain

    def sync(self) -> Standing:
        """One round of a program that has just started."""
        self.calls.clear()
        engine = Connection(self.brain, self.vault, lambda _: None, self._stood)
        with closing(engine):
            engine.once()
        return self.standing

    def there(self) -> list[dict[str, Any]]:
        """The notes on the server, the newest first."""
        client = connected(self.brain, self.vault)
        assert client is not None
        with closing(client.line):
            reply = client.line.ask("GET", "/api/v1/memories", headers=self._signed())
        return list(json.loads(reply.body)["items"])

    def texts(self) -> list[str]:
        return [each["content"] for each in self.there()]

    def _signed(self) -> Mapping[str, str]:
        kept = self.vault.read()
        assert kept is not None
        return {"Authorization": f"Bearer {kept.access}"}

    def _stood(self, standing: Standing) -> None:
        self.standing = standing


@pytest.fixture
def plain(
    brain: Brain, team_settings: Settings, maria: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Plain]:
    """The real server, of which only the published calls answer."""
    calls = list[str]()

    def published(settings: Settings) -> FastAPI:
        app = create_app(settings)

        @app.middleware("http")
        async def only_published(request: Request, answer: RequestResponseEndpoint) -> Response:
            if request.url.path.startswith(_OURS):
                return Response(status_code=404)
            calls.append(request.method)
            return await answer(request)

        return app

    monkeypatch.setattr(live, "create_app", published)
    with live.served(team_settings) as url:
        signed_in = Plain(brain, url)
        signed_in.calls = calls
        yield signed_in


def _lose(monkeypatch: pytest.MonkeyPatch, method: str, *, arrives: bool) -> None:
    """The next call of this kind gets no answer; whether the server carried it out."""
    whole, lost = Client.plain, list[str]()

    def broken(client: Client, asked: str, path: str, content: bytes | None = None, **more: Any) -> Reply:
        if asked != method or lost:
            return whole(client, asked, path, content, **more)
        lost.append(asked)
        if arrives:
            whole(client, asked, path, content, **more)
        raise Slow("The connection broke off.")

    monkeypatch.setattr(Client, "plain", broken)


def test_a_note_is_created_changed_tagged_deleted_and_restored_there(plain: Plain) -> None:
    brain = plain.brain
    note = brain.create_memory("# Train\nwritten on the way", metadata={"mood": "calm"}).memory
    assert plain.sync().word is Word.SYNCED
    (there,) = plain.there()
    assert there["content"] == "# Train\nwritten on the way"
    assert there["metadata"] == {"mood": "calm", "second_brain_id": str(note)}

    brain.update_memory(note, "# Train\nand read at home")
    brain.tag(note, "travel", "rail")
    plain.sync()
    assert plain.calls == ["PUT"]  # once, as it stands
    (same,) = plain.there()
    assert same["id"] == there["id"]
    assert (same["content"], sorted(same["tags"])) == ("# Train\nand read at home", ["rail", "travel"])

    brain.delete(note)
    plain.sync()
    assert plain.there() == []

    brain.restore(note)
    assert plain.sync().waiting == 0
    assert plain.texts() == ["# Train\nand read at home"]


def test_a_note_that_came_and_went_before_it_was_sent_never_was_there(plain: Plain) -> None:
    kept = plain.brain.create_memory("stays").memory
    note = plain.brain.create_memory("goes").memory
    plain.brain.delete(note)
    plain.brain.purge(note)
    plain.sync()
    assert plain.calls == ["POST"]
    assert [each["metadata"]["second_brain_id"] for each in plain.there()] == [str(kept)]


def test_nothing_is_sent_again_when_nothing_happened(plain: Plain) -> None:
    plain.brain.create_memory("one")
    plain.sync()
    plain.sync()
    assert plain.calls == []


@pytest.mark.parametrize("arrives", [True, False], ids=["carried out", "not arrived"])
def test_a_note_whose_creation_got_no_answer_is_there_once(
    plain: Plain, monkeypatch: pytest.MonkeyPatch, arrives: bool
) -> None:
    note = plain.brain.create_memory("written once").memory
    plain.brain.create_memory("the next one")
    _lose(monkeypatch, "POST", arrives=arrives)
    standing = plain.sync()
    assert (standing.word, standing.waiting) == (Word.OFFLINE, 2)
    plain.brain.update_memory(note, "written twice")  # the text that arrived is an older one now
    assert plain.sync().waiting == 0
    assert sorted(plain.texts()) == ["the next one", "written twice"]


def test_what_was_sent_before_the_line_broke_is_not_sent_again(
    plain: Plain, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (plain.brain.create_memory(text).memory for text in ("one", "two"))
    plain.sync()
    plain.brain.update_memory(first, "three")
    plain.brain.delete(second)
    _lose(monkeypatch, "DELETE", arrives=False)
    plain.sync()
    assert plain.calls == ["PUT"]
    plain.sync()
    assert plain.calls == ["DELETE"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_change_that_got_no_answer_is_made_again(
    plain: Plain, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    note = plain.brain.create_memory("before").memory
    plain.sync()
    if method == "PUT":
        plain.brain.update_memory(note, "behind")
    else:
        plain.brain.delete(note)
    _lose(monkeypatch, method, arrives=True)
    assert plain.sync().waiting == 1
    assert plain.sync().waiting == 0
    assert plain.texts() == (["behind"] if method == "PUT" else [])


def test_a_note_that_somebody_deleted_there_is_created_anew_by_an_edit(plain: Plain) -> None:
    note = plain.brain.create_memory("before").memory
    plain.sync()
    (old,) = plain.there()
    client = connected(plain.brain, plain.vault)
    assert client is not None
    with closing(client.line):
        client.plain("DELETE", f"/api/v1/memories/{old['id']}")
    plain.brain.update_memory(note, "behind")
    plain.sync()
    (new,) = plain.there()
    assert new["content"] == "behind" and new["id"] != old["id"]


def test_a_note_that_the_server_does_not_take_is_set_aside_and_the_others_go(plain: Plain) -> None:
    note = plain.brain.create_memory("far too many tags", tags=[f"t{n}" for n in range(1_001)]).memory
    plain.brain.create_memory("goes")
    standing = plain.sync()
    assert (standing.word, plain.texts()) == (Word.NEEDS_YOU, ["goes"])
    (aside,) = plain.brain.replica.set_aside()
    assert aside.memory_id == note and aside.code == "VALIDATION_ERROR" and "said no" in aside.words
    plain.brain.untag(note, *(f"t{n}" for n in range(10)))
    plain.brain.replica.retry()
    assert plain.sync().word is Word.SYNCED
    assert sorted(plain.texts()) == ["far too many tags", "goes"]


def test_a_person_is_told_that_this_server_takes_texts_only(plain: Plain) -> None:
    plain.brain.create_memory("one")
    standing = plain.sync()
    words = "This server takes the texts of notes only: what changes elsewhere does not come here."
    assert words == TEXTS_ONLY
    assert told(standing).more == f"The texts of your notes are here and on the server. {words}"
    told_of = overview(plain.brain)
    assert status_values(told_of, "synced", 1, "session")["texts_only"] is True
    assert round_values(standing, Received(), 1, told_of)["texts_only"] is True
    account = plain.brain.replica.account()
    assert account is not None and account.plain and account.user_id != UUID(int=0)
