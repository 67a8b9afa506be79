"""A key that opens the capture window from anywhere, as each system lets a program have one.

Owns what all of them have in common. Each system has a file; the rest of the program knows `Hotkey` alone.
"""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from core import BrainError, tr, tr_noop

SUGGESTED = "Ctrl+Alt+Space"
OTHER_WAY = tr_noop(
    "Your system's own settings for shortcuts can run this command: second-brain capture --window"
)
_PLAIN = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def or_else(words: str) -> str:
    """The words, and then what works without such a key."""
    return f"{words} {tr(OTHER_WAY)}"


class Hotkey(QObject):
    """One key, held by this program while it runs. This one is of a system that gives none."""

    pressed = Signal()
    """The key was pressed, whichever program has the keyboard."""
    told = Signal(str)
    """What the system says of the key it gave, in words, when it says so later."""
    lost = Signal(str)
    """The system did not give the key after all, or took it away, in words."""

    possible = False
    """Whether this system gives a program such a key at all."""

    def grab(self, keys: str) -> None:
        """Have this key from now on, in Qt's portable form, in place of one before. BrainError when that cannot be."""
        chord(keys)
        raise BrainError(tr("A program cannot have a key of its own here."), tr(OTHER_WAY))

    def release(self) -> None:
        """Let go of the key."""

    def bring_forward(self, window: int) -> None:
        """Give a window of this program the keyboard, where the system wants to know that a person pressed a key for it."""


def chord(keys: str) -> QKeyCombination:
    """The one combination in a text such as "Ctrl+Alt+Space". BrainError for what cannot be a key for all programs."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    found = cast("QKeyCombination", sequence[0]) if sequence.count() == 1 else None  # type: ignore[index]  # it can be
    if found is None or found.key() == Qt.Key.Key_unknown:
        raise BrainError(
            tr("“{keys}” is not one combination of keys.", keys=keys),
            tr("Choose one such as {keys}.", keys=SUGGESTED),
        )
    if not found.keyboardModifiers() & _PLAIN and not Qt.Key.Key_F1 <= found.key() <= Qt.Key.Key_F35:
        raise BrainError(
            tr("{keys} alone would be taken from every program.", keys=keys),
            tr("Choose keys with Ctrl, Alt or Meta, such as {keys}.", keys=SUGGESTED),
        )
    return found


def hotkey_here(platform: str, parent: QObject) -> Hotkey:
    """The kind that this system has, by the name of Qt's platform."""
    if platform == "xcb":
        from app.capture.hotkey.x11 import X11Hotkey

        return X11Hotkey(parent)
    if platform.startswith("wayland"):
        from app.capture.hotkey.portal import PortalHotkey

        return PortalHotkey(parent)
    with suppress(OSError, AttributeError):  # untried systems: without the key rather than without the window
        if platform == "windows":
            from app.capture.hotkey.windows import WindowsHotkey

            return WindowsHotkey(parent)
        if platform == "cocoa":
            from app.capture.hotkey.mac import MacHotkey

            return MacHotkey(parent)
    return Hotkey(parent)
