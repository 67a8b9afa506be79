"""The seventh page: the report is kept, verified, retried, taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.migration.chart import Chart
from app.migration.ticks import Tick
from app.migration.told import TakingBack, Told, verified_words
from app.migration.wizard import Wizard
from app.migration.works import Ended
from app.theme import Theme
from app.workspace import Workspace
from core import Batch, BatchState, Checked, Deviation, Report, TableCount, Touched, Undoing, Verified
from core.brain import Brain
from tests.app.migration.conftest import bring, buttons, wait_for, words_of, write_dump

MOMENT = datetime(2025, 1, 1, tzinfo=UTC)
FIRST = UUID(int=1)
LINKS_LOST = (Checked("link", 5, 0, 2), Checked("file", 1, 0, 0))
FILE_TAKEN = (Checked("file", 4, 1, 0),)


def told(theme: Theme, state: BatchState = BatchState.FINISHED, **changes: object) -> Told:
    """The page of a report."""
    good = Report(
        file="backup.sql",
        size=1_000,
        whole=True,
        dry_run=False,
        finished=True,
        started_at=MOMENT,
        finished_at=MOMENT,
        tables=(TableCount("public.memories", "memories", "S", 3, 3, 0, 0),),
        not_carried={"public.entities": 12},
        embeddings=2,
        remarks={},
        set_aside=(),
    )
    report = replace(good, **changes)  # type: ignore[arg-type]  # the tests below name real fields
    return Told(theme, Ended(report, Batch(uuid4(), state, MOMENT, MOMENT, ("backup.sql",), 3)))


def answer(wizard: Wizard, verb: str) -> str:
    """Answer the question that is open; its words."""
    box = wizard.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    words = f"{box.text()} {box.informativeText()}"
    next(button for button in box.buttons() if button.text() == verb).click()
    return words


def undo(qtbot: QtBot, wizard: Wizard, *, everything: bool = False) -> str:
    """Take the import on the page back; the words of the question."""
    buttons(wizard)["Undo import…"].click()
    sheet = wait_for(qtbot, wizard, TakingBack)
    if everything:
        sheet.findChildren(Tick)[0].click()
    buttons(wizard)["Undo import…"].click()
    question = answer(wizard, "Undo import")
    wait_for(qtbot, wizard, Told, "taken back")
    return question


def test_verifying_says_that_all_is_as_it_was_imported(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread", "Compost"]))
    buttons(wizard)["Verify"].click()
    qtbot.waitUntil(
        lambda: "Verified: all 2 notes are as they were imported." in words_of(wizard), timeout=10_000
    )


def test_verifying_names_what_was_changed_since(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread", "Compost"]))
    brain.update_memory(FIRST, "Bread and butter")
    buttons(wizard)["Verify"].click()
    qtbot.waitUntil(lambda: "Nothing is lost" in words_of(wizard), timeout=10_000)
    qtbot.waitUntil(lambda: "was changed · today" in words_of(wizard), timeout=10_000)


def test_an_import_is_taken_back_with_its_number_in_the_question(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread", "Compost", "Damp"]))
    with qtbot.waitSignal(wizard.said, timeout=30_000) as said:
        question = undo(qtbot, wizard)
    assert question.startswith("Take 3 notes back?")
    assert said.args == ["3 notes taken back"]
    assert brain.counts().memories == 0
    assert "Undo import…" not in buttons(wizard)


def test_whoever_does_not_want_to_take_it_back_keeps_everything(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path
) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread"]))
    buttons(wizard)["Undo import…"].click()
    wait_for(qtbot, wizard, TakingBack)
    assert buttons(wizard)["Back"].hasFocus()
    buttons(wizard)["Undo import…"].click()
    answer(wizard, "Cancel")
    buttons(wizard)["Back"].click()
    wait_for(qtbot, wizard, Told)
    assert brain.counts().memories == 1


@pytest.mark.parametrize("everything", [False, True])
def test_notes_that_were_used_since_are_listed_and_kept_unless_they_are_to_go(
    qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path, everything: bool
) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread", "Compost", "Damp"]))
    brain.update_memory(FIRST, "Bread and butter")
    question = undo(qtbot, wizard, everything=everything)
    assert question.startswith(f"Take {3 if everything else 2} notes back?")
    assert brain.counts().memories == (0 if everything else 1)


def test_what_would_stay_is_listed_with_how_it_was_used(qtbot: QtBot, theme: Theme) -> None:
    touched = tuple(Touched(uuid4(), f"Note {number}", "edited") for number in range(30))
    sheet = TakingBack(theme, Undoing(uuid4(), 1_204, 2, 40, touched, synced=1_100))
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "1 204 notes disappear" in said and "2 notes become again what they were" in said
    assert "Synced since: 1 100 notes. Your other devices lose" in said
    assert "Note 0 · edited" in said and "… and 20 more." in said
    assert sheet.number == 1_204
    sheet.findChildren(Tick)[0].click()
    assert sheet.number == 1_244


def test_what_was_set_aside_is_tried_again(qtbot: QtBot, wizard: Wizard, brain: Brain, path: Path) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread"], broken=2))
    buttons(wizard)["Retry what was set aside"].click()
    said = words_of(wait_for(qtbot, wizard, Told))
    qtbot.waitUntil(lambda: not wizard.busy, timeout=30_000)
    assert "Set aside: 2 rows" in said
    assert brain.counts().memories == 1


@pytest.mark.parametrize("name", ["report.html", "report.txt", "report.json"])
def test_the_report_can_be_kept(qtbot: QtBot, wizard: Wizard, path: Path, tmp_path: Path, name: str) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread"]))
    buttons(wizard)["Save report…"].click()
    dialog = wizard.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(wizard.said, timeout=10_000):
        dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    text = (tmp_path / name).read_text("utf-8")
    if name.endswith("json"):
        assert json.loads(text)["complete"] is True
    else:
        assert "Complete: every row is accounted for." in text


def test_a_report_that_cannot_be_kept_is_told(
    qtbot: QtBot, wizard: Wizard, workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    bring(qtbot, wizard, write_dump(path, ["Bread"]))
    buttons(wizard)["Save report…"].click()
    dialog = wizard.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(workspace.trouble, timeout=10_000) as heard:
        dialog.fileSelected.emit(str(tmp_path / "no such folder" / "report.txt"))
    dialog.close()
    assert heard.args is not None
    assert "What was imported is safe." in heard.args[0].hint


def test_counts_that_do_not_add_up_are_never_called_complete(qtbot: QtBot, theme: Theme) -> None:
    sheet = told(theme, tables=(TableCount("public.memories", "memories", "S", 3, 2, 0, 0),))
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "≠" in said and "Not complete" in said


def test_a_file_that_was_cut_off_is_never_called_complete(qtbot: QtBot, theme: Theme) -> None:
    sheet = told(theme, whole=False)
    qtbot.addWidget(sheet)
    sheet.show()
    assert "Not complete: the file was cut off" in words_of(sheet)


def test_what_stays_behind_and_what_was_kept_is_said(qtbot: QtBot, theme: Theme) -> None:
    sheet = told(theme)
    qtbot.addWidget(sheet)
    sheet.show()
    said = words_of(sheet)
    assert "public.entities (12 rows)" in said
    assert "Vectors kept with their notes: 2" in said


def test_what_was_taken_back_offers_nothing_of_it(qtbot: QtBot, theme: Theme) -> None:
    sheet = told(theme, BatchState.UNDONE)
    qtbot.addWidget(sheet)
    sheet.show()
    assert "This import was taken back." in words_of(sheet)
    assert sheet.findChildren(QAbstractButton) == []


def test_the_chart_says_its_figures_in_words_too(qtbot: QtBot, theme: Theme) -> None:
    sheet = told(theme, tables=(TableCount("public.memories", "memories", "S", 8, 3, 4, 1),))
    qtbot.addWidget(sheet)
    chart = sheet.findChild(Chart)
    assert isinstance(chart, Chart)
    assert chart.accessibleName() == "Chart of the notes: imported 3, here already 4, set aside 1"


def test_what_belongs_to_notes_is_verified_with_them(qtbot: QtBot, theme: Theme) -> None:
    sheet = told(theme)
    qtbot.addWidget(sheet)
    sheet.show()
    lost = Deviation(None, "", "missing", what="file plan.txt")
    sheet.show_verified(Verified(FIRST, 3, 3, 0, 0, True, (lost,), (*LINKS_LOST, *FILE_TAKEN)), MOMENT)
    qtbot.waitUntil(lambda: "file plan.txt · is missing" in words_of(sheet), timeout=5_000)
    said = words_of(sheet)
    assert (
        "5 links: 2 lost" in said and "1 file: as they came" in said and "4 files: 1 taken away since" in said
    )
    assert "… and 2 more." in said


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Verified(FIRST, 3, 3, 0, 0, True), "Verified: all 3 notes are as they were imported."),
        (Verified(FIRST, 3, 2, 1, 0, None), "Nothing is lost"),
        (Verified(FIRST, 3, 2, 0, 1, True), "Lost: 1 note of 3. Keep version 2"),
        (Verified(FIRST, 3, 3, 0, 0, True, (), LINKS_LOST), "Lost: 2 links. Keep version 2"),
        (Verified(FIRST, 3, 3, 0, 0, True, (), FILE_TAKEN), "Nothing is lost: all 3 notes"),
        (Verified(FIRST, 3, 3, 0, 0, False), "The record of this import was changed outside the program."),
    ],
)
def test_what_was_verified_is_a_sentence(found: Verified, words: str) -> None:
    assert verified_words(found).startswith(words)
