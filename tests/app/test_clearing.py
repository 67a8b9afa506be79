"""A field of a page that was left hears of no other look: Qt has taken its cross away by then."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.clearing import make_clearable
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
