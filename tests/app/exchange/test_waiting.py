"""A page that says what an import would bring is not lost when something else leads away from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Choose, Planned
from app.migration.found import Working
from app.migration.sheet import Sheet
from app.session import Session


@pytest.fixture
def place(session: Session) -> ExchangePlace:
    """Import and export in an open window."""
    return next(each for each in session._parts if isinstance(each, ExchangePlace))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Two notes."""
    folder = tmp_path / "vault"
    folder.mkdir()
    for name in ("One", "Two"):
        (folder / f"{name}.md").write_text(f"# {name}")
    return folder


def shown(place: ExchangePlace) -> Sheet | None:
    pages = place.importing.course.pages
    return pages.sheet if pages.isVisible() else None


def test_what_would_come_waits_until_the_person_is_back(
    qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path
) -> None:
    window = session._window
    place.importing.take([vault])
    qtbot.waitUntil(lambda: isinstance(shown(place), Planned))
    plan = shown(place)
    window.actions_["note.new"].trigger()
    assert session.notebook is not None and session.notebook.isVisible()
    assert window.notice.isVisible()
    assert window.notice._words.text() == (
        "What an import of vault would bring waits for you: 2 notes.\nNothing is changed yet."
    )
    window.notice._act.click()
    assert shown(place) is plan and not window.notice.isVisible()
    window.actions_["note.new"].trigger()
    window.actions_["import.notes"].trigger()  # the way by the menu
    assert shown(place) is plan and not window.notice.isVisible()
    QTest.keyClick(place.importing.course.pages, Qt.Key.Key_Escape)  # the person's own no
    assert shown(place) is None and not window.notice.isVisible()
    window.actions_["import.notes"].trigger()
    qtbot.waitUntil(lambda: isinstance(shown(place), Choose))


def test_what_was_read_while_nobody_looked_is_said(
    qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path
) -> None:
    window = session._window
    place.importing.take([vault])
    window.actions_["note.new"].trigger()
    qtbot.waitUntil(window.notice.isVisible)
    window.notice._act.click()
    assert isinstance(shown(place), Planned)


def test_enter_does_not_lead_away_from_what_is_read(
    qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path
) -> None:
    """Who chose the folder by Enter may press it once more."""
    place.importing.take([vault])
    sheet = shown(place)
    assert isinstance(sheet, Working)
    leave = next(
        each for each in sheet.row.findChildren(QPushButton) if each.text() == "Go on using Second Brain"
    )
    QTest.keyClick(leave, Qt.Key.Key_Return)
    assert shown(place) is not None
    qtbot.waitUntil(lambda: isinstance(shown(place), Planned))


def test_what_is_to_be_heeded_is_not_covered_by_a_plan_that_waits(
    qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path
) -> None:
    window = session._window
    place.importing.take([vault])
    qtbot.waitUntil(lambda: isinstance(shown(place), Planned))
    window.notice.say("What you typed last could not be saved, so the window stays open.")
    window.actions_["note.new"].trigger()
    assert window.notice._words.text().startswith("What you typed last")
    window.actions_["import.notes"].trigger()
    assert window.notice.isVisible(), "only the plan's own words go when one is back at it"
    window.actions_["note.new"].trigger()
    window.notice._close.click()
    assert window.notice._words.text().startswith("What an import of vault would bring")
