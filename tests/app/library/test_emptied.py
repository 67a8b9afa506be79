"""A list that has no notes any more, by keyboard: what is pressed there leads on, and the first letters count."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.notebook import Notebook
from app.session import Session
from core.brain import Brain
from tests.app.search.conftest import answered
from tests.stories.keyboard import press, write

LONG = 10_000


@pytest.fixture
def bread(brain: Brain) -> UUID:
    """The only note."""
    return brain.create_memory("Bread").memory


@pytest.fixture
def notebook(qtbot: QtBot, bread: UUID, session: Session) -> Notebook:
    """It is chosen and open, and the keyboard is in the list."""
    opened = session.notebook
    assert opened is not None
    qtbot.waitUntil(lambda: len(opened.pane.list.ids) == 1, timeout=LONG)
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    opened.pane.list.setFocus()
    opened.pane.list.step(1)
    qtbot.waitUntil(lambda: opened.editor.note == bread, timeout=LONG)
    return opened


def do(session: Session, action: str) -> None:
    session._window.actions_[action].trigger()


def emptied(qtbot: QtBot, notebook: Notebook) -> None:
    qtbot.waitUntil(lambda: not len(notebook.pane.list.ids), timeout=LONG)
    qtbot.waitUntil(lambda: not notebook.pane.list.isVisible(), timeout=LONG)


def words_at_the_keyboard() -> str:
    focus = QApplication.focusWidget()
    return focus.text() if isinstance(focus, QPushButton) else ""


def test_who_deletes_the_last_note_and_presses_enter_writes_the_next_one(
    qtbot: QtBot, brain: Brain, notebook: Notebook
) -> None:
    press(Qt.Key.Key_Delete)
    emptied(qtbot, notebook)
    qtbot.waitUntil(lambda: notebook.editor.note is None, timeout=LONG)
    press(Qt.Key.Key_Return)
    write("Soup")
    assert notebook.editor.text.toPlainText() == "Soup"
    notebook.editor.flush()
    qtbot.waitUntil(lambda: [each.title for each in brain.memories().items] == ["Soup"], timeout=LONG)


def test_from_the_empty_trash_enter_leads_back_to_all_notes_and_on_to_the_text(
    qtbot: QtBot, bread: UUID, session: Session, notebook: Notebook
) -> None:
    do(session, "go.trash")
    emptied(qtbot, notebook)
    assert words_at_the_keyboard() == "Show all notes"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(notebook.pane.list.ids) == [bread], timeout=LONG)
    assert notebook.pane.list.hasFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_End)
    write(" and salt")
    assert notebook.editor.text.toPlainText() == "Bread and salt"


def test_from_pane_to_pane_the_keyboard_comes_by_an_empty_place(
    qtbot: QtBot, session: Session, notebook: Notebook
) -> None:
    do(session, "go.trash")
    emptied(qtbot, notebook)
    notebook.places.list.setFocus()
    for there in ("Show all notes", "", "", "Show all notes"):
        do(session, "go.next_pane")
        assert words_at_the_keyboard() == there
    notebook.editor.open_note(None)
    do(session, "go.next_pane")
    assert words_at_the_keyboard() == "New note"
    press(Qt.Key.Key_Return)
    write("Soup")
    assert notebook.editor.text.toPlainText() == "Soup"


def test_enter_in_the_side_bar_leads_to_what_an_empty_place_offers(
    qtbot: QtBot, session: Session, notebook: Notebook
) -> None:
    notebook.places.list.setFocus()
    do(session, "go.trash")
    emptied(qtbot, notebook)
    press(Qt.Key.Key_Return)
    assert words_at_the_keyboard() == "Show all notes"


def test_where_a_search_found_nothing_esc_in_the_text_steps_back_to_the_box(
    qtbot: QtBot, notebook: Notebook
) -> None:
    notebook.pane.search.setText("soup")
    answered(qtbot, notebook.pane)
    emptied(qtbot, notebook)
    notebook.editor.focus_text()
    press(Qt.Key.Key_Escape)
    write("bread")
    assert notebook.pane.search.text() == "bread"
