"""What one was doing is found again: the place, the row and the line, after the window was closed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.session import Session
from core import Memory, View
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


def again(qtbot: QtBot, session: Session) -> None:
    """Close the window."""
    with qtbot.waitSignal(session.ended, timeout=LONG):
        session.end()
    session.close()
    session._instance.release()
