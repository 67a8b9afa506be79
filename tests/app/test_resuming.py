"""What one was doing is found again: the place, the row and the line, after the window was closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.remembered import Remembered
from app.session import Session
from app.theme import Theme
from app.window import Window
from core import Memory, View, new_id
from core.brain import Brain
from tests.fixtures.desktop import OpenSession

LONG = 20_000


def test_place_row_and_line_are_found_again_at_the_next_start(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    lines = "\n\n".join(f"line {number}" for number in range(200))
    made = [Memory.create(f"Note {number}\n\n{lines}", brain.user_id, ["garden"]) for number in range(60)]
    brain._log.append((), lambda _: made)
    note = made[30].id
    first = open_session()
    assert first.notebook is not None
    pane, editor = first.notebook.pane, first.notebook.editor
    first.notebook.places.go(View(tag="garden"))
    qtbot.waitUntil(lambda: pane.shows(View(tag="garden")) and len(pane.list.ids) == 60, timeout=LONG)
    first.notebook.show_note(note)
    qtbot.waitUntil(lambda: editor.note == note and editor.text.isVisible(), timeout=LONG)
    pane.list.stand(note, 100)
    cursor = editor.text.textCursor()
    cursor.setPosition(900)
    editor.text.setTextCursor(cursor)
    editor.text.verticalScrollBar().setValue(150)
    stood, scrolled = pane.list.stand_of(note), editor.text.verticalScrollBar().value()
    assert stood == 100 and scrolled
    again(qtbot, first)
    second = open_session()
    assert second.notebook is not None
    pane, editor = second.notebook.pane, second.notebook.editor
    second._window.resize(QSize(first._window.size()))
    qtbot.waitUntil(lambda: editor.note == note, timeout=LONG)
    assert (editor.text.textCursor().position(), editor.text.verticalScrollBar().value()) == (900, scrolled)
    qtbot.waitUntil(lambda: pane.list.stand_of(note) == 100, timeout=LONG)
    assert pane.list.selected == [note]
    assert second.notebook.places.view == View(tag="garden")

    # The tag is called otherwise meanwhile: nobody begins in an empty place.
    again(qtbot, second)
    brain.tagging.rename("garden", "yard")
    third = open_session()
    assert third.notebook is not None
    pane, places = third.notebook.pane, third.notebook.places
    qtbot.waitUntil(lambda: places.view == View() and len(pane.list.ids) == 60, timeout=LONG)


def test_after_a_sudden_end_one_is_in_the_note_that_was_open(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, home: Path
) -> None:
    notes = [brain.create_memory(f"Note {number}\n\nwords of it").memory for number in range(3)]
    first = open_session()
    assert first.notebook is not None
    first.notebook.show_note(notes[1])
    editor = first.notebook.editor
    qtbot.waitUntil(lambda: editor.note == notes[1], timeout=LONG)
    moved = editor.text.textCursor()
    moved.setPosition(4)
    editor.text.setTextCursor(moved)
    kept = home / "window.ini"
    qtbot.waitUntil(lambda: kept.exists() and str(notes[1]) in kept.read_text(), timeout=LONG)
    suddenly(first)
    second = open_session()
    assert second.notebook is not None
    editor = second.notebook.editor
    qtbot.waitUntil(lambda: editor.note == notes[1], timeout=LONG)
    assert editor.text.textCursor().position() == 4
    suddenly(second)

    # Who had gone on to another note and was writing there when it ended is in that one, with what was typed.
    brain.save_draft(notes[0], "Note 0\n\nwords of it, and more", 1)
    third = open_session()
    assert third.notebook is not None
    editor = third.notebook.editor
    qtbot.waitUntil(lambda: editor.note == notes[0], timeout=LONG)
    assert editor.text.toPlainText().endswith("and more")
    assert editor.text.textCursor().position() == 0, "where it was in another note means nothing here"


def test_after_a_sudden_end_the_window_is_as_large_as_it_was(
    qtbot: QtBot, theme: Theme, open_session: OpenSession, home: Path
) -> None:
    first = open_session()
    notebook = first.notebook
    assert notebook is not None
    first._window.resize(1_400, 700)  # there is room for all three panes
    handle, widths = notebook.handle(1), notebook.sizes()
    at = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(handle, at + QPoint(30, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at)
    moved = notebook.sizes()
    assert moved[0] > widths[0]
    qtbot.waitUntil(lambda: Remembered(home).panes == moved, timeout=LONG)
    first._window.showMaximized()
    qtbot.waitUntil(lambda: reborn(theme, home).isMaximized(), timeout=LONG)


def reborn(theme: Theme, home: Path) -> Window:
    """The window as it would come back if the program died now."""
    window = Window(theme, Remembered(home))
    window.deleteLater()
    return window


def test_a_new_note_in_which_nothing_was_written_is_not_missed_at_the_next_start(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    first = open_session()
    assert first.notebook is not None
    first.notebook.new_note()
    again(qtbot, first)
    second = open_session()
    assert second.notebook is not None
    qtbot.wait(300)
    assert second.notebook.editor.notice.isHidden()

    # One in which something was written just now is there again.
    second.notebook.new_note()
    new = second.notebook.editor.note
    QTest.keyClicks(second.notebook.editor.text, "Milk")
    again(qtbot, second)
    third = open_session()
    assert third.notebook is not None
    editor = third.notebook.editor
    qtbot.waitUntil(lambda: editor.note == new and editor.text.toPlainText() == "Milk", timeout=LONG)


@pytest.mark.parametrize("left", [False, True], ids=["in the note", "in another note"])
def test_links_to_a_note_that_was_renamed_at_the_very_end_are_offered_at_the_next_start(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, home: Path, left: bool
) -> None:
    source, goal = brain.create_memory("Source\n\nsee [[Goal]]").memory, brain.create_memory("Goal").memory
    first = open_session()
    assert first.notebook is not None
    editor = first.notebook.editor
    first.notebook.show_note(goal)
    qtbot.waitUntil(lambda: editor.note == goal and not editor.text.isReadOnly(), timeout=LONG)
    QTest.keyClicks(editor.text, "Big ")
    if left:
        first.notebook.show_note(source)
    again(qtbot, first)
    assert brain.memory(goal).title == "Big Goal"
    second = open_session()
    assert second.notebook is not None
    editor = second.notebook.editor
    offer = "1 note links to “Big Goal” by the old title “Goal”."
    qtbot.waitUntil(lambda: editor.notice.words == offer, timeout=LONG)
    assert brain.memory(source).content == "Source\n\nsee [[Goal]]", "nothing changes before it is answered"
    editor.notice._button.click()
    qtbot.waitUntil(lambda: brain.memory(source).content == "Source\n\nsee [[Big Goal]]", timeout=LONG)
    qtbot.waitUntil(lambda: not Remembered(home).renamed, timeout=LONG)


def test_links_to_a_note_whose_new_title_was_typed_at_a_sudden_end_are_offered_at_the_next_start(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, home: Path
) -> None:
    source = brain.create_memory("Source\n\nsee [[Goal]] and [[Other]]").memory
    goal, other = (brain.create_memory(text).memory for text in ("Goal", "Other"))
    brain.save_draft(new_id(), "Begun", 0)
    brain.save_draft(other, "Other\n\nunder its old title", 1, "Other")
    first = open_session()
    assert first.notebook is not None
    suddenly(first)
    assert not Remembered(home).renamed, "neither a new note nor one with its old title"
    brain.save_draft(goal, "Big Goal", 1, "Goal")
    second = open_session()
    assert second.notebook is not None
    editor = second.notebook.editor
    offer = "1 note links to “Big Goal” by the old title “Goal”."
    qtbot.waitUntil(lambda: editor.notice.words == offer, timeout=LONG)
    suddenly(second)
    third = open_session()
    assert third.notebook is not None
    editor = third.notebook.editor
    qtbot.waitUntil(lambda: editor.notice.words == offer, timeout=LONG)
    editor.notice._button.click()
    changed = "Source\n\nsee [[Big Goal]] and [[Other]]"
    qtbot.waitUntil(lambda: brain.memory(source).content == changed, timeout=LONG)
    qtbot.waitUntil(lambda: not Remembered(home).renamed, timeout=LONG)


@pytest.mark.parametrize(
    "sign", ["\U0001f600", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301"]
)
def test_the_cursor_that_is_found_again_stands_in_no_sign(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, sign: str
) -> None:
    note = brain.create_memory("0123456789").memory
    first = open_session()
    assert first.notebook is not None
    first.notebook.show_note(note)
    editor = first.notebook.editor
    qtbot.waitUntil(lambda: editor.note == note, timeout=LONG)
    moved = editor.text.textCursor()
    moved.setPosition(4)
    editor.text.setTextCursor(moved)
    again(qtbot, first)
    assert note is not None
    brain.update_memory(note, f"012{sign}{sign}")  # elsewhere, meanwhile
    second = open_session()
    assert second.notebook is not None
    editor = second.notebook.editor
    qtbot.waitUntil(lambda: editor.note == note, timeout=LONG)
    assert editor.text.textCursor().position() == 3
    QTest.keyClicks(editor.text, "x")
    assert editor.text.toPlainText() == f"012x{sign}{sign}"


def suddenly(session: Session) -> None:
    """The program is killed: nothing is written down at the end."""
    for work in (session._embedding, session.account):
        assert work is not None
        work.stop()  # of all that goes on, what would outlive the test
    session._window.closing.disconnect(session.end)
    session._window.close_for_good()
    session.close()
    session._instance.release()


def again(qtbot: QtBot, session: Session) -> None:
    """Close the window."""
    with qtbot.waitSignal(session.ended, timeout=LONG):
        session.end()
    session.close()
    session._instance.release()
