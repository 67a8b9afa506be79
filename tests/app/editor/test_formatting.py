"""The menu *Format* on a note in the real window: what is chosen changes as one step, and the caret stays where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.action_table import ACTIONS
from app.editor.text import NoteText
from app.session import Session
from core.brain import Brain

LONG = 10_000
TABLE = "| what | price |\n| ---- | ----- |\n| milk | 2     |"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, brain: Brain, session: Session, content: str, bar: str = "|") -> NoteText:
    """A note in whose text the keyboard is. What is chosen there is between two bars, if they are there."""
    before, chosen, behind = content.split(bar) if bar in content else (content, "", "")
    note = brain.create_memory(before + chosen + behind or "x").memory
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(note)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: notebook.editor.note == note and not text.isReadOnly(), timeout=LONG)
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    notebook.editor.focus_text()
    cursor = text.textCursor()
    cursor.setPosition(len(before))
    cursor.setPosition(len(before + chosen), cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    return text


def said(text: NoteText) -> str:
    """The text, with what is chosen between two bars."""
    cursor, whole = text.textCursor(), text.toPlainText()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    return f"{whole[:start]}|{whole[start:end]}|{whole[end:]}"


@pytest.mark.parametrize(
    ("action", "content", "made", "again"),
    [
        ("tasks", "# Shop\n\nmi||lk", "# Shop\n\n- [ ] mi||lk", "# Shop\n\nmi||lk"),
        ("tasks", "# Shop\n\n||", "# Shop\n\n- [ ] ||", "# Shop\n\n||"),
        ("tasks", "# Shop\n\n|milk\neggs|\n", "# Shop\n\n- [ ] |milk\n- [ ] eggs|\n", "# Shop\n\n|milk\neggs|\n"),
        ("numbers", "# Shop\n1. milk\n|eggs\nbread|", "# Shop\n1. milk\n2. |eggs\n3. bread|",
         "# Shop\n1. milk\n|eggs\nbread|"),
        ("numbers", "# Shop\n1. milk\neg||gs\n2. bread", "# Shop\n1. milk\n2. eg||gs\n3. bread",
         "# Shop\n1. milk\neg||gs\n3. bread"),
        ("heading2", "# Shop\n\nWh||y", "# Shop\n\n## Wh||y", "# Shop\n\nWh||y"),
        ("quote", "# Shop\n\n|a\n\nb|", "# Shop\n\n> |a\n>\n> b|", "# Shop\n\n|a\n\nb|"),
        ("fence", "# Shop\n\n|a\nb|\nc", "# Shop\n\n```\n|a\nb|\n```\nc", "# Shop\n\n|a\nb|\nc"),
        ("fence", "# Shop\n\n||", "# Shop\n\n```\n||\n```", "# Shop\n\n||"),
        ("link", "# Shop\n\nat the |mill|", "# Shop\n\nat the [mill](||)", "# Shop\n\nat the |mill|"),
        ("table", "# Shop\n\n||", "# Shop\n\n| ||    |     |\n| --- | --- |\n|     |     |", "# Shop\n\n||"),
        ("table", "# Shop\n\n|what\tprice\nmilk\t2|", "# Shop\n\n| ||what | price |\n| ---- | ----- |\n| milk | 2     |",
         "# Shop\n\n||what\tprice\nmilk\t2"),
    ],
)  # fmt: skip
def test_an_action_does_what_it_says_and_undoes_itself_as_one_step_each(
    qtbot: QtBot, brain: Brain, session: Session, action: str, content: str, made: str, again: str
) -> None:
    marked = "table" not in action
    text = opened(qtbot, brain, session, content)
    session._window.actions_[f"format.{action}"].trigger()
    if marked:
        assert said(text) == made
    else:
        assert text.toPlainText() == made.replace("||", "", 1)
        assert text.textCursor().position() == made.index("||")
    session._window.actions_[f"format.{action}"].trigger()
    assert said(text) == again
    for _ in range(2):
        QTest.keyClick(text, Qt.Key.Key_Z, CONTROL)
    assert text.toPlainText() == content.replace("|", "")


def test_a_table_begins_and_ends_at_an_empty_line(qtbot: QtBot, brain: Brain, session: Session) -> None:
    text = opened(qtbot, brain, session, "# Shop\nwha||t\nelse")
    session._window.actions_["format.table"].trigger()
    empty = "|     |     |\n| --- | --- |\n|     |     |"
    assert text.toPlainText() == f"# Shop\nwhat\n\n{empty}\n\nelse"
    QTest.keyClicks(text, "milk")
    assert "| milk    |" in text.toPlainText()


def choose(text: NoteText, start: int, end: int) -> None:
    cursor = text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def test_rows_of_a_table_become_nothing_else_and_are_not_torn_apart(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    content = f"# Shop\n\n{TABLE}\n\nelse"
    text = opened(qtbot, brain, session, content, "\0")
    begin, rule, milk = content.index("| what"), content.index("----"), content.index("milk")
    for chosen in ((milk, milk), (rule, rule + 2), (begin, rule), (rule, milk + 2)):
        for action in ("heading1", "heading3", "list", "numbers", "tasks", "quote", "fence"):
            choose(text, *chosen)
            session._window.actions_[f"format.{action}"].trigger()
            assert text.toPlainText() == content, (action, chosen)


def test_what_is_around_a_table_is_shaped_without_it_and_all_of_it_is_quoted_or_fenced(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    text = opened(qtbot, brain, session, f"milk\n\n{TABLE}\n\neggs", "\0")
    quoted = "\n".join(f"> {line}" for line in TABLE.splitlines())
    for action, made in (
        ("list", f"- milk\n\n{TABLE}\n\n- eggs"),
        ("numbers", f"1. milk\n\n{TABLE}\n\n2. eggs"),
        ("quote", f"> milk\n>\n{quoted}\n>\n> eggs"),
        ("fence", f"```\nmilk\n\n{TABLE}\n\neggs\n```"),
    ):
        text.selectAll()
        session._window.actions_[f"format.{action}"].trigger()
        assert text.toPlainText() == made
        text.undo()


@pytest.mark.parametrize("action", ["bold", "italic", "code", "link"])
def test_marks_go_around_words_within_one_cell(
    qtbot: QtBot, brain: Brain, session: Session, action: str
) -> None:
    text = opened(qtbot, brain, session, TABLE, "\0")
    rule, milk, end = TABLE.index("----"), TABLE.index("milk"), len(TABLE)
    whole_row = milk - 2
    for chosen in ((rule, rule), (rule, rule + 2), (milk, end), (whole_row, whole_row), (end, end), (0, end)):
        choose(text, *chosen)
        session._window.actions_[f"format.{action}"].trigger()
        assert text.toPlainText() == TABLE, chosen
    choose(text, milk, milk + 4)
    session._window.actions_[f"format.{action}"].trigger()
    assert len(text.toPlainText()) > len(TABLE)


def test_the_fences_of_a_block_go_from_any_of_its_lines_and_code_is_formatted_no_further(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    actions = session._window.actions_
    text = opened(qtbot, brain, session, "# Shop\n```\na\n```\n```python\nb\n||c\n```\nd")
    for name in ("list", "table", "bold", "code", "link"):
        actions[f"format.{name}"].trigger()
    assert text.toPlainText() == "# Shop\n```\na\n```\n```python\nb\nc\n```\nd"
    actions["format.fence"].trigger()
    assert said(text) == "# Shop\n```\na\n```\nb\n||c\nd"
    text = opened(qtbot, brain, session, "# Shop\n```\nnot ended||")
    actions["format.fence"].trigger()
    assert said(text) == "# Shop\nnot ended||"


def test_keys_and_the_list_of_actions_lead_to_it_and_another_field_does_not(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    text = opened(qtbot, brain, session, "# Shop\n\nmi||lk")
    QTest.keyClick(text, Qt.Key.Key_L, CONTROL | SHIFT)
    assert said(text) == "# Shop\n\n- [ ] mi||lk"
    session._window.actions_["go.actions"].trigger()
    QTest.keyClicks(session._window.focusWidget(), "heading 2")
    QTest.keyClick(session._window.focusWidget(), Qt.Key.Key_Return)
    assert said(text) == "# Shop\n\n## mi||lk"
    assert text.hasFocus()
    session._window.actions_["go.search"].trigger()
    QTest.keyClick(session._window.focusWidget(), Qt.Key.Key_B, CONTROL)
    assert text.toPlainText() == "# Shop\n\n## milk"


def test_every_key_of_the_menu_reaches_it_from_within_the_text(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    """Qt's own text has a meaning for some of them, such as Ctrl+K."""
    text = opened(qtbot, brain, session, "# Shop\n\nmi||lk")
    for action in (each for each in ACTIONS if each.menu == "Format" and each.shortcuts):
        pressed = QKeySequence(action.shortcuts)[0]  # type: ignore[index]  # the stubs lack it
        with qtbot.waitSignal(session._window.actions_[action.id].triggered, timeout=LONG):
            QTest.keyClick(text, pressed.key(), pressed.keyboardModifiers())


