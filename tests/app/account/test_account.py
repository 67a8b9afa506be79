"""Signing in and out in the window, and what is set for an account."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.account.settings import STAYS, TRAVELS, AccountSheet
from app.account.signing_in import SigningIn
from app.migration.ticks import Pick
from app.session import Session
from app.welcome.choice import Choice
from core import Fetching
from sync.state import Word
from tests.app.account.conftest import place_of, symbol, window_of
from tests.app.account.test_pages import buttons, words_of
from tests.fixtures.desktop import OpenSession
from tests.fixtures.syncing import ACCOUNT, FakeReplica, FakeServer


@pytest.fixture
def alone(server: FakeServer, open_session: OpenSession, qtbot: QtBot) -> Session:
    """A window in which nobody ever signed in."""
    server.replica.signed_in = None
    session = open_session()
    qtbot.waitUntil(lambda: place_of(session).syncing.standing.word is Word.SIGNED_OUT, timeout=5_000)
    return session


def form_of(session: Session) -> SigningIn:
    window_of(session).actions_["sync.account"].trigger()
    found = window_of(session).findChild(SigningIn)
    assert isinstance(found, SigningIn)
    return found


def fill(form: SigningIn, password: str, server: str = "notes.example.org") -> None:
    """As a person does, by keyboard alone."""
    for field, text in ((form._server, server), (form._user, "maria"), (form._password, password)):
        field.line.setFocus()
        QTest.keyClicks(field.line, text)


def test_signing_in_by_keyboard(qtbot: QtBot, alone: Session, server: FakeServer) -> None:
    form = form_of(alone)
    fill(form, "right")
    QTest.keyClick(form._password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: symbol(alone) == "synced", timeout=5_000)
    entry = server.entries[-1]
    assert (entry.server, entry.username, entry.insecure) == ("https://notes.example.org", "maria", False)
    assert entry.device_name
    pages = place_of(alone).pages
    assert pages is not None
    qtbot.waitUntil(lambda: "Synced" in words_of(pages), timeout=5_000)
    assert window_of(alone).actions_["sync.now"].isEnabled()


def test_the_password_is_in_no_words_of_the_entry(alone: Session, server: FakeServer, qtbot: QtBot) -> None:
    form = form_of(alone)
    fill(form, "right")
    assert form._password.line.echoMode() is form._password.line.EchoMode.Password
    form.button.click()
    qtbot.waitUntil(lambda: bool(server.entries), timeout=5_000)
    assert "right" not in repr(server.entries[-1])


def test_a_wrong_password_is_told_where_it_is_mended(
    qtbot: QtBot, alone: Session, server: FakeServer
) -> None:
    form = form_of(alone)
    window_of(alone).activateWindow()
    fill(form, "wrong")
    form.button.click()
    assert not form.button.isEnabled()
    qtbot.waitUntil(lambda: "does not know this user name" in words_of(form), timeout=5_000)
    assert form.button.isEnabled() and form.button.text() == "Sign in"
    qtbot.waitUntil(form._password.line.hasFocus, timeout=5_000)
    assert symbol(alone) == ""


def test_what_is_missing_is_said_without_asking_the_server(alone: Session, server: FakeServer) -> None:
    form = form_of(alone)
    form.button.click()
    assert "Fill in the address" in words_of(form)
    fill(form, "")
    form.button.click()
    assert "Fill in your password." in words_of(form)
    assert server.entries == []


def test_plain_http_is_used_after_a_clear_warning_only(
    qtbot: QtBot, alone: Session, server: FakeServer
) -> None:
    form = form_of(alone)
    fill(form, "right", "http://notes.example.org")
    assert "nothing is encrypted on the way" in words_of(form)
    form.button.click()
    assert server.entries == []
    assert "Say that you want to use it all the same." in words_of(form)
    form._plain.click()
    form.button.click()
    qtbot.waitUntil(lambda: bool(server.entries), timeout=5_000)
    assert server.entries[-1].insecure


def test_an_authority_of_ones_own_can_be_named_and_taken_back(
    qtbot: QtBot, alone: Session, server: FakeServer
) -> None:
    form = form_of(alone)
    form._certificate_chosen("/somewhere/our-authority.pem")
    assert "Trusts our-authority.pem · take it back" in buttons(form)
    form._certificate.click()
    form._certificate_chosen("/somewhere/other.pem")
    fill(form, "right")
    form.button.click()
    qtbot.waitUntil(lambda: bool(server.entries), timeout=5_000)
    assert server.entries[-1].ca_file == "/somewhere/other.pem"


def settings_of(qtbot: QtBot, session: Session) -> AccountSheet:
    window_of(session).actions_["sync.account"].trigger()
    qtbot.waitUntil(lambda: window_of(session).findChild(AccountSheet) is not None, timeout=5_000)
    found = window_of(session).findChild(AccountSheet)
    assert isinstance(found, AccountSheet)
    return found


def test_the_account_says_who_where_and_what_travels(qtbot: QtBot, signed_in: Session) -> None:
    sheet = settings_of(qtbot, signed_in)
    qtbot.waitUntil(
        lambda: "Desktop · last seen 1 Mar 2020, 12 changes to fetch when it last asked" in words_of(sheet),
        timeout=5_000,
    )
    told = words_of(sheet)
    assert ACCOUNT.username in told and ACCOUNT.server in told
    assert all(each in told for each in (*TRAVELS, *STAYS))


def test_a_device_gets_another_name(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    sheet = settings_of(qtbot, signed_in)
    assert not buttons(sheet)["Rename"].isEnabled()
    sheet._device.line.setText("Kitchen")
    QTest.keyClick(sheet._device.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: server.names == ["Kitchen"], timeout=5_000)
    qtbot.waitUntil(lambda: not buttons(sheet)["Rename"].isEnabled(), timeout=5_000)


def test_which_files_come_is_set(
    qtbot: QtBot, signed_in: Session, replica: FakeReplica, server: FakeServer
) -> None:
    sheet = settings_of(qtbot, signed_in)
    next(each for each in sheet.findChildren(Pick) if each.text() == "Fetch every file").click()
    qtbot.waitUntil(lambda: "now" in server.engines[-1].asked, timeout=5_000)
    assert replica.signed_in is not None and replica.signed_in.fetching is Fetching.ALWAYS


def test_signing_out_asks_with_the_number_and_says_what_stays(
    qtbot: QtBot, signed_in: Session, replica: FakeReplica, server: FakeServer
) -> None:
    replica.waits, server.keeps = 12, "none"
    window_of(signed_in).actions_["sync.sign_out"].trigger()

    def box() -> QMessageBox | None:
        return next((each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox)), None)

    qtbot.waitUntil(lambda: box() is not None, timeout=5_000)
    asked = box()
    assert asked is not None
    assert asked.text() == f"Sign out of {ACCOUNT.server}?"
    assert "12 changes did not reach the server yet" in asked.informativeText()
    assert "stay on this device" in asked.informativeText()
    next(each for each in asked.findChildren(QPushButton) if each.text() == "Sign out").click()
    qtbot.waitUntil(lambda: symbol(signed_in) == "only on this device", timeout=5_000)
    assert not window_of(signed_in).actions_["sync.sign_out"].isEnabled()
    assert "the server was not told" in words_of(window_of(signed_in).notice)
    del asked
    gc.collect()


def test_a_newcomer_with_notes_elsewhere_begins_by_signing_in(
    qtbot: QtBot, server: FakeServer, open_session: OpenSession
) -> None:
    server.replica.signed_in = None
    session = open_session(welcomed=False)
    choice = next(
        each for each in window_of(session).findChildren(Choice) if "Sign in" in each.accessibleName()
    )
    choice.click()
    form = window_of(session).findChild(SigningIn)
    assert isinstance(form, SigningIn)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert choice.isVisible()
    choice.click()
    pages = place_of(session).pages
    assert pages is not None
    again = pages.sheet
    assert isinstance(again, SigningIn)
    fill(again, "right")
    again.button.click()
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=5_000)
    assert session._remembered.welcomed


def test_what_other_devices_are_called_is_asked_once_so_that_history_can_name_them(
    qtbot: QtBot, server: FakeServer, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def devices(brain: object) -> object:
        asked.append(brain)
        return server.known

    monkeypatch.setattr(server, "devices", devices)
    session = open_session()
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=5_000)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=5_000)
    server.engines[-1].say(Word.SAVING)
    server.engines[-1].say(Word.SYNCED)
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=5_000)
    assert len(asked) == 1
