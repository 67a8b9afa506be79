"""Tags in the side bar as a tree: folded, renamed, merged, colored and removed by hand."""

from __future__ import annotations

import time
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.library.carrying import carried as carried_name
from app.library.many import Many
from app.library.place_rows import PLACE, Place, PlaceRows
from app.library.places import Places
from app.library.tag_sheet import TagSheet
from app.session import Session
from app.theme import GRID, TAG_COLORS, Theme
from core import Counts, TagNode, View
from core.brain import Brain

LONG = 10_000
TREE = [("garden", 1), ("house", 3), ("roof", 2), ("tiles", 1)]


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    tags = (["house"], ["house", "house/roof"], ["house/roof/tiles"], ["garden"])
    return [brain.create_memory(f"Note {at}", tags=each).memory for at, each in enumerate(tags)]


def tags(places: Places) -> list[Place]:
    model = places.list.model()
    found = [model.index(row, 0).data(PLACE) for row in range(model.rowCount())]
    return [place for place in found if place.tag is not None]


def tree(places: Places) -> list[tuple[str, int | None]]:
    return [(place.name, place.count) for place in tags(places)]


def places_of(session: Session) -> Places:
    assert session.notebook is not None
    return session.notebook.places


def sheet_of(session: Session) -> TagSheet:
    return session._window.findChildren(TagSheet)[0]


def test_a_tree_is_folded_by_key_and_mouse_and_that_is_remembered(
    qtbot: QtBot, notes: list[UUID], session: Session
) -> None:
    places = places_of(session)
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    assert [place.depth for place in tags(places)] == [0, 0, 1, 2]
    places.go(View(tag="house"))
    assert session.notebook is not None
    listed = session.notebook.pane.list
    qtbot.waitUntil(lambda: len(listed.ids) in (1, 2, 3), timeout=LONG)
    QTest.keyClick(places.list, Qt.Key.Key_Down)
    QTest.keyClick(places.list, Qt.Key.Key_Left)
    assert tree(places) == TREE[:3]
    assert session._remembered.folded_tags == {"house/roof"}
    QTest.keyClick(places.list, Qt.Key.Key_Left)  # on to the tag above
    qtbot.waitUntil(lambda: places.view.tag == "house" and len(listed.ids) == 3, timeout=LONG)
    row = places.list.visualRect(places.list.currentIndex())
    QTest.mouseClick(
        places.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2 * GRID, row.center().y())
    )
    assert tree(places) == TREE[:2]
    assert places.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "house, 3 notes, folded"
    QTest.keyClick(places.list, Qt.Key.Key_Right)
    assert tree(places) == TREE[:3]


def test_of_very_many_tags_that_come_at_once_only_the_uppermost_are_listed(
    qtbot: QtBot, notes: list[UUID], brain: Brain, session: Session
) -> None:
    places = places_of(session)
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    before = places.above
    brain.create_memory("Comes", tags=[f"vault/{name}/old" for name in "abcdefgh"])
    places.read_folded(before)
    qtbot.waitUntil(lambda: tree(places) == [*TREE, ("vault", 1)], timeout=LONG)
    assert session._remembered.folded_tags == {"vault", *(f"vault/{name}" for name in "abcdefgh")}


def test_a_tag_is_renamed_and_merged_with_what_will_change_said_before(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session
) -> None:
    places, sheet = places_of(session), sheet_of(session)
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    places.go(View(tag="house", below=True))
    session._window.actions_["tag.rename"].trigger()
    qtbot.waitUntil(lambda: "Changes 3 notes. 2 tags below it go along." in sheet._told.text(), timeout=LONG)
    assert not sheet.button.isEnabled()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(GRID, GRID))
    assert sheet.isVisible()  # beside the field is not elsewhere
    before = _is_filled(sheet)
    sheet.field.setText("garden")
    assert _is_filled(sheet).topLeft() == before.topLeft(), "it grows downward, if at all"
    assert (sheet.button.text(), "is in use: the two become one" in sheet._told.text()) == ("Merge", True)
    sheet.field.setText("home")
    assert sheet.button.text() == "Rename"
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [name for name, _ in tree(places)][:2] == ["garden", "home"], timeout=LONG)
    qtbot.waitUntil(lambda: places.view.tag == "home", timeout=LONG)
    toast = session._window.toast
    qtbot.waitUntil(lambda: toast.accessibleName() == "Renamed “house” to “home” in 3 notes", timeout=LONG)
    toast.undo()
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    qtbot.waitUntil(lambda: places.view == View(tag="house", below=True), timeout=LONG)
    toast.undo()  # which is doing it again now
    qtbot.waitUntil(lambda: places.view == View(tag="home", below=True), timeout=LONG)
    listed = session.notebook.pane.list  # type: ignore[union-attr]  # the notebook is open
    qtbot.waitUntil(lambda: len(listed.ids) == 3, timeout=LONG)
    brain.tagging.rename("home", "house")  # as another program does it
    qtbot.waitUntil(lambda: places.view == View(tag="house", below=True), timeout=LONG)
    assert brain.memory(notes[2]).tags == ("house/roof/tiles",)


def _is_filled(sheet: TagSheet) -> QRect:
    """Where the sheet stands, once it is as high as its words need and no higher."""
    told = sheet._told
    room = QRect(0, 0, told.width(), sheet.height())
    words = told.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, told.text())
    assert abs(told.height() - words.height()) <= 2
    assert sheet.contentsRect().bottom() - told.geometry().bottom() == 4 * GRID
    return sheet.geometry()


