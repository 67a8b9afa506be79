"""What the window knows of spaces, while the server is asked for several things at once."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.account.spaces_sheet import ShareSheet, SpaceSheet, SpacesSheet
from app.session import Session
from core import BrainError, Shared, Space
from core.brain import Brain
from tests.app.account.conftest import place_of, window_of
from tests.fixtures.syncing import FakeServer, FakeSpaces


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


def test_sharing_that_worked_in_part_is_seen_and_can_be_taken_back(
    qtbot: QtBot, signed_in: Session, server: FakeServer, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [brain.create_memory(f"Note {number}").memory for number in range(2)]
    garden = Space(UUID(int=7), "Garden", "maria", own=True, may_write=True)
    server.shared = Shared((garden,))

    def put_in(self: FakeSpaces, space: Space, some: Collection[UUID]) -> Shared:
        server.shared = Shared((replace(garden, mine=frozenset((notes[0],))),))
        raise BrainError("1 of 2 notes are in “Garden” now.", "Share them all once more.")

    monkeypatch.setattr(FakeSpaces, "put_in", put_in)
    sharing, place = place_of(signed_in).sharing, place_of(signed_in)
    sharing.show_spaces()
    qtbot.waitUntil(lambda: sharing.shared == Shared((garden,)))
    sharing._soon.stop()  # nobody looks by himself, which would mend it
    sharing._choose(notes)
    assert place.pages is not None
    sheet = place.pages.sheet
    assert isinstance(sheet, ShareSheet)
    sheet.chosen.emit(garden)
    qtbot.waitUntil(lambda: "1 of 2 notes are in “Garden” now." in sheet.wrong.words.text())
    qtbot.waitUntil(lambda: sharing.shared == server.shared, timeout=10_000)
    assert place.pages.sheet is sheet, "who reads what did not work goes on reading"
    sheet.chosen.emit(None)
    qtbot.waitUntil(lambda: server.wanted == [("take out", {notes[0]})])
