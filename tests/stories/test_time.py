"""A person tidied up too eagerly last week, looks for what was there, and has it again; all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.history.activity import Activity
from app.history.note_history import NoteHistory
from app.history.place import TimePlace
from app.notebook import Notebook
from app.session import Session
from core import Memory
from core.brain import Brain
from tests.fixtures.brain import write_days_ago

LONG = 20_000
_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_LETTER = "# Letter to the landlord\n\nThe boiler is loud at night, since the second of March."


@pytest.mark.timeout(180)
def test_what_was_lost_by_tidying_up_is_found_in_the_past_and_brought_back(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    letter = write_days_ago(brain, 8, _LETTER, ["house"])
    brain.create_memory("# Shopping")
    brain.update_memory(letter.id, "# Letter\n\nSent.")
    notebook = session.notebook
    assert notebook is not None
    wait(qtbot, lambda: len(notebook.pane.list.ids) == 2)
    place = next(part for part in session._parts if isinstance(part, TimePlace))

    press(session, Qt.Key.Key_O, _BOTH)
    wait(qtbot, lambda: place.page is not None and len(place.page.pane.list.ids) == 1)
    page = place.page
    assert page is not None
    QTest.keyClicks(page.bar.field, "3 days ago")
    press(session, Qt.Key.Key_Return)
    three = datetime.now(UTC) - timedelta(days=3)
    wait(qtbot, lambda: page.then.as_of is not None and page.then.as_of.moment <= three)
    press(session, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.pane.search, "boiler")
    wait(qtbot, lambda: page.pane.heading.text() == "1 note found")
    press(session, Qt.Key.Key_Down)
    press(session, Qt.Key.Key_Down)
    wait(qtbot, lambda: page.note.memory is not None and page.note.memory.content == _LETTER)
    QTest.keyClick(page.note.button, Qt.Key.Key_Space)
    wait(qtbot, lambda: brain.memory(letter.id).content == _LETTER)
    brain.update_memory(letter.id, "# Letter\n\nSent twice.")
    QTest.mouseClick(page.all, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: brain.memory(letter.id).content == _LETTER)
    press(session, Qt.Key.Key_Escape)
    wait(qtbot, lambda: not notebook.isHidden())

    look_at_what_happened(qtbot, session, notebook, place, letter)
    assert brain.upkeep.replay().equal


def look_at_what_happened(
    qtbot: QtBot, session: Session, notebook: Notebook, place: TimePlace, letter: Memory
) -> None:
    """The activity of today leads to the letter, and its history tells each step."""
    press(session, Qt.Key.Key_A, _BOTH)
    wait(qtbot, lambda: place.activity is not None and place.activity.notes.count() == 2)
    activity = place.activity
    assert activity is not None
    assert activity.days.item(1).text().endswith("1 note written, 1 changed")
    go_through_half_a_year(qtbot, session, activity)
    activity.notes.setFocus()
    press(session, Qt.Key.Key_Home)
    press(session, Qt.Key.Key_Return)
    wait(qtbot, lambda: notebook.editor.note == letter.id)
    press(session, Qt.Key.Key_H, _BOTH)
    wait(qtbot, lambda: place.one_note.pane is not None and place.one_note.pane.rows.rowCount() == 5)
    pane = place.one_note.pane
    assert pane is not None
    wait(qtbot, lambda: "Sent twiceThe boiler" in pane.difference.new.text.toPlainText())
    a_version_is_seen_side_by_side_and_copied(qtbot, session, pane)
    press(session, Qt.Key.Key_Escape)
    wait(qtbot, notebook.editor.isVisible)


def go_through_half_a_year(qtbot: QtBot, session: Session, activity: Activity) -> None:
    """By key and by mouse to the day on which the letter was written, and back to today."""
    chart = activity.chart
    today, then = chart.day, chart.day - timedelta(days=8)
    chart.setFocus()
    press(session, Qt.Key.Key_Left)
    press(session, Qt.Key.Key_Up)
    assert chart.day == then and activity.about.text().endswith(": 1 change")
    notes = activity.notes
    wait(
        qtbot, lambda: [notes.item(row).text() for row in range(notes.count())] == ["Letter to the landlord"]
    )
    where = chart.rect().topLeft() + QPoint(chart.width() - 12, 28 + 16 * today.weekday())
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=where)
    assert chart.day == today
    wait(qtbot, lambda: notes.count() == 2)


def a_version_is_seen_side_by_side_and_copied(qtbot: QtBot, session: Session, pane: NoteHistory) -> None:
    """The one that was there before anything went wrong."""
    press(session, Qt.Key.Key_End)
    QTest.mouseClick(pane.apart, Qt.MouseButton.LeftButton, pos=QPoint(10, pane.apart.height() // 2))
    QTest.mouseClick(pane.with_now, Qt.MouseButton.LeftButton, pos=QPoint(10, pane.with_now.height() // 2))
    wait(qtbot, lambda: pane.difference.old.text.toPlainText() == _LETTER)
    QTest.mouseClick(pane.copy, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: QGuiApplication.clipboard().text() == _LETTER)
    QTest.mouseClick(pane.apart, Qt.MouseButton.LeftButton, pos=QPoint(10, pane.apart.height() // 2))


def press(
    session: Session, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key, wherever the keyboard is."""
    session._window.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or session._window, key, modifier)


def wait(qtbot: QtBot, until: Callable[[], bool]) -> None:
    qtbot.waitUntil(until, timeout=LONG)
