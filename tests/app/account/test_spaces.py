"""What the window knows of spaces, while the server is asked for several things at once."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.account.spaces_sheet import SpaceSheet, SpacesSheet
from app.session import Session
from core import Shared, Space
from tests.app.account.conftest import place_of, window_of
from tests.fixtures.syncing import FakeSpaces


def test_what_was_asked_before_and_answered_late_takes_nothing_back(
    qtbot: QtBot, signed_in: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, late, told = threading.Event(), threading.Event(), list[Shared]()

    def look(self: FakeSpaces) -> Shared:
        found = self.server.shared
        begun.set()
        late.wait(30)
        told.append(found)
        return found

    def make(self: FakeSpaces, name: str) -> Shared:
        self.server.shared = Shared((Space(UUID(int=7), name, "maria", own=True, may_write=True),))
        return self.server.shared

    place = place_of(signed_in)
    place.sharing._soon.stop()  # nobody looks by himself, which would mend it
    monkeypatch.setattr(FakeSpaces, "all", look)
    monkeypatch.setattr(FakeSpaces, "make", make)
    window_of(signed_in).actions_["sync.spaces"].trigger()
    assert place.pages is not None and isinstance(place.pages.sheet, SpacesSheet)
    qtbot.waitUntil(begun.is_set)
    line = place.pages.sheet.name.line
    qtbot.keyClicks(line, "Garden")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.pages is not None and isinstance(place.pages.sheet, SpaceSheet))
    late.set()
    qtbot.waitUntil(lambda: told == [Shared()])
    qtbot.wait(100)
    assert [each.name for each in place.sharing.shared.spaces] == ["Garden"]
