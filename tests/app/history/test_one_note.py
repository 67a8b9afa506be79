"""The history of the open note: what happened in words, what each step changed, and the way back to any of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.history.note_history import NoteHistory
from app.history.place import TimePlace
from app.session import Session
from core import Memory
from core.brain import Brain
from tests.app.test_mirrored import hanging_out
from tests.fixtures.desktop import OpenSession
from tests.fixtures.exchange import Exchange, pull

LONG = 10_000
_TOLD = [
    "Two edits that could not be merged",
    "Typed, and gave way to it",
    "Changed · a text of 30 characters",
    "Tagged travel",
    "Written",
]


@pytest.fixture
def note(brain: Brain) -> UUID:
    """A note with an edit that lost a merge."""
    made = brain.create_memory("Train at 9:30 from platform 4").memory
    brain.tag(made, "travel")
    brain.update_memory(made, "Train at 10:15 from platform 4")
    brain.write(made, "Train at 8:45 from platform 4", 1)
    return made


def test_another_device_and_another_person_are_called_by_their_names(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    """Notes of a space are written by several people on many devices."""
    laptop, phone, tablet = UUID(int=1), UUID(int=2), UUID(int=0xABCDEF01)
    bob, eve = UUID(int=98), UUID(int=99)
    exchange = Exchange()
    brain.replica.join(exchange.account())
    note = Memory.create("Roof", exchange.user_id).update("Roof, north").update("Roof, north side")
    for clock, (event, device) in enumerate(
        zip(note.collect_events(), (laptop, phone, tablet), strict=True), 1
    ):
        exchange.put(replace(event, device_id=device, clock=clock))
    exchange.feed[1] = replace(exchange.feed[1], user_id=bob)
    exchange.feed[2] = replace(exchange.feed[2], user_id=eve)
    pull(brain.replica, exchange)
    brain.update_memory(note.id, "Roof, north side, leaks")
    brain.devices.learn({laptop: "Laptop", phone: "Bob's phone"})
    brain.devices.learn({phone: "Bob's new phone"})
    brain.spaces.learn([], {bob: "bob"})

    rows = open_history(qtbot, open_session(), note.id, 4).rows
    told = [rows.index(row, 0).data().rpartition(" · ")[2] for row in range(4)]
    assert told == [
        "you, on this device",
        "somebody else, on the device abcdef01",
        "bob, on Bob's new phone",
        "you, on Laptop",
    ]


def open_history(qtbot: QtBot, session: Session, note: UUID, steps: int = 5) -> NoteHistory:
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(note)
    qtbot.waitUntil(lambda: notebook.editor.note == note, timeout=LONG)
    place = next(part for part in session._parts if isinstance(part, TimePlace))
    session._window.actions_["note.history"].trigger()
    qtbot.waitUntil(lambda: place.one_note.pane is not None, timeout=LONG)
    pane = place.one_note.pane
    assert pane is not None
    qtbot.waitUntil(lambda: pane.rows.rowCount() == steps, timeout=LONG)
    return pane


def told(pane: NoteHistory) -> list[str]:
    rows = range(pane.rows.rowCount())
    return [str(pane.rows.index(row, 0).data()).splitlines()[0].strip() for row in rows]


def shown(pane: NoteHistory) -> str:
    return pane.difference.new.text.toPlainText()


def make_small(qtbot: QtBot, session: Session, pane: NoteHistory) -> None:
    """Side bar and list make room for the history: its texts stand beside the list of versions in any window."""
    notebook, window = session.notebook, session._window
    assert notebook is not None
    for width, listed in ((540, False), (720, False), (800, True), (540, False)):
        window.resize(width, 420)
        qtbot.waitUntil(lambda width=width: notebook.width() == width)  # type: ignore[misc]  # a lambda's default
        qtbot.waitUntil(lambda: pane.difference.x() > pane.list.geometry().right())
        assert notebook.pane.isVisible() is listed and not notebook.places.isVisible()
        assert pane.width() >= 540 and pane.difference.width() > pane.list.width()
        assert pane.difference.new.text.height() > 80, "some lines of what differs are in sight"
        below = [each.mapTo(pane, QPoint()).y() for each in (pane.with_now, pane.copy, pane.restore)]
        assert min(below) > pane.list.geometry().bottom() and not hanging_out(pane)
    window.resize(1_120, 700)
    qtbot.waitUntil(notebook.pane.isVisible)


def test_in_a_small_window_the_list_leads_back_from_a_history_and_is_there_again_after_it(
    qtbot: QtBot, note: UUID, session: Session
) -> None:
    notebook, do = session.notebook, session._window.actions_
    assert notebook is not None
    session._window.resize(540, 420)
    qtbot.waitUntil(lambda: notebook.width() == 540)
    do["view.list"].trigger()
    pane = open_history(qtbot, session, note)
    assert not notebook.pane.isVisible()
    do["note.history"].trigger()
    assert notebook.editor.isVisible() and notebook.pane.isVisible()
    pane = open_history(qtbot, session, note)
    do["go.search"].trigger()
    assert not pane.isVisible() and notebook.editor.isVisible() and notebook.pane.isVisible()


class Widths(QObject):
    """How wide parts of the window became, one after the other."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.found: list[tuple[QWidget, int]] = []
        for each in parts:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            assert isinstance(watched, QWidget)
            self.found.append((watched, event.size().width()))
        return False


