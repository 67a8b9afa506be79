"""Links from note to note: offered while they are typed, followed, made, kept right, and told of where they lead."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.plaintext import units
from app.workspace import Workspace
from core.brain import Brain
from tests.app.editor.conftest import opened, settle, text_in, write
from tests.app.editor.test_typing import middle_of

LONG = 10_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def garden(brain: Brain) -> UUID:
    note = brain.create_memory("# Garden plan\n\nbeds").memory
    brain.create_memory("# Gardeners\n\nnames")
    return note


@pytest.fixture
def typing(qtbot: QtBot, patient: Editor, garden: UUID) -> Editor:
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    return patient


def test_titles_are_offered_after_two_brackets_and_enter_writes_the_link(
    qtbot: QtBot, typing: Editor
) -> None:
    QTest.keyClicks(typing.text, "see [[gard")
    qtbot.waitUntil(lambda: typing.completing.offered == ["Gardeners", "Garden plan"], timeout=LONG)
    assert typing.text.hasFocus(), "the list takes no focus"
    QTest.keyClick(typing.text, Qt.Key.Key_Down)
    QTest.keyClick(typing.text, Qt.Key.Key_Return)
    assert typing.text.toPlainText() == "see [[Garden plan]]"
    assert typing.completing.isHidden()
    typing.text.undo()
    assert typing.text.toPlainText() == "see [[gard", "one step"


def test_in_a_narrow_pane_titles_are_offered_within_the_column(qtbot: QtBot, typing: Editor) -> None:
    typing.resize(360, 420)
    QTest.keyClicks(typing.text, "whoever sees [[gard")
    qtbot.waitUntil(lambda: bool(typing.completing.offered), timeout=LONG)
    place, column = typing.completing.geometry(), typing.text.viewport().geometry()
    assert column.left() <= place.left() and place.right() <= column.right()
    assert not place.intersects(typing.text.verticalScrollBar().geometry())


def test_behind_a_sharp_the_headings_of_that_note_are_offered(
    qtbot: QtBot, typing: Editor, brain: Brain
) -> None:
    brain.create_memory("# Shed\n\n## North wall\n\n```\n# code\n```\n\n## Roof [[Garden plan]]")
    QTest.keyClicks(typing.text, "see [[shed#")
    offered = ["shed#Shed", "shed#North wall", "shed#Roof Garden plan"]
    qtbot.waitUntil(lambda: typing.completing.offered == offered, timeout=LONG)
    QTest.keyClicks(typing.text, "wa")
    qtbot.waitUntil(lambda: typing.completing.offered == ["shed#North wall"], timeout=LONG)
    QTest.keyClick(typing.text, Qt.Key.Key_Return)
    assert typing.text.toPlainText() == "see [[shed#North wall]]"


def test_a_title_takes_the_place_of_the_one_that_stood_in_a_finished_link(
    qtbot: QtBot, typing: Editor
) -> None:
    QTest.keyClicks(typing.text, "see [[ga|shown]] and")
    for _ in range(len("|shown]] and")):
        QTest.keyClick(typing.text, Qt.Key.Key_Left)
    QTest.keyClick(typing.text, Qt.Key.Key_Left)
    QTest.keyClick(typing.text, Qt.Key.Key_Backspace)
    QTest.keyClick(typing.text, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: typing.completing.offered == ["Gardeners", "Garden plan"], timeout=LONG)
    QTest.keyClick(typing.text, Qt.Key.Key_Return)
    assert typing.text.toPlainText() == "see [[Gardeners|shown]] and"


def test_letters_of_several_characters_are_replaced_whole_and_nothing_else_is(
    qtbot: QtBot, typing: Editor, brain: Brain
) -> None:
    """An accent of its own, a flag: the caret goes over each in one step."""
    brain.create_memory("# Cafe\u0301 🇩🇪 north")
    write(typing, "see [[Cafe\u0301 🇩🇪 n|e\u0301]] and")
    cursor = typing.text.textCursor()
    cursor.setPosition(units("see [[Cafe\u0301 🇩🇪 n"))
    typing.text.setTextCursor(cursor)
    QTest.keyClicks(typing.text, "o")
    qtbot.waitUntil(lambda: typing.completing.offered == ["Cafe\u0301 🇩🇪 north"], timeout=LONG)
    QTest.keyClick(typing.text, Qt.Key.Key_Return)
    assert typing.text.toPlainText() == "see [[Cafe\u0301 🇩🇪 north|e\u0301]] and"


def test_escape_leaves_the_text_as_it_is_and_code_offers_nothing(qtbot: QtBot, typing: Editor) -> None:
    QTest.keyClicks(typing.text, "[[gard")
    qtbot.waitUntil(typing.completing.isVisible, timeout=LONG)
    QTest.keyClick(typing.text, Qt.Key.Key_Escape)
    assert typing.completing.isHidden()
    assert typing.text.toPlainText() == "[[gard"
    write(typing, "\n```\n")
    QTest.keyClicks(typing.text, "[[gard")
    qtbot.wait(50)
    assert typing.completing.isHidden()


def test_control_with_a_click_or_enter_goes_where_the_link_leads(
    qtbot: QtBot, typing: Editor, garden: UUID
) -> None:
    write(typing, "a [[Garden plan|the plan]] b")
    with qtbot.waitSignal(typing.linking.wanted, timeout=LONG) as told:
        QTest.mouseClick(typing.text.viewport(), Qt.MouseButton.LeftButton, CONTROL, middle_of(typing, 9))
    assert told.args == [garden]
    cursor = typing.text.textCursor()
    cursor.setPosition(9)
    typing.text.setTextCursor(cursor)
    with qtbot.waitSignal(typing.linking.wanted, timeout=LONG):
        QTest.keyClick(typing.text, Qt.Key.Key_Return, CONTROL)
    assert typing.text.toPlainText() == "a [[Garden plan|the plan]] b", "nothing became a task"


def test_a_relative_markdown_link_leads_to_a_note_from_the_text_and_from_the_preview(
    qtbot: QtBot, typing: Editor, garden: UUID
) -> None:
    write(typing, "a [the plan](../Garden%20plan.md#Beds) b")
    with qtbot.waitSignal(typing.linking.wanted, timeout=LONG) as told:
        QTest.mouseClick(typing.text.viewport(), Qt.MouseButton.LeftButton, CONTROL, middle_of(typing, 6))
    assert told.args == [garden]
    typing.set_preview(True)
    cursor = typing.preview.textCursor()
    cursor.setPosition(4)
    with qtbot.waitSignal(typing.linking.wanted, timeout=LONG) as told:
        point = typing.preview.cursorRect(cursor).center() + QPoint(2, 0)
        QTest.mouseClick(typing.preview.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args == [garden]


def test_a_note_that_is_missing_can_be_made(qtbot: QtBot, typing: Editor, brain: Brain) -> None:
    write(typing, "see [[Compost]]")
    typing.linking.follow("note:Compost")
    qtbot.waitUntil(lambda: "no note “Compost”" in typing.notice.words, timeout=LONG)
    with qtbot.waitSignal(typing.linking.made, timeout=LONG) as told:
        typing.notice._button.click()
    assert text_in(brain, told.args[0]) == "# Compost\n\n"


def test_the_preview_shows_the_words_of_a_link_and_follows_it(
    qtbot: QtBot, typing: Editor, garden: UUID
) -> None:
    write(typing, "a [[Garden plan|the *plan*]] `[[code]]`")
    typing.set_preview(True)
    assert typing.preview.toPlainText() == "a the *plan* [[code]]"
    cursor = typing.preview.textCursor()
    cursor.setPosition(4)
    with qtbot.waitSignal(typing.linking.wanted, timeout=LONG) as told:
        point = typing.preview.cursorRect(cursor).center() + QPoint(2, 0)
        QTest.mouseClick(typing.preview.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args == [garden]


def test_a_new_title_offers_to_update_the_links_and_takes_it_back(
    qtbot: QtBot, editor: Editor, workspace: Workspace, brain: Brain, garden: UUID
) -> None:
    note = brain.create_memory("House\n\nsee [[Garden plan]]").memory
    opened(qtbot, editor, garden)
    editor.text.moveCursor(editor.text.textCursor().MoveOperation.EndOfBlock)
    write(editor, " for spring")
    offer = "1 note links to “Garden plan for spring” by the old title “Garden plan”."
    qtbot.waitUntil(lambda: editor.notice.words == offer, timeout=LONG)
    editor.notice._button.click()
    qtbot.waitUntil(lambda: "“Garden plan for spring”" in editor.notice.words, timeout=LONG)
    assert text_in(brain, note) == "House\n\nsee [[Garden plan for spring]]"
    with qtbot.waitSignal(editor.linking.undo_wanted) as told:
        editor.notice._button.click()
    brain.undo.undo(told.args[0])
    assert text_in(brain, note) == "House\n\nsee [[Garden plan]]"


@pytest.mark.parametrize("by_key", [True, False])
def test_who_takes_the_offer_goes_on_writing_where_they_were(
    qtbot: QtBot, editor: Editor, brain: Brain, garden: UUID, *, by_key: bool
) -> None:
    brain.create_memory("House\n\nsee [[Garden plan]]")
    opened(qtbot, editor, garden)
    editor.text.moveCursor(editor.text.textCursor().MoveOperation.EndOfBlock)
    editor.text.setFocus()
    write(editor, " for spring")
    qtbot.waitUntil(lambda: "Garden plan for spring" in editor.notice.words, timeout=LONG)
    button = editor.notice._button
    if by_key:
        button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(button, Qt.Key.Key_Space)
    else:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "name “Garden plan for spring” now" in editor.notice.words, timeout=LONG)
    assert QApplication.focusWidget() is editor.text


BIG_GOAL = "1 note links to “Big Goal” by the old title “Goal”."


@pytest.fixture
def source(brain: Brain) -> UUID:
    return brain.create_memory("Source\n\nsee [[Goal]]").memory


@pytest.fixture
def left(qtbot: QtBot, patient: Editor, brain: Brain, source: UUID) -> UUID:
    """A note that others link to, renamed and left before the hand rested."""
    goal = brain.create_memory("Goal").memory
    opened(qtbot, patient, source)
    opened(qtbot, patient, goal)
    write(patient, "Big ")
    patient.open_note(source)
    return goal


@pytest.mark.usefixtures("left")
def test_who_renames_a_note_and_leaves_it_at_once_is_offered_the_links_too(
    qtbot: QtBot, patient: Editor, workspace: Workspace, brain: Brain, source: UUID
) -> None:
    qtbot.waitUntil(lambda: patient.notice.words == BIG_GOAL, timeout=LONG)
    patient.notice._button.click()
    qtbot.waitUntil(lambda: "“Big Goal” now" in patient.notice.words, timeout=LONG)
    settle(qtbot, workspace)
    assert text_in(brain, source) == "Source\n\nsee [[Big Goal]]"
    opened(qtbot, patient, brain.create_memory("Other").memory)
    settle(qtbot, workspace)
    assert not patient.notice.words, "it is done"


def test_the_offer_to_update_links_goes_along_until_it_is_answered(
    qtbot: QtBot, patient: Editor, workspace: Workspace, brain: Brain, left: UUID
) -> None:
    qtbot.waitUntil(lambda: patient.notice.words == BIG_GOAL, timeout=LONG)
    in_trash = brain.create_memory("Old").memory
    brain.delete(in_trash)
    patient.open_note(in_trash)
    qtbot.waitUntil(lambda: patient.note == in_trash, timeout=LONG)
    settle(qtbot, workspace)
    assert "in the trash" in patient.notice.words, "what is said about the open note stays"
    opened(qtbot, patient, left)
    qtbot.waitUntil(lambda: patient.notice.words == BIG_GOAL, timeout=LONG)
    dismiss = patient.notice.findChild(QToolButton)
    assert dismiss is not None
    dismiss.click()
    for note in (brain.create_memory("Other").memory, left):
        opened(qtbot, patient, note)
        settle(qtbot, workspace)
        assert not patient.notice.words, "who said no is not asked again"


def test_no_links_are_offered_to_a_note_that_was_left_and_thrown_away(
    qtbot: QtBot, patient: Editor, workspace: Workspace, brain: Brain, left: UUID
) -> None:
    qtbot.waitUntil(lambda: patient.notice.words == BIG_GOAL, timeout=LONG)
    brain.delete(left)
    opened(qtbot, patient, brain.create_memory("Other").memory)
    settle(qtbot, workspace)
    assert not patient.notice.words


def test_the_notes_that_link_here_are_listed_below(
    qtbot: QtBot, patient: Editor, brain: Brain, garden: UUID
) -> None:
    note = brain.create_memory("House\n\nsee [[garden plan]]").memory
    by_hand = brain.create_memory("By hand").memory
    brain.link(by_hand, garden)
    opened(qtbot, patient, garden)
    qtbot.waitUntil(lambda: patient.back_links.titles == ["By hand", "House"], timeout=LONG)
    with qtbot.waitSignal(patient.back_links.chosen) as told:
        patient.back_links.rows[1].click()
    assert told.args == [note]
