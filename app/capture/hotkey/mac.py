"""The key on a Mac: Carbon's RegisterEventHotKey, which needs no leave of the person. Untried: no Mac was at hand."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_int32, c_uint32, c_ulong, c_void_p
from ctypes.util import find_library
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.capture.hotkey import Hotkey, chord, or_else
from core import BrainError, tr

_KEYBOARD, _PRESSED = int.from_bytes(b"keyb", "big"), 5  # kEventClassKeyboard, kEventHotKeyPressed
_TAKEN = -9878  # eventHotKeyExistsErr
# Qt calls the command key Control there, and the control key Meta.
_MODIFIERS = {
    Qt.KeyboardModifier.ControlModifier: 1 << 8,
    Qt.KeyboardModifier.ShiftModifier: 1 << 9,
    Qt.KeyboardModifier.AltModifier: 1 << 11,
    Qt.KeyboardModifier.MetaModifier: 1 << 12,
}
# The keys by their place on a keyboard, in the order of the letters that the American one has there.
_PLACES = dict(zip("ASDFHGZXCV", range(10), strict=True)) | dict(
    zip("BQWERYT123465=97-80]OU[IP", range(11, 36), strict=True)
)
_PLACES |= {"L": 37, "J": 38, "K": 40, "N": 45, "M": 46}
_NAMED = {Qt.Key.Key_Space: 49, Qt.Key.Key_Return: 36, Qt.Key.Key_Tab: 48}


class _Kind(ctypes.Structure):
    _fields_ = (("of", c_uint32), ("what", c_uint32))


class _Id(ctypes.Structure):
    _fields_ = (("signature", c_uint32), ("number", c_uint32))


_HANDLER = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)


class MacHotkey(Hotkey):
    """A key of the application. `carbon` is the system's own library unless a test says otherwise."""

    possible = True

    def __init__(self, parent: QObject | None = None, carbon: Any = None) -> None:
        super().__init__(parent)
        self._carbon = carbon or _carbon()
        self._heard = _HANDLER(self._hear)  # kept: the system holds no reference to it
        self._handler, self._key = c_void_p(), c_void_p()

    def grab(self, keys: str) -> None:
        """Raises BrainError when another program has it, or the keyboard has no such key."""
        wanted = chord(keys)
        place = place_of(wanted.key())
        if place is None:
            raise BrainError(tr("No key for {keys} is known on a Mac.", keys=keys), tr("Choose another one."))
        self.release()
        target = self._carbon.GetApplicationEventTarget()
        kind = _Kind(_KEYBOARD, _PRESSED)
        self._carbon.InstallEventHandler(target, self._heard, 1, byref(kind), None, byref(self._handler))
        modifiers = sum(bit for each, bit in _MODIFIERS.items() if each & wanted.keyboardModifiers())
        name = _Id(int.from_bytes(b"2brn", "big"), 1)
        refused = self._carbon.RegisterEventHotKey(place, modifiers, name, target, 0, byref(self._key))
        if refused:
            self.release()
            taken = refused == _TAKEN
            raise BrainError(
                tr("Another program has {keys} already.", keys=keys)
                if taken
                else tr("The system refused {keys}.", keys=keys),
                or_else(tr("Choose other keys.")),
            )

    def release(self) -> None:
        """Let go of the key."""
        if self._key.value:
            self._carbon.UnregisterEventHotKey(self._key)
        if self._handler.value:
            self._carbon.RemoveEventHandler(self._handler)
        self._handler, self._key = c_void_p(), c_void_p()

    def _hear(self, _next: int, _event: int, _data: int) -> int:
        self.pressed.emit()
        return 0


def place_of(key: Qt.Key) -> int | None:
    """The place of a key of Qt's on the keyboard; None for one that is not known here."""
    letter = chr(int(key)) if 0x20 < int(key) < 0x7F else ""
    return _PLACES.get(letter, _NAMED.get(key))


def _carbon() -> Any:
    library = ctypes.CDLL(find_library("Carbon"))
    for name, result, arguments in (
        ("GetApplicationEventTarget", c_void_p, ()),
        (
            "InstallEventHandler",
            c_int32,
            (c_void_p, _HANDLER, c_ulong, POINTER(_Kind), c_void_p, POINTER(c_void_p)),
        ),
        (
            "RegisterEventHotKey",
            c_int32,
            (c_uint32, c_uint32, _Id, c_void_p, c_uint32, POINTER(c_void_p)),
        ),
        ("UnregisterEventHotKey", c_int32, (c_void_p,)),
        ("RemoveEventHandler", c_int32, (c_void_p,)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
