"""What was typed when the program came to a sudden end finds the disk full at the next start: the notebook opens, and not a
word is lost until there is room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core import BrainError, Changes, new_id
from core.brain import Brain
from core.store.log import Log
from tests.fixtures.desktop import OpenSession

LONG = 20_000
FULL = "The disk that holds the notebook's database is full, so nothing more could be written."


class Disk:
    """On which no note can be written while it is full. Drafts can, as long as they fit into room that was free before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        real: Callable[..., Changes] = Log.append

        def append(log: Log, *arguments: object, **named: object) -> Changes:
            if self.full:
                raise BrainError(FULL, "What was saved before is safe. Free some space and try again.")
            return real(log, *arguments, **named)

        monkeypatch.setattr(Log, "append", append)


def test_the_notebook_opens_and_what_was_typed_comes_when_there_is_room(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = brain.create_memory("# Bread\n\nflour\n\nwater").memory
    assert known is not None
    brain.save_draft(known, "# Bread\n\nflour, 500 g\n\nwater", 1, "# Bread\n\nflour\n\nwater")
    brain.save_draft(new_id(), "Half a sentence", 0)
    disk = Disk(monkeypatch)
    monkeypatch.setattr("app.left_over._AGAIN_MS", 200)
    session = open_session()
    notebook, notice = session.notebook, session._window.notice
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.editor.note == known, timeout=LONG)
    assert notebook.editor.text.toPlainText() == "# Bread\n\nflour\n\nwater"
    assert notice.isVisible() and FULL in notice._words.text() and "Free some space" in notice._words.text()
    (copy,) = [each for each in notice.findChildren(QPushButton) if each.text() == "Copy the text"]

    # Whoever types into that note meanwhile does not take the place of what waits.
    notebook.editor.focus_text()
    text = notebook.editor.text
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClicks(text, " and salt")
    notebook.editor.flush()
    qtbot.waitUntil(lambda: notebook.editor.state == "not saved", timeout=LONG)
    assert [each.content for each in brain.drafts()] == [
        "# Bread\n\nflour, 500 g\n\nwater",
        "Half a sentence",
    ]
    copy.click()
    assert "500 g" in QGuiApplication.clipboard().text() and "Half a" in QGuiApplication.clipboard().text()

    disk.full = False
    qtbot.waitUntil(lambda: brain.counts().memories == 2, timeout=LONG)
    qtbot.waitUntil(
        lambda: brain.memory(known).content == "# Bread\n\nflour, 500 g\n\nwater and salt", timeout=LONG
    )
    qtbot.waitUntil(lambda: "in its note now" in notice._words.text() or notice.isHidden(), timeout=LONG)
    assert not brain.conflicts.notes()
    qtbot.waitUntil(lambda: brain.drafts() == (), timeout=LONG)


def test_an_error_that_came_meanwhile_stays_until_it_is_closed(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    brain.save_draft(new_id(), "Half a sentence", 0)
    disk = Disk(monkeypatch)
    monkeypatch.setattr("app.left_over._AGAIN_MS", 200)
    notice = open_session()._window.notice
    assert FULL in notice._words.text()
    notice.say("The picture could not be read.")
    disk.full = False
    qtbot.waitUntil(lambda: brain.drafts() == (), timeout=LONG)
    qtbot.wait(300)
    assert notice._words.text() == "The picture could not be read."
    notice._close.click()
    qtbot.waitUntil(lambda: "in its note now" in notice._words.text(), timeout=LONG)


def test_who_closes_it_finds_it_again_the_next_time(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    brain.save_draft(new_id(), "Half a sentence", 0)
    disk = Disk(monkeypatch)
    first = open_session()
    with qtbot.waitSignal(first.ended, timeout=LONG):
        first._window.close()
    first.close()
    first._instance.release()
    disk.full = False
    second = open_session()
    assert second.notebook is not None
    editor = second.notebook.editor
    qtbot.waitUntil(lambda: editor.text.toPlainText() == "Half a sentence", timeout=LONG)
    assert second._window.notice.isHidden()