def test_nothing_else_is_laid_out_for_a_history_and_no_line_of_the_note_is_broken_again_after_it(
    qtbot: QtBot, note: UUID, session: Session
) -> None:
    notebook = session.notebook
    assert notebook is not None
    session._window.resize(1_280, 800)
    notebook.show_note(note)
    qtbot.waitUntil(lambda: notebook.width() == 1_280 and notebook.editor.note == note)
    QTest.qWait(50)
    widths = Widths(notebook.places, notebook.pane, notebook.editor.text)
    pane = open_history(qtbot, session, note)
    pane.left.emit()
    qtbot.waitUntil(notebook.editor.isVisible)
    QTest.qWait(50)
    assert widths.found == []


def test_a_note_tells_what_happened_and_any_of_it_comes_back(
    qtbot: QtBot, brain: Brain, note: UUID, session: Session
) -> None:
    notebook = session.notebook
    assert notebook is not None
    pane = open_history(qtbot, session, note)
    assert told(pane) == _TOLD
    make_small(qtbot, session, pane)
    assert not notebook.editor.isVisible()
    assert str(pane.rows.index(0, 0).data()).splitlines()[1].endswith("· this device")
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown(pane) == "Train at 9:3010:15 from platform 4", timeout=LONG)
    pane.apart.setChecked(True)
    assert pane.difference.old.text.toPlainText() == "Train at 9:30 from platform 4"
    assert shown(pane) == "Train at 10:15 from platform 4"
    pane.apart.setChecked(False)
    QTest.keyClick(pane.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: "8:45" in shown(pane), timeout=LONG)
    pane.copy.click()
    qtbot.waitUntil(
        lambda: QGuiApplication.clipboard().text() == "Train at 8:45 from platform 4", timeout=LONG
    )
    assert pane.restore.text() == "Use this text"
    pane.restore.click()
    toast = session._window.toast
    qtbot.waitUntil(lambda: brain.memory(note).content == "Train at 8:45 from platform 4", timeout=LONG)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText() == brain.memory(note).content, timeout=LONG)
    assert notebook.editor.isVisible()  # who restores wants to see the note
    qtbot.waitUntil(toast.isVisible, timeout=LONG)
    toast.undo()
    qtbot.waitUntil(lambda: brain.memory(note).content == "Train at 10:15 from platform 4", timeout=LONG)
    pane = open_history(qtbot, session, note, 7)
    QTest.keyClick(pane.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pane.restore.isEnabled() and "9:30" in shown(pane), timeout=LONG)
    pane.restore.click()
    qtbot.waitUntil(lambda: brain.memory(note).tags == (), timeout=LONG)
    assert brain.memory(note).content == "Train at 9:30 from platform 4"
    qtbot.waitUntil(notebook.editor.isVisible, timeout=LONG)
    qtbot.waitUntil(
        lambda: notebook.editor.text.toPlainText() == "Train at 9:30 from platform 4", timeout=LONG
    )


def test_who_clicks_another_note_in_the_list_stays_in_the_list(
    qtbot: QtBot, brain: Brain, note: UUID, open_session: OpenSession
) -> None:
    """While the history of a note is shown, the list is as everywhere: what is clicked is chosen, and Delete is about it."""
    other = brain.create_memory("Roof\n\nleaks").memory
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    listed = notebook.pane.list
    qtbot.waitUntil(lambda: len(listed.ids) == 2, timeout=LONG)
    pane = open_history(qtbot, session, note)
    assert pane.list.hasFocus()  # who asked for the history is in it
    place = listed.area_of(other).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: pane.note == other, timeout=LONG)
    assert listed.hasFocus()
    QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert notebook.editor.isVisible(), "Esc steps back from there too"
    assert listed.hasFocus()
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: brain.memory(other).deleted_at is not None, timeout=LONG)
