"""The cross in a field: it is there while something is typed, and goes with its page."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, QPropertyAnimation
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.clearing import make_clearable
from app.search.box import SearchBox
from app.settings.page import SettingsSheet
from app.theme import Mode, Theme


def waiting(theme: Theme) -> int:
    """How many want to be told of another look."""
    return theme.receivers(SIGNAL("changed()"))


def test_the_look_changes_after_a_page_with_such_a_field_was_left(qtbot: QtBot, theme: Theme) -> None:
    before = waiting(theme)
    page = QWidget()
    field = QLineEdit(page)
    make_clearable(field, theme)
    assert waiting(theme) == before + 1
    page.deleteLater()
    del page, field
    qtbot.waitUntil(lambda: waiting(theme) == before, timeout=2_000)


def test_the_icons_of_the_page_that_is_there_change_with_the_look(qtbot: QtBot, theme: Theme) -> None:
    sheet = SettingsSheet(theme)
    qtbot.addWidget(sheet)
    icons = [each.icon().cacheKey() for each in sheet.box.actions()]
    theme.set_mode(Mode.LIGHT if theme.dark else Mode.DARK)
    assert all(now.icon().cacheKey() != old for now, old in zip(sheet.box.actions(), icons, strict=True))


def test_the_cross_is_there_at_once_and_moves_nothing_else(qtbot: QtBot, theme: Theme) -> None:
    """Nothing fades, and the button beside it stays where it is."""
    box = SearchBox(theme)
    qtbot.addWidget(box)
    box.resize(300, 34)
    box.show()
    buttons = {each.defaultAction().text(): each for each in box.findChildren(QToolButton)}
    place = buttons["Filters"].geometry()
    assert buttons["Clear"].isHidden()
    box.setText("moon")
    assert buttons["Clear"].isVisible() and buttons["Clear"].x() < place.x()
    assert buttons["Filters"].geometry() == place and not box.findChildren(QPropertyAnimation)
    buttons["Clear"].click()
    assert box.text() == "" and buttons["Clear"].isHidden()
    assert buttons["Filters"].geometry() == place
