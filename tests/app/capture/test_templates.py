"""Today's note and templates, in the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.capture.making import Making
from app.session import Session
from core.brain import Brain


def test_a_key_that_is_held_down_makes_one_note_of_the_day(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    part = next(each for each in session._window.findChildren(Making))
    for _ in range(5):  # each looks for the note before the one of the first is there
        part.open_today()
    qtbot.waitUntil(lambda: session.notebook is not None and session.notebook.editor.note is not None)
    part._begin(datetime.now().astimezone(), "journal")
    qtbot.wait(300)
    assert brain.counts().memories == 1


def test_both_are_reached_by_the_keyboard(qtbot: QtBot, session: Session) -> None:
    window, notebook, brain = session._window, session.notebook, session._brain
    assert notebook is not None and brain is not None
    window.actions_["go.trash"].trigger()
    qtbot.waitUntil(lambda: notebook.places.view.trash)
    window.actions_["note.today"].trigger()
    qtbot.waitUntil(
        lambda: notebook.editor.text.toPlainText().startswith(f"# {datetime.now().astimezone():%Y-%m-%d}")
    )
    first = notebook.editor.note
    assert not notebook.places.view.trash  # where the note that is made would not be listed
    window.actions_["note.today"].trigger()
    making = next(each for each in window.findChildren(Making))
    sheet = making.sheet
    qtbot.wait(500)  # today's note comes forward once more, and would close what is open over it
    window.actions_["note.from_template"].trigger()
    qtbot.waitUntil(sheet.isVisible)
    assert sheet.list.count() == 0  # it says how to make one
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert notebook.editor.note == first and brain.counts().memories == 1
    for name in ("one", "two"):
        brain.create_memory(f"{name}: {{{{title}}}}", tags=["template"])
    window.actions_["note.from_template"].trigger()
    qtbot.waitUntil(lambda: sheet.list.count() == 2)
    qtbot.keyClicks(sheet.title, "Lisbon")
    qtbot.keyClick(sheet.title, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText() == "one: Lisbon")
