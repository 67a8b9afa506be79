"""The mouse beside the column of text: it means the line at its height, as in every editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.editor import Editor
from tests.app.editor.conftest import select_all, write

LEFT = Qt.MouseButton.LeftButton
TEXT = "Title\n\nfirst line\nשורה שנייה\nlast"


@pytest.fixture
def wide(qtbot: QtBot, patient: Editor) -> Editor:
    """A new note in a wide window, with the caret at its end."""
    patient.resize(1_400, 600)
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    write(patient, TEXT)
    return patient


def height_of(text: QPlainTextEdit, position: int) -> int:
    """Where the line of a character is, seen from the widget around the column."""
    cursor = QTextCursor(text.document())
    cursor.setPosition(position)
    return text.viewport().y() + text.cursorRect(cursor).center().y()


def left_of(text: QPlainTextEdit, position: int) -> QPoint:
    return QPoint(text.viewport().x() // 2, height_of(text, position))


def right_of(text: QPlainTextEdit, position: int) -> QPoint:
    return QPoint(text.viewport().geometry().right() + 40, height_of(text, position))


def at_caret(editor: Editor) -> str:
    """The text with a stroke where the caret is."""
    at = editor.text.textCursor().position()
    return f"{TEXT[:at]}|{TEXT[at:]}"


def test_a_click_beside_a_line_puts_the_caret_at_that_end_of_it(wide: Editor) -> None:
    line = TEXT.index("first")
    QTest.mouseClick(wide.text, LEFT, pos=left_of(wide.text, line))
    assert "\n|first line" in at_caret(wide)
    QTest.mouseClick(wide.text, LEFT, pos=right_of(wide.text, line))
    assert "first line|\n" in at_caret(wide)


def test_beside_words_that_run_from_the_right_the_ends_are_the_other_way_round(wide: Editor) -> None:
    line = TEXT.index("שורה")
    QTest.mouseClick(wide.text, LEFT, pos=right_of(wide.text, line))
    assert "\n|שורה" in at_caret(wide)
    QTest.mouseClick(wide.text, LEFT, pos=left_of(wide.text, line))
    assert "שנייה|\n" in at_caret(wide)


@pytest.mark.parametrize("x", [10, 700, 1_300])
def test_a_click_below_the_last_line_goes_there(wide: Editor, x: int) -> None:
    wide.text.moveCursor(QTextCursor.MoveOperation.Start)
    below = QPoint(x, wide.text.height() - 10)
    viewport = wide.text.viewport()
    inside = viewport.geometry().contains(below)
    QTest.mouseClick(
        viewport if inside else wide.text, LEFT, pos=viewport.mapFrom(wide.text, below) if inside else below
    )
    assert wide.text.textCursor().block() == wide.text.document().lastBlock()


def test_a_click_behind_a_line_that_is_broken_stays_in_it(wide: Editor) -> None:
    select_all(wide)
    write(wide, "word " * 60)
    place = right_of(wide.text, 5)
    QTest.mouseClick(wide.text, LEFT, pos=place)
    assert wide.text.textCursor().position() > 20
    assert wide.text.viewport().y() + wide.text.cursorRect().center().y() == place.y()


@pytest.mark.parametrize("all_chosen", [False, True])
def test_dragging_from_a_margin_chooses(wide: Editor, all_chosen: bool) -> None:
    if all_chosen:
        select_all(wide)
    text, first, last = wide.text, TEXT.index("first"), TEXT.index("last")
    QTest.mousePress(text, LEFT, pos=left_of(text, first))
    QTest.mouseMove(text, left_of(text, last) - QPoint(3, 0))
    QTest.mouseMove(text, left_of(text, last))
    QTest.mouseRelease(text, LEFT, pos=left_of(text, last))
    assert text.textCursor().selectedText() == "first line\u2029שורה שנייה\u2029"
    QTest.mouseMove(text, left_of(text, first))
    assert text.textCursor().selectedText() == "first line\u2029שורה שנייה\u2029", "the button was let go"


def test_shift_and_a_click_in_a_margin_choose_up_to_there(wide: Editor) -> None:
    line = TEXT.index("first")
    QTest.mouseClick(wide.text, LEFT, pos=left_of(wide.text, line))
    QTest.mouseClick(wide.text, LEFT, Qt.KeyboardModifier.ShiftModifier, right_of(wide.text, line))
    assert wide.text.textCursor().selectedText() == "first line"


def test_a_double_click_in_a_margin_chooses_the_word_that_is_next(wide: Editor) -> None:
    place = left_of(wide.text, TEXT.index("first"))
    QTest.mouseDClick(wide.text, LEFT, pos=place)
    assert wide.text.textCursor().selectedText() == "first"


def test_the_wheel_over_a_margin_scrolls(wide: Editor) -> None:
    write(wide, "\nmore" * 200)
    for shown in (wide.text, wide.preview):
        if shown is wide.preview:
            wide.set_preview(True)
        bar = shown.verticalScrollBar()
        bar.setValue(0)
        place = QPointF(10, 200)
        turned = QWheelEvent(
            place,
            QPointF(shown.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, -240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(shown, turned)
        assert bar.value() > 0


def test_the_menu_in_a_margin_is_that_of_the_line(wide: Editor) -> None:
    asked: list[QPoint] = []

    def menu(event: QContextMenuEvent) -> bool:
        asked.append(event.pos())
        return True

    wide.text.menu = menu
    place = left_of(wide.text, TEXT.index("first"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, wide.text.mapToGlobal(place))
    QApplication.sendEvent(wide.text, event)
    assert asked == [wide.text.viewport().mapFrom(wide.text, place)]


def test_what_is_dropped_in_a_margin_goes_to_the_line(wide: Editor) -> None:
    dropped = QMimeData()
    dropped.setText("new ")
    place = left_of(wide.text, TEXT.index("first"))
    copy, held, keys = Qt.DropAction.CopyAction, LEFT, Qt.KeyboardModifier.NoModifier
    came = QDragEnterEvent(place, copy, dropped, held, keys)
    came.ignore()
    QApplication.sendEvent(wide.text, came)
    assert came.isAccepted()
    QApplication.sendEvent(wide.text, QDragMoveEvent(place, copy, dropped, held, keys))
    QApplication.sendEvent(wide.text, QDropEvent(QPointF(place), copy, dropped, held, keys))
    assert wide.text.toPlainText() == TEXT.replace("first", "new first")


def test_over_a_list_of_completions_the_mouse_looks_as_over_any_list(wide: Editor) -> None:
    assert wide.text.cursor().shape() is Qt.CursorShape.IBeamCursor
    for each in (wide.completing, wide.text.verticalScrollBar()):
        assert each.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_the_preview_is_chosen_from_its_margins_too(wide: Editor) -> None:
    wide.set_preview(True)
    preview = wide.preview
    top = preview.viewport().y()
    beside = preview.viewport().geometry().right() + 20
    QTest.mousePress(preview, LEFT, pos=QPoint(10, top + 4))
    QTest.mouseMove(preview, QPoint(beside, preview.height() - 20))
    QTest.mouseRelease(preview, LEFT, pos=QPoint(beside, preview.height() - 20))
    assert preview.textCursor().selectedText().startswith("Title")
    assert "first line" in preview.textCursor().selectedText()
