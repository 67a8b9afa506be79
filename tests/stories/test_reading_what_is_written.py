"""Somebody from another program writes a recipe with the menu, reads it instead of the text and beside it, and goes to
the end of a note of ten megabytes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.ink import Ink
from app.editor.preview import Preview, _room_of_box
from app.editor.saving import State
from app.editor.text import NoteText
from app.editor.views import Show
from app.session import Session
from app.window import Window
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import ALT, CTRL, LONG, NONE, SHIFT, press, write

_LINE = "- [ ] **water** the [[garden]], then `write` it down, and rest for a while in the shade of the old tree\n"
_LONG = "# Ten megabytes\n\n" + _LINE * (10_000_000 // len(_LINE)) + "the end "


def hands(qtbot: QtBot, session: Session) -> tuple[Window, Editor, NoteText]:
    """What a person writes with; the keyboard is in the window."""
    assert session.notebook is not None
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    editor = session.notebook.editor
    return session._window, editor, editor.text


def shown(editor: Editor) -> Show:
    """How the note is shown now."""
    return editor.shown_as


def choose_in_menu(window: Window, menu: str, words: str) -> None:
    """Open a menu with the mouse, and click on what it offers. A desktop then gives the keyboard back to the window; here
    a hand does."""
    bar = window.menuBar()
    (title,) = [each for each in bar.actions() if each.text().replace("&", "") == menu]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.actionGeometry(title).center())
    shown = title.menu()
    assert isinstance(shown, QMenu) and shown.isVisible()
    (row,) = [each for each in shown.actions() if each.text().replace("&", "") == words]
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, NONE, shown.actionGeometry(row).center())
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, LONG)


def test_a_recipe_is_formatted_by_its_menu_and_read_instead_of_the_text_and_beside_it(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    window, editor, text = hands(qtbot, session)
    a_checklist_and_code_are_made_by_the_menu_and_by_name(qtbot, window, text)
    code_has_the_colors_of_its_language(text, editor)
    it_is_read_instead_of_the_text_and_ticked_there(qtbot, editor)
    it_is_read_beside_the_text_while_it_is_written(qtbot, editor)
    editor.flush()
    qtbot.waitUntil(lambda: not editor.unsaved, timeout=LONG)
    assert editor.note is not None
    assert brain.memory(editor.note).content == text.toPlainText()


def a_checklist_and_code_are_made_by_the_menu_and_by_name(
    qtbot: QtBot, window: Window, text: NoteText
) -> None:
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(text.hasFocus, timeout=LONG)
    write("# Bread\n\nflour\nwater\nsalt")
    for _ in range(2):
        press(Qt.Key.Key_Up, SHIFT)
    choose_in_menu(window, "Format", "Checklist")
    assert text.toPlainText() == "# Bread\n\n- [ ] flour\n- [ ] water\n- [ ] salt"
    press(Qt.Key.Key_End, CTRL)
    write("\n\n\n")  # the second one ends the list
    press(Qt.Key.Key_P, CTRL | SHIFT)
    write("code block\n")
    qtbot.waitUntil(text.hasFocus, timeout=LONG)
    write("loaves = 2  # for Sunday")
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_End)
    write("python")
    made = "# Bread\n\n- [ ] flour\n- [ ] water\n- [ ] salt\n\n```python\nloaves = 2  # for Sunday\n```"
    assert text.toPlainText() == made
    press(Qt.Key.Key_B, CTRL)
    assert text.toPlainText() == made, "in code a mark would be letters"


def code_has_the_colors_of_its_language(text: NoteText, editor: Editor) -> None:
    """In the document that is on the screen: a figure and a remark are not drawn as other words are."""
    text.viewport().repaint()
    block = text.document().findBlockByNumber(7)
    colors = {
        block.text()[each.start : each.start + each.length].strip(): each.format.foreground().color()
        for each in block.layout().formats()
    }
    look = Ink(editor._theme).colors
    assert (colors["2"], colors["# for Sunday"]) == (look.caution, look.muted)


def it_is_read_instead_of_the_text_and_ticked_there(qtbot: QtBot, editor: Editor) -> None:
    preview = editor.preview
    press(Qt.Key.Key_E, CTRL)
    assert shown(editor) is Show.PREVIEW
    assert preview.isVisible() and not editor.text.isVisible() and preview.window().focusWidget() is preview
    assert preview.toPlainText().startswith("Bread\nflour\nwater\nsalt\n")
    tick(preview, 1)
    qtbot.waitUntil(lambda: "- [x] water" in editor.text.toPlainText(), timeout=LONG)
    press(Qt.Key.Key_Escape)
    assert shown(editor) is Show.TEXT and editor.window().focusWidget() is editor.text


def tick(preview: Preview, number: int) -> None:
    """Click on the box of a task that is shown."""
    block, _ = preview._tasks[number]
    room: QRectF = _room_of_box(block)
    at = room.center().toPoint() - QPoint(0, preview.verticalScrollBar().value())
    QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, NONE, at)


def it_is_read_beside_the_text_while_it_is_written(qtbot: QtBot, editor: Editor) -> None:
    text, preview = editor.text, editor.preview
    press(Qt.Key.Key_E, CTRL | ALT)
    assert shown(editor) is Show.BESIDE
    assert text.isVisible() and preview.isVisible() and text.geometry().right() <= preview.geometry().left()
    press(Qt.Key.Key_Home, CTRL)
    press(Qt.Key.Key_End)
    write(" for Sunday")
    qtbot.waitUntil(lambda: preview.toPlainText().startswith("Bread for Sunday\n"), timeout=LONG)
    assert text.window().focusWidget() is text, "nothing takes the keyboard while one writes"
    press(Qt.Key.Key_E, CTRL | ALT)
    assert shown(editor) is Show.TEXT and not preview.isVisible()


@pytest.mark.timeout(120)
def test_ten_megabytes_open_from_the_list_and_are_written_in_at_their_end(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    """What is typed is in the notebook, and nothing else of the note is another."""
    note = brain.create_memory(_LONG).memory
    brain.create_memory("# A short one")
    session = open_session()
    _, editor, text = hands(qtbot, session)
    assert session.notebook is not None
    rows = session.notebook.pane.list
    qtbot.waitUntil(lambda: len(rows.ids) == 2, timeout=LONG)
    row = rows.visualRect(rows.model().index(list(rows.ids).index(note), 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, NONE, row.center())
    qtbot.waitUntil(lambda: editor.note == note and not text.isReadOnly(), timeout=LONG)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(40, 60))
    bar = text.verticalScrollBar()
    for _ in range(3):
        before = bar.value()
        press(Qt.Key.Key_PageDown)
        assert bar.value() > before
    press(Qt.Key.Key_End, CTRL)
    assert bar.value() > 0.99 * bar.maximum()
    write("of it")
    qtbot.waitUntil(lambda: editor.state is State.SAVED, timeout=LONG)
    kept = [draft.content for draft in brain.drafts()] or [brain.memory(note).content]
    assert kept == [f"{_LONG}of it"]
