"""A person keeps a notebook in order by keys and mouse: its tags, the searches that are asked again and again, what stands
together and first, and many notes at once."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
)
from pytestqt.qtbot import QtBot

from app.editor.below import Row
from app.finding.sheet import ShortcutSheet
from app.library.many import Many
from app.library.note_rows import ROW, NoteRow
from app.library.place_rows import PLACE, Place
from app.library.tag_sheet import TagSheet
from app.notebook import Notebook
from app.session import Session
from core import Memory, SavedSearch
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import ALT, CTRL, LONG, SHIFT, press, write

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def notes(brain: Brain) -> dict[str, UUID]:
    """Some notes about a house, the newest last."""
    tagged = {
        "Roof": ["house/roof"],
        "Boiler": ["house/heating"],
        "Insurance": ["house", "paper"],
        "Passport": ["papers"],
        "Bread": ["kitchen"],
    }
    return {title: brain.create_memory(f"# {title}", tags=tags).memory for title, tags in tagged.items()}


@pytest.fixture
def session(qtbot: QtBot, notes: dict[str, UUID], open_session: OpenSession) -> Session:
    """The window, with the keyboard in it and all notes in sight."""
    opened = open_session()
    with qtbot.waitActive(opened._window):
        opened._window.activateWindow()
    qtbot.waitUntil(lambda: len(notebook_of(opened).pane.list.ids) == len(notes), timeout=LONG)
    qtbot.waitUntil(lambda: bool(opened._parts), timeout=LONG)
    qtbot.waitUntil(lambda: "kitchen" in [each.name for each in places(opened)], timeout=LONG)
    return opened


def notebook_of(session: Session) -> Notebook:
    assert session.notebook is not None
    return session.notebook


def places(session: Session) -> list[Place]:
    rows = notebook_of(session).places.list.model()
    return [rows.index(number, 0).data(PLACE) for number in range(rows.rowCount())]


def tags(session: Session) -> list[tuple[str, int | None]]:
    return [(each.name, each.count) for each in places(session) if each.tag is not None]


def rows(session: Session) -> list[NoteRow]:
    listed = notebook_of(session).pane.list
    found = [listed.model().index(number, 0).data(ROW) for number in range(len(listed.ids))]
    return [row for row in found if isinstance(row, NoteRow)]


def titles(session: Session) -> list[str]:
    return [row.title for row in rows(session)]


def said(session: Session) -> str:
    """What the line at the bottom says was done."""
    toast = session._window.toast
    return toast.findChildren(QLabel)[0].text() if toast.isVisible() else ""


def click_row(session: Session, view: QAbstractItemView, number: int, button: Qt.MouseButton = LEFT) -> None:
    """As the mouse does it: the window finds out what is below."""
    index = view.model().index(number, 0)
    view.scrollTo(index)
    area = view.visualRect(index)
    point = view.viewport().mapTo(
        session._window, QPoint(area.center().x(), area.bottom() - area.height() // 4)
    )
    QTest.mouseClick(session._window.windowHandle(), button, pos=point)


def click_place(session: Session, name: str, button: Qt.MouseButton = LEFT) -> None:
    number = [each.name for each in places(session)].index(name)
    click_row(session, notebook_of(session).places.list, number, button)


def choose(qtbot: QtBot, session: Session, *words: str) -> None:
    """One after the other from the menu that is open, and the menus that open from it. Then the desktop gives the keyboard
    back to the window."""
    for each in words:
        qtbot.waitUntil(partial(_is_offered, each), timeout=LONG)
        take(each)
    session._window.activateWindow()
    qtbot.waitUntil(session._window.isActiveWindow, timeout=LONG)


def take(word: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(offer for offer in menu.actions() if offer.text() == word)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def _is_offered(word: str) -> bool:
    menu = QApplication.activePopupWidget()
    return isinstance(menu, QMenu) and word in [each.text() for each in menu.actions()]


def choose_from(qtbot: QtBot, session: Session, menu: str, *words: str) -> None:
    """From a menu of the menu bar."""
    bar = session._window.menuBar()
    action = next(each for each in bar.actions() if each.text().replace("&", "") == menu)
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(action).center())
    choose(qtbot, session, *words)


def click_on(button: QAbstractButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_the_tree_of_tags_is_renamed_merged_colored_and_folded(
    qtbot: QtBot, brain: Brain, notes: dict[str, UUID], session: Session
) -> None:
    sheet = session._window.findChildren(TagSheet)[0]
    assert tags(session) == [
        ("house", 3), ("heating", 1), ("roof", 1), ("kitchen", 1), ("paper", 1), ("papers", 1),
    ]  # fmt: skip

    click_place(session, "house")
    qtbot.waitUntil(lambda: set(titles(session)) == {"Roof", "Boiler", "Insurance"}, timeout=LONG)
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "Changes 3 notes. 2 tags below it go along." in sheet._told.text(), timeout=LONG)
    write("home\n")
    qtbot.waitUntil(lambda: said(session) == "Renamed “house” to “home” in 3 notes", timeout=LONG)
    qtbot.waitUntil(lambda: tags(session)[:3] == [("home", 3), ("heating", 1), ("roof", 1)], timeout=LONG)
    assert brain.memory(notes["Roof"]).tags == ("home/roof",)
    assert set(titles(session)) == {"Roof", "Boiler", "Insurance"}, "one stays with the notes"

    click_place(session, "papers", RIGHT)
    choose(qtbot, session, "Rename or merge…")
    qtbot.waitUntil(lambda: "Changes 1 note." in sheet._told.text(), timeout=LONG)
    write("paper")
    assert (sheet.button.text(), sheet.field.text()) == ("Merge", "paper")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tags(session)[-1] == ("paper", 2), timeout=LONG)

    click_place(session, "home", RIGHT)
    choose(qtbot, session, "Color", "Green")
    assert (
        next(each for each in places(session) if each.name == "home").spoken
        == "home, 3 notes, unfolded, green"
    )

    click_place(session, "home")
    press(Qt.Key.Key_Left)
    assert ("roof", 1) not in tags(session)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: tags(session)[-2:] == [("paper", 1), ("papers", 1)], timeout=LONG)
    qtbot.waitUntil(lambda: said(session) == "Undid: merge tag “papers” into “paper”", timeout=LONG)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: tags(session)[0] == ("house", 3), timeout=LONG)


def test_a_search_is_saved_opened_again_renamed_and_removed(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    pane = notebook_of(session).pane
    press(Qt.Key.Key_F, CTRL | SHIFT)
    write("tag:house -tag:house/roof")
    qtbot.waitUntil(lambda: set(titles(session)) == {"Boiler", "Insurance"}, timeout=LONG)
    press(Qt.Key.Key_S, CTRL | SHIFT)
    write("Below the roof\n")
    qtbot.waitUntil(lambda: said(session) == "“Below the roof” is in the side bar now", timeout=LONG)

    click_place(session, "kitchen")
    click_place(session, "All notes")
    qtbot.waitUntil(lambda: len(titles(session)) == 5 and not pane.search.text(), timeout=LONG)
    click_place(session, "Below the roof")
    qtbot.waitUntil(lambda: set(titles(session)) == {"Boiler", "Insurance"}, timeout=LONG)
    click_place(session, "All notes")

    click_place(session, "Below the roof", RIGHT)
    choose(qtbot, session, "Rename “Below the roof”…")
    write("Inside\n")
    qtbot.waitUntil(lambda: said(session) == "Renamed “Below the roof” to “Inside”", timeout=LONG)
    qtbot.waitUntil(lambda: "Inside" in [each.name for each in places(session)], timeout=LONG)
    assert brain.saved_searches() == (SavedSearch("Inside", "tag:house -tag:house/roof"),)

    click_place(session, "Inside")
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: said(session) == "Removed the search “Inside”", timeout=LONG)
    qtbot.waitUntil(lambda: brain.saved_searches() == (), timeout=LONG)
    click_on(session._window.toast._button)
    qtbot.waitUntil(lambda: "Inside" in [each.name for each in places(session)], timeout=LONG)


def test_related_notes_say_why_and_lead_there_and_back(
    qtbot: QtBot, brain: Brain, notes: dict[str, UUID], session: Session
) -> None:
    notebook = notebook_of(session)
    brain.update_memory(notes["Bread"], "# Bread\n\nwarm as the [[Boiler]]")
    brain.update_memory(notes["Boiler"], "# Boiler\n\nbelow the [[Roof]]")
    editor = notebook.editor
    click_row(session, notebook.pane.list, titles(session).index("Boiler"))
    qtbot.waitUntil(lambda: editor.note == notes["Boiler"], timeout=LONG)
    qtbot.waitUntil(lambda: editor.back_links.titles == ["Bread"], timeout=LONG)
    qtbot.waitUntil(lambda: "Roof" in editor.related.titles, timeout=LONG)
    if editor.related.is_folded:  # as in a low window
        press(Qt.Key.Key_L, CTRL | ALT)
    roof = next(each for each in editor.related.findChildren(Row) if each.title == "Roof")
    assert roof.accessibleName().startswith("Roof, linked from here")
    click_on(roof)
    qtbot.waitUntil(lambda: editor.note == notes["Roof"], timeout=LONG)
    qtbot.waitUntil(lambda: editor.back_links.titles == ["Boiler"], timeout=LONG)
    press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: editor.note == notes["Boiler"], timeout=LONG)


def test_the_list_is_sorted_grouped_and_led_by_what_is_pinned(
    qtbot: QtBot, notes: dict[str, UUID], session: Session
) -> None:
    listed = notebook_of(session).pane.list
    choose_from(qtbot, session, "View", "By title")
    by_title = ["Boiler", "Bread", "Insurance", "Passport", "Roof"]
    qtbot.waitUntil(lambda: titles(session) == by_title, timeout=LONG)
    press(Qt.Key.Key_G, CTRL | SHIFT)
    qtbot.waitUntil(lambda: list(listed._rows.headings.items()) == [(0, "B"), (2, "I"), (3, "P"), (4, "R")])

    click_row(session, listed, titles(session).index("Roof"))
    qtbot.waitUntil(lambda: notebook_of(session).editor.note == notes["Roof"], timeout=LONG)
    press(Qt.Key.Key_P, CTRL | ALT)
    qtbot.waitUntil(lambda: titles(session) == ["Roof", *by_title[:-1]], timeout=LONG)
    assert listed._rows.headings[0] == "Pinned"
    click_place(session, "Pinned")
    qtbot.waitUntil(lambda: titles(session) == ["Roof"], timeout=LONG)
    click_place(session, "All notes")

    press(Qt.Key.Key_G, CTRL | ALT)
    qtbot.waitUntil(lambda: "kitchen" in listed._rows.headings.values(), timeout=LONG)
    press(Qt.Key.Key_G, CTRL | ALT)
    qtbot.waitUntil(lambda: listed._rows.headings == {}, timeout=LONG)
    choose_from(qtbot, session, "View", "Newest change first")
    qtbot.waitUntil(lambda: titles(session)[:2] == ["Roof", "Bread"], timeout=LONG)


def test_very_many_notes_are_changed_after_a_look_at_them_and_come_back(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    brain._log.append((), lambda _: [Memory.create(f"# Receipt {at}", brain.user_id) for at in range(120)])
    listed, count = notebook_of(session).pane.list, 125
    many = next(part for part in session._parts if isinstance(part, Many))
    qtbot.waitUntil(lambda: len(listed.ids) == count, timeout=LONG)
    click_row(session, listed, 0)
    for _ in range(2):
        press(Qt.Key.Key_Down, SHIFT)
    click_on(many.bar.more)
    choose(qtbot, session, "Pin to the top")
    qtbot.waitUntil(lambda: said(session) == "Pinned 3 notes", timeout=LONG)
    qtbot.waitUntil(lambda: sum(row.pinned for row in rows(session)) == 3, timeout=LONG)

    listed.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(many.preview.isVisible, timeout=LONG)
    assert many.preview.accessibleName() == "125 notes will be in the trash. Undo takes it back."
    assert many.preview.titles.text().splitlines() == [*titles(session)[:5], "and 120 more"]
    press(Qt.Key.Key_Escape)
    assert brain.counts().trash == 0
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(many.preview.isVisible, timeout=LONG)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(listed.ids) == 0, timeout=LONG)
    qtbot.waitUntil(lambda: said(session) == "Moved 125 notes to the trash", timeout=LONG)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(listed.ids) == count, timeout=LONG)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not any(row.pinned for row in rows(session)), timeout=LONG)


def test_the_sheet_of_shortcuts_comes_and_goes_by_its_key(qtbot: QtBot, session: Session) -> None:
    listed = notebook_of(session).pane.list
    click_row(session, listed, 0)
    press(Qt.Key.Key_Slash, CTRL)
    sheet = session._window.findChildren(ShortcutSheet)[0]
    qtbot.waitUntil(sheet.isVisible, timeout=LONG)
    write("history")
    assert "History of the note" in shown(sheet)
    assert "Bold" not in shown(sheet)
    press(Qt.Key.Key_Slash, CTRL)
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=LONG)
    press(Qt.Key.Key_Slash, CTRL)
    qtbot.waitUntil(lambda: sheet.isVisible() and "Bold" in shown(sheet), timeout=LONG)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=LONG)
    assert QApplication.focusWidget() is listed, "where one was"


def shown(sheet: ShortcutSheet) -> list[str]:
    """The actions that are listed."""
    every = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    return [row.text(0) for row in sheet.shortcuts.tree.findItems("", every)]
