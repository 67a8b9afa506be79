"""What was done is said for ten seconds, and nobody is kept from anything meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.theme import Theme
from app.toast import Toast
from app.window import Status

PAGES = ("", "app.settings", "note.history", "go.past", "go.activity", "view.shortcuts", "import.notes")


def place_of(widget: QWidget, within: QWidget) -> QRect:
    """What is seen of it: of a long page only a part is."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(within, QPoint()))


def words_of(toast: Toast) -> str:
    return toast.findChildren(QLabel)[0].text()


def test_it_lies_over_nothing_that_can_be_pressed_or_written_in(qtbot: QtBot, session: Session) -> None:
    window, arrival = session._window, session._arrival
    assert arrival is not None
    for size in (QSize(1_120, 720), QSize(640, 400)):
        window.resize(size)
        for page in PAGES:
            if page:
                window.actions_[page].trigger()
            window.toast.say("Moved 12 notes to the trash", lambda: None)
            qtbot.wait(100)
            toast = place_of(window.toast, window)
            under = [
                f"{type(each).__name__} {each.accessibleName()}"
                for each in window.findChildren(QWidget)
                if each.isVisible() and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
                if not window.toast.isAncestorOf(each) and place_of(each, window).intersects(toast)
            ]
            assert under == [], (page, size)
            assert window.rect().contains(toast) and toast.height() >= window.toast.sizeHint().height()
            if page:
                arrival.go_to_notes()


@pytest.fixture
def status(qtbot: QtBot, theme: Theme) -> Status:
    around = QWidget()
    qtbot.addWidget(around)
    made = Status(theme, around)
    made.resize(900, made.minimumHeight())
    around.resize(900, made.minimumHeight())
    around.show()
    made.around = around  # type: ignore[attr-defined]  # it lives as long as the bar in it
    return made


def test_it_stands_behind_what_is_going_on_and_gives_way_to_it(qtbot: QtBot, status: Status) -> None:
    toast = Toast(status, status.going_on)
    status.say_work("Importing notes", can_stop=True)
    qtbot.wait(20)
    toast.say("Restored 3 notes", lambda: None)
    (stop,) = [each for each in status.going_on if not isinstance(each, QLabel)]
    before = toast.x()
    assert before > stop.geometry().right()
    status.say_work("Importing notes · 12 400 of about 100 000", can_stop=True)
    qtbot.waitUntil(lambda: toast.x() > before and toast.x() > stop.geometry().right())
    further = toast.x()
    status.say_work("Importing", can_stop=True)
    qtbot.wait(50)
    assert toast.x() == further, "it does not follow each figure to and fro"


def test_words_that_have_no_room_keep_their_beginning_and_end(qtbot: QtBot, status: Status) -> None:
    toast = Toast(status)
    told = "Undid: edit “" + "A greenhouse by the south wall " * 8 + "”"
    toast.say(told, lambda: None)
    assert (
        words_of(toast) != told and words_of(toast).startswith("Undid: edit") and words_of(toast)[-1] == "”"
    )
    assert toast.findChildren(QLabel)[0].toolTip() == told == toast.accessibleName()
    assert status.rect().contains(toast.geometry())
    assert toast.findChildren(QPushButton)[0].width() >= toast.findChildren(QPushButton)[0].sizeHint().width()
    toast.say("Short", lambda: None)
    assert (words_of(toast), toast.findChildren(QLabel)[0].toolTip()) == ("Short", "")


def test_in_a_window_read_from_the_right_it_stands_at_the_right(
    qtbot: QtBot, qapp: QApplication, status: Status
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        toast = Toast(status)
        toast.say("Restored 3 notes")
        assert toast.geometry().right() > status.width() - 20
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
