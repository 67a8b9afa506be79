"""The page that brings notes back from a backup."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.bringing import BringingBack
from app.settings.place import SettingsPlace
from app.settings.returning import ReturnSheet
from app.theme import Theme
from core import Backup, BrainError, BroughtBack, Cancelled, Stop
from core.backup_folder import Told
from core.backups import Backups
from core.store.bringing_back import Differing


def test_while_notes_come_back_none_is_brought_back_twice(qtbot: QtBot, theme: Theme) -> None:
    sheet = ReturnSheet(theme, backup("a.dump"))
    qtbot.addWidget(sheet)
    sheet.found(BroughtBack(notes=2, same=1, listed=(Differing(UUID(int=1), "Bread", "trashed"),)))
    one = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Bring back")
    assert one.isEnabled()
    sheet.tell("Bringing notes back …")
    assert not one.isEnabled()


class Restoring:
    """Backups that are read when a test lets them, and say what it wants."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.goes_on = {name: threading.Event() for name in ("a.dump", "b.dump")}
        self.stopped: list[str] = []
        self.fails = False
        monkeypatch.setattr(Backups, "restore", self.restore)

    def restore(
        self, path: Path, _ids: object = (), *, dry_run: bool, told: Told, cancelled: Stop
    ) -> BroughtBack:
        told("Reading the backup", 0, 0)
        told("Comparing", 30, 60)
        while not self.goes_on[path.name].wait(0.01):
            if cancelled():
                self.stopped.append(path.name)
                raise Cancelled
        if self.fails:
            raise BrainError("The disk is full.")
        return BroughtBack(notes=2, same=1, listed=(Differing(UUID(int=1), path.name, "trashed"),))


@pytest.fixture
def restoring(monkeypatch: pytest.MonkeyPatch) -> Restoring:
    return Restoring(monkeypatch)


def backup(name: str) -> Backup:
    return Backup(Path(name), datetime.now(UTC), 1, "", 1, 0, 1, 0, 0)


def settings_of(session: Session) -> SettingsPlace:
    return next(part for part in session._parts if isinstance(part, SettingsPlace))


def looking_inside(session: Session, name: str) -> SettingsPlace:
    """The settings, and from there into a backup."""
    place = settings_of(session)
    place.show()
    place._look_inside(backup(name))
    return place


def said(page: QWidget | None) -> str:
    return "" if page is None else "\n".join(each.text() for each in page.findChildren(QLabel))


def test_a_backup_that_is_still_read_does_not_tell_its_notes_on_the_page_of_another_one(
    qtbot: QtBot, session: Session, restoring: Restoring
) -> None:
    place = looking_inside(session, "a.dump")
    qtbot.waitUntil(lambda: "Comparing · 50 %" in said(place.returning))
    assert place.pages is not None
    QTest.keyClick(place.pages, Qt.Key.Key_Escape)
    place._look_inside(backup("b.dump"))
    for event in restoring.goes_on.values():
        event.set()
    qtbot.waitUntil(lambda: "b.dump" in said(place.returning))
    assert "a.dump" not in said(place.returning)


def elsewhere(session: Session, *ways: str) -> None:
    for name in ways:
        session._window.actions_[name].trigger()


def test_who_goes_elsewhere_from_a_backup_finds_the_settings_whole(
    qtbot: QtBot, session: Session, restoring: Restoring
) -> None:
    place = looking_inside(session, "a.dump")
    qtbot.waitUntil(lambda: "Comparing" in said(place.returning))
    elsewhere(session, "go.all", "app.settings")
    qtbot.waitUntil(lambda: "Nobody is signed in." in said(place.sheet))
    qtbot.waitUntil(lambda: restoring.stopped == ["a.dump"])


@pytest.mark.parametrize("way", ["note.new", "go.trash", "go.all", "view.shortcuts"])
def test_a_backup_is_read_no_longer_than_it_is_looked_at(
    qtbot: QtBot, session: Session, restoring: Restoring, way: str
) -> None:
    place = looking_inside(session, "a.dump")
    qtbot.waitUntil(lambda: "Comparing" in said(place.returning))
    elsewhere(session, way)
    qtbot.waitUntil(lambda: restoring.stopped == ["a.dump"])
    qtbot.waitUntil(lambda: not session._window.findChildren(BringingBack))


@pytest.mark.parametrize("ways", [("note.new",), ("view.shortcuts",), ("go.all", "app.settings")])
def test_notes_that_did_not_come_back_are_told_also_to_who_went_elsewhere(
    qtbot: QtBot, session: Session, restoring: Restoring, ways: tuple[str, ...]
) -> None:
    place = looking_inside(session, "a.dump")
    restoring.goes_on["a.dump"].set()
    qtbot.waitUntil(lambda: "a.dump" in said(place.returning))
    restoring.goes_on["a.dump"].clear()
    assert place.returning is not None
    place.returning.wanted.emit(())
    qtbot.waitUntil(lambda: "Comparing" in said(place.returning))
    elsewhere(session, *ways)
    restoring.fails = True
    restoring.goes_on["a.dump"].set()
    qtbot.waitUntil(lambda: "The disk is full." in said(session._window.notice))
    assert restoring.stopped == [], "what was asked for is not given up by looking elsewhere"
    qtbot.waitUntil(lambda: not session._window.findChildren(BringingBack))
