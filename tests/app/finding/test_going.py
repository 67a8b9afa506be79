"""Going to a tag or a place by some of its letters leads where a click on it in the side bar leads."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.finding.choice import CHOICE, Choice
from app.finding.palette import Palette
from app.session import Session
from core import Titled
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import CTRL, LONG, press, write


@pytest.fixture
def session(qtbot: QtBot, brain: Brain, open_session: OpenSession) -> Session:
    """A window on notes whose tags stand below others, which no note has itself."""
    for tag in ("work/clients/Novak", "work/plans", "kitchen"):
        brain.create_memory(tag, tags=[tag])
    opened = open_session()
    with qtbot.waitActive(opened._window):
        opened._window.activateWindow()
    qtbot.waitUntil(lambda: bool(opened._window.findChildren(Palette)), timeout=LONG)
    return opened


def offered(session: Session) -> list[tuple[str, str]]:
    rows = session._window.findChildren(Palette)[0].rows
    found: list[Choice] = [rows.index(number).data(CHOICE) for number in range(rows.rowCount())]
    return [(each.title, each.detail) for each in found]


@pytest.mark.parametrize("typed", ["#work", "work"])
def test_a_tag_above_others_is_found_and_lists_their_notes(
    qtbot: QtBot, session: Session, typed: str
) -> None:
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: len(notebook.places.tags) == 5, timeout=LONG)
    press(Qt.Key.Key_P, CTRL)
    write(typed)
    qtbot.waitUntil(lambda: ("work", "2 notes") in offered(session), timeout=LONG)
    for _ in range(offered(session).index(("work", "2 notes"))):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notebook.pane.heading.text() == "work · 2 notes", timeout=LONG)
    assert notebook.places.view == notebook.places._place(notebook.places.list.currentIndex()).view


@pytest.mark.parametrize(
    ("typed", "offer", "query"),
    [("pinn", ("Pinned", "place"), "is:pinned"), ("bak", ("Baking", "search"), "tag:kitchen")],
)
def test_what_is_a_search_in_the_side_bar_can_be_gone_to(
    qtbot: QtBot, brain: Brain, session: Session, typed: str, offer: tuple[str, str], query: str
) -> None:
    brain.save_search("Baking", "tag:kitchen")
    notebook = session.notebook
    assert notebook is not None
    notebook.places.read()
    qtbot.waitUntil(lambda: "Baking" in [each.name for each in notebook.places.leading], timeout=LONG)
    press(Qt.Key.Key_P, CTRL)
    write(typed)
    qtbot.waitUntil(lambda: offered(session)[:1] == [offer], timeout=LONG)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notebook.pane.search.text() == query, timeout=LONG)


def test_who_asks_for_actions_meanwhile_is_not_offered_notes(
    qtbot: QtBot, brain: Brain, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer about notes comes when an action is looked for already."""
    assert session.notebook is not None
    asked, go_on = threading.Event(), threading.Event()

    def late(_ways: object, _typed: str, _limit: int) -> tuple[Titled, ...]:
        asked.set()
        go_on.wait(60)
        return ()

    monkeypatch.setattr(type(brain.ways), "called_like", late)
    press(Qt.Key.Key_P, CTRL)
    write("kitchen")
    qtbot.waitUntil(asked.is_set, timeout=LONG)
    press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    actions = offered(session)
    go_on.set()
    qtbot.wait(300)
    assert actions and offered(session) == actions
