"""Notes beside the open one are ready before they are wanted, and what they show is true all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.workspace import Workspace
from core import Memory, open_brain
from core.brain import Brain
from tests.app.editor.conftest import opened, settle, text_in, write

LONG = 10_000


@pytest.fixture
def other(database_url: str, tmp_path: Path) -> Iterator[Brain]:
    """Another program on the same notebook."""
    with open_brain(tmp_path / "other", database_url) as opened_elsewhere:
        yield opened_elsewhere


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    return [brain.create_memory(text).memory for text in ("Bread\n\nflour", "Garden\n\nseeds", "Books")]


def ready(editor: Editor) -> set[UUID]:
    return {sheet.memory_id for sheet in editor.ahead}


def expect(qtbot: QtBot, editor: Editor, *notes: UUID) -> None:
    editor.ahead.expect(notes)
    qtbot.waitUntil(lambda: ready(editor) == {*notes} - {editor.note}, timeout=LONG)


def test_an_expected_note_is_there_at_once_and_the_others_are_let_go(
    qtbot: QtBot, editor: Editor, notes: list[UUID]
) -> None:
    opened(qtbot, editor, notes[0])
    expect(qtbot, editor, *notes)
    editor.open_note(notes[1])
    assert editor.note == notes[1] and editor.text.toPlainText() == "Garden\n\nseeds"
    assert not editor.text.isReadOnly()
    editor.ahead.expect([notes[0]])
    qtbot.waitUntil(lambda: not ready(editor), timeout=LONG)
    editor.ahead.expect([notes[0], notes[2]])
    qtbot.waitUntil(lambda: bool(ready(editor)), timeout=LONG)
    assert ready(editor) == {notes[2]}, "the other one was open before and is kept"


def test_nothing_else_is_read_while_somebody_waits_for_a_note(
    qtbot: QtBot, editor: Editor, notes: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    read, go_on, asked, at_opening = Brain.memory, Event(), list[UUID](), list[list[UUID]]()

    def slowly(self: Brain, memory_id: UUID) -> Memory:
        asked.append(memory_id)
        if memory_id == notes[1]:
            go_on.wait()
        return read(self, memory_id)

    opened(qtbot, editor, notes[0])
    monkeypatch.setattr(Brain, "memory", slowly)
    editor.opened.connect(lambda _: at_opening.append(list(asked)))
    editor.open_note(notes[1])
    editor.ahead.expect([notes[2]])
    QTimer.singleShot(100, go_on.set)
    qtbot.waitUntil(lambda: ready(editor) == {notes[2]}, timeout=LONG)
    assert at_opening == [[notes[1]]]


def test_a_change_that_is_told_of_lets_the_old_text_go(
    qtbot: QtBot, editor: Editor, notes: list[UUID], workspace: Workspace
) -> None:
    opened(qtbot, editor, notes[0])
    expect(qtbot, editor, notes[1])
    workspace.write(lambda brain: brain.update_memory(notes[1], "Garden\n\nspades"), owner=editor)
    settle(qtbot, workspace)
    assert not ready(editor)
    opened(qtbot, editor, notes[1])
    assert editor.text.toPlainText() == "Garden\n\nspades"


def test_what_another_program_wrote_meanwhile_comes_in_and_what_is_typed_at_once_stays(
    qtbot: QtBot, patient: Editor, notes: list[UUID], other: Brain, workspace: Workspace
) -> None:
    opened(qtbot, patient, notes[0])
    expect(qtbot, patient, notes[1])
    other.update_memory(notes[1], "Garden\n\nseeds\n\nand spades")
    patient.open_note(notes[1])
    patient.text.moveCursor(patient.text.textCursor().MoveOperation.EndOfBlock)
    write(patient, "s")
    qtbot.waitUntil(lambda: patient.text.toPlainText() == "Gardens\n\nseeds\n\nand spades", timeout=LONG)
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(other, notes[1]) == "Gardens\n\nseeds\n\nand spades"
