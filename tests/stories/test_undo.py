"""A person does this and that, thinks better of it, and goes back through it: by key, in the window, also the next day."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.library.many import Many
from app.notebook import Notebook
from app.session import Session
from core.brain import Brain

LONG = 10_000
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    """Some notes, the newest last."""
    texts = ("Boiler\n\nrepaired", "Roof", "Garden", "Bread")
    return [brain.create_memory(text, tags=["house"]).memory for text in texts]


def menu(session: Session, action: str = "edit.undo") -> str:
    return session._window.actions_[action].text()


def toast(session: Session) -> str:
    shown = session._window.toast
    return shown.findChildren(QLabel)[0].text() if shown.isVisible() else ""


def notebook_of(session: Session) -> Notebook:
    assert session.notebook is not None
    return session.notebook


def press(session: Session, action: str) -> None:
    session._window.actions_[action].trigger()


def test_what_was_done_is_taken_back_step_by_step_also_the_next_day(
    qtbot: QtBot, brain: Brain, notes: list[UUID], open_session: Callable[[], Session]
) -> None:
    today = open_session()
    write_and_delete(qtbot, today, notes[0])
    today.end()
    qtbot.waitUntil(lambda: not today._window.isVisible(), timeout=LONG)
    today.close()
    today._instance.release()

    tomorrow = open_session()
    listed = notebook_of(tomorrow).pane.list
    qtbot.waitUntil(lambda: menu(tomorrow) == "Undo: delete 4 notes", timeout=LONG)
    press(tomorrow, "edit.undo")
    qtbot.waitUntil(lambda: len(listed.ids) == 4, timeout=LONG)
    qtbot.waitUntil(lambda: toast(tomorrow) == "Undid: delete 4 notes", timeout=LONG)
    press(tomorrow, "edit.undo")
    qtbot.waitUntil(lambda: brain.memory(notes[0]).content == "Boiler\n\nrepaired", timeout=LONG)
    press(tomorrow, "edit.redo")
    qtbot.waitUntil(lambda: brain.memory(notes[0]).content == "Boiler\n\nrepaired in May", timeout=LONG)
    qtbot.waitUntil(lambda: menu(tomorrow, "edit.redo") == "Redo: delete 4 notes", timeout=LONG)
    write_and_go_back_further_than_today(qtbot, notebook_of(tomorrow), notes[0])


def write_and_delete(qtbot: QtBot, session: Session, boiler: UUID) -> None:
    notebook = notebook_of(session)
    listed = notebook.pane.list
    qtbot.waitUntil(lambda: len(listed.ids) == 4, timeout=LONG)
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: notebook.editor.note == boiler, timeout=LONG)
    notebook.editor.focus_text()
    QTest.keyClick(notebook.editor.text, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(notebook.editor.text, " in May")
    assert menu(session) == "Undo"
    listed.setFocus()
    notebook.editor.flush()
    qtbot.waitUntil(lambda: menu(session) == "Undo: edit “Boiler”", timeout=LONG)
    listed.selectAll()
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(listed.ids) == 0, timeout=LONG)
    qtbot.waitUntil(lambda: menu(session) == "Undo: delete 4 notes", timeout=LONG)


def write_and_go_back_further_than_today(qtbot: QtBot, notebook: Notebook, boiler: UUID) -> None:
    notebook.show_note(boiler)
    qtbot.waitUntil(lambda: notebook.editor.note == boiler, timeout=LONG)
    notebook.editor.focus_text()
    text = notebook.editor.text
    QTest.keyClicks(text, "My ")
    QTest.keyClick(text, Qt.Key.Key_Z, CTRL)
    assert text.toPlainText() == "Boiler\n\nrepaired in May"
    notebook.editor.flush()
    qtbot.waitUntil(lambda: not notebook.editor.unsaved, timeout=LONG)
    QTest.keyClick(text, Qt.Key.Key_Z, CTRL)  # nothing of today is left: what was typed yesterday
    qtbot.waitUntil(lambda: text.toPlainText() == "Boiler\n\nrepaired", timeout=LONG)
    QTest.keyClick(text, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: text.toPlainText() == "Boiler\n\nrepaired in May", timeout=LONG)
    assert QApplication.focusWidget() in (text, None)


def test_many_notes_are_changed_at_once_with_what_will_happen_said_and_come_back_whole(
    qtbot: QtBot, brain: Brain, notes: list[UUID], open_session: Callable[[], Session]
) -> None:
    session = open_session()
    notebook = notebook_of(session)
    many = next(part for part in session._parts if isinstance(part, Many))
    listed = notebook.pane.list
    qtbot.waitUntil(lambda: len(listed.ids) == 4, timeout=LONG)
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Home)
    assert many.bar.isHidden()
    for _ in range(2):
        QTest.keyClick(listed, Qt.Key.Key_Down, SHIFT)
    assert many.bar.isVisible()
    qtbot.waitUntil(lambda: notebook.editor.note is not None, timeout=LONG)
    QTest.mouseClick(many.bar.tags, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(many.tags._there), timeout=LONG)
    QTest.keyClicks(many.tags.field, "to do")
    QTest.keyClick(many.tags.field, Qt.Key.Key_Return)
    many.tags._remove("house")
    assert many.tags._told.text() == "Adds “to do” to 3 notes. Removes “house” from 3 notes."
    QTest.keyClick(many.tags.field, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: [brain.memory(each).tags for each in notes[1:]] == [("to do",)] * 3, timeout=LONG)
    qtbot.waitUntil(lambda: menu(session) == "Undo: change the tags of 3 notes", timeout=LONG)
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [brain.memory(each).tags for each in notes] == [("house",)] * 4, timeout=LONG)

    assert listed.count_selected == 3
    press(session, "note.join")
    qtbot.waitUntil(many.preview.isVisible, timeout=LONG)
    assert many.preview.titles.text().splitlines() == ["Bread", "Garden", "Roof"]
    QTest.keyClick(many.preview.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: brain.memory(notes[3]).content == "Bread\n\nGarden\n\nRoof", timeout=LONG)
    qtbot.waitUntil(lambda: toast(session) == "Joined 3 notes into one", timeout=LONG)
    assert brain.counts().trash == 2
    qtbot.waitUntil(lambda: menu(session) == "Undo: join 3 notes into one", timeout=LONG)
    session._window.toast.undo()
    qtbot.waitUntil(lambda: brain.counts().trash == 0, timeout=LONG)
    assert brain.memory(notes[3]).content == "Bread"
