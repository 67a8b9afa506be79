"""The status bar says how the notebook and the server stand, beside "saved here"; both are true."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from app.session import Session
from core import Changes, Received, Risk
from core.brain import Brain
from sync.state import Word
from tests.app.account.conftest import place_of, symbol, window_of
from tests.fixtures.desktop import OpenSession
from tests.fixtures.syncing import FakeEngine, FakeServer


@pytest.mark.parametrize(
    ("word", "waiting", "words"),
    [
        (Word.SYNCED, 0, "synced"),
        (Word.SAVING, 3, "saving to the server, 3 left"),
        (Word.FETCHING, 0, "fetching from the server…"),
        (Word.OFFLINE, 12, "offline, 12 waiting"),
        (Word.OFFLINE, 0, "offline"),
        (Word.PAUSED, 1_200, "paused, 1\N{NARROW NO-BREAK SPACE}200 waiting"),
        (Word.NEEDS_YOU, 0, "needs you"),
        (Word.SIGN_IN_AGAIN, 2, "sign in again, 2 waiting"),
    ],
)
def test_each_state_has_its_words(
    qtbot: QtBot, signed_in: Session, server: FakeServer, word: Word, waiting: int, words: str
) -> None:
    server.engines[-1].say(word, waiting)
    qtbot.waitUntil(lambda: symbol(signed_in) == words, timeout=5_000)
    button = window_of(signed_in).status.sync
    assert button.accessibleName() == f"Server: {words}"
    assert button.accessibleDescription()
    assert not button.icon().isNull()
    assert window_of(signed_in).status._saved.text() == "saved here"


def test_nothing_is_said_of_servers_to_somebody_who_never_signed_in(
    qtbot: QtBot, server: FakeServer, open_session: OpenSession
) -> None:
    server.replica.signed_in = None
    session = open_session()
    qtbot.waitUntil(lambda: place_of(session).syncing.standing.word is Word.SIGNED_OUT, timeout=5_000)
    assert symbol(session) == ""
    actions = window_of(session).actions_
    assert actions["sync.account"].isEnabled()
    assert not any(actions[name].isEnabled() for name in ("sync.now", "sync.pause", "sync.sign_out"))


def test_a_change_here_wakes_sync(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    workspace = signed_in._workspace
    assert workspace is not None
    workspace.write(lambda brain: brain.create_memory("Bread"), owner=signed_in)
    qtbot.waitUntil(lambda: "poke" in server.engines[-1].asked, timeout=5_000)


def test_what_came_is_shown_at_once(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    workspace = signed_in._workspace
    assert workspace is not None and signed_in.notebook is not None
    workspace._timer.setInterval(60_000)  # the look every two seconds is not what shows it
    workspace._timer.start()
    changes = brain.create_memory("From the other device")
    began = time.monotonic()
    server.engines[-1].came(Received(changes, 1))
    ids = signed_in.notebook.pane.list
    qtbot.waitUntil(lambda: len(ids.ids) == 1, timeout=5_000)
    assert time.monotonic() - began < 30


def test_a_window_closes_while_the_server_is_asked(
    qtbot: QtBot, server: FakeServer, open_session: OpenSession
) -> None:
    answered = threading.Event()
    server.ready = FakeEngine(hangs=answered)
    session = open_session()
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=5_000)
    began = time.monotonic()
    with qtbot.waitSignal(session.ended, timeout=5_000):
        session.end()
    session.close()
    assert time.monotonic() - began < 20
    answered.set()  # the thread comes back when nobody is there any more, and says nothing
    qtbot.waitUntil(lambda: server.engines[-1].closed)
    qtbot.wait(100)


def test_what_is_held_is_said_where_it_is_seen(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    risk = Risk(frozenset(), frozenset(), 10)
    server.engines[-1].say(Word.NEEDS_YOU, held=risk)
    notice = window_of(signed_in).notice
    qtbot.waitUntil(notice.isVisible, timeout=5_000)
    assert "waits for your decision" in notice._words.text()


def test_the_network_that_comes_back_wakes_sync(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    syncing = place_of(signed_in).syncing
    syncing._reachable(QNetworkInformation.Reachability.Disconnected)
    assert "online" not in server.engines[-1].asked
    syncing._reachable(QNetworkInformation.Reachability.Online)
    assert server.engines[-1].asked[-1] == "online"


def test_a_bug_in_sync_is_told_and_it_begins_again(
    qtbot: QtBot, server: FakeServer, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.account.syncing._AFTER_A_BUG_MS", 300)
    server.ready = broken = FakeEngine()
    monkeypatch.setattr(broken, "run", lambda stop: 1 / 0)
    with qtbot.captureExceptions() as bugs:
        session = open_session()
        qtbot.waitUntil(lambda: symbol(session) == "offline", timeout=5_000)
        assert bugs[0][0] is ZeroDivisionError
        server.ready = None
        qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=5_000)


def test_changes_alone_are_no_news(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    server.engines[-1].came(Received(Changes(), 3))
    qtbot.wait(100)
    assert not window_of(signed_in).notice.isVisible()
