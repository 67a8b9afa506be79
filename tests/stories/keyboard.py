"""The hands of somebody at the real window: keys go where the keyboard is, and the mouse presses what says a word."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.window import Window

LONG = 30_000
CTRL, SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def focus() -> QWidget:
    """Where the keyboard is. A desktop gives it back to the window when something over it has closed; here a hand does."""
    found = QApplication.focusWidget() or QApplication.activeWindow()
    if found is None:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Window))
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, LONG)
        found = QApplication.focusWidget() or window
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """A key, wherever the keyboard is."""
    QTest.keyClick(focus(), key, held)


def write(text: str) -> None:
    """Letters of any script, wherever the keyboard is; a line ends with Enter."""
    for letter in text:
        if letter == "\n":
            press(Qt.Key.Key_Return)
        elif letter.isascii():
            QTest.keyClicks(focus(), letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus(), QKeyEvent(kind, 0, NONE, letter))


def buttons(page: QWidget, words: str) -> list[QPushButton]:
    """Those in sight that say this."""
    return [each for each in page.findChildren(QPushButton) if each.text() == words and each.isVisible()]


def click(qtbot: QtBot, page: QWidget, words: str) -> None:
    """Press the button that says this with the mouse, as soon as it is there and can be pressed."""
    qtbot.waitUntil(lambda: any(each.isEnabled() for each in buttons(page, words)), timeout=LONG)
    QTest.mouseClick(buttons(page, words)[0], Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, place: QWidget, path: Path) -> None:
    """The dialog of the system answers with this path."""
    qtbot.waitUntil(lambda: bool(place.findChildren(QFileDialog)), timeout=LONG)
    dialog = place.findChildren(QFileDialog)[-1]
    dialog.filesSelected.emit([str(path)])
    dialog.fileSelected.emit(str(path))
    dialog.close()
    place.window().activateWindow()


def field(page: QWidget, name: str) -> QLineEdit:
    """The line to fill in that is called so."""
    (found,) = [each for each in page.findChildren(QLineEdit) if each.accessibleName() == name]
    return found


def fill_in(page: QWidget, name: str, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Click into a line, write, and press a key."""
    line = field(page, name)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, key)
