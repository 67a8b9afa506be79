"""The fourth and the fifth page: what is decided, and what is said before an import begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.migration.choosing import Choosing
from app.migration.safety import Safety, button_words
from app.migration.wizard import Wizard
from app.theme import Theme
from core import Choices, Duplicates, Owner, Owners, Plan, Report, Sources, TableCount
from tests.app.migration.conftest import buttons, read, words_of, write_dump

MOMENT = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def plan() -> Plan:
    table = TableCount("public.memories", "memories", "A", 1_204, 1_204, 0, 0)
    report = Report("backup.sql", 9_000, True, True, True, MOMENT, MOMENT, (table,), {}, 0, {}, ())
    sources = Sources(dump=Path("backup.sql"), attachments=(Path("files.tar"),))
    owners = (Owner("1", "maria", 1_200), Owner("2", "otto", 4))
    return Plan(sources, (), report, owners, (), 48.0, 12_000_000, 42_000_000_000)


def click(page: QWidget, words: str) -> None:
    """Choose or tick what begins with these words."""
    found = next(each for each in page.findChildren(QAbstractButton) if each.text().startswith(words))
    found.click()


def test_when_nobody_chooses_everything_comes_and_nothing_is_overwritten(
    qtbot: QtBot, theme: Theme, plan: Plan
) -> None:
    sheet = Choosing(theme, plan, Choices(), attachments=True)
    qtbot.addWidget(sheet)
    assert sheet.choices == Choices() and sheet.attachments


def test_every_choice_comes_out_as_it_was_made(qtbot: QtBot, theme: Theme, plan: Plan) -> None:
    sheet = Choosing(theme, plan, Choices(), attachments=True)
    qtbot.addWidget(sheet)
    click(sheet, "All notes, with their owner")
    click(sheet, "Update it")
    click(sheet, "Only embed anew")
    click(sheet, "Import the attachments")
    chosen = Choices(owners=Owners.PROPERTY, duplicates=Duplicates.UPDATE, keep_vectors=False)
    assert sheet.choices == chosen and not sheet.attachments
    again = Choosing(theme, plan, chosen, attachments=False)
    qtbot.addWidget(again)
    assert again.choices == chosen and not again.attachments


def test_only_the_notes_of_some_people_can_come(qtbot: QtBot, theme: Theme, plan: Plan) -> None:
    sheet = Choosing(theme, plan, Choices(), attachments=True)
    qtbot.addWidget(sheet)
    sheet.show()
    otto = next(each for each in sheet.findChildren(QAbstractButton) if each.text() == "otto · 4 notes")
    assert not otto.isEnabled()
    click(sheet, "Only the notes of these people")
    assert otto.isEnabled()
    otto.click()
    assert sheet.choices.only == {"1"}
    again = Choosing(theme, plan, sheet.choices, attachments=True)
    qtbot.addWidget(again)
    assert again.choices.only == {"1"}


def test_nobody_is_chosen_by_taking_everybody_out(qtbot: QtBot, theme: Theme, plan: Plan) -> None:
    sheet = Choosing(theme, plan, Choices(), attachments=True)
    qtbot.addWidget(sheet)
    sheet.show()
    click(sheet, "Only the notes of these people")
    for name in ("maria", "otto"):
        click(sheet, name)
    assert sheet.wrong
    assert sheet.choices.only == frozenset()


def test_the_arrow_keys_go_from_one_way_to_the_next(qtbot: QtBot, theme: Theme, plan: Plan) -> None:
    sheet = Choosing(theme, plan, Choices(), attachments=True)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.activateWindow()
    first = next(each for each in sheet.findChildren(QAbstractButton) if each.text() == "All notes are mine")
    first.setFocus()
    qtbot.waitUntil(first.hasFocus, timeout=5_000)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert sheet.choices.owners is Owners.PROPERTY


def test_what_was_chosen_is_kept_on_the_way_back_and_forth(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    read(qtbot, wizard, write_dump(path, ["Bread"]))
    buttons(wizard)["Go on"].click()
    click(wizard, "Import it as a second note")
    buttons(wizard)["Go on"].click()
    click(wizard, "Make a backup")
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    buttons(wizard)["Go on"].click()
    buttons(wizard)["Go on"].click()
    assert isinstance(wizard.sheet, Safety) and not wizard.sheet.backup
    assert wizard._choices.duplicates is Duplicates.COPY


def test_before_it_begins_space_time_and_the_way_back_are_told(
    qtbot: QtBot, theme: Theme, plan: Plan
) -> None:
    sheet = Safety(theme, plan, Choices())
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "1 204 notes from backup.sql and files.tar." in said
    assert "It needs about 12 MB; 42 GB are free." in said
    assert "It takes 50 s, more or less." in said
    assert "take it back as a whole" in said
    assert sheet.backup


def test_too_little_space_is_said_before_anything_is_written(qtbot: QtBot, theme: Theme, plan: Plan) -> None:
    sheet = Safety(theme, replace(plan, free=3_000_000), Choices())
    qtbot.addWidget(sheet)
    sheet.show()
    assert "only 3.0 MB are free. Free some space first; your notes are safe." in words_of(sheet)


def test_the_button_says_how_many_notes_where_that_is_known(plan: Plan) -> None:
    assert button_words(plan, Choices()).replace("\N{NARROW NO-BREAK SPACE}", " ") == "Import 1 204 notes"
    assert button_words(plan, Choices(only=frozenset({"1"}))) == "Import"
    assert button_words(plan, Choices(duplicates=Duplicates.COPY)) == "Import"
