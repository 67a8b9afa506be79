"""What stays of a search: the last ones below the empty box, saved ones in the side bar, and by what one searches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.note_rows import ROW
from app.library.place_rows import SEARCHES
from app.notebook import Notebook
from app.remembered import Remembered
from app.search.saving import SaveSheet
from app.session import Session
from core import Coverage, SavedSearch
from core.brain import Brain
from tests.app.search.conftest import LONG, answered, found

Ask = Callable[[str], list[str]]
Do = Callable[[str], None]


def press(notebook: Notebook, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(notebook.pane.search, key)


def test_a_query_counts_when_it_led_somewhere(qtbot: QtBot, notebook: Notebook, ask: Ask) -> None:
    remembered = notebook.searching._remembered
    ask("peas")
    ask("bread")
    press(notebook, Qt.Key.Key_Return)
    ask("garden")
    notebook.pane.list.step(1)
    assert remembered.recent == ("garden", "bread")


def test_the_last_searches_wait_below_the_empty_box(qtbot: QtBot, notebook: Notebook, do: Do) -> None:
    notebook.searching._remembered.recent = ("garden", "bread")
    recent = notebook.searching._recent
    do("go.search")
    assert recent.shown == ["garden", "bread", "Clear recent searches"]
    assert notebook.pane.search.hasFocus()
    press(notebook, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert notebook.pane.search.text() == "bread"
    assert recent.shown == []
    answered(qtbot, notebook.pane)
    assert found(notebook.pane) == ["Bread", "Reading list"]


def test_one_or_all_of_them_can_be_forgotten(qtbot: QtBot, notebook: Notebook, do: Do) -> None:
    remembered, recent = notebook.searching._remembered, notebook.searching._recent
    for query in ("peas", "bread", "garden"):
        remembered.searched(query)
    do("search.recent")
    press(notebook, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert list(remembered.recent) == ["garden", "peas"]
    assert recent.shown[:2] == ["garden", "peas"]
    press(notebook, Qt.Key.Key_Escape)
    assert recent.shown == []
    do("search.forget_recent")
    assert not remembered.recent
    do("search.recent")
    assert recent.shown == []


def test_twenty_are_kept_and_none_twice(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    for number in range(30):
        remembered.searched(f"query {number}")
    remembered.searched("query  25 ")
    assert remembered.recent[:2] == ("query 25", "query 29")
    assert len(remembered.recent) == 20
    remembered.save()
    assert Remembered(tmp_path).recent == remembered.recent
    (tmp_path / "window.ini").write_text("[search]\nrecent=nonsense\n", "utf-8")
    assert Remembered(tmp_path).recent == ()


def save(notebook: Notebook, do: Do, name: str) -> None:
    do("search.save")
    sheet = notebook.window().findChild(SaveSheet)
    assert isinstance(sheet, SaveSheet)
    assert sheet.field.hasFocus()
    sheet.field.setText(name)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert not sheet.isVisible()


def searches(notebook: Notebook) -> list[str]:
    rows = notebook.places._rows
    kept = [rows.place(row).search for row in range(rows.rowCount())]
    return [search.name for search in kept if search is not None and search not in SEARCHES]


def test_a_search_is_kept_in_the_side_bar_and_asked_again_from_there(
    qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do
) -> None:
    ask("bread tag:kitchen")
    save(notebook, do, "Baking")
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking"], timeout=LONG)
    places = notebook.places
    assert places.saved == SavedSearch("Baking", "bread tag:kitchen")
    assert places._place(places.list.currentIndex()).name == "Baking"
    notebook.pane.search.clear()
    assert places.list.currentIndex().row() == 0
    number = places._rows.row_of_search("bread tag:kitchen")
    assert number is not None
    places.list.setCurrentIndex(places._rows.index(number, 0))
    assert notebook.pane.search.text() == "bread tag:kitchen"
    answered(qtbot, notebook.pane)
    assert found(notebook.pane) == ["Bread"]
    told = places.list.model().index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Baking, search for bread tag:kitchen"


def test_from_a_saved_search_one_comes_back_to_all_notes(
    qtbot: QtBot, brain: Brain, notebook: Notebook, do: Do
) -> None:
    brain.save_search("Baking", "bread")
    notebook.places.read()
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking"], timeout=LONG)
    places = notebook.places
    places.list.setCurrentIndex(places._rows.index(6, 0))
    assert notebook.pane.search.text() == "bread"
    places.list.setCurrentIndex(places._rows.index(0, 0))
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 3, timeout=LONG)
    assert notebook.pane.search.text() == ""


def test_saving_again_under_another_name_renames(
    qtbot: QtBot, brain: Brain, notebook: Notebook, ask: Ask, do: Do
) -> None:
    ask("bread")
    save(notebook, do, "Baking")
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking"], timeout=LONG)
    save(notebook, do, "All about bread")
    qtbot.waitUntil(lambda: searches(notebook) == ["All about bread"], timeout=LONG)
    assert brain.saved_searches() == (SavedSearch("All about bread", "bread"),)


def test_of_two_that_ask_the_same_the_one_is_renamed_that_was_meant(
    qtbot: QtBot, brain: Brain, notebook: Notebook, do: Do
) -> None:
    brain.save_search("A", "bread")
    brain.save_search("B", "bread")
    notebook.places.read()
    qtbot.waitUntil(lambda: searches(notebook) == ["A", "B"], timeout=LONG)
    places = notebook.places
    places.renaming.emit(SavedSearch("B", "bread"))
    sheet = notebook.window().findChild(SaveSheet)
    assert isinstance(sheet, SaveSheet) and sheet.field.text() == "B"
    assert sheet.accessibleName() == "Rename this search"
    sheet.field.setText("C")
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: searches(notebook) == ["A", "C"], timeout=LONG)
    assert places.saved == SavedSearch("C", "bread")

    # Who goes to one of them in the side bar is there, and takes that one away.
    do("go.all")
    places.list.setCurrentIndex(places._rows.index(7, 0))
    assert places._place(places.list.currentIndex()).name == "C"
    do("search.forget")
    qtbot.waitUntil(lambda: searches(notebook) == ["A"], timeout=LONG)


def test_a_name_that_another_search_has_is_refused(
    qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook, ask: Ask, do: Do
) -> None:
    brain.save_search("Baking", "bread")
    brain.save_search("Outside", "garden")
    kept = brain.saved_searches()
    notebook.places.read()
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking", "Outside"], timeout=LONG)
    notice = session._window.notice
    ask("garden")  # renamed …
    save(notebook, do, "Baking")
    qtbot.waitUntil(notice.isVisible, timeout=LONG)
    assert notice._words.text() == (
        "Another search is called “Baking” already.\n"
        "All saved searches are as they were. Choose another name, or remove that one first."
    )
    assert brain.saved_searches() == kept
    notice.hide()
    ask("peas")  # … or kept for the first time
    save(notebook, do, "Baking")
    qtbot.waitUntil(notice.isVisible, timeout=LONG)
    assert brain.saved_searches() == kept


def test_what_cannot_be_understood_is_not_offered_to_be_saved(
    qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook, ask: Ask, do: Do
) -> None:
    saving, pane = session._window.actions_["search.save"], notebook.pane
    ask("bread")
    pane.search.setText("bread tga:kitchen")
    with qtbot.waitSignal(pane.asking.misread, timeout=LONG):
        qtbot.waitUntil(lambda: pane.asking._error is not None, timeout=LONG)
        saving.trigger()  # at once, before anything was said
    assert pane.said.lines[0] == "There is no filter “tga:”."
    assert notebook.window().findChild(SaveSheet) is None
    assert not saving.isEnabled()
    ask("bread tag:kitchen")
    assert saving.isEnabled()
    save(notebook, do, "Baking")
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking"], timeout=LONG)
    assert brain.saved_searches() == (SavedSearch("Baking", "bread tag:kitchen"),)


def test_delete_removes_a_saved_search_and_undo_brings_it_back(
    qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook, ask: Ask, do: Do
) -> None:
    brain.save_search("Baking", "bread")
    notebook.places.read()
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking"], timeout=LONG)
    places = notebook.places
    places.list.setCurrentIndex(places._rows.index(6, 0))
    QTest.keyClick(places.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: searches(notebook) == [], timeout=LONG)
    toast = session._window.toast
    assert toast.findChildren(QLabel)[0].text() == "Removed the search “Baking”"
    do("edit.undo")
    qtbot.waitUntil(lambda: searches(notebook) == ["Baking"], timeout=LONG)


def test_by_what_one_searches_is_remembered_and_shown_where_there_is_a_model(
    qtbot: QtBot, notebook: Notebook, session: Session, ask: Ask, do: Do
) -> None:
    switch = notebook.pane.switch
    ask("bread")
    assert not switch.isVisible()
    assert not session._window.actions_["search.meaning"].isEnabled()
    notebook.searching.allow_meaning(True)
    qtbot.waitUntil(switch.isVisible, timeout=LONG)
    do("search.meaning")
    assert session._remembered.mode == "meaning"
    QTest.keyClick(switch, Qt.Key.Key_Right)
    assert session._remembered.mode == "both"
    assert session._window.actions_["search.both"].isChecked()


def test_where_only_filters_are_asked_nothing_is_said_of_meaning(
    qtbot: QtBot, notebook: Notebook, ask: Ask, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane, brain = notebook.pane, notebook.pane._workspace.brain
    some = Coverage("local", 2, 3)
    monkeypatch.setattr(brain.meaning, "covering", lambda result, _: replace(result, coverage=some))
    notebook.searching.allow_meaning(True)
    do("search.both")
    for asked, says in (
        ("bread", True),
        ("tag:kitchen", False),
        ("is:pinned", False),
        ("tag:kitchen -bread", False),
        ("tag:kitchen bread", True),
        ("sort:updated has:link", False),
        ("(tag:kitchen OR bread)", True),
        ("bread as-of:today", False),
    ):
        ask(asked)
        qtbot.waitUntil(lambda: pane.asking._under_way == 0, timeout=LONG)
        assert pane.switch.isVisible() is says, asked
        told = "2 of 3 notes can be found by meaning yet." in pane.said.lines
        assert told is says, asked


def test_what_is_left_to_do_is_a_place(
    qtbot: QtBot, brain: Brain, notebook: Notebook, pane: ListPane, do: Do
) -> None:
    do("go.tasks")
    answered(qtbot, pane)
    assert found(pane) == []
    assert pane._empty.words.startswith("Nothing is left to do.") and pane._empty.offers == []
    older, newer = (brain.create_memory(f"{day}\n\n- [ ] call the plumber").memory for day in ("Mon", "Tue"))
    brain.create_memory("Sun\n\n- [x] call the plumber")
    do("go.all")
    do("go.tasks")
    answered(qtbot, pane)
    assert list(pane.list.ids) == [newer, older]
    places = notebook.places
    assert places._place(places.list.currentIndex()).name == "Open tasks"
    assert places.saved is None, "it cannot be forgotten"


def test_a_row_of_the_open_tasks_says_what_is_left_to_do_and_the_next_once_that_is_ticked(
    qtbot: QtBot, brain: Brain, notebook: Notebook, pane: ListPane, do: Do
) -> None:
    brain.create_memory("Shopping\n\nfor Sunday\n\n- [ ] oat milk\n- [ ] eggs")
    alone = brain.create_memory("- [ ] call the **plumber**\n- [x] find the number").memory

    def rows() -> list[tuple[str, str]]:
        told = [pane.list.model().index(row, 0).data(ROW) for row in range(len(pane.list.ids))]
        return [(row.title, row.excerpt) for row in told]

    do("go.tasks")
    answered(qtbot, pane)
    assert rows() == [("call the plumber", ""), ("Shopping", "oat milk +1 more")]
    shopping = pane.list.ids[1]
    notebook.show_note(shopping)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: notebook.editor.note == shopping and not text.isReadOnly(), timeout=LONG)
    text.setTextCursor(text.document().find("oat"))
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ("Shopping", "eggs") in rows(), timeout=LONG)
    assert alone in pane.list.ids
