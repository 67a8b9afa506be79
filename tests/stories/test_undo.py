"""A person does this and that, thinks better of it, and goes back through it: by key, in the window, also the next day."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

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
