"""What stands below each other on the page of settings: near to what it belongs to, and apart from the rest."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.entry import Buttons
from app.settings.far_store import FarStore
from app.settings.page import SettingsSheet
from app.theme import GRID, Mode


@pytest.mark.parametrize("look", [Mode.LIGHT, Mode.DARK])
def test_buttons_stand_apart_from_the_words_above_them(qtbot: QtBot, session: Session, look: Mode) -> None:
    window = session._window
    window.resize(1_000, 900)
    window.actions_[f"look.{look.value}"].trigger()
    window.actions_["app.settings"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(FarStore)))
    (sheet,) = window.findChildren(SettingsSheet)
    (store,) = window.findChildren(FarStore)
    sheet.box.setText("S3")
    qtbot.waitUntil(store.more.isVisible)
    store.more.click()
    qtbot.waitUntil(store.insecure.isVisible)
    entry = sheet.entries["far"]
    (row,) = entry.findChildren(Buttons)
    parts = [each for each in entry.children() if isinstance(each, QWidget) and each.isVisible()]
    above = max(each.geometry().bottom() + 1 for each in parts if each.y() < row.y())
    assert row.y() - above == 2 * GRID
