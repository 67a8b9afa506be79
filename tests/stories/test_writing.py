"""Somebody plans a garden in notes that link to each other, with keys and mouse in the real window."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.text import NoteText
from app.editor.writing import Writing
from app.session import Session
from app.window import Window

LONG = 20_000
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


@pytest.mark.timeout(120)
def test_a_plan_grows_over_two_notes_that_link_to_each_other(qtbot: QtBot, session: Session) -> None:
    window, _, _ = hands(session)
    with qtbot.waitActive(window):
        window.activateWindow()
    plan = a_list_is_written_by_enter_alone(qtbot, session)
    a_second_note_names_the_first_and_has_a_table(qtbot, session, plan)
    house = what_is_found_is_replaced_and_taken_back(qtbot, session)
    the_link_leads_to_the_plan_and_keeps_up_with_its_title(qtbot, session, plan, house)
    a_pasted_picture_is_seen_below_its_line_until_it_is_hidden(qtbot, session)


def hands(session: Session) -> tuple[Window, Editor, NoteText]:
    """What a person writes with."""
    assert session.notebook is not None
    editor = session.notebook.editor
    return session._window, editor, editor.text


def a_list_is_written_by_enter_alone(qtbot: QtBot, session: Session) -> UUID:
    """Its numbers count on."""
    window, editor, text = hands(session)
    window.actions_["note.new"].trigger()
    qtbot.waitUntil(text.hasFocus, timeout=LONG)
    QTest.keyClicks(text, "# Garden plan")
    for line in ("", "", "1. dig", "sow", ""):
        QTest.keyClicks(text, line)
        QTest.keyClick(text, ENTER)
    QTest.keyClicks(text, "- [ ] buy seeds")
    QTest.keyClick(text, ENTER, CONTROL)
    assert text.toPlainText() == "# Garden plan\n\n1. dig\n2. sow\n- [x] buy seeds"
    editor.flush()
    qtbot.waitUntil(lambda: not editor.unsaved, timeout=LONG)
    plan = editor.note
    assert plan is not None
    return plan


def a_second_note_names_the_first_and_has_a_table(qtbot: QtBot, session: Session, plan: UUID) -> None:
    """By a few letters; the table falls into place."""
    window, editor, text = hands(session)
    window.actions_["note.new"].trigger()
    qtbot.waitUntil(lambda: editor.note != plan and text.hasFocus(), timeout=LONG)
    QTest.keyClicks(text, "House")
    QTest.keyClick(text, ENTER)
    QTest.keyClicks(text, "see [[gar")
    qtbot.waitUntil(lambda: editor.completing.offered == ["Garden plan"], timeout=LONG)
    QTest.keyClick(text, ENTER)
    for _ in range(2):
        QTest.keyClick(text, ENTER)
    QTest.keyClicks(text, "|bed|size|")
    QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClicks(text, "south")
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert text.toPlainText() == "House\nsee [[Garden plan]]\n\n| bed   | size |\n| south |      |"


def what_is_found_is_replaced_and_taken_back(qtbot: QtBot, session: Session) -> UUID:
    """Everywhere at once, and Ctrl+Z takes all of it back."""
    window, editor, text = hands(session)
    before = text.toPlainText()
    QTest.keyClick(text, Qt.Key.Key_F, CONTROL)
    bar = next(each for each in window.findChildren(Writing)).bar
    qtbot.waitUntil(bar.field.hasFocus, timeout=LONG)
    QTest.keyClicks(bar.field, r"(s)\w+")
    bar.pattern.click()
    QTest.keyClicks(bar.written, r"\1!")
    qtbot.waitUntil(lambda: bar.figure.endswith("4 found"), timeout=LONG)
    bar.replace_all()
    qtbot.waitUntil(lambda: bar.figure == "4 replaced", timeout=LONG)
    assert "s! [[Garden plan]]" in text.toPlainText()
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is text
    QTest.keyClick(text, Qt.Key.Key_Z, CONTROL)
    assert text.toPlainText() == before
    editor.flush()
    qtbot.waitUntil(lambda: not editor.unsaved, timeout=LONG)
    house = editor.note
    assert house is not None
    return house


def the_link_leads_to_the_plan_and_keeps_up_with_its_title(
    qtbot: QtBot, session: Session, plan: UUID, house: UUID
) -> None:
    """The plan knows who links to it; a new title takes the link along."""
    _, editor, text = hands(session)
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("Garden plan") + 3)
    point = text.cursorRect(cursor).center() + QPoint(2, 0)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, CONTROL, point)
    qtbot.waitUntil(lambda: editor.note == plan and not text.isReadOnly(), timeout=LONG)
    qtbot.waitUntil(lambda: editor.back_links.titles == ["House"], timeout=LONG)
    cursor = text.textCursor()
    cursor.setPosition(len("# Garden plan"))
    text.setTextCursor(cursor)
    QTest.keyClicks(text, " 2027")
    editor.flush()
    qtbot.waitUntil(lambda: "old title" in editor.notice.words, timeout=LONG)
    editor.notice._button.click()
    qtbot.waitUntil(lambda: "“Garden plan 2027”" in editor.notice.words, timeout=LONG)
    brain = session._workspace.brain  # type: ignore[union-attr]  # the notebook is open
    assert "[[Garden plan 2027]]" in brain.memory(house).content


def a_pasted_picture_is_seen_below_its_line_until_it_is_hidden(qtbot: QtBot, session: Session) -> None:
    """The text has a line more, and nothing else."""
    window, editor, text = hands(session)
    writing = next(each for each in window.findChildren(Writing))
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#237A35"))
    QGuiApplication.clipboard().setImage(picture)
    editor.focus_text()
    text.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(2):  # the second one ends the list
        QTest.keyClick(text, ENTER)
    before = text.toPlainText()
    QTest.keyClick(text, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: text.textCursor().block().text().startswith("![picture-"), timeout=LONG)
    line = text.textCursor().block()
    assert text.toPlainText() == before + line.text()
    qtbot.waitUntil(lambda: 200 < writing.pictures.height(line, 700) < 220, timeout=LONG)
    window.actions_["view.pictures"].trigger()
    assert (writing.pictures.height(line, 700), session._remembered.shown("pictures")) == (0, False)
    window.actions_["view.pictures"].trigger()
    assert session._remembered.shown("pictures")
