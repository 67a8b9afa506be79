"""*Back up now* is heard by whoever asked: that it begins, and what came of it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.place import SettingsPlace
from core import Backup, BrainError
from core.backups import Backups


class Making:
    """Backups that are due, and made when a test lets them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.goes_on = threading.Event(), threading.Event()
        self.fails = False
        monkeypatch.setattr("app.settings.backing_up._REST", 0.0)
        monkeypatch.setattr(Backups, "due", lambda _: True)
        monkeypatch.setattr(Backups, "make", self.make)

    def make(self, _told: Any, _cancelled: Any) -> Backup:
        self.begun.set()
        assert self.goes_on.wait(10)
        if self.fails:
            raise BrainError("The disk is full.")
        return Backup(Path("a.dump"), datetime.now(UTC), 1, "", 1, 0, 1, 0, 0)


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> Making:
    return Making(monkeypatch)


def begin_by_itself(qtbot: QtBot, session: Session, making: Making) -> None:
    place = next(part for part in session._parts if isinstance(part, SettingsPlace))
    place.backing_up.look()
    qtbot.waitUntil(making.begun.is_set)


def toast_of(session: Session) -> QLabel:
    return session._window.toast.findChildren(QLabel)[0]


def test_who_asks_while_one_makes_itself_is_told_that_it_was_made(
    qtbot: QtBot, session: Session, making: Making
) -> None:
    begin_by_itself(qtbot, session, making)
    session._window.actions_["backup.make"].trigger()
    assert toast_of(session).text() == "Making a backup"
    making.goes_on.set()
    qtbot.waitUntil(lambda: toast_of(session).text().startswith("Backup made and proven"))


def test_who_asks_while_one_makes_itself_is_told_that_it_failed(
    qtbot: QtBot, session: Session, making: Making
) -> None:
    begin_by_itself(qtbot, session, making)
    session._window.actions_["backup.make"].trigger()
    making.fails = True
    making.goes_on.set()
    notice = session._window.notice
    qtbot.waitUntil(lambda: any("The disk is full." in each.text() for each in notice.findChildren(QLabel)))


@pytest.mark.parametrize("elsewhere", ["note.new", "note.today", "go.all", "view.shortcuts"])
def test_who_left_the_settings_by_any_way_is_told_that_one_is_made(
    qtbot: QtBot, session: Session, making: Making, elsewhere: str
) -> None:
    for name in ("app.settings", elsewhere, "backup.make"):
        session._window.actions_[name].trigger()
    toast = toast_of(session)
    assert toast.isVisible() and toast.text() == "Making a backup"
    making.goes_on.set()
    qtbot.waitUntil(lambda: toast.text().startswith("Backup made and proven"))
