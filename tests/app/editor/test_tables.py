"""Tables of a note: Tab aligns them and goes from cell to cell, and no character is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import Editor, tables
from app.editor.tables import Moved
from tests.app.editor.conftest import write

TABLE = ["| name|what |", "|-|-:|", "|面包 | 2|", "| a|| "]
ROWS = st.lists(
    st.text(alphabet="ab面 |:-\\", max_size=12).map(lambda text: f"|{text}|"), min_size=1, max_size=6
)


def moved(lines: list[str], row: int, offset: int, *, back: bool = False) -> Moved:
    found = tables.move(lines, row, offset, back=back)
    assert found is not None
    return found


def test_columns_are_aligned_as_the_line_below_the_heading_says() -> None:
    assert moved(TABLE, 0, 1).lines == [
        "| name | what |",
        "| ---- | ---: |",
        "| 面包 |    2 |",
        "| a    |      |",
    ]


def test_the_caret_goes_from_cell_to_cell_and_skips_the_line_below_the_heading() -> None:
    row, offset = 0, 1
    places = []
    for _ in range(6):
        step = moved(TABLE, row, offset)
        row, offset = step.row, step.offset
        places.append((row, step.lines[row][offset : offset + 4].split(" ")[0]))
    assert places == [(0, "what"), (2, "面包"), (2, "2"), (3, "a"), (3, ""), (4, "")]
    assert tables.move(TABLE, 0, 1, back=True) is None, "Shift and Tab in the first cell leads out"
    assert moved(TABLE, 2, 2, back=True).row == 0


def test_a_row_with_too_few_cells_gets_the_rest_first() -> None:
    rows = ["| a | b |", "| - | - |", "| one |"]
    step = moved(rows, 2, 3)
    assert (step.lines[2], step.row, step.offset) == ("| one |     |", 2, 8)
    assert moved(rows, 2, 3, back=True).lines[2] == "| one |"


def test_enter_leads_to_the_cell_below_and_cuts_no_row() -> None:
    assert tables.below(TABLE, 0, 8) == (2, 6), "not into the line below the heading"
    assert tables.below(TABLE, 2, 2) == (3, 2)
    assert tables.below(TABLE, 2, 6) == (3, 4), "an empty cell"
    assert tables.below(TABLE, 3, 2) == (4, 0), "a new line below the table"
    assert tables.below(["|a|b|", "|c|"], 0, 4) == (1, 1), "the last cell of a shorter row"
    assert tables.below(TABLE, 0, 0) is None, "in front of a row a line can be put"
    assert tables.below(TABLE, 0, len(TABLE[0])) is None, "and behind it"


def test_what_is_aligned_stays_as_it_is() -> None:
    once = moved(TABLE, 0, 1).lines
    assert moved(once, 0, 2).lines == once


@given(ROWS, st.data())
def test_no_character_is_ever_lost(lines: list[str], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(lines) - 1))
    offset = data.draw(st.integers(0, len(lines[row])))
    found = tables.move(lines, row, offset, back=data.draw(st.booleans()))
    if found is None:
        return
    assert 0 <= found.offset <= len(found.lines[found.row])
    for before, after in zip(lines, found.lines, strict=False):
        rule = set(before) <= set("|:- ")
        kept = str.maketrans("", "", " -" if rule else " ")
        whole, rest = after.translate(kept), before.translate(kept)
        assert whole.startswith(rest)
        assert not whole.removeprefix(rest).strip("|"), "more than the dividers of missing cells"


def test_tab_in_the_text_is_one_step_and_leads_on_where_no_table_is(qtbot: QtBot, patient: Editor) -> None:
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    write(patient, "Title\n\n| a | b |\n|--|--|\n| 面包包 |")
    QTest.keyClick(patient.text, Qt.Key.Key_Tab)
    aligned = "Title\n\n| a      | b   |\n| ------ | --- |\n| 面包包 |     |"
    assert patient.text.toPlainText() == aligned
    QTest.keyClick(patient.text, Qt.Key.Key_Tab)
    assert patient.text.toPlainText() == f"{aligned}\n|        |     |"
    assert patient.text.textCursor().positionInBlock() == 2
    patient.text.undo()
    patient.text.undo()
    assert patient.text.toPlainText() == "Title\n\n| a | b |\n|--|--|\n| 面包包 |"


def test_enter_in_the_text_goes_down_the_table_and_out_of_it(qtbot: QtBot, patient: Editor) -> None:
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    write(patient, f"{table}\n\nafter")
    cursor = patient.text.textCursor()
    cursor.setPosition(3)
    patient.text.setTextCursor(cursor)
    QTest.keyClick(patient.text, Qt.Key.Key_Return)
    assert patient.text.toPlainText() == f"{table}\n\nafter"
    assert patient.text.textCursor().position() == table.index("1")
    QTest.keyClick(patient.text, Qt.Key.Key_Return)
    QTest.keyClicks(patient.text, "x")
    assert patient.text.toPlainText() == f"{table}\nx\n\nafter"
