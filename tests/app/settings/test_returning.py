"""The page that brings notes back from a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.settings.returning import ReturnSheet
from app.theme import Theme
from core import Backup, BroughtBack
from core.store.bringing_back import Differing


def test_while_notes_come_back_none_is_brought_back_twice(qtbot: QtBot, theme: Theme) -> None:
    backup = Backup(Path("a.dump"), datetime.now(UTC), 1, "", 1, 0, 1, 0, 0)
    sheet = ReturnSheet(theme, backup)
    qtbot.addWidget(sheet)
    sheet.found(BroughtBack(notes=2, same=1, listed=(Differing(UUID(int=1), "Bread", "trashed"),)))
    one = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Bring back")
    assert one.isEnabled()
    sheet.tell("Bringing notes back …")
    assert not one.isEnabled()
