"""Searching while one types: the last question wins, and the way back is one key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.note_list import NoteList
from app.library.note_rows import ROW
from app.search.asking import Asking
from app.theme import ROW as HEIGHT
from app.theme import Theme
from app.workspace import Workspace
from core import Channel, Evidence, Excerpt, Hit, Memory, Mode, SearchResult, new_id
from core.brain import Brain
from tests.app.search.conftest import LONG, found

NOW = datetime(2025, 3, 3, 14, 5, tzinfo=UTC)


def test_results_come_while_one_types_best_first_with_the_words_marked(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "bre")
    qtbot.waitUntil(lambda: pane.heading.text() == "2 notes found", timeout=LONG)
    assert found(pane) == ["Bread", "Reading list"]
    row = pane.list.model().index(1, 0).data(ROW)
    assert [row.excerpt[start:end] for start, end in row.marks] == ["bread"]


def test_each_result_says_in_a_word_why_it_is_there(pane: ListPane, ask: Callable[[str], list[str]]) -> None:
    assert ask("bread") == ["Bread", "Reading list"]
    rows = [pane.list.model().index(number, 0).data(ROW) for number in range(2)]
    assert rows[0].why.startswith("title")
    assert rows[1].why == "words"
    spoken = pane.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("found by words")


def test_only_the_last_question_is_answered(qtbot: QtBot, pane: ListPane) -> None:
    for text in ("garden", "bread", "flour", "peas"):
        pane.search.setText(text)
    qtbot.waitUntil(lambda: pane.heading.text() == "1 note found", timeout=LONG)
    qtbot.wait(200)
    assert found(pane) == ["The garden in March"]


def test_esc_takes_one_back_to_the_place(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=LONG)
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(pane.list.ids) == 3, timeout=LONG)
    assert pane.search.text() == ""
    assert pane.heading.text() == "3 notes"


def test_enter_goes_on_to_the_results(qtbot: QtBot, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=LONG)
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.list.selected == [pane.list.ids[0]]


def test_what_is_written_elsewhere_joins_the_results(qtbot: QtBot, brain: Brain, pane: ListPane) -> None:
    QTest.keyClicks(pane.search, "peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1, timeout=LONG)
    brain.create_memory("More peas")
    qtbot.waitUntil(lambda: len(pane.list.ids) == 2, timeout=LONG)


def test_words_answer_first_and_meaning_joins_without_being_another_question(
    qtbot: QtBot, brain: Brain, workspace: Workspace
) -> None:
    brain.create_memory("Bread")
    asking = Asking(workspace)
    asking.allow_meaning(True)
    told: list[bool] = []
    asking.found.connect(lambda _result, anew: told.append(anew))
    asking.ask("bread")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=LONG)
    assert told == [True, False]
    brain.create_memory("Rye bread")
    qtbot.waitUntil(lambda: len(told) == 3, timeout=LONG)  # asked again: once, and nothing goes in between
    assert told == [True, False, False]


def test_where_words_find_nothing_that_is_not_said_before_meaning_was_asked(
    qtbot: QtBot, brain: Brain, workspace: Workspace
) -> None:
    asking = Asking(workspace)
    asking.allow_meaning(True)
    told: list[SearchResult] = []
    asking.found.connect(lambda result, _anew: told.append(result))
    asking.ask("zeppelin")
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    qtbot.wait(100)
    assert len(told) == 1


def test_a_choice_that_is_made_while_something_is_asked_asks_again(
    qtbot: QtBot, brain: Brain, workspace: Workspace
) -> None:
    asking = Asking(workspace)
    asking.allow_meaning(True)
    asking.find_by(Mode.WORDS)
    told: list[bool] = []
    asking.found.connect(lambda _result, anew: told.append(anew))
    brain.create_memory("Bread")
    asking.ask("bread")
    qtbot.waitUntil(lambda: told == [True], timeout=LONG)
    asking.find_by(Mode.MEANING)
    qtbot.waitUntil(lambda: told == [True, True], timeout=LONG)


def test_slow_questions_that_were_typed_over_leave_room_for_opening_a_note(
    qtbot: QtBot, brain: Brain, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = brain.create_memory("Bread").memory
    go_on = threading.Event()
    asked: list[str] = []
    search = brain.search

    def slow(text: str, limit: int, mode: Mode, cancelled: Callable[[], bool]) -> SearchResult:
        asked.append(text)
        go_on.wait(LONG / 1_000)
        return search(text, limit, mode, cancelled)

    monkeypatch.setattr(brain, "search", slow)
    asking, told, read = Asking(workspace), list[SearchResult](), list[Memory]()
    asking.found.connect(lambda result, _anew: told.append(result))
    for text in ("b", "br"):
        asking.ask(text)
        qtbot.waitUntil(lambda text=text: asked[-1:] == [text], timeout=LONG)  # type: ignore[misc]  # a lambda's default
    for text in ("bre", "brea", "bread"):
        asking.ask(text)
        qtbot.wait(80)
    workspace.read(lambda opened: opened.memory(note), read.append, owner=asking)
    qtbot.waitUntil(lambda: bool(read), timeout=LONG // 2)
    go_on.set()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    qtbot.wait(100)
    assert [result.query for result in told] == ["bread"]
    assert asked == ["b", "br", "bread"]


def hit(memory_id: UUID, number: int) -> Hit:
    why = (Evidence(Channel.WORDS, number, 0.5, 1.0),)
    return Hit(memory_id, f"Note {number}", Excerpt("words"), 1.0, (), NOW, why)


def hits_list(qtbot: QtBot, workspace: Workspace, theme: Theme) -> NoteList:
    made = NoteList(workspace, theme)
    qtbot.addWidget(made)
    made.resize(320, 6 * HEIGHT)
    made.show()
    return made


def test_the_chosen_result_stays_where_it_is_when_better_ones_join(
    qtbot: QtBot, workspace: Workspace, theme: Theme
) -> None:
    notes = hits_list(qtbot, workspace, theme)
    first = [hit(new_id(), number) for number in range(20)]
    notes.show_hits("words", first, anew=True)
    notes.step(1)
    notes.step(1)
    at = notes.area_of(first[1].id).top()
    joined = [hit(new_id(), number) for number in range(20, 25)]
    notes.show_hits("words", [*joined, *first], anew=False)
    assert notes.selected == [first[1].id]
    assert notes.area_of(first[1].id).top() == at
    notes.show_hits("other", [*joined, *first], anew=True)
    assert notes.verticalScrollBar().value() == 0


def test_nothing_takes_the_keyboard_from_who_types(
    qtbot: QtBot, pane: ListPane, ask: Callable[[str], list[str]]
) -> None:
    pane.search.setFocus()
    for text in ("bread", "bread tag:kitchen", "zeppelin", "taag:kitchen"):
        pane.search.setText(text)
        qtbot.wait(1_000 if text.startswith("taag") else 300)
        assert QApplication.focusWidget() is pane.search, text
