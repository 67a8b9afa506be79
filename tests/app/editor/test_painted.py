"""Whoever goes from note to note waits for their texts only: what is asked about a note is asked when it is painted."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.lost_links import LostLinks
from app.workspace import Workspace
from core.brain import Brain
from tests.app.editor.conftest import opened
from tests.app.editor.test_ahead import expect

LONG = 10_000


class Paints(QObject):
    """Writes down that something is painted."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._told.append("painted")
        return False


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    return [
        brain.create_memory(text).memory for text in ("Bread\n\n[[Flour]]", "Garden\n\n[[Seeds]]", "Books")
    ]


def test_nothing_is_asked_about_a_note_before_it_is_painted(
    qtbot: QtBot, editor: Editor, workspace: Workspace, notes: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    LostLinks(editor, workspace)
    opened(qtbot, editor, notes[0])
    expect(qtbot, editor, notes[1])
    qtbot.wait(200)
    told, ask = list[str](), workspace.read
    watch = Paints(told)
    editor.text.viewport().installEventFilter(watch)

    def asked(*args: object, **how: object) -> None:
        told.append(f"asked {how.get('latest', '')}".rstrip())
        ask(*args, **how)  # type: ignore[arg-type]  # what came is handed on

    monkeypatch.setattr(workspace, "read", asked)
    editor.open_note(notes[1])
    editor.ahead.expect([notes[2]])
    assert editor.note == notes[1]
    qtbot.waitUntil(lambda: {"asked look", "asked lost", "asked"} <= {*told}, timeout=LONG)
    assert told[0] == "painted", told


def test_of_several_notes_gone_over_at_once_the_last_one_is_asked_about(
    qtbot: QtBot, editor: Editor, notes: list[UUID]
) -> None:
    for note in notes[:2]:
        opened(qtbot, editor, note)
    qtbot.wait(200)
    told: list[object] = []
    editor.painted.told.connect(told.append)
    for note in (notes[0], notes[1], notes[0]):
        editor.open_note(note)  # each is kept, and there at once
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    qtbot.wait(200)
    assert told == [notes[0]]


def test_nothing_is_asked_about_a_note_that_is_left_before_it_was_painted(
    qtbot: QtBot, editor: Editor, notes: list[UUID]
) -> None:
    opened(qtbot, editor, notes[0])
    qtbot.wait(200)
    told: list[object] = []
    editor.painted.told.connect(told.append)
    editor.painted.expect(notes[0])
    editor.painted.wait()
    editor.text.viewport().repaint()
    qtbot.wait(200)
    assert told == []


def test_a_note_that_is_not_painted_is_asked_about_all_the_same(
    qtbot: QtBot, editor: Editor, notes: list[UUID]
) -> None:
    for note in notes[:2]:
        opened(qtbot, editor, note)
    qtbot.wait(200)
    told: list[object] = []
    editor.painted.told.connect(told.append)
    editor.hide()
    editor.open_note(notes[0])
    qtbot.wait(1_000)
    assert told == [notes[0]]
