"""Somebody comes from Joplin and brings a list of another program along, goes out again as JSON lines, and comes back.

By keys and mouse on the real window: an archive (`.jex`) with notebooks, a to-do, a picture and a link, and lines of JSON of
which one is broken; what is exported gives the same notes again.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Came, Choose, Planned, ToExport, Wrote
from app.migration.sheet import Sheet
from app.migration.ticks import Pick
from app.session import Session
from core.brain import Brain
from tests.core.exchange.test_other_programs import ITEMS, NOTE, OTHER, jex
from tests.stories.keyboard import LONG, buttons, choose, click, press

_LINES = '{"text": "# Reading list\\n\\nSee [[A letter]]", "tags": ["books"]}\n{"text": 7}\n'


@pytest.mark.timeout(180)
def test_somebody_comes_from_joplin_and_goes_out_and_back_as_json_lines(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path
) -> None:
    (place,) = session._window.findChildren(ExchangePlace)
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    the_archive_comes_with_all_that_belongs_to_it(
        qtbot, brain, session, place, jex(tmp_path / "all.jex", ITEMS)
    )
    lines = tmp_path / "list.jsonl"
    lines.write_text(_LINES, encoding="utf-8")
    the_list_comes_but_for_a_broken_line(qtbot, session, place, lines)
    out = all_of_it_goes_out(qtbot, session, place, tmp_path)
    titles = sorted(json.loads(line)["title"] for line in out.read_text("utf-8").splitlines())
    assert titles == ["A letter", "Reading list", "Tiles"]
    before = sorted((each.id, each.content, each.tags) for each in map(brain.memory, brain.memory_ids()))
    both_imports_are_taken_back(qtbot, brain, session, place)
    comes(qtbot, session, place, out, "3 notes")
    after = sorted((each.id, each.content, each.tags) for each in map(brain.memory, brain.memory_ids()))
    assert after == before
    (file,) = brain.memory(UUID(NOTE)).attachments
    with brain.files.open(file.sha256) as content:
        assert content.read() == b"a picture"


def words_of(sheet: Sheet) -> str:
    return "\n".join(each.text() for each in sheet.findChildren(QLabel))


def sheet_of(qtbot: QtBot, place: ExchangePlace, kind: type[Sheet]) -> Sheet:
    """The page of that kind, as soon as it is looked at."""
    course = place.exporting.course if kind in (ToExport, Wrote) else place.importing.course
    qtbot.waitUntil(lambda: isinstance(course.pages.sheet, kind) and course.pages.isVisible(), timeout=LONG)
    assert course.pages.sheet is not None
    return course.pages.sheet


def comes(qtbot: QtBot, session: Session, place: ExchangePlace, path: Path, notes: str) -> tuple[str, str]:
    """A file is chosen, looked at, and imported; the words of both pages."""
    session._window.actions_["import.notes"].trigger()
    click(qtbot, sheet_of(qtbot, place, Choose), "Choose files…")
    choose(qtbot, place.importing.course.pages, path)
    plan = sheet_of(qtbot, place, Planned)
    assert plan.accessibleName() == f"{notes} to import"
    planned = words_of(plan)
    (button,) = buttons(plan.row, f"Import {notes}")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button, timeout=LONG)
    press(Qt.Key.Key_Return)
    report = sheet_of(qtbot, place, Came)
    assert report.accessibleName() == f"{notes} imported"
    return planned, words_of(report)


def the_archive_comes_with_all_that_belongs_to_it(
    qtbot: QtBot, brain: Brain, session: Session, place: ExchangePlace, archive: Path
) -> None:
    planned, told = comes(qtbot, session, place, archive, "2 notes")
    assert "all.jex · " in planned and "Joplin" in planned
    assert "1 link between notes" in told and "Every note is accounted for." in told
    click(qtbot, sheet_of(qtbot, place, Came).row, "Show the imported notes")
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.isVisible() and len(notebook.pane.list.ids) == 2, timeout=LONG)
    notebook.pane.list.setFocus()
    press(Qt.Key.Key_Home if notebook.pane.list.ids[0] == UUID(NOTE) else Qt.Key.Key_End)
    qtbot.waitUntil(lambda: notebook.editor.note == UUID(NOTE), timeout=LONG)
    assert notebook.editor.text.toPlainText() == (
        "# Tiles\n\n- [ ] Tiles\n\n![[tile.png|tile]] and [[A letter|the letter]]"
    )
    assert brain.memory(UUID(NOTE)).tags == ("House/Roof", "urgent")
    assert brain.note_links.target("A letter") == UUID(OTHER)


def the_list_comes_but_for_a_broken_line(
    qtbot: QtBot, session: Session, place: ExchangePlace, lines: Path
) -> None:
    planned, told = comes(qtbot, session, place, lines, "1 note")
    for words in (planned, told):
        assert "JSON lines" in words and "list.jsonl, line 2" in words


def all_of_it_goes_out(qtbot: QtBot, session: Session, place: ExchangePlace, folder: Path) -> Path:
    """As lines of JSON, which the mouse chooses; the file."""
    session._window.actions_["export.notes"].trigger()
    sheet = sheet_of(qtbot, place, ToExport)
    assert "3 notes, " in words_of(sheet) and "1 file beside them, 9 bytes." in words_of(sheet)
    (lines,) = [each for each in sheet.findChildren(Pick) if each.text() == "JSON lines"]
    QTest.mouseClick(lines, Qt.MouseButton.LeftButton)
    folders = [each for each in sheet.findChildren(Pick) if each.text() == "A folder for each first tag"]
    assert not folders[0].isEnabled()
    click(qtbot, sheet.row, "Choose a folder and export…")
    choose(qtbot, place.exporting.course.pages, folder)
    wrote = sheet_of(qtbot, place, Wrote)
    assert wrote.accessibleName() == "3 notes exported"
    (out,) = folder.glob("Notes *.jsonl")
    click(qtbot, wrote.row, "Close")
    return out


def are_left(brain: Brain, notes: int) -> bool:
    return brain.counts().memories == notes


def both_imports_are_taken_back(qtbot: QtBot, brain: Brain, session: Session, place: ExchangePlace) -> None:
    for left in (2, 0):
        session._window.actions_["import.notes"].trigger()
        sheet = sheet_of(qtbot, place, Choose)
        qtbot.waitUntil(lambda: not place.importing.course.work.busy, timeout=LONG)
        click(qtbot, sheet, "Take back…")
        qtbot.waitUntil(lambda: bool(session._window.findChildren(QMessageBox)), timeout=LONG)
        (box,) = session._window.findChildren(QMessageBox)
        click(qtbot, box, f"Take back {'2 notes' if left == 0 else '1 note'}")
        qtbot.waitUntil(partial(are_left, brain, left), timeout=LONG)
        qtbot.waitUntil(lambda: not place.importing.course.work.busy, timeout=LONG)
        qtbot.waitUntil(lambda: not session._window.findChildren(QMessageBox), timeout=LONG)
