"""A window that is signed in to a server which is not there: the test says how everything stands and what came."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.account.place import AccountPlace
from app.session import Session
from app.window import Window
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.fixtures.syncing import FakeReplica, FakeServer


@pytest.fixture
def replica() -> FakeReplica:
    return FakeReplica()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, replica: FakeReplica) -> FakeServer:
    made = FakeServer(replica)
    monkeypatch.setattr("app.account.server.TeamServer", lambda _background: made)
    monkeypatch.setattr(Brain, "replica", replica, raising=False)
    return made


@pytest.fixture
def signed_in(server: FakeServer, open_session: OpenSession, qtbot: QtBot) -> Session:
    """A window on an empty notebook that is signed in and synced."""
    session = open_session()
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=5_000)
    return session


def window_of(session: Session) -> Window:
    return session._window


def place_of(session: Session) -> AccountPlace:
    assert session.account is not None
    return session.account


def symbol(session: Session) -> str:
    """What the status bar says of the server; nothing when there is nothing to be seen."""
    button = window_of(session).status.sync
    return button.text().strip() if button.isVisible() else ""
