"""A thought is caught wherever the hands are: by the key for everywhere, from the tray, typed faster than anything answers,
with a picture out of the clipboard; and by the real program under a real X server, which is killed in the middle of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.remembered import Remembered
from app.session import Session
from core import View, open_brain
from core.brain import Brain
from tests.app.capture.test_capturing import Held
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import CTRL, LONG, click, press, write
from tests.stories.machine import ROOT

KEYS = "Ctrl+Alt+Space"
_PATIENCE = 180.0  # seconds; a busy machine may be slow


def part_of(session: Session) -> Capturing:
    return next(each for each in session._window.findChildren(Capturing))


def is_ready(qtbot: QtBot, part: Capturing) -> None:
    """The capture window is there, and takes letters."""
    qtbot.waitUntil(part.card.window.isVisible, timeout=LONG)
    part.card.window.activateWindow()  # a desktop does it where a window or a menu has gone; here a hand does
    qtbot.waitUntil(part.card.window.text.hasFocus, timeout=LONG)


# ---- with keys and mouse, in this process


def test_by_key_from_the_tray_and_faster_than_anything_answers(
    qtbot: QtBot, brain: Brain, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr("app.capture.capturing.hotkey_here", lambda *_: held)
    brain.create_memory("What there is", tags=["kiosk", "kitchen"])
    session = open_session()
    a_key_is_chosen_and_opens_it(qtbot, session, held)
    typed_in_one_go(qtbot, brain, session)
    the_menu_of_the_tray_leads_to_all_of_it(qtbot, brain, session)
    a_picture_comes_out_of_the_clipboard(qtbot, brain, session)


def a_key_is_chosen_and_opens_it(qtbot: QtBot, session: Session, held: Held) -> None:
    """It is off until a person wants it, and works then while the window is out of sight."""
    window, part = session._window, part_of(session)
    window.actions_["capture.settings"].trigger()
    settings = part.settings
    assert settings is not None and held.keys == ""
    box = settings.use_key
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    assert held.keys == KEYS and f"{KEYS} opens it" in settings._key_words.text()
    settings.window().close()
    window.showMinimized()
    held.pressed.emit()
    is_ready(qtbot, part)
    assert window.isMinimized(), "whoever writes elsewhere goes on there"


def typed_in_one_go(qtbot: QtBot, brain: Brain, session: Session) -> None:
    """Nothing waits for what is offered: a tag is the one that was typed, and none is half of one. Tab leads to the first of
    them, and what is typed there is one more."""
    card = part_of(session).card
    write("Flour and yeast #ki")
    qtbot.waitUntil(lambda: bool(card.tagging.offered), timeout=LONG)
    write("tchen\n")
    press(Qt.Key.Key_Tab)
    write("errand,market day,kio")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not card.window.isVisible(), timeout=LONG)
    note = next(each for each in brain.memories().items if each.title.startswith("Flour"))
    assert brain.memory(note.id).content.strip() == "Flour and yeast"
    assert note.tags == ("kitchen", "errand", "market day", "kio")
    assert {each.tag for each in brain.tags()} == {"errand", "kio", "kiosk", "kitchen", "market day"}


def the_menu_of_the_tray_leads_to_all_of_it(qtbot: QtBot, brain: Brain, session: Session) -> None:
    """It is the same menu on every desktop; which of them shows it where is theirs."""
    window, part, notebook = session._window, part_of(session), session.notebook
    assert notebook is not None

    def choose(words: str) -> None:
        menu = part.tray.menu
        menu.popup(QPoint(0, 0))
        qtbot.waitUntil(menu.isVisible, timeout=LONG)
        (entry,) = [each for each in menu.actions() if each.text() == words]
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
        qtbot.waitUntil(menu.isHidden, timeout=LONG)

    choose("Open Second Brain")
    qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized(), timeout=LONG)
    choose("Today's note")
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText().startswith("# 20"), timeout=LONG)
    choose("Quick capture")
    is_ready(qtbot, part)


def a_picture_comes_out_of_the_clipboard(qtbot: QtBot, brain: Brain, session: Session) -> None:
    card = part_of(session).card
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(180, 120, 60))
    QGuiApplication.clipboard().setImage(image)
    write("The label of the jar\n")
    press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: "![picture-" in card.text, timeout=LONG)
    assert "picture-" in card.window._files.text() and card.window._files.isVisible()
    click(qtbot, card.window, "Save")
    qtbot.waitUntil(lambda: not card.window.isVisible(), timeout=LONG)
    note = next(each for each in brain.memories().items if each.title == "The label of the jar")
    (file,) = brain.memory(note.id).attachments
    assert f"![{Path(file.name).stem}]({file.name})" in brain.memory(note.id).content
    with brain.files.open(file.sha256) as kept:
        again = QImage.fromData(kept.read())
    assert again.size() == image.size() and again.pixelColor(5, 5) == QColor(180, 120, 60)


# ---- the real program, a real keyboard


class Keyboard:
    """Of an X server that nobody looks at."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = {**os.environ, **environment}

    def press(self, keys: str) -> None:
        """As a hand does, whichever program has the focus."""
        self._do("key", keys)

    def write(self, text: str) -> subprocess.Popen[bytes]:
        """Write on, a letter every 20 ms."""
        return subprocess.Popen(["xdotool", "type", "--delay", "20", text], env=self._environment)

    def sees(self, title: str) -> bool:
        """Whether a window of that title is on the screen."""
        return self._do("search", "--onlyvisible", "--name", title) == 0

    def _do(self, *words: str) -> int:
        done = subprocess.run(["xdotool", *words], env=self._environment, check=False, capture_output=True)
        return done.returncode


