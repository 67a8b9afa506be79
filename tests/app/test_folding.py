"""How side bar, list and note make room for each other, in a narrow window, in a small one, and back in a large one."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.notebook import Notebook
from app.session import Session
from core import View
from tests.app.test_notebook import do, notebook, notes

LONG = 10_000
__all__ = ["notebook", "notes"]  # fixtures


def test_a_narrow_window_folds_its_panes_and_unfolds_them_again(
    qtbot: QtBot, session: Session, notebook: Notebook
) -> None:
    window = session._window
    for width, places, listed in (
        (1_100, True, True),
        (800, False, True),
        (500, False, False),
        (1_000, True, True),
    ):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: notebook.width() == window.width(), timeout=LONG)
        assert (notebook.places.isVisible(), notebook.pane.isVisible()) == (places, listed), width


def test_in_a_small_window_side_bar_and_list_make_room_for_each_other_and_a_large_one_is_as_it_was(
    qtbot: QtBot, session: Session, notebook: Notebook
) -> None:
    def shown() -> list[str]:
        parts = {"places": notebook.places, "list": notebook.pane, "note": notebook.editor}
        return [name for name, part in parts.items() if part.isVisible()]

    def resize(width: int) -> None:
        session._window.resize(width, 700)
        qtbot.waitUntil(lambda: notebook.width() == width, timeout=LONG)

    resize(1_100)
    widths = notebook.sizes()
    resize(800)
    do(session, "view.places")
    assert shown() == ["places", "list", "note"]
    resize(602)
    assert shown() == ["places", "list", "note"] and not lying_over_each_other(notebook)
    resize(540)
    assert shown() == ["places", "note"]
    for action, left in (
        ("view.list", ["list", "note"]),
        ("view.places", ["places", "note"]),
        ("go.search", ["list", "note"]),
        ("go.tags", ["places", "note"]),
        ("go.trash", ["list", "note"]),
        ("go.all", ["list", "note"]),
        ("view.list", ["note"]),
        ("view.places", ["places", "note"]),
        ("view.places", ["note"]),
    ):
        do(session, action)
        assert shown() == left, action
        assert not lying_over_each_other(notebook)
    resize(1_100)
    assert shown() == ["places", "list", "note"], "what was folded in a small window is wanted in a large one"
    assert notebook.sizes() == widths


def lying_over_each_other(notebook: Notebook) -> bool:
    panes = [each for each in (notebook.places, notebook.pane, notebook.editor) if each.isVisible()]
    return any(one.geometry().intersects(other.geometry()) for one, other in pairwise(panes))


def test_in_a_small_window_a_place_leads_on_to_its_notes(
    qtbot: QtBot, session: Session, notebook: Notebook
) -> None:
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    session._window.resize(540, 500)
    qtbot.waitUntil(lambda: notebook.width() == 540, timeout=LONG)
    do(session, "view.list")
    notebook.pane.list.setFocus()
    places = notebook.places.list
    do(session, "view.places")
    assert places.hasFocus(), "the keyboard was in the list, which is folded"
    QTest.keyClick(places, Qt.Key.Key_Return)
    assert notebook.pane.list.hasFocus() and not notebook.places.isVisible()
    do(session, "view.places")
    trash = notebook.places.area_of(View(trash=True))
    assert trash is not None
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=trash.center())
    assert notebook.pane.isVisible() and notebook.pane.view.trash and not notebook.places.isVisible()
    session._window.resize(1_100, 500)
    qtbot.waitUntil(lambda: notebook.width() == 1_100, timeout=LONG)
    do(session, "view.list")
    do(session, "go.all")
    assert not notebook.pane.isVisible(), "in a large window a person did not want it"
    do(session, "view.list")
