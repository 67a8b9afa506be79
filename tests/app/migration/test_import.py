"""Bringing notes from version 2 in the window: look, import, stop, go on, read the report, keep it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.migration.page import ImportPage
from app.migration.sheets import LISTED, Failed, Found, Told
from app.theme import Theme
from app.words import THIN
from app.workspace import Workspace
from core import Report, Sources, TableCount
from core.brain import Brain
from tests.app.migration.conftest import buttons, wait_for, words_of, write_dump


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.sql"


def test_looking_says_what_is_in_the_file_and_writes_nothing(
    qtbot: QtBot, page: ImportPage, brain: Brain, path: Path
) -> None:
    page.look(write_dump(path, ["# Compost\n\nTurn it.", "Bread"], broken=1))
    found = wait_for(qtbot, page, Found)
    said = words_of(found)
    assert "2 notes to import" in said
    assert "backup.sql" in said
    assert "Compost" in said and "Turn it." not in said
    assert "Set aside: 1 row" in said and "no id 0" in said
    assert "Import 2 notes" in buttons(page)
    assert brain.counts().memories == 0


def test_the_import_ends_with_counts_that_add_up(
    qtbot: QtBot, page: ImportPage, brain: Brain, path: Path
) -> None:
    page.look(write_dump(path, ["Bread", "Compost", "Damp"], broken=2))
    wait_for(qtbot, page, Found)
    assert buttons(page)["Import 3 notes"].hasFocus()
    QTest.keyClick(buttons(page)["Import 3 notes"], Qt.Key.Key_Return)
    said = words_of(wait_for(qtbot, page, Told))
    assert "3 notes imported" in said
    assert "Complete: every row is accounted for." in said
    assert "Keep version 2 until you have checked your notes." in said
    assert brain.counts().memories == 3


def test_a_file_that_came_before_brings_nothing_twice(
    qtbot: QtBot, page: ImportPage, brain: Brain, path: Path
) -> None:
    brain.migration.run(Sources(dump=write_dump(path, ["Bread", "Compost"])))
    page.look(path)
    assert "All of these notes are here already" in words_of(wait_for(qtbot, page, Found))
    assert not any(words.startswith("Import ") for words in buttons(page))


def test_what_was_imported_before_a_stop_stays_and_going_on_brings_the_rest(
    qtbot: QtBot, page: ImportPage, brain: Brain, path: Path
) -> None:
    page.look(write_dump(path, [f"Note {number} " + "words " * 400 for number in range(5_000)]))
    wait_for(qtbot, page, Found)
    page.told.connect(page.stop)
    page.bring()
    said = words_of(wait_for(qtbot, page, Told))
    page.told.disconnect(page.stop)
    there = brain.counts().memories
    assert f"Stopped after {there:,} notes".replace(",", THIN) in said
    assert there < 5_000
    assert "Complete" not in said
    buttons(page)["Go on importing"].click()
    qtbot.waitUntil(lambda: brain.counts().memories == 5_000, timeout=60_000)
    qtbot.waitUntil(lambda: not page.busy, timeout=30_000)


def test_on_the_way_it_says_how_far_it_is(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    page.look(write_dump(path, [f"Note {number}" for number in range(3_000)]))
    wait_for(qtbot, page, Found)
    assert told[0].startswith("Reading the file · ")
    page.bring()
    wait_for(qtbot, page, Told)
    figures = [words for words in told if words.startswith("Importing notes · about ")]
    assert figures and f"of 3{THIN}000" in figures[0]
    assert told[-1] == ""


@pytest.mark.parametrize("content", [b"", b"PGDMP\x01\x0e", b"just a letter\n"])
def test_a_file_that_is_no_dump_is_told_in_words_with_a_way_out(
    qtbot: QtBot, page: ImportPage, path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    page.look(path)
    said = words_of(wait_for(qtbot, page, Failed))
    assert "Nothing was changed" in said
    assert list(buttons(page)) == ["Choose another file…", "Try again", "Not now"]
    write_dump(path, ["Bread"])
    buttons(page)["Try again"].click()
    assert "1 note to import" in words_of(wait_for(qtbot, page, Found))


def test_choosing_a_file_stops_nothing_and_reads_it(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    write_dump(path, ["Bread"])
    buttons(page)["Choose a file…"].click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    wait_for(qtbot, page, Found)


@pytest.mark.parametrize("name", ["report.txt", "report.json"])
def test_the_report_can_be_kept(
    qtbot: QtBot, page: ImportPage, path: Path, tmp_path: Path, name: str
) -> None:
    page.look(write_dump(path, ["Bread"]))
    wait_for(qtbot, page, Found)
    page.bring()
    wait_for(qtbot, page, Told)
    buttons(page)["Save report…"].click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(page.saved, timeout=10_000):
        dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    text = (tmp_path / name).read_text("utf-8")
    if name.endswith("json"):
        assert json.loads(text)["complete"] is True
    else:
        assert "1 in the source = 1 created" in text


def test_a_report_that_cannot_be_kept_is_told(
    qtbot: QtBot, page: ImportPage, workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    page.look(write_dump(path, ["Bread"]))
    wait_for(qtbot, page, Found)
    page.bring()
    wait_for(qtbot, page, Told)
    buttons(page)["Save report…"].click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(workspace.trouble, timeout=10_000) as told:
        dialog.fileSelected.emit(str(tmp_path / "no such folder" / "report.txt"))
    dialog.close()
    assert told.args is not None
    assert "What was imported is safe." in told.args[0].hint


def _report(**changes: object) -> Report:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    good = Report(
        file="backup.sql",
        size=1_000,
        whole=True,
        dry_run=False,
        finished=True,
        started_at=moment,
        finished_at=moment,
        tables=(TableCount("public.memories", "memories", "S", 3, 3, 0, 0),),
        not_carried={"public.entities": 12},
        embeddings=2,
        remarks={},
        set_aside=(),
    )
    return replace(good, **changes)  # type: ignore[arg-type]  # the tests below name real fields


def test_counts_that_do_not_add_up_are_never_called_complete(qtbot: QtBot, theme: Theme) -> None:
    lost = (TableCount("public.memories", "memories", "S", 3, 2, 0, 0),)
    sheet = Told(theme, Path("backup.sql"), _report(tables=lost))
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "≠" in said and "Not complete" in said


def test_a_file_that_was_cut_off_is_never_called_complete(qtbot: QtBot, theme: Theme) -> None:
    sheet = Told(theme, Path("backup.sql"), _report(whole=False))
    qtbot.addWidget(sheet)
    sheet.show()
    assert "Not complete: the file was cut off" in words_of(sheet)


def test_what_stays_behind_and_what_was_kept_is_said(qtbot: QtBot, theme: Theme) -> None:
    sheet = Told(theme, Path("backup.sql"), _report())
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "public.entities (12 rows)" in said
    assert "Vectors kept with their notes: 2" in said


def test_many_rows_set_aside_do_not_fill_the_page(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.look(write_dump(path, ["Bread"], broken=300))
    said = words_of(wait_for(qtbot, page, Found))
    assert said.count("is no UUID") == LISTED
    assert f"… and {300 - LISTED} rows more" in said
