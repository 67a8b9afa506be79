"""Bold and italic by key, and away again by the same key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.emphasis import BOLD, ITALIC, emphasized
from app.session import Session
from core.brain import Brain

LONG = 10_000


@pytest.mark.parametrize(
    ("line", "mark", "made"),
    [
        ("call |Maria| now", BOLD, "call **|Maria|** now"),
        ("call **|Maria|** now", BOLD, "call |Maria| now"),
        ("call |**Maria**| now", BOLD, "call |Maria| now"),
        ("call **|Maria|** now", ITALIC, "call ***|Maria|*** now"),
        ("call ***|Maria|*** now", BOLD, "call *|Maria|* now"),
        ("call ***|Maria|*** now", ITALIC, "call **|Maria|** now"),
        ("call Ma||ria now", ITALIC, "call *|Maria|* now"),
        ("call || now", BOLD, "call **||** now"),
        ("||", BOLD, "**||**"),
        ("call| Maria |now", BOLD, "call **|Maria|** now"),
        ("|- [ ] call Maria|", BOLD, "- [ ] **|call Maria|**"),
        ("|> ## call|", ITALIC, "> ## *|call|*"),
        ("|* call|", BOLD, "* **|call|**"),
    ],
)
def test_marks_go_around_words_and_away_again(line: str, mark: str, made: str) -> None:
    before, chosen, after = line.split("|")
    start = len(before)
    told = emphasized(before + chosen + after, start, start + len(chosen), mark)
    text = before + chosen + after
    for edit in told.edits:
        text = text[: edit.start] + edit.inserted + text[edit.start + edit.removed :]
    assert f"{text[: told.start]}|{text[told.start : told.end]}|{text[told.end :]}" == made


def test_what_is_chosen_gets_bold_and_italic_by_key_as_one_step(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    note = brain.create_memory("# Trip\n\n- 🚂 night train\n- Rome").memory
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(note)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: text.toPlainText().startswith("# Trip"), timeout=LONG)
    notebook.editor.focus_text()
    cursor = text.textCursor()
    cursor.setPosition(8)
    cursor.setPosition(len("# Trip\n\n- 🚂 night train\n- Rome") + 1, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    keys = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(text, Qt.Key.Key_B, keys)
    assert text.toPlainText() == "# Trip\n\n- **🚂 night train**\n- **Rome**"
    assert text.textCursor().selectedText() == "🚂 night train**\u2029- **Rome"
    QTest.keyClick(text, Qt.Key.Key_I, keys | Qt.KeyboardModifier.ShiftModifier)
    assert text.toPlainText() == "# Trip\n\n- ***🚂 night train***\n- ***Rome***"
    text.undo()
    text.undo()
    assert text.toPlainText() == "# Trip\n\n- 🚂 night train\n- Rome"
