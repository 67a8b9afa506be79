"""A key under a real X server, pressed as a keyboard presses it while no window has the focus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

PROGRAM = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from app.capture.hotkey import hotkey_here
from core import BrainError

application = QApplication([])
hotkey, second = (hotkey_here(application.platformName(), application) for _ in range(2))
hotkey.grab("Ctrl+Alt+Space")
try:
    second.grab("Ctrl+Alt+Space")
except BrainError as error:
    print(error.words)
second.grab("Meta+F5")
second.release()
window = QPlainTextEdit()

def pressed():
    print("pressed")
    window.show()
    window.activateWindow()
    window.setFocus()
    hotkey.bring_forward(int(window.winId()))

def keyboard(*keys):
    subprocess.Popen(["xdotool", *keys])

def focused(_, now):
    if now is window:
        QTimer.singleShot(300, lambda: keyboard("type", "hello"))  # when Ctrl and Alt are up again

def written():
    if window.toPlainText() == "hello":
        print("written")
        hotkey.release()
        application.quit()

hotkey.pressed.connect(pressed)
application.focusChanged.connect(focused)
window.textChanged.connect(written)
QTimer.singleShot(0, lambda: keyboard("key", "ctrl+alt+space"))
QTimer.singleShot(20_000, lambda: application.exit(3))
sys.exit(application.exec())
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("xvfb-run") and shutil.which("xdotool")),
    reason="needs an X server without a screen, and a hand for it",
)
def test_the_key_is_heard_everywhere_and_what_is_typed_next_is_in_the_window() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["Another program has Ctrl+Alt+Space already.", "pressed", "written"]
