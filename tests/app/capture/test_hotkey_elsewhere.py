"""What Windows and a Mac are asked for. Their own libraries are played here: this says what they hear, not what they do."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.capture.hotkey.mac import MacHotkey, place_of
from app.capture.hotkey.windows import WindowsHotkey, _Message, virtual_key
from core import BrainError


class Library:
    """Remembers what was called, and answers with one number."""

    def __init__(self, answer: int) -> None:
        self.answer = answer
        self.called: list[tuple[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: object) -> int:
            self.called.append((name, arguments))
            return self.answer

        return call


def test_windows_is_asked_for_a_key_and_told_when_it_is_taken(qtbot: QtBot) -> None:
    user32 = Library(1)
    hotkey = WindowsHotkey(None, user32, lambda: 0)
    hotkey.grab("Ctrl+Alt+Space")
    assert user32.called == [("RegisterHotKey", (None, 1, 0x4003, 0x20))]
    message = _Message(None, 0x0312, 1)
    with qtbot.waitSignal(hotkey.pressed):
        hotkey._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
    hotkey.release()
    assert user32.called[-1] == ("UnregisterHotKey", (None, 1))
    with pytest.raises(BrainError, match="Another program has"):
        WindowsHotkey(None, Library(0), lambda: 1409).grab("Ctrl+Alt+Space")
    assert [virtual_key(key) for key in (Qt.Key.Key_N, Qt.Key.Key_7, Qt.Key.Key_F5, Qt.Key.Key_Eacute)] == [
        0x4E, 0x37, 0x74, 0,
    ]  # fmt: skip


def test_a_mac_is_asked_for_a_key_by_its_place(qtbot: QtBot) -> None:
    carbon = Library(0)
    hotkey = MacHotkey(None, carbon)
    hotkey.grab("Ctrl+Alt+N")
    name, (place, modifiers, *_) = carbon.called[-1]
    assert (name, place, modifiers) == ("RegisterEventHotKey", 45, (1 << 8) | (1 << 11))
    with qtbot.waitSignal(hotkey.pressed):
        hotkey._heard(None, None, None)
    with pytest.raises(BrainError, match="Another program has"):
        MacHotkey(None, Library(-9878)).grab("Ctrl+Alt+Space")
    keys = {"A": 0, "V": 9, "B": 11, "T": 17, "1": 18, "6": 22, "5": 23, "0": 29, "O": 31, "P": 35, "M": 46}
    assert {each: place_of(Qt.Key(ord(each))) for each in keys} == keys
