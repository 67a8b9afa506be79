"""Something breaks in the middle of writing: what is safe is said, the writing goes on, and what happened is read up on.

By keys and mouse on the real window: the window of a bug, the log that a person can read, and the guide on F1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.details import Details
from app.errors import Bugs, write_log
from app.help.reader import Reader
from app.session import Session
from app.window import Window
from core.brain import Brain
from tests.stories.keyboard import CTRL, LONG, NONE, SHIFT, click, press, write

_SECRET = "The key is under the stone"


@pytest.fixture
def running(
    session: Session, home: Path, brain: Brain, caplog: pytest.LogCaptureFixture
) -> Iterator[Session]:
    """The window as the program runs it: with a log, and somebody who takes what nobody expected."""
    with ExitStack() as stack:
        stack.enter_context(
            Bugs(lambda: session._window, lambda text: QApplication.clipboard().setText(text))
        )
        stack.enter_context(write_log(home))
        yield session
    caplog.clear()  # what broke was asked for


def test_something_breaks_while_somebody_writes_and_they_read_what_it_was(
    qtbot: QtBot, running: Session, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, notebook = running._window, running.notebook
    assert notebook is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(notebook.editor.text.hasFocus, timeout=LONG)
    write(_SECRET)
    with monkeypatch.context() as broken:
        broken.setattr("app.help.place.guide", _break)
        press(Qt.Key.Key_F1)
    what_is_safe_is_said_and_the_details_are_copied(qtbot, window)
    write(", or not")
    notebook.editor.flush()
    titles = [f"{_SECRET}, or not"]  # of which the first words may be a note by now, when the hand rested
    qtbot.waitUntil(lambda: [each.title for each in brain.memories().items] == titles, timeout=LONG)
    the_log_is_found_among_all_actions_and_read(qtbot, window)
    the_guide_is_there_now_and_read_from_its_contents_and_by_a_word(qtbot, window)


def _break() -> str:
    raise RuntimeError("the guide fell down")


def what_is_safe_is_said_and_the_details_are_copied(qtbot: QtBot, window: Window) -> None:
    """The keyboard stays in the note meanwhile."""
    qtbot.waitUntil(lambda: bool(window.findChildren(Details)), timeout=LONG)
    (details,) = window.findChildren(Details)
    assert details.isVisible() and not details.isActiveWindow()
    said = " ".join(each.text() for each in details.findChildren(QLabel))
    assert "What is saved is safe, and you can go on." in said
    click(qtbot, details, "Copy details")
    copied = QApplication.clipboard().text()
    assert "RuntimeError: the guide fell down" in copied and "in _break" in copied
    assert _SECRET not in copied
    click(qtbot, details, "Go on")
    qtbot.waitUntil(lambda: not window.findChildren(Details), timeout=LONG)


def the_log_is_found_among_all_actions_and_read(qtbot: QtBot, window: Window) -> None:
    press(Qt.Key.Key_P, CTRL | SHIFT)
    write("log")
    press(Qt.Key.Key_Return)
    log = _reader(qtbot, "Log")
    first = log.text.toPlainText().split("\n\n")[0]
    assert "went wrong (app): unexpected\n    Traceback" in first
    assert "RuntimeError: the guide fell down" in first and _SECRET not in first
    assert log.contents.isHidden()
    QTest.keyClick(log.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not log.isVisible(), timeout=LONG)
    with qtbot.waitActive(window):
        window.activateWindow()


def the_guide_is_there_now_and_read_from_its_contents_and_by_a_word(qtbot: QtBot, window: Window) -> None:
    press(Qt.Key.Key_F1)
    guide = _reader(qtbot, "How to use Second Brain")
    contents = guide.contents
    assert contents.isVisible()
    (row,) = contents.findItems("    Spaces", Qt.MatchFlag.MatchExactly)
    contents.scrollToItem(row)
    QTest.mouseClick(
        contents.viewport(), Qt.MouseButton.LeftButton, NONE, contents.visualItemRect(row).center()
    )
    assert guide.text.textCursor().block().text() == "Spaces"
    assert _in_sight(guide)
    QTest.keyClick(guide, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(guide.box.hasFocus, timeout=LONG)
    QTest.keyClicks(guide.box, "proven")
    first = guide.text.textCursor()
    assert first.selectedText().lower() == "proven" and _in_sight(guide)
    QTest.keyClick(guide.box, Qt.Key.Key_Return)
    assert guide.text.textCursor().position() != first.position() and _in_sight(guide)
    QTest.keyClick(guide.box, Qt.Key.Key_Escape)
    if guide.isVisible():  # the first one may empty the field
        QTest.keyClick(guide.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not guide.isVisible(), timeout=LONG)


def _reader(qtbot: QtBot, title: str) -> Reader:
    def found() -> list[Reader]:
        every = (each for each in QApplication.topLevelWidgets() if isinstance(each, Reader))
        return [each for each in every if each.isVisible() and each.windowTitle() == title]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    (reader,) = found()
    qtbot.waitUntil(lambda: reader.isActiveWindow() and reader.box.hasFocus(), timeout=LONG)
    return reader


def _in_sight(reader: Reader) -> bool:
    """Whether what is read now is on the screen."""
    return reader.text.viewport().rect().intersects(QRect(reader.text.cursorRect()))
