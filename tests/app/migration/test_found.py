"""The third page: what is in the files is read live and told as a whole, and nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.migration.counts import Counts, State
from app.migration.details import LISTED
from app.migration.files import Files
from app.migration.found import Failed, Found, Working
from app.migration.wizard import Wizard
from app.theme import Theme
from app.words import THIN
from core import Plan, Problem, Recognized, Report, Sources, Standing, TableCount
from core.brain import Brain
from tests.app.migration.conftest import buttons, choose, read, wait_for, words_of, write_dump


def test_looking_says_what_is_in_the_file_and_writes_nothing(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    said = words_of(read(qtbot, wizard, write_dump(path, ["# Compost\n\nTurn it.", "Bread"], broken=1)))
    assert "2 notes to import" in said
    assert "backup.sql" in said
    assert "Compost" in said and "Turn it." not in said
    assert "Set aside: 1 row" in said and "no id 0" in said
    assert buttons(wizard)["Go on"].hasFocus()
    assert brain.counts().memories == 0


def test_on_the_way_it_says_how_far_it_is(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    told: list[str] = []
    wizard.told.connect(told.append)
    read(qtbot, wizard, write_dump(path, [f"Note {number}" for number in range(3_000)]))
    assert told[0].startswith("Reading the files · ") and f"of 2{THIN}" not in told[0]
    assert told[-1] == ""


def test_reading_can_be_stopped_and_begun_again(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    choose(qtbot, wizard, write_dump(path, [f"Note {number}" for number in range(6_000)]))
    wizard.told.connect(wizard.stop)
    wizard.look()
    wait_for(qtbot, wizard, Files)
    wizard.told.disconnect(wizard.stop)
    buttons(wizard)["Read the files"].click()
    assert "6 000 notes to import" in words_of(wait_for(qtbot, wizard, Found))


def test_a_file_that_breaks_off_while_it_is_read_is_told_with_a_way_out(
    qtbot: QtBot, wizard: Wizard, path: Path
) -> None:
    choose(qtbot, wizard, write_dump(path, ["Bread"]))
    path.unlink()
    buttons(wizard)["Read the files"].click()
    said = words_of(wait_for(qtbot, wizard, Failed))
    assert "These files could not be read" in said and "Nothing was changed." in said
    write_dump(path, ["Bread"])
    buttons(wizard)["Try again"].click()
    assert "1 note to import" in words_of(wait_for(qtbot, wizard, Found))


def test_going_back_and_forth_reads_the_same_files_once(
    qtbot: QtBot, wizard: Wizard, path: Path, tmp_path: Path
) -> None:
    read(qtbot, wizard, write_dump(path, ["Bread"]))
    path.unlink()
    buttons(wizard)["Back"].click()
    buttons(wizard)["Read the files"].click()
    assert isinstance(wizard.sheet, Found)


def test_what_is_here_already_needs_no_import(qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path) -> None:
    brain.migration.run(Sources(dump=write_dump(path, ["Bread", "Compost"])))
    assert "All of these notes are here already" in words_of(read(qtbot, wizard, path))
    assert "Go on" not in buttons(wizard)


def test_many_rows_set_aside_do_not_fill_the_page(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    said = words_of(read(qtbot, wizard, write_dump(path, ["Bread"], broken=300)))
    assert said.count("is no UUID") == LISTED
    assert f"… and {300 - LISTED} rows more" in said


def test_problems_are_told_with_what_helps(qtbot: QtBot, theme: Theme) -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    table = TableCount("public.memories", "memories", "A", 3, 3, 0, 0)
    report = Report(
        "backup.sql", 1_000, True, True, True, moment, moment, (table,), {"public.users": 2}, 0, {}, ()
    )
    plan = Plan(
        Sources(dump=Path("backup.sql")),
        (Recognized("backup.sql", "dump", "a dump in pg_dump's custom format", 2_300_000),),
        report,
        (),
        (Problem("Vectors of another model", "They are embedded anew.", 3),),
        1.0,
        0,
        -1,
    )
    sheet = Found(theme, plan, moment)
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "backup.sql · a dump in pg_dump's custom format · 2.3 MB" in said
    assert "Vectors of another model: 3" in said and "They are embedded anew." in said
    assert "public.users (2 rows)" in said


def test_counts_grow_while_files_are_read(qtbot: QtBot, theme: Theme) -> None:
    sheet = Working(theme, "Reading", "Nothing is imported yet.", "reading")
    qtbot.addWidget(sheet)
    sheet.show()
    for found in (10, 1_200):
        sheet.stand(
            Standing(
                "reading", "", 1, 2, (TableCount("public.memories", "memories", "A", found, found, 0, 0),)
            )
        )
    qtbot.waitUntil(lambda: "1 200" in words_of(sheet), timeout=5_000)
    assert "10" not in words_of(sheet).splitlines()
    assert "=" not in words_of(sheet)  # nothing can add up yet


@pytest.mark.parametrize("aside", [0, 1])
def test_what_does_not_add_up_never_looks_as_if_it_did(qtbot: QtBot, theme: Theme, aside: int) -> None:
    counts = Counts(theme, "told")
    qtbot.addWidget(counts)
    counts.show_tables((TableCount("public.memories", "memories", "S", 3, 2, 0, aside),))
    counts.show()
    assert ("≠" in words_of(counts)) == (aside == 0)


def test_updated_notes_have_a_column_of_their_own(qtbot: QtBot, theme: Theme) -> None:
    counts = Counts(theme, "told")
    qtbot.addWidget(counts)
    counts.show_tables((TableCount("public.memories", "memories", "S", 5, 2, 1, 0, updated=2),))
    counts.show()
    said = words_of(counts)
    assert "Updated" in said and "≠" not in said
    assert counts.accessibleName() == "Notes: 5 found, 2 imported, 2 updated, 1 here already, 0 set aside"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("state", ["reading", "found", "importing", "told"])
def test_in_the_least_window_all_columns_are_in_sight(qtbot: QtBot, theme: Theme, state: State) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    counts = Counts(theme, state)
    area.setWidget(counts)
    rows = (("public.memories", "memories"), ("public.memory_links", "links"))
    counts.show_tables(tuple(TableCount(table, role, "S", 41_204, 41_180, 0, 24) for table, role in rows))
    area.show()
    for width, least in ((476, 0), (640, 12), (476, 0)):
        area.resize(width, 300)
        qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
        figures = [each for each in counts.findChildren(QLabel) if each.text().startswith("41")][:2]
        apart = figures[1].geometry().left() - figures[0].geometry().right()
        assert apart > least and all(each.width() >= each.sizeHint().width() for each in figures)
