"""Somebody who reads from right to left uses the whole window: what is next lies to the left there, for keys and mouse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.chip import Chip
from app.history.calendar import today
from app.history.place import TimePlace
from app.notebook import Notebook
from app.session import Session
from core import View
from core.brain import Brain
from tests.fixtures.brain import write_days_ago
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import CTRL, SHIFT, focus, press, write

HOUSE, ROOF = "בית", "בית/גג"


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("mirrored")
def test_a_person_writes_tags_and_looks_back_from_right_to_left(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    leak = write_days_ago(brain, 15, "# דליפה בגג\n\nליד הארובה", [ROOF])
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    session._window.activateWindow()
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1)
    a_tag_is_unfolded_towards_its_notes(qtbot, notebook)
    a_list_is_written_and_ticked_on_its_box(qtbot, brain, notebook)
    tags_are_walked_through_in_the_order_of_reading(qtbot, brain, notebook)
    the_past_lies_at_the_right(qtbot, session, leak.created_at.astimezone().date())


def a_tag_is_unfolded_towards_its_notes(qtbot: QtBot, notebook: Notebook) -> None:
    """The small arrow of a folded tag shows to the left, and so does the key that unfolds it."""
    places, listed = notebook.places, notebook.pane.list
    rows = places.list.model()
    qtbot.waitUntil(lambda: places.list._rows.row_of(View(tag=ROOF)) is not None)
    before = rows.rowCount()
    places.go(View(tag=HOUSE))
    qtbot.waitUntil(lambda: len(listed.ids) == 1)
    places.list.setFocus()
    press(Qt.Key.Key_Right)
    assert rows.rowCount() == before - 1
    press(Qt.Key.Key_Left)
    assert rows.rowCount() == before
    row = places.list.visualRect(places.list.currentIndex())
    QTest.mouseClick(
        places.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.right() - 8, row.center().y())
    )
    assert rows.rowCount() == before - 1
    press(Qt.Key.Key_Left)
    row = listed.visualRect(listed.model().index(0, 0))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=row.topRight() + QPoint(-30, 20))
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText().startswith("# דליפה"))


def a_list_is_written_and_ticked_on_its_box(qtbot: QtBot, brain: Brain, notebook: Notebook) -> None:
    """The box stands at the right end of its line."""
    text = notebook.editor.text
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: text.hasFocus() and text.toPlainText() == "")
    write("# קניות")
    for line in ("", "", "- [ ] חלב"):
        write(line)
        press(Qt.Key.Key_Return)
    task = text.document().findBlockByNumber(2)
    cursor = text.textCursor()
    cursor.setPosition(task.position() + 3)  # within [ ]
    box = text.cursorRect(cursor).center()
    assert box.x() > text.viewport().width() // 2
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert "- [x] חלב" in text.toPlainText()
    notebook.editor.flush()
    qtbot.waitUntil(lambda: not notebook.editor.unsaved)
    assert notebook.editor.note is not None
    assert brain.memory(notebook.editor.note).title == "קניות"


def tags_are_walked_through_in_the_order_of_reading(qtbot: QtBot, brain: Brain, notebook: Notebook) -> None:
    """From the field back to the last tag and the one before it, which are to the right of it."""
    tags, note = notebook.editor.foot.tags, notebook.editor.note
    assert note is not None
    press(Qt.Key.Key_T, CTRL)
    write("שוק,שבוע,")
    qtbot.waitUntil(lambda: len(brain.memory(note).tags) == 3)  # it was begun in a tag
    chips = tags.findChildren(Chip)
    qtbot.waitUntil(lambda: tags.field.x() < min(each.x() for each in chips if each.isVisible()))
    for _ in range(2):
        press(Qt.Key.Key_Right)
    chip = focus()
    assert isinstance(chip, Chip) and chip.text() == "שוק"
    press(Qt.Key.Key_Left)
    chip = focus()
    assert isinstance(chip, Chip) and chip.text() == "שבוע"
    press(Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: brain.memory(note).tags == (HOUSE, "שוק"))


def the_past_lies_at_the_right(qtbot: QtBot, session: Session, then: date) -> None:
    """In the chart of half a year, and on the slider through time."""
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    press(Qt.Key.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(lambda: place.activity is not None and place.activity.notes.count() == 1)
    page = place.activity
    assert page is not None
    chart = page.chart
    chart.setFocus()
    press(Qt.Key.Key_Right)
    assert chart.day == today() - timedelta(days=7)
    press(Qt.Key.Key_Left)
    assert chart.day == today()
    weeks, day = (then - chart.first).days // 7, then.weekday()
    at = QPoint(chart.width() - 48 - 16 * weeks - 8, 20 + 16 * day + 8)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert chart.day == then and chart.accessibleName().endswith(": 1 change")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_O, CTRL | SHIFT)
    qtbot.waitUntil(lambda: place.page is not None and place.page.then.as_of is not None)
    past = place.page
    assert past is not None
    was = past.moment
    past.bar.slider.setFocus()
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: past.then.as_of is not None and past.then.as_of.moment < was)
    assert timedelta(hours=22) < was - past.moment < timedelta(hours=26)
    press(Qt.Key.Key_Escape)
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
