"""Searching while one types: the last question wins, and the way back is one key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.note_rows import ROW
from app.session import Session
from core.brain import Brain


@pytest.fixture
def pane(qtbot: QtBot, brain: Brain, session: Session) -> ListPane:
    brain.create_memory("Bread\n\nflour, water and time", tags=["kitchen"])
    brain.create_memory("The garden in March\n\nsow peas early, beans later")
    brain.create_memory("Reading list\n\nA history of bread")
    assert session.notebook is not None
    qtbot.waitUntil(lambda: len(session.notebook.pane.list.ids) == 3, timeout=10_000)  # type: ignore[union-attr]  # asserted above
    return session.notebook.pane


def found(pane: ListPane) -> list[str]:
    return [pane.list.model().index(row, 0).data(ROW).title for row in range(len(pane.list.ids))]


def test_results_come_while_one_types_best_first_with_the_words_marked(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "bre")
    qtbot.waitUntil(lambda: pane.heading.text() == "2 notes found", timeout=10_000)
    assert found(pane) == ["Bread", "Reading list"]
    row = pane.list.model().index(1, 0).data(ROW)
    assert [row.excerpt[start:end] for start, end in row.marks] == ["bread"]


def test_only_the_last_question_is_answered(qtbot: QtBot, pane: ListPane) -> None:
    for text in ("garden", "bread", "flour", "peas"):
        pane.search.setText(text)
    qtbot.waitUntil(lambda: pane.heading.text() == "1 note found", timeout=10_000)
    qtbot.wait(200)
    assert found(pane) == ["The garden in March"]


def test_esc_takes_one_back_to_the_place(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=10_000)
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(pane.list.ids) == 3, timeout=10_000)
    assert pane.search.text() == ""
    assert pane.heading.text() == "3 notes"


def test_enter_goes_on_to_the_results(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=10_000)
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.list.selected == [pane.list.ids[0]]


def test_nothing_found_says_so_and_what_to_try(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "zeppelin")
    qtbot.waitUntil(lambda: pane.heading.text() == "Nothing found", timeout=10_000)
    assert "zeppelin" in pane._empty.words


def test_what_is_written_elsewhere_joins_the_results(qtbot: QtBot, brain: Brain, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=10_000)
    brain.create_memory("More peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 2, timeout=10_000)
