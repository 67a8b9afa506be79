"""The key under Windows: RegisterHotKey, whose messages come through Qt's own loop. Untried: no Windows was at hand."""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Qt

from app.capture.hotkey import Hotkey, chord, or_else
from core import BrainError, tr

_ID, _MESSAGE, _TAKEN = 1, 0x0312, 1409  # WM_HOTKEY, ERROR_HOTKEY_ALREADY_REGISTERED
_NO_REPEAT = 0x4000
_MODIFIERS = {
    Qt.KeyboardModifier.AltModifier: 1,
    Qt.KeyboardModifier.ControlModifier: 2,
    Qt.KeyboardModifier.ShiftModifier: 4,
    Qt.KeyboardModifier.MetaModifier: 8,
}
_NAMED = {
    Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_Insert: 0x2D,
    Qt.Key.Key_Home: 0x24,
    Qt.Key.Key_End: 0x23,
    Qt.Key.Key_PageUp: 0x21,
    Qt.Key.Key_PageDown: 0x22,
    Qt.Key.Key_Pause: 0x13,
    Qt.Key.Key_Return: 0x0D,
}


class _Message(ctypes.Structure):
    """The beginning of Windows' MSG: window, kind, and the first parameter."""

    _fields_ = (("window", ctypes.c_void_p), ("kind", ctypes.c_uint), ("first", ctypes.c_size_t))


class _Filter(QAbstractNativeEventFilter):
    """Hears every message of Windows, so it is there only while a key is held."""

    def __init__(self, hotkey: WindowsHotkey) -> None:
        super().__init__()
        self._hotkey = hotkey

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview[int], message: int
    ) -> object:
        """Called by Qt."""
        told = _Message.from_address(int(message))
        if told.kind == _MESSAGE and told.first == _ID:
            self._hotkey.pressed.emit()
        return False, 0


class WindowsHotkey(Hotkey):
    """A key of the thread that runs the window. `user32` and `last_error` are Windows' own unless a test says otherwise."""

    possible = True

    def __init__(self, parent: QObject | None = None, user32: Any = None, last_error: Any = None) -> None:
        super().__init__(parent)
        self._user32 = user32 or getattr(ctypes, "WinDLL")("user32", use_last_error=True)  # noqa: B009 - there only
        self._last_error = last_error or getattr(ctypes, "get_last_error")  # noqa: B009 - there only
        self._filter = _Filter(self)
        self._held = False

    def grab(self, keys: str) -> None:
        """Raises BrainError when another program has it, or Windows knows no such key."""
        wanted = chord(keys)
        code = virtual_key(wanted.key())
        if not code:
            raise BrainError(tr("Windows knows no key for {keys}.", keys=keys), tr("Choose another one."))
        self.release()
        modifiers = sum(bit for each, bit in _MODIFIERS.items() if each & wanted.keyboardModifiers())
        if not self._user32.RegisterHotKey(None, _ID, modifiers | _NO_REPEAT, code):
            taken = self._last_error() == _TAKEN
            raise BrainError(
                tr("Another program has {keys} already.", keys=keys)
                if taken
                else tr("Windows refused {keys}.", keys=keys),
                or_else(tr("Choose other keys.")),
            )
        self._held = True
        if (application := QCoreApplication.instance()) is not None:
            application.installNativeEventFilter(self._filter)

    def release(self) -> None:
        """Let go of the key."""
        if self._held:
            self._held = False
            self._user32.UnregisterHotKey(None, _ID)
            if (application := QCoreApplication.instance()) is not None:
                application.removeNativeEventFilter(self._filter)


def virtual_key(key: Qt.Key) -> int:
    """Windows' number for a key of Qt's; 0 for one that has none here."""
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return 0x70 + int(key) - int(Qt.Key.Key_F1)
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return int(key)
    return _NAMED.get(key, 0)
