"""The page behind the symbol: what waits, what needs a person, what happened; everything by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.account.sync_sheet import SyncSheet
from app.session import Session
from app.words import THIN
from core import FileWait, Received, Risk, RoundNote, SetAside
from core.brain import Brain
from sync.comparing import Compared
from sync.state import Word
from tests.app.account.conftest import place_of, symbol, window_of
from tests.fixtures.syncing import FakeReplica, FakeServer

NOW = datetime.now(UTC)


def buttons(page: QWidget) -> dict[str, QPushButton]:
    return {button.text(): button for button in page.findChildren(QPushButton) if button.isVisible()}


def words_of(page: QWidget) -> str:
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join(told).replace(THIN, " ")


def sheet_of(qtbot: QtBot, session: Session) -> SyncSheet:
    """The page, opened as a person opens it."""
    window_of(session).status.sync.click()
    found = window_of(session).findChild(SyncSheet)
    assert isinstance(found, SyncSheet)
    qtbot.waitUntil(lambda: "The last rounds" in words_of(found), timeout=5_000)
    return found


def test_the_symbol_leads_to_the_last_rounds_and_back(
    qtbot: QtBot, signed_in: Session, server: FakeServer, replica: FakeReplica
) -> None:
    before = NOW - timedelta(days=1)
    replica.noted = (
        RoundNote(NOW, NOW, 3, 12, "synced"),
        RoundNote(before, before, 0, 0, "offline", "No answer."),
    )
    sheet = sheet_of(qtbot, signed_in)
    told = words_of(sheet)
    assert "Synced\nEvery change is here and on the server." in told
    assert "3 sent, 12 fetched" in told
    assert "No answer." in told
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert signed_in.notebook is not None and signed_in.notebook.isVisible()


def test_the_menu_leads_there_too_and_the_page_lives(
    qtbot: QtBot, signed_in: Session, server: FakeServer, replica: FakeReplica
) -> None:
    window_of(signed_in).actions_["sync.show"].trigger()
    sheet = window_of(signed_in).findChild(SyncSheet)
    assert isinstance(sheet, SyncSheet)
    replica.waits = 12
    server.engines[-1].say(Word.OFFLINE, 12, "The server does not answer.")
    qtbot.waitUntil(lambda: "12 changes have to be sent." in words_of(sheet), timeout=5_000)
    assert "Offline, 12 waiting\nThe server does not answer. Everything you wrote is saved" in words_of(sheet)
    replica.waits = 0
    server.engines[-1].say(Word.SYNCED)
    qtbot.waitUntil(lambda: "have to be sent" not in words_of(sheet), timeout=5_000)


def test_pause_and_going_on(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    sheet = sheet_of(qtbot, signed_in)
    buttons(sheet)["Pause"].click()
    qtbot.waitUntil(lambda: symbol(signed_in) == "paused", timeout=5_000)
    actions = window_of(signed_in).actions_
    assert actions["sync.pause"].isChecked() and not actions["sync.now"].isEnabled()
    assert not buttons(sheet)["Sync now"].isEnabled()
    buttons(sheet)["Go on"].click()
    qtbot.waitUntil(lambda: symbol(signed_in) == "synced", timeout=5_000)
    buttons(sheet)["Sync now"].click()
    assert server.engines[-1].asked == ["pause", "go on", "now"]
    assert not actions["sync.pause"].isChecked()


def test_comparing_says_what_it_found(qtbot: QtBot, signed_in: Session, server: FakeServer) -> None:
    sheet = sheet_of(qtbot, signed_in)
    buttons(sheet)["Compare with the server"].click()
    same = "Every note is the same here and on the server."
    qtbot.waitUntil(lambda: same in words_of(sheet), timeout=5_000)


def test_a_difference_names_its_notes(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    mended, differing = (brain.create_memory(text).memory for text in ("Bread", "Cake"))
    server.engines[-1].finds = Compared(frozenset({mended}), frozenset({differing}))
    sheet = sheet_of(qtbot, signed_in)
    buttons(sheet)["Compare with the server"].click()
    qtbot.waitUntil(lambda: "Bread\ndiffered, and is even now" in words_of(sheet), timeout=5_000)
    assert "Cake\nstill differs" in words_of(sheet)


def test_a_comparison_without_a_server_says_so(
    qtbot: QtBot, signed_in: Session, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = sheet_of(qtbot, signed_in)
    engine = server.engines[-1]
    monkeypatch.setattr(engine, "verify", lambda: engine.say(Word.OFFLINE, 0, "No answer."))
    buttons(sheet)["Compare with the server"].click()
    qtbot.waitUntil(lambda: "the notes were not compared" in words_of(sheet), timeout=5_000)


def test_what_was_set_aside_is_named_with_the_reason_and_tried_again(
    qtbot: QtBot, signed_in: Session, replica: FakeReplica, brain: Brain
) -> None:
    note = brain.create_memory("Bread").memory
    replica.aside = (SetAside(note, UUID(int=9), False, "TOO_LARGE", "It is too large.", NOW, 2),)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Bread" in words_of(sheet), timeout=5_000)
    assert "2 changes were not taken by the server: It is too large." in words_of(sheet)
    buttons(sheet)["Try again"].click()
    qtbot.waitUntil(lambda: "Set aside" not in words_of(sheet), timeout=5_000)
    assert replica.asked == ["retry"]


def test_a_note_that_was_set_aside_opens(
    qtbot: QtBot, signed_in: Session, replica: FakeReplica, brain: Brain
) -> None:
    note = brain.create_memory("Bread").memory
    replica.aside = (SetAside(note, UUID(int=9), True, "", "It is too new.", NOW),)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Open" in buttons(sheet), timeout=5_000)
    buttons(sheet)["Open"].click()
    notebook = signed_in.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.isVisible() and notebook.editor.note == note, timeout=5_000)


def test_notes_with_two_texts_are_one_click_away(qtbot: QtBot, signed_in: Session, brain: Brain) -> None:
    note = brain.create_memory("at 9").memory
    brain.update_memory(note, "at 10")
    brain.write(note, "at 11", 1)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Open" in buttons(sheet), timeout=5_000)
    assert "Two versions" in words_of(sheet)
    buttons(sheet)["Open"].click()
    notebook = signed_in.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.editor.note == note, timeout=5_000)


def test_files_that_wait_are_named_with_their_note_which_opens(
    qtbot: QtBot, signed_in: Session, replica: FakeReplica, brain: Brain
) -> None:
    note = brain.create_memory("House\n\nthe plan of it").memory
    replica.files = (
        FileWait("0" * 64, "plan.pdf", 1_840_000, True, 2, "The server takes files up to 1 MB.", note),
        FileWait("1" * 64, "bed.jpg", 412_000, False),
    )
    sheet = sheet_of(qtbot, signed_in)
    told = words_of(sheet)
    assert "1 file has to be sent. 1 file has to be fetched." in told
    assert "Everything" not in told  # what was changed is there, a content is not
    assert "stays on this device and is tried again by itself, and at once when you sync now" in told
    assert "plan.pdf\n“House” · 1.8 MB, to be sent · The server takes files up to 1 MB." in told
    assert "bed.jpg\n412 kB, to be fetched" in told
    buttons(sheet)["Open"].click()
    notebook = signed_in.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.editor.note == note, timeout=5_000)


def hold(server: FakeServer, brain: Brain) -> tuple[UUID, UUID]:
    """A note that would be deleted, and one that would get another text."""
    deleted, written = (brain.create_memory(f"{text} as I wrote it").memory for text in ("Bread", "Cake"))
    engine = server.engines[-1]

    def taken() -> None:
        brain.delete(deleted)
        brain.update_memory(written, "Cake as the server has it")
        engine.came(Received())

    engine.on_accept = taken
    engine.say(Word.NEEDS_YOU, held=Risk(frozenset({deleted}), frozenset({written}), 2))
    return deleted, written


def test_what_would_be_taken_away_is_shown_note_by_note_before_it_is(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    deleted, written = hold(server, brain)
    qtbot.waitUntil(lambda: symbol(signed_in) == "needs you", timeout=5_000)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Bread as I wrote it" in words_of(sheet), timeout=5_000)
    assert "would delete 1 note and replace most of the text of 1 note, of the 2 notes here" in words_of(
        sheet
    )
    assert "Bread as I wrote it\nwould be deleted" in words_of(sheet)
    assert "Cake as I wrote it\nwould have another text" in words_of(sheet)
    assert brain.memory(deleted).deleted_at is None
    buttons(sheet)["Take what the server has"].click()
    qtbot.waitUntil(lambda: symbol(signed_in) == "synced", timeout=5_000)
    assert brain.memory(deleted).deleted_at is not None
    assert brain.memory(written).content == "Cake as the server has it"
    qtbot.waitUntil(lambda: "Waits for your decision" not in words_of(sheet), timeout=5_000)


def test_keeping_mine_is_decided_beside_what_it_is_about(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    hold(server, brain)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Keep mine" in buttons(sheet), timeout=5_000)
    buttons(sheet)["Keep mine"].click()
    qtbot.waitUntil(lambda: "keep" in server.engines[-1].asked, timeout=5_000)
    assert "accept" not in server.engines[-1].asked
    qtbot.waitUntil(lambda: "Waits for your decision" not in words_of(sheet), timeout=5_000)


def test_everything_on_the_page_is_reached_by_the_tab_key(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain
) -> None:
    hold(server, brain)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Keep mine" in buttons(sheet), timeout=5_000)
    window_of(signed_in).activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5_000)
    wanted, seen = (
        {"Sync now", "Pause", "Keep mine", "Take what the server has", "Account…", "Back to the notes"},
        set(),
    )
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.add(getattr(focus, "text", str)())
        assert focus.accessibleName() or not isinstance(focus, QPushButton)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert wanted <= seen


def test_what_changes_on_the_page_does_not_take_the_keyboard(
    qtbot: QtBot, signed_in: Session, server: FakeServer, replica: FakeReplica, brain: Brain
) -> None:
    note = brain.create_memory("Bread").memory
    replica.aside = (SetAside(note, UUID(int=9), False, "", "It is too large.", NOW),)
    sheet = sheet_of(qtbot, signed_in)
    qtbot.waitUntil(lambda: "Open" in buttons(sheet), timeout=5_000)
    window_of(signed_in).activateWindow()
    held = buttons(sheet)["Open"]
    held.setFocus()
    qtbot.waitUntil(held.hasFocus, timeout=5_000)
    replica.waits = 5
    server.engines[-1].say(Word.SAVING, 5)
    qtbot.waitUntil(lambda: "5 changes have to be sent." in words_of(sheet), timeout=5_000)
    assert held.hasFocus()


def test_a_new_start_of_sync_is_offered_where_the_server_refuses(
    qtbot: QtBot, signed_in: Session, server: FakeServer
) -> None:
    sheet = sheet_of(qtbot, signed_in)
    server.engines[-1].say(Word.SIGN_IN_AGAIN, 2)
    qtbot.waitUntil(lambda: "Sign in again…" in buttons(sheet), timeout=5_000)
    assert not buttons(sheet)["Sync now"].isEnabled()
    buttons(sheet)["Sign in again…"].click()
    pages = place_of(signed_in).pages
    assert pages is not None
    assert "Password" in words_of(pages)
