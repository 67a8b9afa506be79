"""The bar over the list has room for all of its buttons, in whatever language and however narrow the list is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.selection_bar import SelectionBar
from app.theme import Theme

LONG = {"Tags…": "Schlagwörter…", "Trash": "Papierkorb", "{count} selected": "{count} ausgewählt"}


class Pane(QWidget):
    """As much of the middle pane as the bar asks for."""

    @property
    def band(self) -> QRect:
        return QRect(0, 0, self.width(), 28)


@pytest.fixture
def long_words(speaking: Callable[[Mapping[str, str]], None]) -> None:
    speaking(LONG)


def bar_in(qtbot: QtBot, theme: Theme, width: int) -> SelectionBar:
    pane = Pane()
    qtbot.addWidget(pane)
    pane.resize(width, 400)
    bar = SelectionBar(cast("ListPane", pane), theme)
    pane.show()
    bar.show_count(1_204, trash=False)
    return bar


def test_words_that_have_no_room_become_icons_that_say_them(
    qtbot: QtBot, theme: Theme, long_words: None
) -> None:
    bar = bar_in(qtbot, theme, 320)
    assert bar.tags.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert (bar.tags.toolTip(), bar.trash.toolTip()) == ("Schlagwörter…", "Papierkorb")
    assert bar.layout().sizeHint().width() <= 320  # type: ignore[union-attr]  # it has one
    bar._pane.resize(700, 400)
    qtbot.waitUntil(lambda: bar.tags.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextOnly)


def test_words_that_fit_stay_words(qtbot: QtBot, theme: Theme) -> None:
    bar = bar_in(qtbot, theme, 320)
    assert bar.tags.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextOnly
    assert bar.layout().sizeHint().width() <= 320  # type: ignore[union-attr]  # it has one