def test_a_right_click_leads_to_it_where_one_may_write(qtbot: QtBot, brain: Brain, session: Session) -> None:
    text = opened(qtbot, brain, session, "# Shop\n\nmi||lk")
    menu = text.usual_menu()
    assert menu.actions()[-1].text().replace("&", "") == "Format"
    menu.deleteLater()
    at = text.cursorRect().center()
    click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, text.viewport().mapToGlobal(at))
    QApplication.sendEvent(text.viewport(), click)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu) and shown.actions()[-1].text().replace("&", "") == "Format"
    shown.close()
    text.setReadOnly(True)
    menu = text.usual_menu()
    assert not menu.actions() or menu.actions()[-1].text().replace("&", "") != "Format"
    menu.deleteLater()


def test_it_is_possible_only_where_one_may_write(qtbot: QtBot, brain: Brain, session: Session) -> None:
    text = opened(qtbot, brain, session, "# Shop\n\nmi||lk")
    action, notebook = session._window.actions_["format.tasks"], session.notebook
    assert notebook is not None
    assert action.isEnabled()
    notebook.editor.set_preview(True)
    assert not action.isEnabled()
    notebook.editor.focus_text()
    assert action.isEnabled()
    notebook.editor.lock(on=True)
    assert not action.isEnabled()
    assert text.toPlainText() == "# Shop\n\nmilk"
