"""Where is searched: from every place in all notes, and in that place only when one says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.place_rows import TRASH, UNTAGGED
from app.notebook import Notebook
from app.session import Session
from core import View
from core.brain import Brain
from tests.app.search.conftest import answered, found

KITCHEN = View(tag="kitchen")


def test_among_all_notes_there_is_nothing_to_say(pane: ListPane, ask: Callable[[str], list[str]]) -> None:
    assert ask("bread") == ["Bread", "Reading list"]
    assert pane.scope.isHidden()


def test_in_a_tag_it_is_said_that_all_notes_are_searched_and_a_key_turns_to_the_tag(
    qtbot: QtBot,
    session: Session,
    notebook: Notebook,
    pane: ListPane,
    ask: Callable[[str], list[str]],
    do: Callable[[str], None],
) -> None:
    notebook.places.go(KITCHEN)
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1)
    assert pane.scope.isHidden(), "nothing is searched"
    assert not session._window.actions_["search.here"].isEnabled()
    assert ask("bread") == ["Bread", "Reading list"]
    assert (pane.scope.told, pane.scope._turn.text()) == ("In all notes", "Only in “kitchen”")
    do("search.here")
    assert pane.search.text() == "bread tag:kitchen"
    answered(qtbot, pane)
    assert found(pane) == ["Bread"]
    assert session._window.actions_["search.here"].isChecked()
    assert (pane.scope.told, pane.scope._turn.text()) == ("Only in “kitchen”", "Search all notes")
    assert pane.chips.words[-1] == "tag kitchen"

    # Back again by the button, where the keyboard stays.
    pane.scope._turn.setFocus()
    QTest.keyClick(pane.scope._turn, Qt.Key.Key_Space)
    answered(qtbot, pane)
    assert (pane.search.text(), found(pane)) == ("bread", ["Bread", "Reading list"])
    assert pane.scope._turn.hasFocus()
    pane.search.clear()
    qtbot.waitUntil(lambda: len(pane.list.ids) == 1)
    assert pane.scope.isHidden()


@pytest.mark.parametrize(
    ("place", "button", "titles"),
    [(TRASH, "Only in “Trash”", ["Stale bread"]), (UNTAGGED, "Only in “Untagged”", ["Loose bread"])],
)
def test_the_trash_and_notes_without_a_tag_are_places_to_search_in(
    qtbot: QtBot,
    brain: Brain,
    notebook: Notebook,
    pane: ListPane,
    ask: Callable[[str], list[str]],
    place: View,
    button: str,
    titles: list[str],
) -> None:
    brain.create_memory("Loose bread")
    brain.delete(brain.create_memory("Stale bread", tags=["kitchen"]).memory)
    notebook.places.go(place)
    ask("bread")
    assert pane.scope._turn.text() == button
    pane.scope._turn.click()
    answered(qtbot, pane)
    assert found(pane) == titles


def test_a_kept_search_has_a_place_of_its_own(
    qtbot: QtBot, brain: Brain, notebook: Notebook, pane: ListPane
) -> None:
    brain.save_search("Baking", "bread")
    notebook.places.read()
    places = notebook.places
    qtbot.waitUntil(lambda: places._rows.row_of_search("bread") is not None)
    places.go(KITCHEN)
    number = places._rows.row_of_search("bread")
    assert number is not None
    places.list.setCurrentIndex(places._rows.index(number, 0))
    answered(qtbot, pane)
    assert pane.scope.isHidden()


def test_a_long_name_of_a_place_does_not_make_the_list_wider(
    qtbot: QtBot, session: Session, notebook: Notebook, pane: ListPane, ask: Callable[[str], list[str]]
) -> None:
    wide = pane.minimumSizeHint().width()
    notebook.places.go(View(tag="a tag of very many words that nobody should ever give to a note"))
    ask("bread")
    assert pane.scope._turn.text() == "Only in “a tag of very many w…”"
    assert pane.minimumSizeHint().width() <= max(wide, 240)