def test_a_tag_has_a_color_beside_its_name_and_leaves_all_notes(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, theme: Theme
) -> None:
    places, sheet = places_of(session), sheet_of(session)
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    places.go(View(tag="garden"))
    session._window.actions_["tag.color"].trigger()
    (menu,) = [each for each in places.findChildren(QMenu) if each.isVisible()]
    next(each for each in menu.actions() if each.text() == "Green").trigger()
    menu.close()
    assert (tags(places)[0].color, tags(places)[0].spoken) == ("green", "garden, 1 note, green")
    assert all(theme.tag_color(name) is not None for name in TAG_COLORS)
    session._window.actions_["tag.remove"].trigger()
    qtbot.waitUntil(lambda: "Changes 1 note." in sheet._told.text(), timeout=LONG)
    QTest.keyClick(sheet.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: brain.memory(notes[3]).tags == (), timeout=LONG)
    qtbot.waitUntil(lambda: places.view == View(), timeout=LONG)


def drop(places: Places, data: QMimeData, row: int, keys: Qt.KeyboardModifier) -> bool:
    """Let something go over a row, having come to the list at its first one; whether the row took it."""
    start = places.list.visualRect(places.list.model().index(0, 0)).center()
    came = QDragEnterEvent(start, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    places.list.dragEnterEvent(came)
    point = QPointF(places.list.visualRect(places.list.model().index(row, 0)).center())
    event = QDropEvent(point, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    places.list.dropEvent(event)
    return came.isAccepted() and event.isAccepted()


def test_notes_are_dragged_onto_a_tag_and_a_tag_below_another_one(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session
) -> None:
    places, free, shift = (
        places_of(session),
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    assert session.notebook is not None
    listed, toast = session.notebook.pane.list, session._window.toast
    places.go(View(tag="garden"))
    qtbot.waitUntil(lambda: list(listed.ids) == [notes[3]], timeout=LONG)
    listed.selectAll()
    garden, house = rows_of(places, "garden", "house")
    rows = places.list.model()
    carried, tag = listed.model().mimeData([]), rows.mimeData([rows.index(garden, 0)])
    assert carried_name("tag", rows.mimeData([rows.index(house, 0)])) == "house", (
        "what is dragged, whatever is shown"
    )
    assert not drop(places, carried, 0, free)  # all notes: they are there already
    assert not drop(places, QMimeData(), house, free)
    assert drop(places, carried, house, free)
    qtbot.waitUntil(lambda: brain.memory(notes[3]).tags == ("garden", "house"), timeout=LONG)
    qtbot.waitUntil(lambda: toast.accessibleName() == "Changed the tags of 1 note", timeout=LONG)
    toast.undo()
    qtbot.waitUntil(lambda: brain.memory(notes[3]).tags == ("garden",), timeout=LONG)
    assert not drop(places, tag, garden, free)  # on itself
    assert drop(places, tag, house, free)
    qtbot.waitUntil(lambda: brain.memory(notes[3]).tags == ("house/garden",), timeout=LONG)
    qtbot.waitUntil(
        lambda: places.view.tag == "house/garden" and list(listed.ids) == [notes[3]], timeout=LONG
    )
    qtbot.waitUntil(lambda: [name for name, _ in tree(places)][:2] == ["house", "garden"], timeout=LONG)
    listed.selectAll()
    assert drop(places, carried, rows_of(places, "house/roof")[0], shift)
    qtbot.waitUntil(lambda: brain.memory(notes[3]).tags == ("house/roof",), timeout=LONG)


def rows_of(places: Places, *names: str) -> list[int]:
    model = places.list.model()
    found = {model.index(row, 0).data(PLACE).tag: row for row in range(model.rowCount())}
    return [found[name] for name in names]


def test_folding_among_five_thousand_tags_is_no_more_work_than_showing_them() -> None:
    rows = PlaceRows()
    names = [f"t{at // 10}" + (f"/c{at % 10}" if at % 10 else "") for at in range(5_000)]
    nodes = [TagNode(name, 1, "/" not in name) for name in names]
    shown, folded = [], []
    for _ in range(5):
        began = time.process_time()
        rows.show(Counts(1, 0), nodes)
        between = time.process_time()
        rows.fold({"t7"})
        folded.append(time.process_time() - between)
        shown.append(between - began)
        rows.fold(set())
    assert min(folded) < 3 * min(shown)
    rows.fold({"t7"})
    assert rows.rowCount() == 6 + 5_000 - 9


def test_very_many_notes_that_are_dragged_onto_a_tag_are_named_first(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.library.many._MANY", 1)
    many = next(part for part in session._parts if isinstance(part, Many))
    places = places_of(session)
    qtbot.waitUntil(lambda: tree(places) == TREE, timeout=LONG)
    assert session.notebook is not None
    listed = session.notebook.pane.list
    places.go(View(tag="garden"))
    qtbot.waitUntil(lambda: list(listed.ids) == [notes[3]], timeout=LONG)
    listed.selectAll()
    (house,) = rows_of(places, "house")
    before = brain.memory(notes[3]).tags
    assert drop(places, listed.model().mimeData([]), house, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(many.preview.isVisible, timeout=LONG)
    assert many.preview.accessibleName().startswith("1 note will leave the tag “garden” for “house”.")
    assert brain.memory(notes[3]).tags == before
    QTest.keyClick(many.preview.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: brain.memory(notes[3]).tags == ("house",), timeout=LONG)
