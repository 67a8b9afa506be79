"""The whole window on a small notebook, as a person who searches meets it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.note_rows import ROW
from app.notebook import Notebook
from app.session import Session
from core.brain import Brain

LONG = 10_000


@pytest.fixture
def notebook(qtbot: QtBot, brain: Brain, session: Session) -> Notebook:
    """Three notes, and the keyboard in the window."""
    brain.create_memory("Bread\n\nflour, water and time", tags=["kitchen"])
    brain.create_memory("The garden in March\n\nsow peas early, beans later", tags=["garden", "plan"])
    brain.create_memory("Reading list\n\nA history of bread", tags=["books to read"])
    assert session.notebook is not None
    opened = session.notebook
    qtbot.waitUntil(lambda: len(opened.pane.list.ids) == 3, timeout=LONG)
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    opened.places.read()
    qtbot.waitUntil(lambda: opened.places._rows.tags == 4, timeout=LONG)
    return opened


@pytest.fixture
def pane(notebook: Notebook) -> ListPane:
    """The pane that searches."""
    return notebook.pane


@pytest.fixture
def ask(qtbot: QtBot, pane: ListPane) -> Callable[[str], list[str]]:
    """Types a query and waits for its answer; the titles that were found."""

    def asked(text: str) -> list[str]:
        pane.search.setText(text)
        answered(qtbot, pane)
        return found(pane)

    return asked


@pytest.fixture
def do(session: Session) -> Callable[[str], None]:
    """Does an action, which must be possible."""

    def done(action: str) -> None:
        made = session._window.actions_[action]
        assert made.isEnabled(), action
        made.trigger()

    return done


def answered(qtbot: QtBot, pane: ListPane) -> None:
    """Wait until what stands in the box is what was answered."""

    def is_answered() -> bool:
        result = pane.asking.result
        return result is not None and result.understood.text == pane.search.text()

    qtbot.waitUntil(is_answered, timeout=LONG)


def found(pane: ListPane) -> list[str]:
    """The titles that are listed."""
    return [pane.list.model().index(row, 0).data(ROW).title for row in range(len(pane.list.ids))]
