"""A note that is made ready has its lines already, as wide as the text is, and is seen whole when it is shown."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent, QTextBlock, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.dressing import blocks
from app.editor.markdown import Kind
from app.editor.page import Page
from app.editor.sheet import Sheet
from core.brain import Brain
from tests.app.editor.conftest import opened, write
from tests.app.editor.test_ahead import expect

LONG = 10_000
TEXT = "\n\n".join(f"## Part {number}\n\n" + "Many words in one long line. " * 20 for number in range(30))


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    return [brain.create_memory(text).memory for text in ("# Short\n\nfirst", f"# Long\n\n{TEXT}")]


class Areas(QObject):
    """What was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[QRect] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted.append(event.rect())
        return False


def made_ready(qtbot: QtBot, editor: Editor, note: UUID) -> Sheet:
    expect(qtbot, editor, note)
    sheet = next(iter(editor.ahead))
    qtbot.waitUntil(lambda: sheet.document.lastBlock().layout().lineCount() > 0, timeout=LONG)
    return sheet


def fits(editor: Editor) -> bool:
    """Whether each line that is there is as wide as the text."""
    width = editor.text.viewport().width()
    layouts = [each.layout() for each in blocks(editor.text.document())]
    lines = [each.lineAt(number) for each in layouts for number in range(each.lineCount())]
    return len(lines) > 10 and all(line.width() == width for line in lines)


def test_no_line_is_broken_while_somebody_waits_for_a_note_that_is_ready(
    qtbot: QtBot, editor: Editor, notes: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, editor, notes[0])
    made_ready(qtbot, editor, notes[1])
    broken, lay_out, areas = list[str](), Page._lay_out, Areas()

    def counted(self: Page, block: QTextBlock, layout: QTextLayout) -> None:
        broken.append(block.text())
        lay_out(self, block, layout)

    monkeypatch.setattr(Page, "_lay_out", counted)
    editor.text.viewport().installEventFilter(areas)
    editor.open_note(notes[1])
    qtbot.waitUntil(lambda: bool(areas.painted), timeout=LONG)
    assert not broken
    assert areas.painted[0] == editor.text.viewport().rect(), (
        "nothing of the note before is left on the screen"
    )
    assert fits(editor)


@pytest.mark.parametrize("width", [500, 700])
def test_a_note_is_as_wide_as_the_window_is_when_it_is_shown_and_afterwards(
    qtbot: QtBot, editor: Editor, notes: list[UUID], width: int
) -> None:
    editor.resize(600, 600)
    opened(qtbot, editor, notes[0])
    made_ready(qtbot, editor, notes[1])
    editor.resize(width, 600)
    editor.open_note(notes[1])
    assert fits(editor)
    for other in (450, 650):
        editor.resize(other, 600)
        editor.grab()
        assert fits(editor)


def test_a_note_that_is_let_go_leaves_nothing_behind(qtbot: QtBot, editor: Editor, notes: list[UUID]) -> None:
    opened(qtbot, editor, notes[0])
    before = len(editor.text.children())
    made_ready(qtbot, editor, notes[1])
    editor.ahead.expect([])
    qtbot.wait(50)
    assert len(editor.text.children()) == before
    made_ready(qtbot, editor, notes[1])
    opened(qtbot, editor, notes[1])
    assert len(editor.text.children()) == before


def test_a_note_that_is_made_ready_while_another_is_previewed_never_lies_over_that_one(
    qtbot: QtBot, editor: Editor, notes: list[UUID]
) -> None:
    opened(qtbot, editor, notes[0])
    editor.set_preview(True)
    made_ready(qtbot, editor, notes[1])
    editor.set_preview(False)
    qtbot.waitUntil(editor.text.isVisible)
    others = [each for each in editor.findChildren(QPlainTextEdit) if each is not editor.text]
    assert others and not any(each.isVisible() for each in others)


def test_what_a_line_is_depends_on_all_above_it_also_far_below_and_in_any_script(
    qtbot: QtBot, patient: Editor, brain: Brain
) -> None:
    hard = "\u00a0"
    text = "Title\n" + f"🙂 a{hard}line אב\n" * 40 + "```\n" + "code\n" * 40 + "```\nand words"
    opened(qtbot, patient, brain.create_memory(text).memory)
    page = patient.text.document().documentLayout()
    assert isinstance(page, Page)

    def kinds() -> list[Kind]:
        return [page.line_of(block).kind for block in blocks(patient.text.document())]

    plain, code = [Kind.PLAIN], [Kind.CODE]
    assert kinds() == plain * 41 + code * 42 + plain
    write(patient, "~~~\n")
    assert kinds() == code * 85
    patient.text.undo()
    assert kinds() == plain * 41 + code * 42 + plain
