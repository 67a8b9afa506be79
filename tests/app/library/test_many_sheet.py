"""The tags of many notes are typed and given with Enter alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.library.many_sheet import ManyTags
from app.theme import Theme


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> ManyTags:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    sheet = ManyTags(theme, window)
    sheet.ask(3, window)
    return sheet


def test_enter_adds_a_tag_and_enter_once_more_gives_it_to_the_notes(sheet: ManyTags) -> None:
    given: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    sheet.chosen.connect(lambda more, fewer: given.append((more, fewer)))
    QTest.keyClicks(sheet.field, "todo/week")
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert given == [] and sheet.isVisible()
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert given == [(("todo/week",), ())] and not sheet.isVisible()


def test_enter_does_nothing_while_there_is_nothing_to_do(sheet: ManyTags) -> None:
    given: list[object] = []
    sheet.chosen.connect(lambda *each: given.append(each))
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert given == [] and sheet.isVisible()


def test_a_typed_tag_needs_no_enter_before_the_button(sheet: ManyTags) -> None:
    given: list[object] = []
    sheet.chosen.connect(lambda more, fewer: given.append((more, fewer)))
    assert not sheet.button.isEnabled()
    QTest.keyClicks(sheet.field, "errands")
    QTest.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert given == [(("errands",), ())] and not sheet.isVisible()


def test_another_window_in_front_neither_closes_the_sheet_nor_makes_half_a_word_a_tag(
    sheet: ManyTags,
) -> None:
    QTest.keyClicks(sheet.field, "err")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(sheet.field, away)
    QApplication.sendEvent(sheet.window(), QEvent(QEvent.Type.WindowDeactivate))
    assert sheet.isVisible() and sheet._more == []
    QTest.keyClicks(sheet.field, "ands")
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert sheet._more == ["errands"]
