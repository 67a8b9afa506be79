"""A note that two people wrote on three devices: who did what is read by name, step by step, and one step comes back.

By keys and mouse on the real window, while the other person goes on writing.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.history.note_history import NoteHistory
from app.history.place import TimePlace
from app.session import Session
from core import Memory
from core.brain import Brain
from core.clock import COUNTER_BITS, wall_clock
from tests.fixtures.exchange import Exchange, pull
from tests.stories.keyboard import CTRL, LONG, SHIFT, press

LAPTOP, PHONE, BOB = UUID(int=1), UUID(int=2), UUID(int=98)
_NORTH = "# Roof\n\nThe north side leaks at the chimney"


class Shared:
    """A note in a space, as it comes from the server."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain
        self._exchange = Exchange()
        brain.replica.join(self._exchange.account())
        self.note = Memory.create("# Roof\n\nThe side leaks", self._exchange.user_id)
        self.comes(LAPTOP)
        brain.devices.learn({LAPTOP: "Laptop", PHONE: "Bob's phone"})
        brain.spaces.learn([], {BOB: "bob"})

    def comes(self, device: UUID, text: str = "", author: UUID | None = None) -> None:
        """What somebody wrote, or the note itself."""
        self.note = self.note.update(text) if text else self.note
        (*_, event) = self.note.collect_events()
        made = replace(event, device_id=device, clock=wall_clock() << COUNTER_BITS)
        self._exchange.put(made)
        if author is not None:
            self._exchange.feed[-1] = replace(self._exchange.feed[-1], user_id=author)
        pull(self._brain.replica, self._exchange)


@pytest.fixture
def shared(brain: Brain) -> Shared:
    return Shared(brain)


def test_who_wrote_what_is_read_by_name_and_one_step_comes_back(
    qtbot: QtBot, brain: Brain, shared: Shared, session: Session
) -> None:
    notebook = session.notebook
    assert notebook is not None
    shared.comes(PHONE, _NORTH, BOB)
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    rows = notebook.pane.list
    qtbot.waitUntil(lambda: len(rows.ids) == 1, timeout=LONG)
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.model().index(0, 0)).center()
    )
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText() == _NORTH, timeout=LONG)
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    press(Qt.Key.Key_H, CTRL | SHIFT)
    qtbot.waitUntil(lambda: place.one_note.pane is not None and len(told(place)) == 2, timeout=LONG)
    assert told(place) == ["bob, on Bob's phone", "you, on Laptop"]
    pane = place.one_note.pane
    assert pane is not None
    qtbot.waitUntil(lambda: "north side leaks at the chimney" in shown(pane), timeout=LONG)

    # Bob goes on: his step stands above, and the row that is read stays.
    read = pane.line
    shared.comes(PHONE, "# Roof\n\nSold.", BOB)
    qtbot.waitUntil(lambda: len(told(place)) == 3, timeout=LONG)
    assert pane.line == read and pane.list.currentIndex().row() == 1
    qtbot.waitUntil(pane.restore.isEnabled, timeout=LONG)
    QTest.mouseClick(pane.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: brain.memory(shared.note.id).content == _NORTH, timeout=LONG)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText() == _NORTH, timeout=LONG)
    press(Qt.Key.Key_H, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(told(place)) == 4, timeout=LONG)
    assert told(place)[0] == "you, on this device"
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(notebook.editor.isVisible, timeout=LONG)
    the_day_tells_the_same_of_each(qtbot, place)


def the_day_tells_the_same_of_each(qtbot: QtBot, place: TimePlace) -> None:
    press(Qt.Key.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(lambda: place.activity is not None and place.activity.days.count() > 3, timeout=LONG)
    assert place.activity is not None
    days = place.activity.days
    lines = [[part.strip() for part in days.item(row).text().split("\n")] for row in range(days.count())]
    assert sorted(lines[1:]) == [
        ["You, on Laptop", "1 note written"],
        ["You, on this device", "1 note changed"],
        ["bob, on Bob's phone", "1 note changed"],
    ]


def told(place: TimePlace) -> list[str]:
    """By whom each step is said to be, the newest first."""
    pane = place.one_note.pane
    rows = pane.rows if pane is not None else None
    number = rows.rowCount() if rows is not None else 0
    return [rows.index(row, 0).data().rpartition(" · ")[2] for row in range(number)] if rows else []


def shown(pane: NoteHistory) -> str:
    return pane.difference.new.text.toPlainText()
