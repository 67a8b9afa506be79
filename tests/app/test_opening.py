"""Where the desktop opens nothing, a person reads what it was and can copy it, wherever they asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.help.reader import Reader
from app.opening import open_outside
from app.theme import Theme

WEB = "https://example.org/a%20b?c=d"


@pytest.fixture(autouse=True)
def nothing_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)


def press(place: QWidget, words: str) -> None:
    next(each for each in place.findChildren(QPushButton) if each.text() == words).click()


def test_what_the_desktop_opens_is_not_talked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    told: list[str] = []
    open_outside(QUrl(WEB), lambda words, *_: told.append(words))
    assert told == []


def test_a_link_of_the_guide_that_nothing_opens_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    reader = Reader(theme, "Guide", above)
    reader.show_markdown(f"[away]({WEB})")
    assert not reader.notice.isVisible()
    reader.text.anchorClicked.emit(QUrl(WEB))
    assert reader.notice.isVisible()
    press(reader.notice, "Copy the address")
    assert QGuiApplication.clipboard().text() == WEB
