"""Somebody makes sure that their notes are safe, spoils some, and has them back.

A backup is made and proven from the page of settings, the page is searched, and a note comes back from the backup as a new
version; by keys and mouse, on the real window.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.place import SettingsPlace
from tests.fixtures.desktop import OpenSession

_PATIENCE = 60_000


def part_of(session: Session) -> SettingsPlace:
    return next(each for each in session._parts if isinstance(each, SettingsPlace))


def press(qtbot: QtBot, page: QWidget, words: str) -> None:
    button = next(
        each for each in page.findChildren(QPushButton) if each.text() == words and each.isVisible()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_notes_are_backed_up_spoiled_and_brought_back(
    qtbot: QtBot, open_session: OpenSession, quick_proof: None
) -> None:
    session = open_session()
    window, place = session._window, part_of(session)
    brain = place._workspace.brain
    kept = brain.create_memory("# Bread\n\n500 g of flour").memory

    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place.sheet is not None and place.sheet.box.hasFocus())
    assert place.sheet is not None
    qtbot.keyClicks(place.sheet.box, "proven")
    assert [name for name, each in place.sheet.entries.items() if each.isVisible()] == ["made"]
    with qtbot.waitSignal(place.backing_up.made, timeout=_PATIENCE):
        press(qtbot, place.sheet, "Make one now")
    made = place.sheet.entries["made"]
    qtbot.waitUntil(lambda: "Last proven restore: today" in made.state.text(), timeout=_PATIENCE)

    brain.update_memory(kept, "500 g of what?")
    press(qtbot, place.sheet, "Bring back…")
    returning = place.returning
    assert returning is not None
    qtbot.waitUntil(returning._all.isEnabled, timeout=_PATIENCE)
    press(qtbot, returning.row, "Bring 1 note back")
    qtbot.waitUntil(lambda: "is here as it was" in returning._state.text(), timeout=_PATIENCE)
    assert brain.memory(kept).content == "# Bread\n\n500 g of flour"
    assert [each.memory.content for each in brain.history(kept)][1] == "500 g of what?"

    assert place.pages is not None
    qtbot.keyClick(place.pages, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: place.sheet is not None and place.sheet.isVisible())
    qtbot.keyClick(place.pages, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: session.notebook is not None and session.notebook.isVisible())
