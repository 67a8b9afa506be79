"""The side bar: places with their figures, and tags however many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.library.place_rows import PLACE
from app.library.places import Places
from app.theme import Theme
from app.workspace import Workspace
from core import Memory, View
from core.brain import Brain


@pytest.fixture
def places(qtbot: QtBot, workspace: Workspace, theme: Theme) -> Places:
    made = Places(workspace, theme)
    qtbot.addWidget(made)
    made.resize(220, 600)
    made.show()
    return made


def rows(places: Places) -> list[tuple[str, int | None]]:
    model = places.list.model()
    found = [model.index(row, 0).data(PLACE) for row in range(model.rowCount())]
    return [(place.name, place.count) for place in found]


def test_places_come_first_then_the_tags_each_with_its_figure(
    qtbot: QtBot, brain: Brain, places: Places
) -> None:
    brain.create_memory("Bread", tags=["kitchen"])
    brain.create_memory("Beans", tags=["garden", "kitchen"])
    brain.delete(brain.create_memory("Old").memory)
    places.read()
    qtbot.waitUntil(lambda: len(rows(places)) == 8, timeout=10_000)
    assert rows(places) == [
        ("All notes", 2), ("Pinned", None), ("Open tasks", None), ("Untagged", None), ("Trash", 1),
        ("Tags", None), ("garden", 1), ("kitchen", 2),
    ]  # fmt: skip


def test_figures_follow_what_others_do(qtbot: QtBot, brain: Brain, places: Places) -> None:
    places.read()
    brain.create_memory("Bread", tags=["kitchen"])
    qtbot.waitUntil(lambda: ("kitchen", 1) in rows(places), timeout=10_000)


def test_five_thousand_tags_are_listed_and_narrowed(qtbot: QtBot, brain: Brain, places: Places) -> None:
    memories = [
        Memory.create("x", brain.user_id, [f"tag {number}" for number in range(start, start + 100)])
        for start in range(0, 5_000, 100)
    ]
    brain._log.append((), lambda _: memories)
    places.read()
    qtbot.waitUntil(lambda: len(rows(places)) == 5_006, timeout=10_000)
    QTest.keyClicks(places.filter, "tag 123")
    assert [name for name, _ in rows(places)[6:]] == ["tag 123", *(f"tag 123{digit}" for digit in range(10))]
    went: list[View] = []
    places.chosen.connect(went.append)
    QTest.keyClick(places.filter, Qt.Key.Key_Return)
    assert went == [View(tag="tag 123")]
    QTest.keyClick(places.filter, Qt.Key.Key_Escape)
    assert len(rows(places)) == 5_006
    assert places.view == View(tag="tag 123")


def test_letters_that_no_tag_holds_are_told(qtbot: QtBot, brain: Brain, places: Places) -> None:
    brain.create_memory("Bread", tags=["kitchen"])
    places.read()
    qtbot.waitUntil(lambda: len(rows(places)) == 7, timeout=10_000)
    places.filter.setText("Xyz")
    assert rows(places)[5:] == [("Tags", None), ("No tag holds “Xyz”.", None)]
    QTest.keyClick(places.filter, Qt.Key.Key_Return)
    places.filter.setText("Kit")
    assert rows(places)[5:] == [("Tags", None), ("kitchen", 1)]


def test_the_arrow_keys_go_from_place_to_place_and_pass_over_the_heading(
    qtbot: QtBot, brain: Brain, places: Places
) -> None:
    brain.create_memory("Bread", tags=["kitchen"])
    places.read()
    qtbot.waitUntil(lambda: len(rows(places)) == 7, timeout=10_000)
    went: list[View] = []
    places.chosen.connect(went.append)
    for _ in range(5):
        QTest.keyClick(places.list, Qt.Key.Key_Down)
    assert went == [View(untagged=True), View(trash=True), View(tag="kitchen")]


def test_a_screen_reader_hears_the_place_and_how_many_notes_it_holds(
    qtbot: QtBot, brain: Brain, places: Places
) -> None:
    brain.create_memory("Bread")
    places.read()
    qtbot.waitUntil(lambda: rows(places)[0] == ("All notes", 1), timeout=10_000)
    model = places.list.model()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "All notes, 1 note"
    assert places.list.accessibleName() == "Places and tags"
