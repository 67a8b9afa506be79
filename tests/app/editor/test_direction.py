"""Words that are written from right to left, and a window that is read so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from app.direction import placed, runs_left
from app.editor import Editor, Pace
from app.library.note_paint import spread
from app.theme import Theme
from tests.app.editor.conftest import PATIENT


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("שלום, river", True),
        ("river שלום", False),
        ("12:30 · حديقة", True),
        ("", False),
        ("- [ ] 42", False),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, leftwards: bool) -> None:
    assert runs_left(text) is leftwards


def test_in_a_window_from_right_to_left_things_stand_as_far_from_the_other_side() -> None:
    row, icon = QRectF(10, 0, 200, 30), QRectF(18, 7, 16, 16)
    assert placed(icon, row, Qt.LayoutDirection.LeftToRight) == icon
    mirrored = placed(icon, row, Qt.LayoutDirection.RightToLeft)
    assert row.right() - mirrored.right() == icon.left() - row.left()


def test_what_was_found_is_marked_where_its_letters_are(theme: Theme) -> None:
    font = theme.font("body")
    text = "שלום עולם"
    (first,) = {min(x for x, _ in spread(text, [(0, 4)], font))}
    last = max(x for x, _ in spread(text, [(5, 9)], font))
    assert first > last  # the first word stands at the right
    mixed = "see שלום there"
    see = max(x for x, _ in spread(mixed, [(0, 3)], font))
    there = min(x for x, _ in spread(mixed, [(9, 14)], font))
    assert see < there


def test_each_paragraph_stands_on_the_side_from_which_it_is_read(
    qtbot: QtBot, make_editor: Callable[[Pace], Editor]
) -> None:
    editor = make_editor(PATIENT)
    editor.new_note()
    qtbot.waitUntil(editor.text.hasFocus)
    editor.text.insertPlainText("A garden\n\nحديقة الربيع\n\n- [x] قياس\n\n```\nא = 1\n```")
    document = editor.text.document()
    lefts = []
    for number in (0, 2, 4, 7):
        block = document.findBlockByNumber(number)
        document.documentLayout().blockBoundingRect(block)  # lays it out
        lefts.append(block.layout().lineAt(0).naturalTextRect().left())
    english, arabic, task, code = lefts
    assert english < 50
    assert code < 50
    assert arabic > 400
    assert task > 400
