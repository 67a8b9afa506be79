"""What a query was taken for is shown, can be changed piece by piece, and an error is said in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.notebook import Notebook
from app.search.filter_menu import FilterMenu
from app.session import Session
from core import TagCount
from tests.app.search.conftest import LONG, answered, found

Ask = Callable[[str], list[str]]


def test_chips_say_how_the_query_was_understood(pane: ListPane, ask: Ask) -> None:
    ask('bread -"rye" tag:kitchen created:2026')
    assert pane.chips.words[0] == "“bread”"
    assert pane.chips.words[1:3] == ["not “rye”", "tag kitchen"]
    assert pane.chips.words[3].startswith("created in 2026")


def test_plain_words_need_no_chips(pane: ListPane, ask: Ask) -> None:
    ask("history of bread")
    assert pane.chips.words == []


def test_a_chip_is_taken_out_by_its_cross(qtbot: QtBot, pane: ListPane, ask: Ask) -> None:
    assert ask("bread tag:kitchen") == ["Bread"]
    chip = pane.chips._chips[1]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, chip.height() // 2))
    assert pane.search.text() == "bread"
    answered(qtbot, pane)
    assert found(pane) == ["Bread", "Reading list"]


def test_chips_are_in_reach_of_the_keyboard(qtbot: QtBot, pane: ListPane, ask: Ask) -> None:
    ask("bread tag:kitchen -rye")
    pane.chips._chips[0].setFocus()
    for key, text in ((Qt.Key.Key_Right, "bread tag:kitchen -rye"), (Qt.Key.Key_Backspace, "bread -rye")):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert pane.search.text() == text
    answered(qtbot, pane)
    assert QApplication.focusWidget() is pane.chips._chips[1]  # on the neighbor of the one that went
    QTest.keyClick(pane.chips._chips[1], Qt.Key.Key_Escape)
    assert pane.search.hasFocus()
    assert pane.chips._chips[0].accessibleName() == "Looked for: “bread”"


def test_tab_goes_on_in_reading_order(qtbot: QtBot, notebook: Notebook, pane: ListPane, ask: Ask) -> None:
    notebook.searching.allow_meaning(True)
    ask("gardne tag:plan")
    pane.search.setFocus()
    met = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused.accessibleName() or focused.property("text"))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert met == [
        "Search notes",
        "New note",
        "Looked for: “gardne”",
        "Looked for: tag plan",
        "Did you mean “garden tag:plan”?",
        "Find by both",
        "Notes",
    ]


def test_many_pieces_do_not_fill_the_pane(pane: ListPane, ask: Ask) -> None:
    ask(" ".join(f"-word{number}" for number in range(30)) + " bread")
    assert len(pane.chips.words) == 8
    assert pane.chips._more.text() == "and 23 more"
    pane.chips._more.click()
    assert len(pane.chips.words) == 31


def test_what_cannot_be_understood_is_said_and_what_stays_is_no_answer(
    qtbot: QtBot, pane: ListPane, ask: Ask
) -> None:
    assert ask("bread -tag:garden") == ["Bread", "Reading list"]
    assert pane.heading.text() == "2 notes found"
    pane.search.setText("bread taag:kitchen")
    qtbot.waitUntil(lambda: bool(pane.said.lines), timeout=LONG)
    assert pane.said.lines[0] == "There is no filter “taag:”."
    assert pane.said.suggestion == "bread tag:kitchen"
    assert found(pane) == ["Bread", "Reading list"]  # a slip of the hand takes nothing out of sight
    assert (pane.chips.words, pane.heading.text()) == ([], "Not searched. Still listed: 2 notes")
    assert pane.list.property("old")
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.search.text() == "bread tag:kitchen"
    answered(qtbot, pane)
    assert found(pane) == ["Bread"]
    assert pane.said.lines == []
    assert (pane.chips.words, pane.heading.text()) == (["“bread”", "tag kitchen"], "1 note found")
    assert not pane.list.property("old")


def test_where_nothing_was_found_before_a_mistake_nothing_is_said_of_that(
    qtbot: QtBot, pane: ListPane, ask: Ask
) -> None:
    assert ask("zebra") == []
    pane.search.setText("taag:kitchen")
    qtbot.waitUntil(lambda: bool(pane.said.lines), timeout=LONG)
    assert (pane.heading.text(), pane._empty.words, pane._empty.offers) == (
        "Not searched",
        "Not searched",
        [],
    )


def test_the_place_is_underlined_and_the_text_is_not_touched(qtbot: QtBot, pane: ListPane) -> None:
    pane.search.setText("🪴 taag:kitchen")
    pane.search.setCursorPosition(3)
    qtbot.waitUntil(lambda: bool(pane.said.lines), timeout=LONG)
    marked = [pane.search._marked]
    assert pane.search.text() == "🪴 taag:kitchen"
    assert pane.search.cursorPosition() == 3
    QTest.keyClick(pane.search, Qt.Key.Key_End)
    QTest.keyClicks(pane.search, "s")
    marked.append(pane.search._marked)
    assert marked == [True, False]
    assert pane.search.text() == "🪴 taag:kitchens"


def test_a_half_typed_filter_is_not_complained_about(qtbot: QtBot, pane: ListPane) -> None:
    for text in ("created:2", "created:20", "created:202", "created:2026"):
        pane.search.setText(text)
        qtbot.wait(150)
        assert pane.said.lines == [], text


def test_enter_says_at_once_what_cannot_be_understood(qtbot: QtBot, pane: ListPane) -> None:
    pane.search.setText("created:soon")
    qtbot.waitUntil(lambda: pane.asking._error is not None, timeout=LONG)
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.said.lines[0].startswith("“soon” is no date.")


def test_a_misspelt_word_is_found_and_what_was_meant_is_a_click_away(pane: ListPane, ask: Ask) -> None:
    ask("gardne")
    assert pane.said._suggested == "garden"
    link = pane.said.findChild(QPushButton)
    assert link is not None
    link.click()
    assert pane.search.text() == "garden"


def test_a_tag_in_the_side_bar_narrows_the_search_and_widens_it_again(
    qtbot: QtBot, notebook: Notebook, ask: Ask
) -> None:
    ask("bread")
    places = notebook.places.list
    rows = notebook.places._rows
    number = next(
        at
        for at, place in enumerate(rows.place(row) for row in range(rows.rowCount()))
        if place.name == "books to read"
    )
    area = places.visualRect(rows.index(number, 0))
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert notebook.pane.search.text() == 'bread tag:"books to read"'
    answered(qtbot, notebook.pane)
    assert found(notebook.pane) == ["Reading list"]
    assert places.currentIndex().row() == 0  # still in all notes
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert notebook.pane.search.text() == "bread"


def test_the_arrow_keys_narrow_nothing_before_enter(qtbot: QtBot, notebook: Notebook, ask: Ask) -> None:
    ask("bread")
    places, rows = notebook.places.list, notebook.places._rows
    number = next(
        at
        for at, place in enumerate(rows.place(row) for row in range(rows.rowCount()))
        if place.name == "kitchen"
    )
    places.setCurrentIndex(rows.index(number, 0))
    assert notebook.pane.search.text() == "bread"
    QTest.keyClick(places, Qt.Key.Key_Return)
    assert notebook.pane.search.text() == "bread tag:kitchen"


def test_results_are_sorted_by_date_with_one_key_and_back(
    qtbot: QtBot, pane: ListPane, ask: Ask, do: Callable[[str], None], session: Session
) -> None:
    ask("bread")
    for action, text in (
        ("search.newest", "bread sort:updated"),
        ("search.newest", "bread"),
        ("sort.title", "bread sort:title"),
        ("sort.created", "bread sort:created"),
    ):
        do(action)
        assert pane.search.text() == text
        answered(qtbot, pane)
    assert session._remembered.order == ""  # the places keep their own order


def menu_texts(menu: FilterMenu) -> dict[str, dict[str, bool]]:
    inner = menu.findChildren(QMenu)
    return {each.title(): {action.text(): action.isChecked() for action in each.actions()} for each in inner}


def test_the_menu_of_filters_shows_what_stands_in_the_query(qtbot: QtBot, pane: ListPane) -> None:
    tags = [TagCount("kitchen", 1), TagCount("two words", 2)]
    menu = FilterMenu('bread tag:"two words" sort:title', tags, pane)
    told = menu_texts(menu)
    assert told["Tag"] == {"two words": True, "kitchen": False}
    assert told["Sort"]["By title"]
    assert not told["Sort"]["Best first"]
    menu.deleteLater()


def test_the_menu_works_by_keyboard(
    qtbot: QtBot, pane: ListPane, ask: Ask, do: Callable[[str], None]
) -> None:
    ask("bread")
    do("search.filter")
    qtbot.waitUntil(lambda: pane.search.findChild(FilterMenu) is not None, timeout=LONG)
    menu = pane.search.findChild(FilterMenu)
    assert isinstance(menu, FilterMenu)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):  # into "Created"
        QTest.keyClick(menu, key)
    inner = QApplication.activePopupWidget()
    assert isinstance(inner, QMenu)
    QTest.keyClick(inner, Qt.Key.Key_Return)
    assert pane.search.text() == "bread created:today"
    qtbot.waitUntil(lambda: pane.search.findChild(FilterMenu) is None, timeout=LONG)
    assert pane.search.hasFocus()


def test_what_is_chosen_from_the_menu_becomes_text(qtbot: QtBot, pane: ListPane) -> None:
    for words, text, after in (
        ("This week", "bread", "bread created:week-0"),
        ("An image", "bread", "bread has:image"),
        ("An image", "has:image bread", "bread"),
        ("By title", "bread sort:created", "bread sort:title"),
        ("Best first", "bread sort:title", "bread"),
        ("Without a tag", "", "is:untagged"),
    ):
        menu = FilterMenu(text, [], pane)
        actions = [each for inner in menu.findChildren(QMenu) for each in inner.actions()]
        with qtbot.waitSignal(menu.changed) as told:
            next(each for each in [*menu.actions(), *actions] if each.text() == words).trigger()
        assert told.args == [after], words
        menu.deleteLater()
