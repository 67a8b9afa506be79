"""The notebook of another day in the window: marked, read only, whole, and the way back for what was better then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import words
from app.help.reader import Reader
from app.history.bar import Bar
from app.history.past_page import PastPage
from app.history.place import TimePlace
from app.library.note_rows import ROW, NoteRow
from app.session import Session
from app.theme import Theme
from core import Memory
from core.brain import Brain

LONG = 10_000


class Story(NamedTuple):
    """A notebook in which something happened, the window on it, and the moments in between."""

    session: Session
    place: TimePlace
    moment: datetime
    boiler: UUID


@pytest.fixture
def story(qtbot: QtBot, brain: Brain, session: Session) -> Story:
    old = Memory.create(
        "# Cellar\n\nOld words", brain.user_id, ["house"], created_at=datetime(2025, 3, 3, 13, tzinfo=UTC)
    )
    brain._log.append((), lambda _: [old])
    boiler = brain.create_memory("# Boiler\n\nThe first text", tags=["house"]).memory
    moment = datetime.now(UTC)
    brain.update_memory(boiler, "# Heating\n\nThe second text")
    brain.untag(boiler, "house")
    brain.create_memory("# Written later")
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 3, timeout=LONG)
    return Story(session, place, moment, boiler)


def titles(page: PastPage) -> list[str]:
    rows = page.pane.list.model()
    found = [rows.index(number, 0).data(ROW) for number in range(rows.rowCount())]
    return [row.title for row in found if isinstance(row, NoteRow)]


def go(qtbot: QtBot, story: Story, moment: datetime) -> PastPage:
    story.place.look_back(moment)
    page = story.place.page
    assert page is not None
    qtbot.waitUntil(lambda: page.then.as_of is not None and page.then.as_of.moment == moment, timeout=LONG)
    return page


def test_list_tags_note_and_search_are_those_of_then(qtbot: QtBot, story: Story) -> None:
    page = go(qtbot, story, story.moment)
    assert "read only" in page.bar.heading.text()
    qtbot.waitUntil(lambda: titles(page) == ["Boiler", "Cellar"], timeout=LONG)
    qtbot.waitUntil(lambda: page.places._rows.tags == 1, timeout=LONG)
    page.pane.list.step(1)
    qtbot.waitUntil(lambda: page.note.memory is not None, timeout=LONG)
    assert "The first text" in page.note.text.toPlainText()
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.pane.search, "first")
    qtbot.waitUntil(lambda: titles(page) == ["Boiler"], timeout=LONG)
    page.pane.search.setText("second")
    qtbot.waitUntil(lambda: titles(page) == [], timeout=LONG)
    actions = story.session._window.actions_
    assert not actions["note.new"].isEnabled() and not actions["note.delete"].isEnabled()
    QTest.keyClick(page.pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(page) == ["Boiler", "Cellar"], timeout=LONG)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    notebook = story.session.notebook
    assert notebook is not None and not notebook.isHidden() and actions["note.new"].isEnabled()


def test_the_keyboard_is_back_where_it_was_before_another_day(qtbot: QtBot, story: Story) -> None:
    """What is typed at once goes into the text where one came from it; else the list has it, and nothing joins old words."""
    notebook = story.session.notebook
    assert notebook is not None
    story.session._window.actions_["note.new"].trigger()
    text, search, listed = notebook.editor.text, notebook.pane.search, notebook.pane.list
    for held, then in ((text, text), (search, listed), (listed, listed)):
        held.setFocus()
        qtbot.waitUntil(held.hasFocus)
        page = go(qtbot, story, story.moment)
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert then.hasFocus()
    notebook.editor.text.setFocus()
    page = go(qtbot, story, story.moment)
    notebook.editor.hide()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert notebook.pane.list.hasFocus()


def test_a_moment_is_typed_as_it_is_said_and_shown_in_full(qtbot: QtBot, story: Story) -> None:
    story.place.look_back(story.moment)
    page = story.place.page
    assert page is not None
    bar = page.bar
    QTest.keyClicks(bar.field, "yesterday 9")
    qtbot.waitUntil(lambda: bar.begin.text() == "3 March 2025", timeout=LONG)
    assert bar.field.text() == "yesterday 9", (
        "it took the place of what was shown, and what arrives leaves it"
    )

    enter(bar, "4 Mar 2025, 18:28")
    assert bar.moment.astimezone().replace(tzinfo=None) == datetime.fromisoformat("2025-03-04 18:28")
    assert bar.field.text() == "Tuesday, 4 Mar 2025, 18:28"
    assert bar.heading.text().startswith("As it was on 4 March 2025, 18:28")
    qtbot.waitUntil(lambda: titles(page) == ["Cellar"], timeout=LONG)

    hint = "Or type: 10 minutes ago"
    assert bar.said.text() == hint, "the field says by itself that one may type what one says"
    enter(bar, "28")
    assert bar.field.text() == "28", "it stays where it was typed"
    assert bar.said.text().startswith("“28” is no date. The field takes “18:28”, “an hour ago”")
    assert bar.heading.text().startswith("As it was on 4 March 2025, 18:28")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.field.text() == "Tuesday, 4 Mar 2025, 18:28" and bar.said.text() == hint

    QTest.keyClick(bar.field, Qt.Key.Key_Up)
    assert bar.field.text() == "Wednesday, 5 Mar 2025, 18:28"
    QTest.keyClick(bar.field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert bar.field.text() == "Wednesday, 5 Mar 2025, 17:28"

    before = datetime.now(UTC)
    enter(bar, "2 Jan 2300 9:00")
    assert before <= bar.moment <= datetime.now(UTC)
    assert bar.said.text() == "Tuesday, 2 Jan 2300, 9:00, is yet to come. This is now."
    qtbot.waitUntil(lambda: len(titles(page)) == 3, timeout=LONG)
    assert bar.said.text(), "what was said of the moment stays until another one is asked for"


def test_an_hour_ago_is_a_button_and_has_room_on_the_slider(qtbot: QtBot, story: Story) -> None:
    page = go(qtbot, story, story.moment)
    bar = page.bar
    qtbot.waitUntil(lambda: bar.begin.text() == "3 March 2025", timeout=LONG)
    bar.often[0].click()
    an_hour = datetime.now(UTC) - bar.moment
    assert timedelta(hours=1) <= an_hour < timedelta(hours=1, minutes=1)
    at = bar.slider.value()
    assert 0.90 < at / bar.slider.maximum() < 0.95
    QTest.keyClick(bar.slider, Qt.Key.Key_Left)
    assert timedelta(hours=24) < datetime.now(UTC) - bar.moment < timedelta(hours=27)
    assert 0.6 < bar.slider.value() / bar.slider.maximum() < 0.75
    bar.slider.setValue(0)
    assert bar.moment == datetime(2025, 3, 3, 13, tzinfo=UTC)
    qtbot.waitUntil(lambda: titles(page) == ["Cellar"], timeout=LONG)
    bar.slider.setValue(bar.slider.maximum())
    qtbot.waitUntil(lambda: len(titles(page)) == 3, timeout=LONG)


def enter(bar: Bar, text: str) -> None:
    """Type a moment over the one that is shown."""
    QTest.keyClick(bar.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(bar.field, text)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)


def test_a_note_is_brought_back_and_undo_takes_that_back(qtbot: QtBot, brain: Brain, story: Story) -> None:
    page = go(qtbot, story, story.moment)
    qtbot.waitUntil(lambda: titles(page) == ["Boiler", "Cellar"], timeout=LONG)
    page.pane.list.step(1)
    qtbot.waitUntil(lambda: page.note.memory is not None, timeout=LONG)
    page.pane.search.setText("first")
    page.note.button.click()
    qtbot.waitUntil(lambda: brain.memory(story.boiler).title == "Boiler", timeout=LONG)
    assert brain.memory(story.boiler).tags == ("house",)
    toast = story.session._window.toast
    qtbot.waitUntil(toast.isVisible, timeout=LONG)
    then = story.moment.astimezone()
    said = f"Brought back 1 note as of {words.long_date(then)}, {words.clock(then)}"
    assert toast.findChildren(QLabel)[0].text() == said
    story.session._window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: brain.memory(story.boiler).title == "Heating", timeout=LONG)
    assert brain.memory(story.boiler).tags == ()
    notebook = story.session.notebook
    assert notebook is not None and notebook.isHidden()
    QTest.keyClick(page.pane.list, Qt.Key.Key_Escape)
    assert not notebook.isHidden(), "whoever has what they came for needs one press"
    assert notebook.editor._desk.wanted == story.boiler, "and what they came for is open"


def test_everything_is_brought_back_but_what_is_newer(qtbot: QtBot, brain: Brain, story: Story) -> None:
    page = go(qtbot, story, story.moment)
    page.all.click()
    qtbot.waitUntil(lambda: brain.memory(story.boiler).title == "Boiler", timeout=LONG)
    assert brain.counts().memories == 3
    page.end()
    story.place.look_back()
    assert page.isHidden()


def test_before_the_first_note_there_is_nothing_and_it_says_so(qtbot: QtBot, story: Story) -> None:
    page = go(qtbot, story, datetime(2025, 1, 1, tzinfo=UTC) - timedelta(days=1))
    qtbot.waitUntil(lambda: page.pane.heading.text() == "0 notes", timeout=LONG)
    assert page.pane._empty.words == "No notes at that time."
    assert page.pane._empty.offers == [], "nothing can be written then"


def test_what_leads_nowhere_else_is_there_on_another_day_too_and_the_text_can_be_larger(
    qtbot: QtBot, story: Story
) -> None:
    page = go(qtbot, story, story.moment)
    window = story.session._window
    page._open(story.boiler)
    qtbot.waitUntil(lambda: page.note.memory is not None, timeout=LONG)
    before = page.note.text.document().defaultFont().pointSizeF()
    window.actions_["view.larger"].trigger()
    qtbot.waitUntil(lambda: page.note.text.document().defaultFont().pointSizeF() > before, timeout=LONG)
    window.actions_["view.usual_size"].trigger()
    window.actions_["help.guide"].trigger()
    readers = [each for each in QApplication.topLevelWidgets() if isinstance(each, Reader)]
    assert [each.isVisible() for each in readers] == [True]
    readers[0].close()
    window.actions_["help.about"].trigger()
    (about,) = (
        each for each in QApplication.topLevelWidgets() if isinstance(each, Reader) and each.isVisible()
    )
    assert about.windowTitle() == "About Second Brain"
    about.close()
    assert window.actions_["backup.make"].isEnabled()
    assert not window.actions_["note.new"].isEnabled()


def test_the_field_for_a_day_looks_chosen_only_while_the_keyboard_is_in_it(
    qtbot: QtBot, theme: Theme
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    bar = Bar(theme, around)
    around.show()
    around.activateWindow()
    bar.set_moment(datetime.now(UTC) - timedelta(days=3))
    assert not bar.field.hasSelectedText()
    bar.field.setFocus()
    qtbot.waitUntil(bar.field.hasFocus)
    bar.set_moment(datetime.now(UTC) - timedelta(days=4))
    assert bar.field.hasSelectedText()
    bar.slider.setFocus()
    qtbot.waitUntil(bar.slider.hasFocus)
    assert not bar.field.hasSelectedText()


def test_in_a_small_window_the_note_as_it_was_has_room_beside_the_list(qtbot: QtBot, story: Story) -> None:
    window, place = story.session._window, story.place
    window.resize(540, 420)
    place.look_back(story.moment)
    qtbot.waitUntil(lambda: place.page is not None and len(place.page.pane.list.ids) == 2, timeout=LONG)
    page = place.page
    assert page is not None
    page.pane.list.step(1)
    qtbot.waitUntil(lambda: page.note.memory is not None, timeout=LONG)
    note, button = page.note, page.note.button
    qtbot.waitUntil(lambda: button.y() > note.about.geometry().bottom())
    assert note.width() > page.pane.width()
    shown = note.text.viewport().visibleRegion().boundingRect()
    heading = note.text.document().firstBlock().layout().boundingRect()
    assert shown.height() > 32 + heading.height() + note.text.fontMetrics().lineSpacing(), (
        "a line below its title"
    )
    assert note.about.height() >= note.about.heightForWidth(note.about.width())
    window.resize(1_120, 700)
    qtbot.waitUntil(lambda: button.y() < note.about.geometry().bottom())
