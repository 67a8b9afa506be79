"""The bar above the notebook says what happened, and offers to do something about it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.notice import Notice
from app.theme import Theme


def test_what_is_offered_is_done_once_and_closes_the_message(qtbot: QtBot, theme: Theme) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    done: list[int] = []
    notice.offer("It was not finished.", "Nothing is lost.", "Go on", lambda: done.append(1))
    button = notice.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.isVisible() and button.text() == "Go on"
    button.click()
    assert done == [1] and not notice.isVisible()


def test_words_alone_offer_nothing(qtbot: QtBot, theme: Theme) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    notice.offer("It was not finished.", "", "Go on", lambda: None)
    notice.say("The disk is full.", "Free some space.")
    button = notice.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert not button.isVisible()


def test_what_asks_for_nothing_leaves_its_place_to_what_does(qtbot: QtBot, theme: Theme) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    assert notice.free
    notice.offer("It ended suddenly.", "", "Details", lambda: None, yields=True)
    assert notice.free
    notice.say("The disk is full.", "Free some space.")
    assert not notice.free


def test_what_asks_for_nothing_waits_until_what_is_to_be_heeded_is_closed(qtbot: QtBot, theme: Theme) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    notice.offer("It is in no note yet.", "", "Copy the text", lambda: None)
    notice.offer("A plan waits.", "", "Go back to it", lambda: None, yields=True, whose="plan")
    assert notice._words.text() == "It is in no note yet." and notice._act.text() == "Copy the text"
    notice._close.click()
    assert notice.isVisible() and notice._words.text() == "A plan waits."
    notice._close.click()
    assert not notice.isVisible()


def test_each_takes_back_only_its_own(qtbot: QtBot, theme: Theme) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    notice.offer("It ended suddenly.", "", "Details", lambda: None, yields=True)
    notice.withdraw("plan")
    assert notice.isVisible()
    notice.say("The disk is full.")
    notice.offer("A plan waits.", "", "", None, yields=True, whose="plan")
    notice.withdraw("plan")
    assert notice._words.text() == "The disk is full."
    notice._close.click()
    assert not notice.isVisible(), "who looks at the plan is not told of it later"
    notice.offer("A plan waits.", "", "", None, yields=True, whose="plan")
    notice.withdraw("plan")
    assert not notice.isVisible()
