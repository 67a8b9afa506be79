"""Another device deleted far too much: the window asks before anything goes, and every device has it all back.

By keys and mouse on the real window, at the real server, with the process beside the window that does the work.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.account.engine import Entry
from app.account.server import TeamServer
from app.session import Session
from core.brain import Brain
from tests.app.account.conftest import place_of, symbol
from tests.app.account.test_together import desktop, no_keyring, once, quiet_server, signed_in
from tests.fixtures.desktop import OpenSession
from tests.fixtures.syncing import NAME, PASSWORD
from tests.stories.keyboard import CTRL, LONG, click, press

pytestmark = [pytest.mark.usefixtures("maria", "no_keyring", "quiet_server")]
__all__ = ["desktop", "no_keyring", "quiet_server"]  # fixtures
_NOTES = 25


def test_what_somebody_deleted_by_mistake_elsewhere_is_kept_and_back_everywhere(
    qtbot: QtBot, open_session: OpenSession, team_url: str, desktop: Brain, brain: Brain, tmp_path: Path
) -> None:
    for number in range(_NOTES):
        brain.create_memory(f"# Recipe {number}\n\nflour", tags=["kitchen"])
    session = open_session()
    signed_in(qtbot, session, team_url)
    there = TeamServer()
    there.sign_in(desktop, Entry(team_url, NAME, PASSWORD, "Desktop"))
    once(desktop, there)
    desktop.delete(list(desktop.memory_ids()))
    once(desktop, there)
    assert desktop.counts().memories == 0

    qtbot.waitUntil(lambda: symbol(session) == "needs you", timeout=LONG)
    assert brain.counts().memories == _NOTES, "nothing goes before somebody looked"
    the_page_says_what_would_go(qtbot, session)
    sheet = place_of(session).watching.sheet
    assert sheet is not None
    click(qtbot, sheet, "Keep mine")
    qtbot.waitUntil(lambda: symbol(session) == "synced", timeout=LONG)
    assert brain.counts().memories == _NOTES and not brain.replica.keeping()
    assert {brain.memory(each).version for each in brain.memory_ids()} == {3}
    once(desktop, there)
    assert desktop.counts().memories == _NOTES
    assert all(desktop.memory(each).tags == ("kitchen",) for each in desktop.memory_ids())
    all_of_it_can_be_taken_back(qtbot, session, brain)


def the_page_says_what_would_go(qtbot: QtBot, session: Session) -> None:
    """A click on the symbol leads there."""
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    QTest.mouseClick(session._window.status.sync, Qt.MouseButton.LeftButton)
    sheet = place_of(session).watching.sheet
    assert sheet is not None

    def said() -> str:
        return "\n".join(each.text() for each in sheet.findChildren(QLabel) if each.isVisible())

    qtbot.waitUntil(lambda: "Recipe 0\nwould be deleted" in said(), timeout=LONG)
    assert f"would delete {_NOTES} notes, of the {_NOTES} notes here." in said()
    assert "nothing of it was taken yet" in said()


def all_of_it_can_be_taken_back(qtbot: QtBot, session: Session, brain: Brain) -> None:
    """In one step, by whoever meant it after all."""
    press(Qt.Key.Key_Escape)
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.isVisible() and len(notebook.pane.list.ids) == _NOTES, timeout=LONG)
    notebook.pane.list.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: brain.counts().memories == 0, timeout=LONG)
