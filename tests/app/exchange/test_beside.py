"""Notes come in while the window stays free: the work is done in a process beside it, which ends with the window."""

from __future__ import annotations

from pathlib import Path

import psutil
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.exchange.importing import Importing
from app.exchange.place import ExchangePlace
from app.exchange.sheets import Came
from app.session import Session


def beside() -> list[psutil.Process]:
    """The processes that do work for this one."""
    children = psutil.Process().children(recursive=True)
    return [each for each in children if "core.background.worker" in " ".join(each.cmdline())]


def vault(place: Path, notes: int) -> Path:
    """A folder with so many notes."""
    folder = place / "vault"
    folder.mkdir()
    for number in range(notes):
        (folder / f"Note {number}.md").write_text(f"# Note {number}\n\n{'about boilers ' * 50}\n")
    return folder


def importing_of(session: Session) -> Importing:
    return next(part for part in session._parts if isinstance(part, ExchangePlace)).importing


def test_an_import_is_done_beside_the_window_and_leaves_nothing_behind(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, importing = vault(tmp_path, 30), importing_of(session)
    assert beside() == []
    importing.bring([folder])
    qtbot.waitUntil(lambda: isinstance(importing.course.pages.sheet, Came), timeout=60_000)
    (worker,) = beside()
    assert session.notebook is not None
    pane = session.notebook.pane
    qtbot.waitUntil(lambda: len(pane.list.ids) == 30, timeout=10_000)
    with qtbot.waitSignal(session.ended, timeout=10_000):
        session.end()
    session.close()
    assert not worker.is_running()


def test_an_import_that_is_stopped_says_so_and_goes_on_later(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, importing = vault(tmp_path, 3_000), importing_of(session)
    told: list[str] = []
    importing.course.work.told.connect(lambda words, _share: told.append(words))
    importing.bring([folder])
    qtbot.waitUntil(lambda: any("of 3" in words for words in told), timeout=60_000)
    importing.course.work.stop()
    qtbot.waitUntil(lambda: isinstance(importing.course.pages.sheet, Came), timeout=60_000)
    sheet = importing.course.pages.sheet
    assert isinstance(sheet, Came)
    (button,) = [each for each in sheet.row.findChildren(QPushButton) if each.text() == "Go on importing"]
    button.click()
    qtbot.waitUntil(
        lambda: importing.course.pages.sheet is not sheet and isinstance(importing.course.pages.sheet, Came),
        timeout=120_000,
    )
    assert session.notebook is not None
    pane = session.notebook.pane
    qtbot.waitUntil(lambda: len(pane.list.ids) == 3_000, timeout=20_000)