class Program:
    """`second-brain` on one notebook, with the screen of a keyboard."""

    def __init__(self, home: Path, database: str, environment: dict[str, str]) -> None:
        self._everywhere = ["-m", "app.cli", "--home", str(home), "--database", database]
        self._environment = {**os.environ, **environment}

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A start as from a menu, or with words behind it."""
        command = [sys.executable, *self._everywhere, *words]
        return subprocess.Popen(command, cwd=ROOT, env=self._environment)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """The window, until the end of the block."""
        with self.start() as process:
            try:
                yield process
            finally:
                process.kill()


def until(there: Callable[[], object], again: Callable[[], object] = lambda: None) -> None:
    """Wait for something, doing `again` every second."""
    deadline = time.monotonic() + _PATIENCE
    for turn in count(1):
        if there():
            return
        assert time.monotonic() < deadline
        if turn % 10 == 0:
            again()
        time.sleep(0.1)


@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs an X server, and a hand for it"
)
def test_killed_while_it_is_typed_and_here_again_by_the_same_key(
    display: dict[str, str], home: Path, brain: Brain, database_url: str
) -> None:
    remembered = Remembered(home)
    remembered.welcomed, remembered.hotkey = True, KEYS
    remembered.save()
    keyboard, program = Keyboard(display), Program(home, database_url, display)

    def by_key() -> None:
        """The key is this program's as soon as the notebook is open."""
        until(lambda: keyboard.sees("Quick capture"), lambda: keyboard.press("ctrl+alt+space"))

    def drafted() -> str:
        with open_brain(home, database_url) as same_device:
            return "".join(each.content for each in same_device.drafts())

    with program.running() as first:
        by_key()
        hand = keyboard.write("Call the plumber about the boiler, " * 9)
        until(lambda: len(drafted()) > 60)
        first.send_signal(signal.SIGKILL)
        assert first.wait(_PATIENCE) == -signal.SIGKILL
    hand.kill()
    hand.wait()
    kept = drafted()
    assert kept == ("Call the plumber about the boiler, " * 9)[: len(kept)]
    assert list(brain.memory_ids(View())) == []

    with program.running() as second:
        by_key()
        assert program.start("And the chimney sweep", "--tag", "house").wait(_PATIENCE) == 0
        until(lambda: drafted().endswith("And the chimney sweep"))
        keyboard.press("ctrl+Return")
        until(lambda: len(brain.memory_ids(View())) == 1)
        until(lambda: not keyboard.sees("Quick capture"))
        second.terminate()
        assert second.wait(_PATIENCE) == 0
    (note,) = brain.memories().items
    assert brain.memory(note.id).content == f"{kept}\n\nAnd the chimney sweep"
    assert (note.tags, drafted()) == (("house",), "")
