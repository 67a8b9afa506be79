"""Another place was chosen, and the notes of the one before still stand in the list: what is done then hits none of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.library.list_pane import plain
from app.library.note_rows import Listed
from app.notebook import Notebook
from app.session import Session
from core import View
from core.brain import Brain

LONG = 10_000


class Slow:
    """Lists a place only when it is let."""

    def __init__(self) -> None:
        self._let = threading.Event()
        self._let.set()

    def hold(self) -> None:
        self._let.clear()

    def let(self) -> None:
        self._let.set()

    def __call__(self, brain: Brain, view: View) -> Listed:
        assert self._let.wait(30)
        return plain(brain, view)


@pytest.fixture
def gone(brain: Brain) -> UUID:
    """A note in the trash."""
    note = brain.create_memory("Old bread").memory
    brain.delete([note])
    return note


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    """Two others, the newest first."""
    brain.create_memory("Garden", tags=["outside"])
    brain.create_memory("Books")
    return list(brain.memory_ids())


@pytest.fixture
def notebook(qtbot: QtBot, gone: UUID, notes: list[UUID], session: Session) -> Notebook:
    assert session.notebook is not None
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    return session.notebook


@pytest.fixture
def slow(qtbot: QtBot, notes: list[UUID], notebook: Notebook) -> Iterator[Slow]:
    """The list shows all notes, the keyboard is in it and the first one is chosen."""
    made = Slow()
    notebook.pane.arrange(made)
    qtbot.waitUntil(lambda: list(notebook.pane.list.ids) == notes, timeout=LONG)
    notebook.pane.list.setFocus()
    notebook.pane.list.step(1)
    qtbot.waitUntil(lambda: notebook.editor.note == notes[0], timeout=LONG)
    yield made
    made.let()


def go(session: Session, action: str) -> None:
    session._window.actions_[action].trigger()


def test_delete_right_after_going_to_the_trash_means_no_note_of_the_place_before(
    qtbot: QtBot, brain: Brain, gone: UUID, session: Session, notebook: Notebook, slow: Slow
) -> None:
    listed = notebook.pane.list
    slow.hold()
    go(session, "go.trash")
    QTest.keyClick(listed, Qt.Key.Key_Down)  # chosen among the rows of before: they are in no trash
    assert not session._window.actions_["note.purge"].isEnabled()
    assert session._window.actions_["note.delete"].isEnabled()
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    qtbot.wait(200)
    assert not session._window.findChildren(QMessageBox)
    assert (brain.counts().memories, brain.counts().trash) == (2, 1)
    slow.let()
    qtbot.waitUntil(lambda: list(listed.ids) == [gone], timeout=LONG)
    listed.step(1)
    assert session._window.actions_["note.purge"].isEnabled()
    assert not session._window.actions_["note.delete"].isEnabled()


def test_delete_right_after_leaving_a_search_in_the_trash_asks_nothing_about_what_was_found(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook, slow: Slow
) -> None:
    pane = notebook.pane
    go(session, "go.trash")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=LONG)
    pane.search.setText("garden OR books")
    qtbot.waitUntil(lambda: set(pane.list.ids) == set(notes), timeout=LONG)
    slow.hold()
    pane.search.clear()
    pane.list.step(1)
    pane.list.step(-1)
    QTest.keyClick(pane.list, Qt.Key.Key_Delete)
    qtbot.wait(200)
    assert not session._window.findChildren(QMessageBox)
    assert (brain.counts().memories, brain.counts().trash) == (2, 1)


def test_enter_in_the_side_bar_opens_the_first_note_of_the_place_and_none_of_the_one_before(
    qtbot: QtBot, notes: list[UUID], session: Session, notebook: Notebook, slow: Slow
) -> None:
    notebook.editor.open_note(None)  # nothing is chosen
    slow.hold()
    notebook.places.list.setFocus()
    notebook.places.go(View(tag="outside"))
    QTest.keyClick(notebook.places.list, Qt.Key.Key_Return)
    qtbot.wait(200)
    assert notebook.editor.note is None
    slow.let()
    qtbot.waitUntil(lambda: notebook.editor.note == notes[1], timeout=LONG)
    assert notebook.pane.list.hasFocus()
