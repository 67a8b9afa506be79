"""What changed when, in the window: a chart to walk through by keys, the days in words, and their notes."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QToolTip
from pytestqt.qtbot import QtBot

from app.history.authors import Authors
from app.history.calendar import Calendar, today
from app.history.deeds_told import by, day, done
from app.history.place import TimePlace
from app.session import Session
from app.theme import Theme
from core import Deeds, Memory
from core.brain import Brain

LONG = 10_000
ADA, BOB, EVE = (UUID(int=number) for number in (97, 98, 99))


def test_a_day_leads_to_its_notes_and_a_note_to_the_editor(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    note = brain.create_memory("# Boiler").memory
    brain.tag(note, "house")
    session._window.actions_["go.activity"].trigger()
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    page = place.activity
    assert page is not None
    qtbot.waitUntil(lambda: page.notes.count() == 1, timeout=LONG)
    assert page.totals.text() == "Today 2 changes · this week 2 changes"
    assert [page.days.item(row).text().split("\n") for row in range(2)] == [
        ["Today"],
        ["    This device", "    1 note written, 1 tagged"],
    ]
    assert "2 changes" in page.chart.accessibleName()
    page.notes.setFocus()
    page.notes.setCurrentRow(0)
    brain.create_memory("# Written elsewhere")
    session._workspace.look()  # type: ignore[union-attr]  # it is open
    qtbot.waitUntil(lambda: page.notes.count() == 2, timeout=LONG)
    assert page.notes.currentItem().text() == "Boiler", "the keyboard stays on its note"
    QTest.keyClick(page.notes, Qt.Key.Key_Return)
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.editor.note == note, timeout=LONG)
    assert page.isHidden()


def test_what_is_done_elsewhere_takes_nothing_out_of_sight(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    """Neither the notes of the chosen row, nor the part of them that one looks at."""
    brain._log.append((), lambda _: [Memory.create(f"# Note {each}", brain.user_id) for each in range(60)])
    session._window.actions_["go.activity"].trigger()
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    page = place.activity
    assert page is not None
    qtbot.waitUntil(lambda: page.notes.count() > 20, timeout=LONG)
    bar, seen = page.notes.verticalScrollBar(), set[str]()
    bar.setValue(bar.maximum() // 2)

    def told() -> bool:
        top = page.notes.itemAt(20, 1)
        seen.add(top.text() if top is not None else "nothing")
        return page.notes.count() == 61

    brain.create_memory("# Written elsewhere")
    session._workspace.look()  # type: ignore[union-attr]  # it is open
    qtbot.waitUntil(told, timeout=LONG)
    assert len(seen) == 1 and "nothing" not in seen


def test_a_page_that_is_open_at_midnight_goes_on_with_the_new_day(
    qtbot: QtBot, brain: Brain, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    brain.create_memory("# Boiler")
    session._window.actions_["go.activity"].trigger()
    page = next(part for part in session._parts if isinstance(part, TimePlace)).activity
    assert page is not None
    qtbot.waitUntil(lambda: page.days.count() == 2, timeout=LONG)
    assert page.days.item(0).text() == "Today"
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr("app.history.activity.today", lambda: tomorrow)
    brain.create_memory("# Written elsewhere")
    qtbot.waitUntil(lambda: page.days.item(0).text() == "Yesterday", timeout=LONG)
    assert page.totals.text().startswith("Today no changes · this week ") and not page.later.isEnabled()
    page.earlier.click()
    qtbot.waitUntil(lambda: page.totals.text().startswith("up to "), timeout=LONG)
    page.later.click()
    qtbot.waitUntil(lambda: page.totals.text().startswith("Today "), timeout=LONG)


def test_what_a_narrow_window_cuts_off_is_shown_to_whoever_hovers_and_read_aloud(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    """A line with room says nothing twice."""
    title = "Boiler <3: " + "a word of it " * 12 + "& its end"
    brain.create_memory(f"# {title}")
    session._window.actions_["go.activity"].trigger()
    page = next(part for part in session._parts if isinstance(part, TimePlace)).activity
    assert page is not None
    qtbot.waitUntil(lambda: page.notes.count() == 1, timeout=LONG)

    def hovered(lines: QListWidget, row: int) -> str:
        at = lines.visualItemRect(lines.item(row)).center()
        over = QHelpEvent(QEvent.Type.ToolTip, at, lines.viewport().mapToGlobal(at))
        QApplication.sendEvent(lines.viewport(), over)
        return QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText() if QToolTip.isVisible() else ""

    assert hovered(page.notes, 0) == title
    assert page.notes.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == title
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert hovered(page.days, 1) == ""
    assert page.days.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "This device, 1 note written"
    page.days.setFixedWidth(80)
    qtbot.waitUntil(lambda: page.days.viewport().width() <= 80)
    assert hovered(page.days, 1) == "This device\n1 note written"


def test_the_chart_is_walked_through_by_keys_and_says_each_day(qtbot: QtBot, theme: Theme) -> None:
    chart = Calendar(theme)
    qtbot.addWidget(chart)
    now = today()
    chart.show_counts(now, Counter({now: 12, now - timedelta(days=7): 1}))
    heard: list[date] = []
    chart.chosen.connect(heard.append)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Up)
    assert heard == [now - timedelta(days=7), now - timedelta(days=8)]
    assert chart.words_of(heard[0]).endswith(": 1 change")
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.day == chart.first
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.day == now
    assert chart.accessibleName().endswith(": 12 changes")


def test_deeds_are_told_in_words() -> None:
    deeds = Deeds(date(2025, 3, 3), UUID(int=1), None, "", {"memory.updated": 2, "memory.created": 1}, 4, ADA)
    assert done(deeds) == "1 note written, 2 changed"
    imported = Deeds(date(2025, 3, 3), UUID(int=1), UUID(int=2), "backup.sql", {"memory.created": 3}, 3, ADA)
    assert done(imported) == "3 notes imported"
    assert day(date(2025, 3, 3), date(2025, 3, 4)) == "Yesterday"
    assert day(date(2025, 3, 3), date(2025, 4, 4)) == "Monday, 3 March 2025"


def test_what_others_did_is_told_by_their_names_and_of_oneself_only_beside_it() -> None:
    here, laptop, elsewhere = (UUID(int=number) for number in (1, 2, 0xABCDEF01))
    authors = Authors(here, ADA, {laptop: "Laptop"}, {BOB: "bob"})

    def told(author: UUID, device: UUID, *, several: bool = True, batch: UUID | None = None) -> str:
        deeds = Deeds(date(2025, 3, 3), device, batch, "backup.sql", {"memory.created": 1}, 1, author)
        return by(deeds, authors, several=several)

    assert [told(ADA, device, several=False) for device in (here, laptop)] == ["This device", "Laptop"]
    assert [told(ADA, device) for device in (here, laptop)] == ["You, on this device", "You, on Laptop"]
    assert told(BOB, laptop) == "bob, on Laptop", "a name is written as its owner writes it"
    assert told(BOB, elsewhere) == "bob", "a server tells nobody what the devices of others are called"
    assert told(EVE, elsewhere) == "Somebody else, on the device abcdef01"
    assert told(ADA, here, batch=UUID(int=3)) == "Import of backup.sql, on this device"
