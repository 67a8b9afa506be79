"""A key that the desktop keeps, asked for on a real bus of a portal that is played here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from app.capture.hotkey import OTHER_WAY, chord

if sys.platform != "linux" or not shutil.which("dbus-daemon"):
    pytest.skip("needs a bus", allow_module_level=True)

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.capture.hotkey.portal import PortalHotkey, trigger

PLACE = "/org/freedesktop/portal/desktop"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    yield address
    daemon.kill()
    daemon.wait()
    for each in Portal.serving:
        each.join()
    Portal.serving.clear()
    daemon.stdout.close()


class Portal:
    """A desktop that says yes or no, and presses the key at once."""

    serving: ClassVar[list[threading.Thread]] = []

    def __init__(self, code: int) -> None:
        self.code = code
        self.asked: list[object] = []
        self.connection: DBusConnection = open_dbus_connection(bus="SESSION")
        message_bus_answer = self.connection.send_and_get_reply(
            message_bus.RequestName("org.freedesktop.portal.Desktop")
        )
        assert message_bus_answer.body == (1,)
        thread = threading.Thread(target=self._serve, daemon=True)
        thread.start()
        self.serving.append(thread)

    def _serve(self) -> None:
        while True:
            try:
                message = self.connection.receive()
            except OSError:  # the bus ended with its test
                self.connection.close()
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        sender, member = fields[HeaderFields.sender], fields[HeaderFields.member]
        token = message.body[-1]["handle_token"][1]
        path = f"{PLACE}/request/{sender[1:].replace('.', '_')}/{token}"
        results: dict[str, object] = {"session_handle": ("s", f"{PLACE}/session/x")}
        if member == "BindShortcuts":
            self.asked.append(message.body[1])
            results = {
                "shortcuts": ("a(sa{sv})", [("capture", {"trigger_description": ("s", "Ctrl+Alt+Space")})])
            }
        self.connection.send(new_method_return(message, "o", (path,)))
        request = DBusAddress(path, interface="org.freedesktop.portal.Request")
        self.connection.send(new_signal(request, "Response", "ua{sv}", (self.code, results)))
        if member == "BindShortcuts":
            shortcuts = DBusAddress(PLACE, interface="org.freedesktop.portal.GlobalShortcuts")
            for name in ("another", "capture"):
                body = (f"{PLACE}/session/x", name, 7, {"activation_token": ("s", "let it")})
                self.connection.send(new_signal(shortcuts, "Activated", "osta{sv}", body))


def test_the_desktop_gives_a_key_and_tells_when_it_is_pressed(
    qtbot: QtBot, bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal, hotkey = Portal(0), PortalHotkey()
    heard: list[str] = []
    pressed: list[int] = []
    hotkey.told.connect(heard.append)
    hotkey.pressed.connect(lambda: pressed.append(1))
    hotkey.grab("Ctrl+Alt+Space")
    qtbot.waitUntil(lambda: bool(pressed))
    assert heard == ["Your desktop says: Ctrl+Alt+Space."]
    wanted = {"description": ("s", "Capture a thought"), "preferred_trigger": ("s", "CTRL+ALT+space")}
    assert portal.asked == [[("capture", wanted)]]
    assert pressed == [1]
    hotkey.release()


def test_where_the_desktop_says_no_or_knows_no_such_thing_the_other_way_is_named(
    qtbot: QtBot, bus: str
) -> None:
    hotkey = PortalHotkey()
    heard: list[str] = []
    hotkey.lost.connect(heard.append)
    hotkey.grab("Ctrl+Alt+Space")  # there is no portal yet
    qtbot.waitUntil(lambda: len(heard) == 1)
    portal = Portal(1)
    hotkey.grab("Ctrl+Alt+Space")
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert all(OTHER_WAY in each for each in heard) and portal.asked == []


def test_keys_have_the_names_of_the_specification() -> None:
    keys = {
        "Ctrl+Alt+Space": "CTRL+ALT+space",
        "Meta+Shift+N": "SHIFT+LOGO+n",
        "F9": "F9",
        "Alt+Home": "ALT+Home",
    }
    assert {each: trigger(chord(each)) for each in keys} == keys
