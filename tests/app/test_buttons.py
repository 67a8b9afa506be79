"""A button that has the keyboard is pressed by Enter, as by the space bar, wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.history.place import TimePlace
from app.session import Session
from core.brain import Brain
from tests.stories.keyboard import buttons, focus

PLACES = (
    "",
    "app.settings",
    "go.past",
    "go.activity",
    "view.shortcuts",
    "import.notes",
    "import.v2",
    "sync.show",
)


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, session: Session, brain: Brain) -> None:
    window = session._window
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    window.actions_["go.past"].trigger()
    qtbot.waitUntil(lambda: place.page is not None and place.page.isVisible())
    (back,) = buttons(window, "Back to today")
    back.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert session.notebook is not None
    qtbot.waitUntil(session.notebook.isVisible)
    made = brain.create_memory("Bread").memory
    undone: list[bool] = []
    window.toast.say("Moved a note to the trash", lambda: undone.append(brain.memory(made).purged))
    window.toast.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert undone == [False]


def test_it_does_so_in_every_place(qtbot: QtBot, session: Session) -> None:
    window, arrival = session._window, session._arrival
    assert arrival is not None
    for place in PLACES:
        if place:
            window.actions_[place].trigger()
        qtbot.wait(100)
        deaf = [
            each.text()
            for each in window.findChildren(QPushButton)
            if each.isVisible() and not each.autoDefault() and not each.property("brief")
        ]
        assert deaf == [], place
        if place:
            arrival.go_to_notes()
