"""A note of ten megabytes opens, is read to its end and written in, and no hand has to wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import Editor
from core.brain import Brain
from tests.app.editor.conftest import opened

_LINE = "- [ ] **water** the [[garden]], then `write` it down, and rest for a while in the shade of the old tree\n"
_TEXT = "# Ten megabytes\n\n" + _LINE * (10_000_000 // len(_LINE)) + "the end "
_AT_ONCE = 0.5  # seconds; it is a fiftieth of one on a quiet machine
_SILENCE = (
    2.0  # seconds in which the window does nothing else; it is less than half of one on a quiet machine
)
_CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ten_megabytes_open_scroll_and_are_written_in(qtbot: QtBot, editor: Editor, brain: Brain) -> None:
    note = brain.create_memory(_TEXT).memory
    silence = longest_silence(lambda: opened(qtbot, editor, note), editor)
    assert editor.text.document().characterCount() == len(_TEXT) + 1
    assert silence < _SILENCE
    text, bar = editor.text, editor.text.verticalScrollBar()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> float:
        began = time.monotonic()
        QTest.keyClick(text, key, modifier)
        text.viewport().repaint()
        return time.monotonic() - began

    taken = []
    for _ in range(5):
        before = bar.value()
        taken.append(press(Qt.Key.Key_PageDown))
        assert bar.value() > before
    taken.append(press(Qt.Key.Key_End, _CONTROL))
    assert bar.value() > 0.99 * bar.maximum()
    taken.append(press(Qt.Key.Key_A))
    assert text.document().lastBlock().text() == "the end a"
    taken.append(press(Qt.Key.Key_Home, _CONTROL))
    assert bar.value() == 0
    assert max(taken) < _AT_ONCE, taken


def longest_silence(work: Callable[[], object], editor: Editor) -> float:
    """How long a beat of the window's own thread was late at most, while something was done."""
    beats = [time.monotonic()]
    timer = QTimer(editor, interval=5)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start()
    work()
    beats.append(time.monotonic())
    timer.stop()
    return max(later - sooner for sooner, later in pairwise(beats))
