"""Find and replace in the open note, and its length."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.counting import count_words, told
from app.editor.find_bar import FindBar
from app.editor.finding import Wanted, find_all, nearest, replacement
from app.theme import GRID, Theme
from app.workspace import Workspace
from core.brain import Brain
from tests.app.editor.conftest import opened, write
from tests.app.test_mirrored import hanging_out


def replaced(text: str, wanted: Wanted, written: str) -> str:
    units = text.encode("utf-16-le")
    for place in reversed(find_all(text, wanted).places):
        new = replacement(place, written, wanted).encode("utf-16-le")
        units = units[: 2 * place.start] + new + units[2 * place.end :]
    return units.decode("utf-16-le")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted("a.b"), "🌱 X A-B aab\nX"),
        (Wanted("a.b", by_case=True), "🌱 X A-B aab\na.B"),
        (Wanted("a.b", pattern=True), "🌱 X X X\nX"),
        (Wanted("^a", pattern=True), "🌱 a.b A-B aab\nX.B"),
        (Wanted(""), "🌱 a.b A-B aab\na.B"),
        (Wanted("x*", pattern=True), "🌱 a.b A-B aab\na.B"),
    ],
)
def test_words_and_patterns_are_found_and_replaced(wanted: Wanted, expected: str) -> None:
    assert replaced("🌱 a.b A-B aab\na.B", wanted, "X") == expected


def test_groups_of_a_pattern_come_back_and_words_stay_as_they_are() -> None:
    assert replaced("Jana Novak", Wanted(r"(\w+) (\w+)", pattern=True), r"\2,\n\1\9") == "Novak,\nJana"
    assert replaced("a", Wanted("a"), r"\1") == r"\1"


def test_what_is_no_pattern_and_what_takes_for_ever_are_told() -> None:
    assert "Not a pattern" in find_all("a", Wanted("(", pattern=True)).trouble
    assert find_all("a" * 60 + "!", Wanted("(a+)+$", pattern=True)).places == ()


@given(st.text(alphabet="abA. 🌱\n", max_size=40), st.text(alphabet="abA.🌱", min_size=1, max_size=3))
def test_words_are_found_where_they_are(text: str, words: str) -> None:
    found = find_all(text, Wanted(words, by_case=True))
    assert len(found.places) == text.count(words)
    assert replaced(text, Wanted(words, by_case=True), words) == text


def test_the_nearest_place_goes_round() -> None:
    places = find_all("a b a", Wanted("a")).places
    assert [nearest(places, at) for at in (0, 1, 5)] == [0, 1, 0]
    assert [nearest(places, at, back=True) for at in (0, 4, 5)] == [1, 0, 1]


@pytest.fixture
def bar(qtbot: QtBot, patient: Editor, workspace: Workspace, theme: Theme) -> Iterator[FindBar]:
    patient.new_note()
    qtbot.waitUntil(patient.text.hasFocus)
    write(patient, "Title\n\none two one\n**One** and one")
    made = FindBar(patient.text, workspace, theme, patient)
    yield made
    shiboken6.delete(made)


def test_places_are_counted_and_enter_goes_from_one_to_the_next(
    qtbot: QtBot, patient: Editor, bar: FindBar
) -> None:
    bar.begin()
    QTest.keyClicks(bar.field, "one")
    qtbot.waitUntil(lambda: bar.figure == "4 found")
    patient.text.moveCursor(patient.text.textCursor().MoveOperation.Start)
    figures = []
    for _ in range(2):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
        figures.append(bar.figure)
    assert figures == ["1 of 4", "2 of 4"]
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.figure == "1 of 4"
    bar.by_case.click()
    qtbot.waitUntil(lambda: bar.figure == "1 of 3")
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()


@pytest.mark.usefixtures("german")
def test_beside_the_list_in_the_least_window_no_word_of_the_bar_is_cut(
    qtbot: QtBot, patient: Editor, workspace: Workspace, theme: Theme
) -> None:
    bar = FindBar(patient.text, workspace, theme, patient)
    bar.begin()
    words = [each for each in bar.findChildren(QAbstractButton) if each.text()]
    for width in (279, 299, 700, 279):
        bar.resize(width, bar.heightForWidth(width) if bar.hasHeightForWidth() else bar.sizeHint().height())
        qtbot.wait(20)
        assert {each.text() for each in words} >= {"Ersetzen", "Alle ersetzen"}
        assert all(each.width() >= each.sizeHint().width() for each in words), width
        assert bar.field.width() > 100 and bar.written.width() > 100 and not hanging_out(bar)
        assert (bar.field.y() == bar.written.y()) is (width < 440)


def test_its_buttons_stand_apart_in_a_wide_pane_and_in_a_narrow_one(bar: FindBar) -> None:
    bar.begin()
    for width in (700, 380):
        bar.resize(width, 120)
        bar._grid.activate()
        assert bar._all.x() - bar._one.geometry().right() > GRID


@pytest.mark.usefixtures("mirrored")
def test_the_sign_of_a_pattern_looks_the_same_in_a_window_read_from_the_right(bar: FindBar) -> None:
    bar.begin()
    bar.resize(700, 120)
    looks = []
    for direction in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight):
        QApplication.setLayoutDirection(direction)
        looks.append(bar.pattern.grab().toImage())
    assert looks[0].width() > 20
    assert looks[0] == looks[1]


def test_replacing_all_is_one_step_back(qtbot: QtBot, patient: Editor, bar: FindBar) -> None:
    before = patient.text.toPlainText()
    bar.begin()
    bar.field.setText("one")
    bar.written.setText("three")
    bar.replace_all()
    qtbot.waitUntil(lambda: bar.figure == "4 replaced")
    assert patient.text.toPlainText() == "Title\n\nthree two three\n**three** and three"
    patient.text.undo()
    assert patient.text.toPlainText() == before


def test_replace_all_leaves_the_keyboard_in_the_bar(qtbot: QtBot, patient: Editor, bar: FindBar) -> None:
    """The button has nothing left to do, and what stands below the note is no place for the next key."""
    bar.begin()
    bar.field.setText("one")
    bar.written.setText("three")
    qtbot.waitUntil(lambda: bar.figure == "4 found")
    bar._all.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bar._all, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.figure == "4 replaced")
    assert not bar._all.isEnabled()
    assert bar.written.hasFocus()


def test_replacing_all_right_after_another_note_opened_replaces_in_that_note(
    qtbot: QtBot, patient: Editor, bar: FindBar, brain: Brain
) -> None:
    """Both documents are as old as each other, so that does not tell them apart."""
    first, second = (
        brain.create_memory(text).memory for text in ("one, and a long line", "Not here, but one")
    )
    patient.opened.connect(bar.look_again)
    opened(qtbot, patient, first)
    bar.begin()
    bar.field.setText("one")
    bar.written.setText("two")
    qtbot.waitUntil(lambda: bar.figure == "1 found" and patient.text.find("one"))
    opened_at_once: list[object] = []
    patient.opened.connect(opened_at_once.append)
    patient.opened.connect(bar.replace_all)
    patient.open_note(second)
    qtbot.waitUntil(lambda: patient.text.toPlainText() == "Not here, but two")
    assert opened_at_once == [second]


def test_one_is_replaced_after_the_other(qtbot: QtBot, patient: Editor, bar: FindBar) -> None:
    patient.text.moveCursor(patient.text.textCursor().MoveOperation.Start)
    bar.begin()
    bar.field.setText("one")
    bar.written.setText("1")
    bar.replace()
    qtbot.waitUntil(lambda: bar.figure == "1 of 4")
    bar.replace()
    qtbot.waitUntil(lambda: bar.figure == "1 of 3")
    assert patient.text.toPlainText() == "Title\n\n1 two one\n**One** and one"


def test_the_length_of_a_note_is_told_in_words() -> None:
    assert count_words("# Don't *stop*\n\n- [ ] well-known 面包 42") == 6
    assert count_words("List\n\n- [x] milk\n1. eggs\n  * [ ] two x 3") == 6
    assert [told(0), told(1), told(440)] == ["", "1 word", "440 words · 2 min"]
