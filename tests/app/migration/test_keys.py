"""The whole way by keyboard and for a screen reader: every page can be walked, left and heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from app.migration.checklist import Checklist
from app.migration.choosing import Choosing
from app.migration.files import Files
from app.migration.found import Found
from app.migration.safety import Safety
from app.migration.ticks import Pick
from app.migration.told import Told
from app.migration.wizard import Wizard
from app.session import Session
from core.brain import Brain
from tests.app.migration.conftest import buttons, enter, read, start, tab_to, wait_for, words_of, write_dump


def stops(wizard: Wizard) -> list[QWidget]:
    """Where the Tab key stops on the page, in its order, until it leaves."""
    first = QApplication.focusWidget()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_Tab)
    found: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in found:
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return [each for each in found if wizard.isAncestorOf(each)]


def place(wizard: Wizard, widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(wizard, QPoint(0, 0))
    return at.y(), at.x()


def name(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name)


def check(qtbot: QtBot, wizard: Wizard) -> None:
    """What holds for every page."""
    sheet = wizard.sheet
    assert sheet is not None
    assert sheet.accessibleName() and wizard.steps.accessibleName() == wizard.steps.words
    qtbot.wait(50)  # what came last is laid out
    controls = [
        each
        for kind in (QAbstractButton, QLineEdit, QProgressBar)
        for each in (*sheet.findChildren(kind), *sheet.row.findChildren(kind))
        if each.isVisible()
    ]
    assert [each for each in controls if not name(each)] == []
    walked = stops(wizard)
    assert walked, "nothing on this page can be reached by the keyboard"
    chain = walked[walked.index(min(walked, key=lambda each: place(wizard, each))) :]
    chain += walked[: len(walked) - len(chain)]
    assert chain == sorted(chain, key=lambda each: _line(wizard, each)), (
        "the Tab key does not go as one reads"
    )
    reached = set(walked)
    for each in controls:
        alone = not isinstance(each, Pick) or each.isChecked()
        if each.isEnabled() and alone and not isinstance(each, QProgressBar):
            assert each in reached, f"the keyboard does not reach {name(each)}"


def _line(wizard: Wizard, widget: QWidget) -> tuple[bool, int, int]:
    """The place in reading order. The buttons of the page come after all of it, however far it scrolls."""
    assert wizard.sheet is not None
    y, x = place(wizard, widget)
    return wizard.sheet.row.isAncestorOf(widget), y, x


@pytest.fixture
def walk(qtbot: QtBot, wizard: Wizard, path: Path) -> Iterator[str]:
    """Every page in turn, by its name."""

    def pages() -> Iterator[str]:
        qtbot.waitUntil(lambda: "Your notebook is open" in words_of(wizard), timeout=10_000)
        yield "checklist"
        read(qtbot, wizard, write_dump(path, ["Bread", "Compost"], broken=1))
        wizard.show_files()
        yield "files"
        wizard.look()
        yield "found"
        wizard.show_choices()
        yield "choices"
        wizard.show_safety()
        yield "safety"
        wizard.show_importing("Importing 2 notes")
        yield "import"
        wizard.show_safety()
        start(wizard)
        wait_for(qtbot, wizard, Told)
        yield "report"

    return pages()


def test_every_page_can_be_walked_by_keyboard_and_heard(
    qtbot: QtBot, wizard: Wizard, walk: Iterator[str]
) -> None:
    seen = []
    for page in walk:
        check(qtbot, wizard)
        seen.append(page)
    assert len(seen) == 7


def test_nothing_is_cut_off_in_a_narrow_window(qtbot: QtBot, wizard: Wizard, walk: Iterator[str]) -> None:
    wizard.resize(600, 480)
    for page in walk:
        qtbot.wait(50)
        assert wizard.width() == 600
        sheet = wizard.sheet
        assert sheet is not None
        assert wizard._area.horizontalScrollBar().maximum() == 0, f"{page} is wider than the window"
        for each in (*sheet.findChildren(QWidget), *sheet.row.findChildren(QWidget)):
            if each.isVisible():
                right = each.mapTo(wizard, QPoint(each.width(), 0)).x()
                assert right <= 600, f"{page}: {each} ends at {right}"


def test_escape_steps_back_page_by_page(qtbot: QtBot, wizard: Wizard, path: Path) -> None:
    read(qtbot, wizard, write_dump(path, ["Bread"]))
    wizard.show_choices()
    wizard.show_safety()
    for before in (Choosing, Found, Files, Checklist):
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
        assert isinstance(wizard.sheet, before)
    with qtbot.waitSignal(wizard.left):
        QTest.keyClick(wizard, Qt.Key.Key_Escape)


def test_from_the_checklist_to_the_report_by_keys_alone(
    qtbot: QtBot, session: Session, brain: Brain, path: Path
) -> None:
    write_dump(path, ["Bread", "Compost"])
    assert session.notebook is not None
    window = session.notebook.window()
    window.activateWindow()
    window.actions_["import.v2"].trigger()  # type: ignore[attr-defined]  # it is the program's window
    wizard = window.findChild(Wizard)
    assert isinstance(wizard, Wizard)
    tick = tab_to("I have written down my configuration")
    QTest.keyClick(tick, Qt.Key.Key_Space)
    enter("Choose the files")
    enter("Choose files…")
    dialog = wizard.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(path)])  # the system's own window
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(buttons(wizard)["Read the files"].isEnabled, timeout=10_000)
    enter("Read the files")
    wait_for(qtbot, wizard, Found)
    enter("Go on")
    assert isinstance(wizard.sheet, Choosing)
    tab_to("Leave what is here as it is")
    enter("Go on")
    assert isinstance(wizard.sheet, Safety)
    QTest.keyClick(tab_to("Make a backup of this notebook first"), Qt.Key.Key_Space)
    enter("Import 2 notes")
    wait_for(qtbot, wizard, Told)
    assert brain.counts().memories == 2
    enter("Verify")
    qtbot.waitUntil(lambda: "as they were imported" in words_of(wizard), timeout=20_000)
    enter("Open imported notes")
    assert session.notebook.isVisible()
