"""Somebody makes sure that their notes are safe, spoils some, and has them back.

A backup is made and proven from the page of settings, in a folder of choice, the page is searched, and notes come back from
the backup as new versions, one and all; by keys and mouse, on the real window.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.place import SettingsPlace
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import CTRL, choose, click

_PATIENCE = 60_000


def part_of(session: Session) -> SettingsPlace:
    return next(each for each in session._parts if isinstance(each, SettingsPlace))


def test_notes_are_backed_up_spoiled_and_brought_back(
    qtbot: QtBot, open_session: OpenSession, quick_proof: None, tmp_path: Path
) -> None:
    session = open_session()
    window, place = session._window, part_of(session)
    brain = place._workspace.brain
    bread = brain.create_memory("# Bread\n\n500 g of flour").memory
    roof = brain.create_memory("# Roof\n\nleaks").memory

    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    qtbot.waitUntil(lambda: place.sheet is not None and place.sheet.box.hasFocus())
    assert place.sheet is not None
    a_folder_is_chosen(qtbot, place, tmp_path / "stick")
    qtbot.keyClicks(place.sheet.box, "proven")
    assert [name for name, each in place.sheet.entries.items() if each.isVisible()] == ["made"]
    with qtbot.waitSignal(place.backing_up.made, timeout=_PATIENCE):
        click(qtbot, place.sheet, "Make one now")
    made = place.sheet.entries["made"]
    qtbot.waitUntil(lambda: "Last proven restore: today" in made.state.text(), timeout=_PATIENCE)
    assert list((tmp_path / "stick").iterdir())

    brain.update_memory(bread, "500 g of what?")
    brain.delete(roof)
    click(qtbot, place.sheet, "Bring back…")
    one_comes_back_and_then_the_other(qtbot, place, bread, roof)

    assert place.pages is not None
    qtbot.keyClick(place.pages, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: place.sheet is not None and place.sheet.isVisible())
    for _ in range(2):  # all settings, then back
        qtbot.keyClick(place.pages, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: session.notebook is not None and session.notebook.isVisible())


def a_folder_is_chosen(qtbot: QtBot, place: SettingsPlace, folder: Path) -> None:
    """A stick that backups go to."""
    sheet = place.sheet
    assert sheet is not None
    folder.mkdir()
    click(qtbot, sheet, "Choose folder…")
    choose(qtbot, place._shell.window, folder)
    qtbot.waitUntil(lambda: sheet.entries["folder"].state.text().startswith(str(folder)))


def one_comes_back_and_then_the_other(qtbot: QtBot, place: SettingsPlace, bread: UUID, roof: UUID) -> None:
    """Each with what it is today said first, and nothing of that is lost."""
    brain, returning = place._workspace.brain, place.returning
    assert returning is not None
    qtbot.waitUntil(returning._all.isEnabled, timeout=_PATIENCE)
    assert returning._all.text() == "Bring 2 notes back"
    one = next(
        each for each in returning.findChildren(QPushButton) if each.accessibleName() == "Bring back: Bread"
    )
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: returning._all.text() == "Bring 1 note back", timeout=_PATIENCE)
    assert brain.memory(bread).content == "# Bread\n\n500 g of flour"
    assert [each.memory.content for each in brain.history(bread)][1] == "500 g of what?"
    assert brain.memory(roof).deleted_at is not None
    click(qtbot, returning.row, "Bring 1 note back")
    qtbot.waitUntil(lambda: "are here as they were" in returning._state.text(), timeout=_PATIENCE)
    assert brain.memory(roof).deleted_at is None
