"""The key under Wayland: asked of the desktop through org.freedesktop.portal.GlobalShortcuts, over D-Bus.

The desktop decides: it may ask the person, give other keys, or have no such portal at all; what it says comes later, by
`told` and `lost`. Owns the connection, which is read when the window's thread has time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QKeyCombination, QObject, QSocketNotifier, Qt

from app.capture.hotkey import OTHER_WAY, Hotkey, chord, or_else
from core import BrainError, tr, tr_noop

_PLACE, _NAME = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop"
_SHORTCUTS, _REQUEST = "org.freedesktop.portal.GlobalShortcuts", "org.freedesktop.portal.Request"
_PORTAL = DBusAddress(_PLACE, _NAME, _SHORTCUTS)
_OURS = "capture"
_MODIFIERS = {
    Qt.KeyboardModifier.ControlModifier: "CTRL",
    Qt.KeyboardModifier.AltModifier: "ALT",
    Qt.KeyboardModifier.ShiftModifier: "SHIFT",
    Qt.KeyboardModifier.MetaModifier: "LOGO",
}
_KEYS = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backspace: "BackSpace",
}
_NONE_HERE = tr_noop("This desktop gives a program no key of its own.")


class PortalHotkey(Hotkey):
    """A shortcut that the desktop keeps for this program, and tells it of."""

    possible = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._trigger = ""
        self._asked = 0
        self._calls: dict[int, str] = {}  # by the serial of a call: what was asked
        self._requests: dict[str, str] = {}  # by the path of a request: what was asked

    def grab(self, keys: str) -> None:
        """Ask for it. Raises BrainError where there is nobody to ask; what the desktop says is told later."""
        self._trigger = trigger(chord(keys))
        self.release()
        try:
            bus = self._bus = open_dbus_connection(bus="SESSION")
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise BrainError(tr(_NONE_HERE), tr(OTHER_WAY)) from error
        self._notifier = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)
        for interface, member in ((_REQUEST, "Response"), (_SHORTCUTS, "Activated")):
            self._send(message_bus.AddMatch(MatchRule(type="signal", interface=interface, member=member)))
        self._ask("CreateSession", "a{sv}", {"session_handle_token": ("s", f"secondbrain_{os.getpid()}")})

    def release(self) -> None:
        """Leave the desktop's bus: the session ends with that."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._calls.clear()
        self._requests.clear()

    def _ask(self, what: str, signature: str, options: dict[str, Any], *before: object) -> None:
        assert self._bus is not None  # somebody is asked
        self._asked += 1
        token = f"secondbrain_{os.getpid()}_{self._asked}"
        sender = self._bus.unique_name.removeprefix(":").replace(".", "_")
        self._requests[f"{_PLACE}/request/{sender}/{token}"] = what
        options = {**options, "handle_token": ("s", token)}
        self._calls[self._send(new_method_call(_PORTAL, what, signature, (*before, options)))] = what

    def _send(self, message: Message) -> int:
        assert self._bus is not None  # as above
        serial = int(next(self._bus.outgoing_serial))
        self._bus.send(message, serial=serial)
        return serial

    def _look(self) -> None:
        """Take what has come, all of it."""
        with suppress(TimeoutError):
            while self._bus is not None:
                try:
                    message = self._bus.receive(timeout=0)
                except ConnectionError:
                    self._give_up(tr("The desktop's portal went away, and the key with it."))
                    return
                self._hear(message)

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.error:
            if self._calls.get(fields.get(HeaderFields.reply_serial, -1)):
                self._give_up(or_else(tr(_NONE_HERE)))
        elif message.header.message_type is MessageType.signal:
            member = fields.get(HeaderFields.member)
            if member == "Response" and (what := self._requests.pop(fields[HeaderFields.path], "")):
                self._answered(what, *message.body)
            elif member == "Activated" and message.body[1] == _OURS:
                self._activated(message.body[3])

    def _answered(self, what: str, code: int, results: dict[str, Any]) -> None:
        if code != 0:
            self._give_up(or_else(tr("The desktop did not give the key.")))
        elif what == "CreateSession":
            wanted = {
                "description": ("s", tr("Capture a thought")),
                "preferred_trigger": ("s", self._trigger),
            }
            session = results["session_handle"][1]
            self._ask("BindShortcuts", "oa(sa{sv})sa{sv}", {}, session, [(_OURS, wanted)], "")
        else:
            given = [more for name, more in results.get("shortcuts", ("", []))[1] if name == _OURS]
            keys = given[0].get("trigger_description", ("s", ""))[1] if given else ""
            self.told.emit(
                tr("Your desktop says: {keys}.", keys=keys)
                if keys
                else tr("Your desktop's settings say which keys these are.")
            )

    def _activated(self, options: dict[str, Any]) -> None:
        if token := options.get("activation_token", ("s", ""))[1]:
            # Qt takes it from there when a window comes forward.
            os.environ["XDG_ACTIVATION_TOKEN"] = str(token)
        self.pressed.emit()

    def _give_up(self, words: str) -> None:
        self.release()
        self.lost.emit(words)


def trigger(wanted: QKeyCombination) -> str:
    """A combination in the form of the desktops' specification of shortcuts, such as CTRL+ALT+space."""
    held = [name for each, name in _MODIFIERS.items() if each & wanted.keyboardModifiers()]
    key = wanted.key()
    if 0x21 <= int(key) < 0x7F:
        named = chr(int(key)).lower()
    elif Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        named = f"F{int(key) - int(Qt.Key.Key_F1) + 1}"
    else:
        named = _KEYS.get(key, Qt.Key(key).name.removeprefix("Key_"))
    return "+".join([*held, named])
