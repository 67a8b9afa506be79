"""A real window, signed in to the real server behind a socket, and another device."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.account.engine import Entry
from app.account.server import TeamServer
from app.account.signing_in import SigningIn
from app.session import Session
from core import open_brain
from core.brain import Brain
from core.store.cluster import Cluster
from sync.server.settings import Settings
from tests.app.account.conftest import place_of, symbol, window_of
from tests.fixtures.desktop import OpenSession
from tests.fixtures.live import served
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.syncing import NAME, PASSWORD

pytestmark = [pytest.mark.usefixtures("maria", "no_keyring", "quiet_server")]


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a keyring: tokens are kept for the session only."""
    monkeypatch.setattr("core.embedding.keys.trusted_keyring", lambda: None)


@pytest.fixture
def quiet_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that ends while it is asked complains in the log; in these tests that log is the window's."""
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "disabled", True)


@pytest.fixture
def desktop(cluster: Cluster, template_database: str, tmp_path: Path) -> Iterator[Brain]:
    """Another device."""
    create_database(cluster, "other_desktop", template_database)
    with open_brain(tmp_path / "other", cluster.url("other_desktop")) as opened:
        yield opened
    drop_database(cluster, "other_desktop")


def once(brain: Brain, server: TeamServer) -> None:
    """A round of the other device."""
    connection = server.connection(brain, lambda _: None, lambda _: None)
    assert connection is not None
    connection.once(lambda: False)
    connection.close()


def signed_in(qtbot: QtBot, session: Session, url: str) -> None:
    """Sign in, as a person does in the window."""
    window_of(session).actions_["sync.account"].trigger()
    pages = place_of(session).pages
    assert pages is not None and isinstance(pages.sheet, SigningIn)
    form = pages.sheet
    for field, text in ((form._server, url), (form._user, NAME), (form._password, PASSWORD)):
        field.line.setText(text)
    form.button.click()
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=60_000)


def test_a_window_has_what_another_device_writes_and_the_other_way_round(
    qtbot: QtBot, open_session: OpenSession, team_url: str, desktop: Brain, brain: Brain
) -> None:
    session = open_session()
    signed_in(qtbot, session, team_url)
    assert "You are signed in until this window closes" in window_of(session).notice._words.text()
    server = TeamServer()
    server.sign_in(desktop, Entry(team_url, NAME, PASSWORD, "Desktop"))
    workspace = session._workspace
    assert workspace is not None and session.notebook is not None
    place_of(session)._arrival.go_to_notes()
    ids = session.notebook.pane.list

    note = desktop.create_memory("Written on the desktop").memory
    once(desktop, server)
    began = time.monotonic()
    qtbot.waitUntil(lambda: note in list(ids.ids), timeout=30_000)
    assert time.monotonic() - began < 10  # under load; alone it is well below two seconds

    workspace.write(lambda opened: opened.create_memory("Written in the window"), owner=session)
    qtbot.waitUntil(lambda: brain.counts().memories == 2, timeout=30_000)
    qtbot.waitUntil(lambda: brain.replica.waiting() == 0 and symbol(session) == "synced", timeout=30_000)
    once(desktop, server)
    assert {desktop.memory(each.id).content for each in desktop.memories().items} == {
        "Written on the desktop",
        "Written in the window",
    }


def test_a_server_that_goes_away_is_offline_and_comes_back_by_itself(
    qtbot: QtBot, open_session: OpenSession, team_settings: Settings, brain: Brain
) -> None:
    session = open_session()
    with served(team_settings) as url:
        signed_in(qtbot, session, url)
    workspace = session._workspace
    assert workspace is not None
    workspace.write(lambda opened: opened.create_memory("In the train"), owner=session)
    qtbot.waitUntil(lambda: symbol(session) == "offline, 1 waiting", timeout=60_000)
    saved = window_of(session).status._saved
    qtbot.waitUntil(lambda: saved.text() == "saved here")
    with served(team_settings, int(url.rpartition(":")[2])):
        window_of(session).actions_["sync.now"].trigger()
        qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=60_000)
        assert brain.replica.waiting() == 0
        began = time.monotonic()
        with qtbot.waitSignal(session.ended, timeout=10_000):
            session.end()
        session.close()
        assert time.monotonic() - began < 5  # the long poll of 90 seconds does not hold it up
