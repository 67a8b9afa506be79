"""Many folders that become tags come folded, so that the uppermost ones are found at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Came
from app.session import Session
from core import Taking

LONG = 30_000


@pytest.mark.parametrize("taking", [Taking(), Taking(folders=False)])
def test_many_folders_come_folded(qtbot: QtBot, session: Session, tmp_path: Path, taking: Taking) -> None:
    for number in range(14):
        folder = tmp_path / "Vault" / "Projects" / f"Project {number}" / "Old"
        folder.mkdir(parents=True)
        (folder / "Plan.md").write_text("#seeds")
    qtbot.waitUntil(lambda: bool(session._window.findChildren(ExchangePlace)), timeout=LONG)
    (place,) = session._window.findChildren(ExchangePlace)
    place.importing.bring([tmp_path / "Vault"], taking)
    course = place.importing.course
    qtbot.waitUntil(lambda: isinstance(course.pages.sheet, Came), timeout=LONG)
    assert session.notebook is not None
    model = session.notebook.places.list.model()

    def listed() -> list[object]:
        rows = range(model.rowCount())
        return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in rows][-2:]

    folders = ["Projects, 14 notes, folded", "seeds, 14 notes"]
    wanted = folders if taking.folders else ["Tags", "seeds, 14 notes"]
    qtbot.waitUntil(lambda: listed() == wanted, timeout=LONG)
