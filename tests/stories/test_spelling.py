"""A word is written wrong and mended from its menu; another one is right here, and still is on the next day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.session import Session
from app.spelling.place import Spelling
from core import Brain
from tests.app.spelling.test_spelling import LONG, dictionary, menu_at_caret, reds
from tests.fixtures.desktop import OpenSession

pytest.importorskip("enchant", reason="Enchant is not installed", exc_type=ImportError)
__all__ = ["dictionary"]  # a fixture


def spelling_of(qtbot: QtBot, session: Session, dictionary: str) -> Spelling:
    part = next(each for each in session._parts if isinstance(each, Spelling))
    qtbot.waitUntil(lambda: part.installed is not None, timeout=LONG)
    part.want((dictionary,))
    return part


def test_a_wrong_word_is_mended_and_an_own_word_is_kept(
    qtbot: QtBot,
    open_session: OpenSession,
    dictionary: str,
    brain: Brain,
) -> None:
    first = open_session()
    assert first.notebook is not None
    part, text = spelling_of(qtbot, first, dictionary), first.notebook.editor.text
    qtbot.keyClick(first._window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(text.hasFocus)
    QTest.keyClicks(text, "The gardn of Brno ")
    qtbot.waitUntil(lambda: part.marking.marked() == ["gardn", "Brno"] and reds(part) > 20, timeout=LONG)

    qtbot.keyClick(text, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: text.textCursor().selectedText() == "gardn", timeout=LONG)
    menu = menu_at_caret(qtbot, part)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text.toPlainText() == "The garden of Brno ", timeout=LONG)

    qtbot.keyClick(text, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: text.textCursor().selectedText() == "Brno", timeout=LONG)
    menu = menu_at_caret(qtbot, part)
    add = next(each for each in menu.actions() if each.text() == "Add “Brno” to my dictionary")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(add).center())
    qtbot.waitUntil(lambda: part.marking.marked() == [] and not reds(part), timeout=LONG)
    with qtbot.waitSignal(first.ended, timeout=20_000):
        first._window.close()
    first.close()
    first._instance.release()

    second = open_session()
    assert second.notebook is not None
    part = spelling_of(qtbot, second, dictionary)
    assert part.own.words == ("Brno",)
    (note,) = [each.id for each in brain.memories().items]
    second.notebook.show_note(note)
    qtbot.waitUntil(lambda: part.marking.tags == (dictionary,) and len(part.marking._known) > 0, timeout=LONG)
    assert part.marking.marked() == []
