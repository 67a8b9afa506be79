"""The editor on a real notebook, with the pauses of a quick hand so that tests need not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.editor import Editor, Pace
from app.theme import Theme
from app.workspace import Workspace
from core.brain import Brain

QUICK = Pace(draft=40, rest=200, longest=1_000, retry=40, patience=80)
PATIENT = Pace(draft=40, rest=60_000, longest=60_000, retry=40, patience=80)


@pytest.fixture
def make_editor(workspace: Workspace, theme: Theme) -> Iterator[Callable[[Pace], Editor]]:
    """Opens an editor with a pace of its own."""
    made: list[Editor] = []

    def make(pace: Pace) -> Editor:
        editor = Editor(workspace, theme, pace)
        made.append(editor)
        editor.resize(800, 600)
        editor.show()
        editor.activateWindow()
        return editor

    yield make
    for editor in made:
        shiboken6.delete(editor)  # a deletion that waits for the event loop would let its timers run


@pytest.fixture
def editor(make_editor: Callable[[Pace], Editor]) -> Editor:
    """An editor whose hand rests after a fifth of a second."""
    return make_editor(QUICK)


@pytest.fixture
def patient(make_editor: Callable[[Pace], Editor]) -> Editor:
    """An editor whose hand never rests by itself."""
    return make_editor(PATIENT)


def settle(qtbot: QtBot, workspace: Workspace) -> None:
    """Wait until everything that was sent to the notebook is answered."""
    done: list[bool] = []
    workspace.settled(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)


def opened(qtbot: QtBot, editor: Editor, note: object) -> Editor:
    """Open a note and wait until it is there."""
    editor.open_note(note)  # type: ignore[arg-type]  # tests pass what a command gave
    qtbot.waitUntil(lambda: editor.note == note and not editor.text.isReadOnly(), timeout=10_000)
    return editor


def write(editor: Editor, text: str) -> None:
    """Type at the caret. Qt's own typing in tests cannot do letters outside ASCII."""
    editor.text.insertPlainText(text)


def text_in(brain: Brain, note: object) -> str:
    """What the notebook holds now."""
    return brain.memory(note).content  # type: ignore[arg-type]  # tests pass what a command gave


def select_all(editor: Editor) -> None:
    """Select the whole text."""
    cursor = editor.text.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    editor.text.setTextCursor(cursor)
