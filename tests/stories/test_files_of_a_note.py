"""A plan is attached, looked at, saved and followed to another note; one that is too large is refused in words, and
what was given up is found and removed."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.editor import Editor
from app.session import Session
from app.settings.page import SettingsSheet
from app.settings.place import SettingsPlace
from core.brain import Brain
from tests.core.test_unused import age, contents
from tests.stories.keyboard import ALT, CTRL, LONG, NONE, SHIFT, choose, click, fill_in, press, write

MB = 1 << 20
ASK_AGAIN_S = 2.0


def test_a_plan_is_attached_opened_saved_and_found_in_another_note(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[Path] = []

    def open_url(url: QUrl) -> bool:
        handed_over.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF a plan of the house")
    first = it_is_attached_to_a_note(qtbot, session, "# The house", plan)
    it_is_opened_as_a_copy(qtbot, session, handed_over, plan)
    a_copy_is_saved_where_one_chooses(qtbot, session, tmp_path)
    pick(session, "Where is it used?")
    editor = editor_of(session)
    qtbot.waitUntil(lambda: editor.notice.words == "No other note has plan.pdf.", timeout=LONG)
    it_is_attached_to_a_note(qtbot, session, "# The garden", plan)
    it_leads_to_the_other_note(qtbot, session, first)


def test_how_large_a_file_may_be_is_told_before_and_what_was_given_up_is_removed(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path
) -> None:
    small, large = tmp_path / "small.txt", tmp_path / "film.mov"
    small.write_bytes(b"small")
    large.write_bytes(b"." * (MB + 1))
    a_limit_is_set(qtbot, session)
    note = it_is_attached_to_a_note(qtbot, session, "# Films", small, told="A note takes files up to 1 MB.")
    what_is_too_large_is_named_and_stays_where_it_is(qtbot, session, large)
    assert [each.name for each in brain.memory(note).attachments] == ["small.txt"]
    a_file_is_dropped_into_a_thought_and_thought_better_of(qtbot, session, brain, tmp_path)
    age(brain)
    what_nothing_asks_for_is_removed_on_request(qtbot, session, brain)
    assert [brain.files.blobs.path(each.sha256).exists() for each in brain.memory(note).attachments] == [True]


def editor_of(session: Session) -> Editor:
    assert session.notebook is not None
    return session.notebook.editor


def come_back(session: Session) -> None:
    """A desktop gives the keyboard back to the window by itself; here a hand does."""
    session._window.activateWindow()
    assert QTest.qWaitForWindowActive(session._window, LONG)


def it_is_attached_to_a_note(
    qtbot: QtBot, session: Session, title: str, file: Path, told: str = "A note takes files up to 100 MB."
) -> UUID:
    """A new note, and in it the dialog by its key, which says how large a file may be; then the text names the file."""
    come_back(session)
    editor = editor_of(session)
    before = editor.note
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: editor.note != before and editor.text.hasFocus(), timeout=LONG)
    write(f"{title}\n\n")
    press(Qt.Key.Key_A, CTRL | ALT)
    qtbot.waitUntil(lambda: bool(session._window.findChildren(QFileDialog)), timeout=LONG)
    (dialog,) = session._window.findChildren(QFileDialog)
    assert dialog.windowTitle() == f"Attach files. {told}"
    choose(qtbot, session._window, file)
    qtbot.waitUntil(lambda: editor.files.names == [file.name], timeout=LONG)
    assert editor.text.toPlainText() == f"{title}\n\n[{file.name}]({file.name})"
    assert editor.note is not None
    return editor.note


def pick(session: Session, words: str) -> None:
    """Click right on the file below the note, and on what its menu offers."""
    press_in_menu_of_file(session, words)
    come_back(session)


def press_in_menu_of_file(session: Session, words: str) -> None:
    (chip,) = editor_of(session).files._chips
    at = chip.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chip.mapToGlobal(at))
    QApplication.sendEvent(chip, event)
    press_in_menu(words)


def press_in_menu(words: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (row,) = [each for each in menu.actions() if each.text() == words]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(row).center())


def it_is_opened_as_a_copy(qtbot: QtBot, session: Session, handed_over: list[Path], plan: Path) -> None:
    """The program of the system gets a copy, and can do nothing to what is kept."""
    (chip,) = editor_of(session).files._chips
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(handed_over), timeout=LONG)
    (copy,) = handed_over
    assert (copy.name, copy.read_bytes()) == (plan.name, plan.read_bytes())
    assert not copy.stat().st_mode & 0o222


def a_copy_is_saved_where_one_chooses(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    editor, goal = editor_of(session), tmp_path / "a copy.pdf"
    pick(session, "Save as…")
    choose(qtbot, editor.files, goal)
    qtbot.waitUntil(lambda: editor.notice.words == "Saved plan.pdf as a copy.pdf.", timeout=LONG)
    assert goal.read_bytes() == b"%PDF a plan of the house"


def it_leads_to_the_other_note(qtbot: QtBot, session: Session, first: UUID) -> None:
    """The file's menu leads on to one of notes. Without a desktop a menu takes the keyboard from the window, which hears of
    it late and may close the second menu with the first: then a hand asks again."""
    asked = -ASK_AGAIN_S

    def led_on() -> bool:
        nonlocal asked
        if QApplication.activePopupWidget() is None and monotonic() - asked >= ASK_AGAIN_S:
            press_in_menu_of_file(session, "Where is it used?")
            asked = monotonic()
        return QApplication.activePopupWidget() is not None

    qtbot.waitUntil(led_on, timeout=LONG)
    press_in_menu("The house")
    editor = editor_of(session)
    qtbot.waitUntil(lambda: editor.note == first and editor.files.names == ["plan.pdf"], timeout=LONG)


def settings_of(session: Session) -> SettingsSheet:
    """The page, opened by its key."""
    come_back(session)
    press(Qt.Key.Key_Comma, CTRL)
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    assert place.sheet is not None
    return place.sheet


def a_limit_is_set(qtbot: QtBot, session: Session) -> None:
    sheet = settings_of(session)
    told = sheet.entries["largest"].state
    qtbot.waitUntil(lambda: told.text() == "A note takes files up to 100 MB.", timeout=LONG)
    fill_in(sheet, "Another limit", "1 MB")
    qtbot.waitUntil(lambda: told.text() == "A note takes files up to 1 MB.", timeout=LONG)
    press(Qt.Key.Key_Escape)


def what_is_too_large_is_named_and_stays_where_it_is(qtbot: QtBot, session: Session, large: Path) -> None:
    window, editor = session._window, editor_of(session)
    before = editor.text.toPlainText()
    press(Qt.Key.Key_A, CTRL | ALT)
    choose(qtbot, window, large)
    qtbot.waitUntil(lambda: "film.mov" in window.notice._words.text(), timeout=LONG)
    assert editor.text.toPlainText() == before and large.stat().st_size == MB + 1


def a_file_is_dropped_into_a_thought_and_thought_better_of(
    qtbot: QtBot, session: Session, brain: Brain, tmp_path: Path
) -> None:
    """What is no longer named in the text does not come along with what is written in its place."""
    card = next(each for each in session._window.findChildren(Capturing)).card
    (tmp_path / "given up.txt").write_bytes(b"given up")
    come_back(session)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(card.window.isVisible, timeout=LONG)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "given up.txt"))])
    card.window.text.insertFromMimeData(mime)
    qtbot.waitUntil(lambda: "given up.txt" in card.text, timeout=LONG)
    assert card.window._files.text() == "given up.txt"
    QTest.keyClick(card.window.text, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(card.window.text, "Buy milk")
    assert card.window._files.isHidden()
    QTest.keyClick(card.window.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not card.window.isVisible(), timeout=LONG)
    (milk,) = brain.search("milk").hits
    assert (brain.memory(milk.id).content, brain.memory(milk.id).attachments) == ("Buy milk", ())


def what_nothing_asks_for_is_removed_on_request(qtbot: QtBot, session: Session, brain: Brain) -> None:
    sheet = settings_of(session)
    told = sheet.entries["unused"].state
    click(qtbot, sheet, "Look for unused files")
    qtbot.waitUntil(lambda: told.text() == "1 file unused, 8 bytes. Removing cannot be undone.", timeout=LONG)
    assert len(contents(brain)) == 2, "it is only said so far"
    click(qtbot, sheet, "Remove 1 file, 8 bytes")
    qtbot.waitUntil(lambda: told.text() == "1 file removed, 8 bytes freed.", timeout=LONG)
    assert len(contents(brain)) == 1
