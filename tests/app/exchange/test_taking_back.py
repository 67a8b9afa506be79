"""An import that was being taken back when the program was killed: the window goes on with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Choose
from core import BatchState
from core.brain import Brain
from core.v2.undoing import undo
from tests.fixtures.desktop import OpenSession

LONG = 20_000


def test_where_only_the_word_of_it_was_missing_nobody_is_asked_and_all_notes_are_told(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.md").write_text(f"# {name}")
    batch = brain.exchange.bring([tmp_path / f"{name}.md" for name in ("one", "two", "three")]).batch
    assert batch is not None
    undo(brain._database, brain._log, batch)  # and there it was killed
    session = open_session()
    (place,) = session._window.findChildren(ExchangePlace)
    session._window.actions_["import.notes"].trigger()
    pages = place.importing.course.pages
    qtbot.waitUntil(lambda: isinstance(pages.sheet, Choose) and pages.isVisible(), timeout=LONG)
    assert pages.sheet is not None
    back = next(each for each in pages.sheet.findChildren(QPushButton) if each.text() == "Take back…")
    back.click()
    toast = session._window.toast
    qtbot.waitUntil(toast.isVisible, timeout=LONG)
    assert toast._words.text() == "3 notes taken back"
    assert session._window.findChildren(QMessageBox) == []
    assert [each.state for each in brain.exchange.batches()] == [BatchState.UNDONE]
