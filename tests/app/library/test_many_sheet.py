"""The tags of many notes are typed and given with Enter alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
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
