"""The key under X11: grabbed from the root window over a connection of its own, through libxcb, which Qt brings along.

Owns that connection. Reads it when the window's thread has time, so there is no thread here.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from functools import cache
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, QSocketNotifier, Qt

from app.capture.hotkey import OTHER_WAY, Hotkey, chord
from core import BrainError, tr

_MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier: 1,
    Qt.KeyboardModifier.ControlModifier: 4,
    Qt.KeyboardModifier.AltModifier: 8,
    Qt.KeyboardModifier.MetaModifier: 64,
}
_LOCKS = (0, 2, 16, 2 | 16)  # Caps Lock and Num Lock are modifiers here, and must not matter
_ASYNC = 1
_KEY_PRESS, _MAPPING_CHANGED, _CLIENT_MESSAGE = 2, 34, 33
_TAKEN = 10  # BadAccess: somebody else has grabbed it
_NAMED = {
    Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_Insert: 0xFF63,
    Qt.Key.Key_Home: 0xFF50,
    Qt.Key.Key_End: 0xFF57,
    Qt.Key.Key_PageUp: 0xFF55,
    Qt.Key.Key_PageDown: 0xFF56,
    Qt.Key.Key_Pause: 0xFF13,
    Qt.Key.Key_Return: 0xFF0D,
    Qt.Key.Key_Tab: 0xFF09,
    Qt.Key.Key_Backspace: 0xFF08,
}


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", c_void_p), ("rem", c_int), ("index", c_int))


class X11Hotkey(Hotkey):
    """A passive grab. X11 gives a key to whoever asks first."""

    possible = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection: int | None = None
        self._root = 0
        self._keycodes: frozenset[int] = frozenset()
        self._keys = ""
        self._moment = 0
        self._notifier: QSocketNotifier | None = None

    def grab(self, keys: str) -> None:
        """Raises BrainError when another program has it, or the keyboard has no such key."""
        wanted = chord(keys)
        self.release()
        self._connect()
        self._keys = keys
        try:
            self._grab(wanted)
        except BrainError:
            self.release()
            raise

    def release(self) -> None:
        """Let go of the key, and of the connection: its grabs go with it."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            _xcb().xcb_disconnect(self._connection)
            self._connection = None

    def bring_forward(self, window: int) -> None:
        """Ask the window manager as somebody whose key was pressed just now; it may not know of Qt's clock."""
        if self._connection is None:
            return
        xcb = _xcb()
        atom = self._atom(b"_NET_ACTIVE_WINDOW")
        message = struct.pack("=BBHII5I", _CLIENT_MESSAGE, 32, 0, window, atom, 2, self._moment, 0, 0, 0)
        xcb.xcb_send_event(self._connection, 0, self._root, (1 << 19) | (1 << 20), message)
        xcb.xcb_flush(self._connection)

    def _connect(self) -> None:
        try:
            xcb, number = _xcb(), c_int(0)
        except OSError as error:
            raise BrainError(
                tr("The library libxcb, by which a program gets a key, is not here."), tr(OTHER_WAY)
            ) from error
        connection = xcb.xcb_connect(None, byref(number))
        if xcb.xcb_connection_has_error(connection):
            xcb.xcb_disconnect(connection)
            raise BrainError(
                tr("The X server gives no key to this program: it does not answer."), tr(OTHER_WAY)
            )
        self._connection = connection
        screens = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection))
        for _ in range(number.value):
            xcb.xcb_screen_next(byref(screens))
        (self._root,) = struct.unpack("=I", ctypes.string_at(screens.data, 4))
        self._notifier = QSocketNotifier(
            xcb.xcb_get_file_descriptor(connection), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._look)

    def _grab(self, wanted: QKeyCombination) -> None:
        xcb, symbol = _xcb(), _symbol(wanted.key())
        self._keycodes = frozenset(
            code for code, symbols in self._keyboard() if symbol and symbol in symbols[:1]
        )
        if not self._keycodes:
            raise BrainError(
                tr("This keyboard has no key for {keys}.", keys=self._keys), tr("Choose another one.")
            )
        modifiers = sum(bit for each, bit in _MODIFIERS.items() if each & wanted.keyboardModifiers())
        for code in self._keycodes:
            for lock in _LOCKS:
                cookie = xcb.xcb_grab_key_checked(
                    self._connection, 0, self._root, modifiers | lock, code, _ASYNC, _ASYNC
                )
                if error := xcb.xcb_request_check(self._connection, cookie):
                    why = _bytes(error, 32)[1]
                    taken = tr("Another program has {keys} already.", keys=self._keys)
                    raise BrainError(
                        taken if why == _TAKEN else tr("The X server refused {keys}.", keys=self._keys),
                        tr("Choose other keys."),
                    )

    def _keyboard(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each key of the keyboard by its code, with its symbols: the plain one, the one with Shift, and so on."""
        xcb = _xcb()
        first, last = struct.unpack("=BB", ctypes.string_at(xcb.xcb_get_setup(self._connection) + 34, 2))
        cookie = xcb.xcb_get_keyboard_mapping(self._connection, first, last - first + 1)
        reply = xcb.xcb_get_keyboard_mapping_reply(self._connection, cookie, None)
        if not reply:
            return
        wide = ctypes.string_at(reply, 2)[1]
        told = _bytes(reply, 32 + 4 * wide * (last - first + 1))[32:]
        for at in range(last - first + 1):
            yield first + at, struct.unpack_from(f"={wide}I", told, 4 * wide * at)

    def _look(self) -> None:
        while self._connection is not None and (event := _xcb().xcb_poll_for_event(self._connection)):
            told = _bytes(event, 32)
            kind = told[0] & 0x7F
            if kind == _KEY_PRESS and told[1] in self._keycodes:
                (self._moment,) = struct.unpack_from("=I", told, 4)
                # What is typed next is for the window.
                _xcb().xcb_ungrab_keyboard(self._connection, self._moment)
                _xcb().xcb_flush(self._connection)
                self.pressed.emit()
            elif kind == _MAPPING_CHANGED:
                try:
                    self.grab(self._keys)
                except BrainError as error:
                    self.lost.emit(f"{error.words} {error.hint}")
                return

    def _atom(self, name: bytes) -> int:
        xcb = _xcb()
        reply = xcb.xcb_intern_atom_reply(
            self._connection, xcb.xcb_intern_atom(self._connection, 0, len(name), name), None
        )
        return int(struct.unpack_from("=I", _bytes(reply, 12), 8)[0]) if reply else 0


def _symbol(key: Qt.Key) -> int:
    """X11's name for a key of Qt's; 0 for one that has none here."""
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return 0xFFBE + int(key) - int(Qt.Key.Key_F1)
    if 0x20 < int(key) < 0x100:
        return ord(chr(int(key)).lower())
    return _NAMED.get(key, 0)


def _bytes(pointer: int, size: int) -> bytes:
    """What libxcb gave, copied, and given back to it."""
    told = ctypes.string_at(pointer, size)
    _free()(pointer)
    return told


@cache
def _free() -> Any:
    free = ctypes.CDLL(None).free
    free.argtypes, free.restype = (c_void_p,), None
    return free


@cache
def _xcb() -> Any:
    """The library, with the shapes of what is called in it."""
    xcb = ctypes.CDLL("libxcb.so.1")
    for name, result, arguments in (
        ("xcb_connect", c_void_p, (c_char_p, POINTER(c_int))),
        ("xcb_connection_has_error", c_int, (c_void_p,)),
        ("xcb_disconnect", None, (c_void_p,)),
        ("xcb_flush", c_int, (c_void_p,)),
        ("xcb_get_file_descriptor", c_int, (c_void_p,)),
        ("xcb_get_setup", c_void_p, (c_void_p,)),
        ("xcb_setup_roots_iterator", _Screens, (c_void_p,)),
        ("xcb_screen_next", None, (POINTER(_Screens),)),
        ("xcb_grab_key_checked", _Cookie, (c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8)),
        ("xcb_ungrab_keyboard", _Cookie, (c_void_p, c_uint32)),
        ("xcb_request_check", c_void_p, (c_void_p, _Cookie)),
        ("xcb_get_keyboard_mapping", _Cookie, (c_void_p, c_uint8, c_uint8)),
        ("xcb_get_keyboard_mapping_reply", c_void_p, (c_void_p, _Cookie, c_void_p)),
        ("xcb_intern_atom", _Cookie, (c_void_p, c_uint8, c_uint16, c_char_p)),
        ("xcb_intern_atom_reply", c_void_p, (c_void_p, _Cookie, c_void_p)),
        ("xcb_poll_for_event", c_void_p, (c_void_p,)),
        ("xcb_send_event", _Cookie, (c_void_p, c_uint8, c_uint32, c_uint32, c_char_p)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb
