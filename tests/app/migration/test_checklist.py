"""The first page: what was checked, what is left to see to, and how to make a backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.migration.checklist import Checklist
from app.migration.ticks import Tick
from app.migration.wizard import Wizard
from core.brain import Brain
from tests.app.migration.conftest import bring, buttons, choose, wait_for, words_of, write_dump


def test_the_program_checks_what_it_can(qtbot: QtBot, wizard: Wizard) -> None:
    sheet = wait_for(qtbot, wizard, Checklist)
    assert "Looking at your notebook" in words_of(sheet)
    qtbot.waitUntil(lambda: "Your notebook is open: 0 notes, Postgres" in words_of(sheet), timeout=10_000)
    said = words_of(sheet)
    assert "with pgvector" in said and "Looking at your notebook" not in said
    assert "The backup of version 2: you choose it on the next page." in said


def test_a_backup_that_was_chosen_is_checked_off(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    choose(qtbot, wizard, write_dump(path, ["Bread"]))
    buttons(wizard)["Back"].click()
    assert "The backup of version 2: backup.sql." in words_of(wizard)


def test_what_was_ticked_stays_ticked(qtbot: QtBot, wizard: Wizard) -> None:
    sheet = wait_for(qtbot, wizard, Checklist)
    sheet.findChildren(Tick)[1].click()
    buttons(wizard)["Choose the files"].click()
    buttons(wizard)["Back"].click()
    again = wait_for(qtbot, wizard, Checklist)
    assert [box.isChecked() for box in again.findChildren(Tick)] == [False, True, False, False]


def test_the_commands_of_the_guide_can_be_copied(qtbot: QtBot, wizard: Wizard) -> None:
    sheet = wait_for(qtbot, wizard, Checklist)
    copies = [
        each
        for each in sheet.row.window().findChildren(type(buttons(wizard)["Copy"]))
        if each.text() == "Copy"
    ]
    assert len(copies) == 3
    copies[0].click()
    assert (
        QGuiApplication.clipboard().text()
        == "pg_dump -h localhost -U postgres -d secondbrain > backup_v2.sql"
    )
    assert copies[0].text() == "Copied"
    assert "Copy the command" in copies[1].accessibleName()


def test_earlier_imports_are_listed_and_their_report_can_be_seen(
    qtbot: QtBot, wizard: Wizard, path: Path, brain: Brain
) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread", "Compost"]))
    wizard.show_checklist()
    qtbot.waitUntil(lambda: "backup.sql · 2 notes · today" in words_of(wizard), timeout=10_000)
    buttons(wizard)["See report"].click()
    qtbot.waitUntil(lambda: "2 notes imported" in words_of(wizard), timeout=10_000)
