"""Looking for a setting: by any word that it is about, counted, in sight, and still there when one comes back."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.account.pages import Pages
from app.session import Session
from app.settings.facts import facts
from app.settings.page import SettingsSheet
from app.settings.place import SettingsPlace
from app.settings.table import PLACES, SETTINGS
from app.theme import Mode, Theme
from core import Brain, tr


def test_a_setting_is_found_by_any_of_its_words(qtbot: QtBot, theme: Theme, brain: Brain) -> None:
    sheet = SettingsSheet(theme)
    qtbot.addWidget(sheet)
    sheet.tell(facts(brain), Mode.LIGHT)
    for looked_for, found in (
        ("dark", "look"),
        ("PROVEN", "made"),
        ("openai key", "openai"),
        ("telemetry", "leaves"),
    ):
        sheet.box.setText(looked_for)
        assert [name for name, entry in sheet.entries.items() if not entry.isHidden()] == [found], looked_for
    sheet.box.setText("coffee")
    assert all(entry.isHidden() for entry in sheet.entries.values())
    sheet.box.clear()
    assert not any(entry.isHidden() for entry in sheet.entries.values())


def settings_shown(qtbot: QtBot, theme: Theme, brain: Brain, width: int) -> tuple[Pages, SettingsSheet]:
    """The page of settings in a low window, and the keyboard on it."""
    pages, sheet = Pages(theme), SettingsSheet(theme)
    qtbot.addWidget(pages)
    pages.resize(width, 500)
    sheet.tell(facts(brain), Mode.LIGHT)
    pages.show_sheet(sheet)
    pages.show()
    pages.begin_keyboard()
    return pages, sheet


def test_what_one_looks_for_stays_in_sight_is_counted_and_taken_back_by_esc(
    qtbot: QtBot, theme: Theme, brain: Brain
) -> None:
    pages, sheet = settings_shown(qtbot, theme, brain, width=900)
    gone: list[bool] = []
    pages.left.connect(lambda: gone.append(True))
    assert sheet.found.text() == f"{len(SETTINGS)} settings. Type a word, and only those about it stay."

    QTest.keyClicks(sheet.box, "backup")
    some = sum(each.isVisibleTo(sheet) for each in sheet.entries.values())
    assert 0 < some < len(SETTINGS)
    assert sheet.found.text() == f"{some} of {len(SETTINGS)} settings. Esc shows all again."
    QTest.keyClick(sheet.box, Qt.Key.Key_Escape)
    assert not sheet.box.text() and not gone

    QTest.keyClicks(sheet.box, "coffee")
    show_all = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Show all settings")
    assert show_all.isVisible()
    show_all.click()
    assert not sheet.box.text() and not show_all.isVisible()
    assert pages.focusWidget() is sheet.box

    bar = pages.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    before = sheet.box.mapTo(pages, sheet.box.rect().topLeft())
    bar.setValue(bar.maximum())
    assert sheet.box.mapTo(pages, sheet.box.rect().topLeft()) == before
    QTest.keyClick(sheet.box, Qt.Key.Key_Escape)
    assert gone


def test_what_the_field_names_as_examples_is_found(request: pytest.FixtureRequest) -> None:
    for language in ("english", "german"):
        if language == "german":
            request.getfixturevalue(language)
        named = re.findall("[“„](.+?)[”“]", tr("Find a setting, as in “dark”, “backup” or “keys”"))
        assert len(named) == 3
        for looked_for in named:
            assert any(each.answers(looked_for) for each in SETTINGS), looked_for


def test_who_comes_back_to_the_settings_finds_what_was_looked_for_there(
    qtbot: QtBot, session: Session
) -> None:
    def come() -> SettingsSheet:
        session._window.actions_["app.settings"].trigger()
        place = next(each for each in session._parts if isinstance(each, SettingsPlace))
        assert place.sheet is not None
        qtbot.waitUntil(place.sheet.isVisible)
        return place.sheet

    sheet = come()
    QTest.keyClicks(sheet.box, "dark")
    found = sheet.found.text()
    next(each for each in sheet.row.findChildren(QPushButton) if each.text() == "Done").click()
    again = come()
    assert again is not sheet
    assert (again.box.text(), again.box.selectedText(), again.found.text()) == ("dark", "dark", found)
    QTest.keyClick(again.box, Qt.Key.Key_Escape)
    assert come().box.text() == "", "what was taken back stays so"


@pytest.mark.parametrize("way", ["Esc", "Done"])
def test_who_came_from_the_text_goes_on_writing_after_the_settings(
    qtbot: QtBot, session: Session, way: str
) -> None:
    notebook = session.notebook
    assert notebook is not None
    session._window.actions_["note.new"].trigger()
    qtbot.waitUntil(notebook.editor.text.hasFocus)
    QTest.keyClicks(notebook.editor.text, "one")
    session._window.actions_["app.settings"].trigger()
    place = next(each for each in session._parts if isinstance(each, SettingsPlace))
    sheet = place.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.box.hasFocus)
    if way == "Esc":
        QTest.keyClick(sheet.box, Qt.Key.Key_Escape)
    else:
        next(each for each in sheet.row.findChildren(QPushButton) if each.text() == "Done").click()
    QTest.keyClicks(session._window.focusWidget(), " two")
    assert notebook.editor.text.toPlainText() == "one two"


def test_the_parts_of_the_page_stand_beside_it_and_lead_there(
    qtbot: QtBot, theme: Theme, brain: Brain
) -> None:
    pages, sheet = settings_shown(qtbot, theme, brain, width=1_200)
    assert sheet.contents is not None
    parts = sheet.contents
    assert pages.focusWidget() is sheet.box
    assert [parts.item(row).text() for row in range(parts.count())] == list(PLACES)
    assert parts.currentRow() == 0

    area = pages.findChildren(QScrollArea)[0]
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    there = parts.visualItemRect(parts.item(PLACES.index("Backups"))).center()
    QTest.mouseClick(parts.viewport(), Qt.MouseButton.LeftButton, pos=there)
    heading = next(each for each in sheet.findChildren(QLabel) if each.text() == "Backups")
    assert 0 <= heading.mapTo(area.viewport(), heading.rect().topLeft()).y() < 40

    sheet.box.setFocus()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert PLACES[parts.currentRow()] == "Privacy"
    QTest.keyClicks(sheet.box, "backup")
    shown = [row for row in range(parts.count()) if not parts.isRowHidden(row)]
    assert PLACES.index("Backups") in shown and len(shown) < len(PLACES)

    pages.resize(700, 500)
    assert not parts.isVisible(), "a narrow window has its room for the page"
