"""A newcomer's first minute: three ways to begin, and each leads to notes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.arrival import Arrival
from app.migration.checklist import Checklist
from app.migration.found import Failed
from app.migration.told import Told
from app.migration.wizard import Wizard
from app.notebook import Notebook
from app.session import Session
from app.welcome.choice import Choice
from app.welcome.page import Welcome
from app.window import Window
from core.brain import Brain
from tests.app.migration.conftest import bring, buttons, choose, read, start, wait_for, words_of, write_dump
from tests.fixtures.desktop import OpenSession


def window_of(session: Session) -> Window:
    window = notebook_of(session).window()
    assert isinstance(window, Window)
    return window


def notebook_of(session: Session) -> Notebook:
    assert session.notebook is not None
    return session.notebook


def welcome(session: Session) -> Welcome | None:
    found = window_of(session).findChild(Welcome)
    return found if isinstance(found, Welcome) and found.isVisible() else None


def choice(session: Session, words: str) -> Choice:
    page = welcome(session)
    assert page is not None
    return next(each for each in page.findChildren(Choice) if each.accessibleName().startswith(words))


def test_a_newcomer_is_offered_five_ways_to_begin(qtbot: QtBot, newcomer: Session) -> None:
    page = welcome(newcomer)
    assert page is not None
    offered = [each for each in page.findChildren(Choice) if each.isVisible()]
    assert [each.accessibleName() for each in offered] == [
        "Start empty",
        "Import from version 2…",
        "Import from another program…",
        "Sign in to your server…",
        "Look around with sample notes",
    ]
    assert all(each.accessibleDescription() for each in offered)
    window_of(newcomer).resize(1_000, 660)
    qtbot.waitUntil(lambda: 0 < page.viewport().height() < 620)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)  # all five, with nothing to scroll
    assert not notebook_of(newcomer).isVisible()


def test_who_starts_empty_can_write_at_once_and_is_not_asked_again(
    qtbot: QtBot, newcomer: Session, open_session: OpenSession, brain: Brain
) -> None:
    QTest.keyClick(choice(newcomer, "Start empty"), Qt.Key.Key_Return)
    editor = notebook_of(newcomer).editor
    assert editor.isVisible() and editor.note is not None
    assert editor.text.hasFocus() or window_of(newcomer).focusWidget() is editor.text
    assert newcomer._remembered.welcomed


def test_the_arrow_keys_lead_from_one_way_to_the_next(qtbot: QtBot, newcomer: Session) -> None:
    window_of(newcomer).activateWindow()
    first = choice(newcomer, "Start empty")
    qtbot.waitUntil(first.hasFocus, timeout=5_000)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert choice(newcomer, "Import").hasFocus()
    QTest.keyClick(choice(newcomer, "Import"), Qt.Key.Key_Down)
    assert choice(newcomer, "Import from another").hasFocus()
    QTest.keyClick(choice(newcomer, "Import from another"), Qt.Key.Key_Down)
    assert choice(newcomer, "Sign in").hasFocus()
    QTest.keyClick(choice(newcomer, "Sign in"), Qt.Key.Key_Down)
    assert choice(newcomer, "Look around").hasFocus()


def test_sample_notes_come_and_the_first_of_them_is_open(
    qtbot: QtBot, newcomer: Session, brain: Brain
) -> None:
    choice(newcomer, "Look around").click()
    notebook = notebook_of(newcomer)
    qtbot.waitUntil(lambda: notebook.isVisible() and len(notebook.pane.list.ids) > 150, timeout=30_000)
    assert brain.counts().memories == len(notebook.pane.list.ids)
    qtbot.waitUntil(lambda: notebook.editor.note == notebook.pane.list.ids[0], timeout=10_000)
    assert "look around" in window_of(newcomer).toast.accessibleName()
    assert newcomer._remembered.welcomed


def test_a_notebook_with_a_history_is_opened_as_it_is(open_session: OpenSession, brain: Brain) -> None:
    brain.create_memory("Written on the command line")
    session = open_session(welcomed=False)
    assert welcome(session) is None
    assert notebook_of(session).isVisible()


def test_who_has_chosen_once_is_not_asked_again(session: Session) -> None:
    assert welcome(session) is None


def test_a_new_note_by_its_keys_is_a_way_to_begin_too(newcomer: Session) -> None:
    window_of(newcomer).actions_["note.new"].trigger()
    assert welcome(newcomer) is None
    assert notebook_of(newcomer).editor.note is not None


def test_text_from_a_second_start_ends_the_welcome(qtbot: QtBot, newcomer: Session, brain: Brain) -> None:
    newcomer.wish({"note": "From the terminal"})
    qtbot.waitUntil(lambda: brain.counts().memories == 1, timeout=10_000)
    assert welcome(newcomer) is None


def test_who_does_not_want_to_import_after_all_is_welcomed_again(newcomer: Session) -> None:
    choice(newcomer, "Import").click()
    page = window_of(newcomer).findChild(Wizard)
    assert isinstance(page, Wizard)
    buttons(page)["Not now"].click()
    assert welcome(newcomer) is not None
    assert not newcomer._remembered.welcomed


def test_from_the_first_start_to_imported_and_listed_notes(
    qtbot: QtBot, newcomer: Session, tmp_path: Path
) -> None:
    choice(newcomer, "Import").click()
    page = window_of(newcomer).findChild(Wizard)
    assert isinstance(page, Wizard)
    bring(qtbot, page, write_dump(tmp_path / "backup.sql", ["Bread", "Compost", "Damp"]))
    buttons(page)["Open imported notes"].click()
    notebook = notebook_of(newcomer)
    assert notebook.isVisible()
    assert notebook.pane.search.text() == "source:last-import"
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 3, timeout=10_000)
    assert newcomer._remembered.welcomed


def test_nothing_that_cannot_be_seen_can_be_deleted(qtbot: QtBot, session: Session, brain: Brain) -> None:
    brain.create_memory("Bread")
    notebook, actions = notebook_of(session), window_of(session).actions_
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1, timeout=10_000)
    notebook.pane.list.step(1)
    assert actions["note.delete"].isEnabled()
    actions["import.v2"].trigger()
    notebook.pane.listed.emit()
    assert not actions["note.delete"].isEnabled()
    actions["go.all"].trigger()
    assert notebook.isVisible()
    assert actions["note.delete"].isEnabled()


def test_an_import_goes_on_while_the_person_reads_their_notes(
    qtbot: QtBot, session: Session, tmp_path: Path, brain: Brain
) -> None:
    window = window_of(session)
    window.actions_["import.v2"].trigger()
    page = window.findChild(Wizard)
    assert isinstance(page, Wizard)
    read(qtbot, page, write_dump(tmp_path / "backup.sql", [f"Note {n}" for n in range(3_000)]))
    page.show_safety()
    start(page)
    buttons(page)["Go on using Second Brain"].click()
    assert notebook_of(session).isVisible()
    qtbot.waitUntil(lambda: brain.counts().memories == 3_000, timeout=60_000)
    qtbot.waitUntil(lambda: "imported" in window.toast.accessibleName(), timeout=10_000)
    window.actions_["import.v2"].trigger()
    assert "3 000 notes imported" in words_of(wait_for(qtbot, page, Told))


def test_what_is_under_way_can_be_stopped_from_the_status_bar(
    qtbot: QtBot, session: Session, tmp_path: Path, brain: Brain
) -> None:
    window = window_of(session)
    window.actions_["import.v2"].trigger()
    page = window.findChild(Wizard)
    assert isinstance(page, Wizard)
    read(qtbot, page, write_dump(tmp_path / "backup.sql", [f"Note {n}" for n in range(6_000)]))
    page.show_safety()
    start(page)
    buttons(page)["Go on using Second Brain"].click()
    qtbot.waitUntil(lambda: "Importing notes" in words_of(window.status), timeout=30_000)
    window.status.stop.emit()
    wait_for(qtbot, page, Told)
    assert brain.counts().memories < 6_000


def test_escape_leads_back_from_the_import(qtbot: QtBot, session: Session) -> None:
    window_of(session).actions_["import.v2"].trigger()
    page = window_of(session).findChild(Wizard)
    assert isinstance(page, Wizard)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert notebook_of(session).isVisible()
    window_of(session).actions_["import.v2"].trigger()
    assert isinstance(page.sheet, Checklist)


def test_a_failure_while_the_person_is_elsewhere_is_told(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    window = window_of(session)
    window.actions_["import.v2"].trigger()
    page = window.findChild(Wizard)
    assert isinstance(page, Wizard)
    path = write_dump(tmp_path / "backup.sql", ["Bread"])
    choose(qtbot, page, path)
    path.unlink()
    page.look()
    window.actions_["go.all"].trigger()
    qtbot.waitUntil(window.notice.isVisible, timeout=10_000)
    window.actions_["import.v2"].trigger()
    assert "These files could not be read" in words_of(wait_for(qtbot, page, Failed))


def test_one_page_covers_the_notes_at_a_time(newcomer: Session) -> None:
    arrivals = window_of(newcomer).findChildren(Arrival)
    assert len(arrivals) == 1
    choice(newcomer, "Import").click()
    assert welcome(newcomer) is None
    focus = QApplication.focusWidget()
    assert focus is None or focus.isVisible()
