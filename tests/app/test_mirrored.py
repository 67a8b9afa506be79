"""A window that is read from the right: everything is mirrored, and nothing hangs out of what holds it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.chip import Chip
from app.direction import line_flags
from app.flow import Flow
from app.history.scale import Marks, Scale
from app.migration.sheet import GOOD, Sheet
from app.session import Session
from app.theme import Theme
from core.brain import Brain

LONG = 10_000
PLACES = (
    "",
    "app.settings",
    "note.history",
    "go.past",
    "go.activity",
    "import.notes",
    "import.v2",
    "search.filter",
)


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    texts = ("Bread\n\nflour", "Garden", "Books\n\n- [ ] read them")
    made = [brain.create_memory(text).memory for text in texts]
    brain.tag([made[-1]], "garden")
    return made


def hanging_out(window: QWidget) -> list[str]:
    """What is in sight and partly outside of what holds it. What scrolls may be larger than its frame,
    and Qt's splitter is a pixel off when it is mirrored."""
    return [
        f"{type(each).__name__} {each.objectName()} {each.geometry()} in {type(around).__name__} {around.size()}"
        for each in window.findChildren(QWidget)
        if each.isVisible() and not each.isWindow() and (around := each.parentWidget()) is not None
        if not isinstance(around.parentWidget(), QAbstractScrollArea)
        if not around.rect().adjusted(-1, -1, 1, 1).contains(each.geometry()) and not each.size().isEmpty()
    ]


@pytest.mark.usefixtures("mirrored")
def test_every_place_is_mirrored_and_nothing_hangs_out(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session
) -> None:
    window, notebook, arrival = session._window, session.notebook, session._arrival
    assert notebook is not None and arrival is not None
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == len(notes), timeout=LONG)
    notebook.pane.list.step(1)
    qtbot.waitUntil(lambda: notebook.editor.note == notes[-1], timeout=LONG)

    def left_of(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint()).x()

    for size in (QSize(1_120, 720), QSize(760, 560)):
        window.resize(size)
        for action in PLACES:
            if action:
                window.actions_[action].trigger()
            qtbot.wait(300)
            assert hanging_out(window) == [], (action, size)
            if not action and notebook.places.isVisible():
                assert left_of(notebook.places) > left_of(notebook.pane) > left_of(notebook.editor)
            if action:
                arrival.go_to_notes()


@pytest.mark.usefixtures("mirrored")
def test_what_stands_in_rows_begins_at_the_right(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    flow = Flow(around, 4)
    first, second = QPushButton("First"), QPushButton("Second")
    flow.addWidget(first)
    flow.addWidget(second)
    around.resize(400, 100)
    around.show()
    assert first.geometry().right() == 399
    assert second.geometry().right() < first.x()


@pytest.mark.usefixtures("mirrored")
def test_a_chip_is_removed_at_its_left_end(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    chip = Chip("garden", theme, around, name="garden", description="")
    chip.resize(chip.sizeHint())
    around.show()
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, chip.height() // 2))
    assert QRect(0, 0, 18, chip.height()).contains(chip._cross().center().toPoint())


def test_the_marks_below_the_slider_stand_as_the_slider_does(qtbot: QtBot, theme: Theme) -> None:
    """Qt turns the slider round; words that stood where they stand for others would tell another time."""
    now = datetime.now(UTC)
    around = QWidget()
    qtbot.addWidget(around)
    marks = Marks(theme, around)
    marks.set_scale(Scale(now - timedelta(days=900), now))
    marks.resize(600, marks.sizeHint().height())
    strokes = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        marks.setLayoutDirection(direction)
        row = marks.grab().toImage()
        ground = row.pixelColor(0, 0)
        strokes.append([x for x in range(row.width()) if row.pixelColor(x, 0) != ground])
    assert len(strokes[0]) >= 5
    mirrored = sorted(600 - x for x in strokes[0])
    assert all(abs(one - other) <= 1 for one, other in zip(strokes[1], mirrored, strict=True))


@pytest.mark.usefixtures("mirrored")
def test_what_belongs_to_words_with_a_mark_stands_below_them_there_too(qtbot: QtBot, theme: Theme) -> None:
    sheet = Sheet(theme, "דוח")
    qtbot.addWidget(sheet)
    words = sheet.mark(*GOOD, "הכול בסדר")
    about = sheet.say("אין מה לעשות", muted=True, tight=True)
    sheet.resize(400, 300)
    sheet.show()
    inner = about.contentsRect()
    assert about.mapTo(sheet, inner.topRight()).x() == words.mapTo(sheet, words.rect().topRight()).x()


def test_a_line_that_ends_at_the_side_of_a_mirrored_row_runs_its_own_way() -> None:
    """A date after a title is no other date there."""
    leftwards = Qt.LayoutDirection.RightToLeft
    for text, runs in (
        ("10 Mar 2025", Qt.TextFlag.TextForceLeftToRight),
        ("מרץ", Qt.TextFlag.TextForceRightToLeft),
    ):
        begins, ends = line_flags(text, leftwards), line_flags(text, leftwards, at_end=True)
        assert begins & Qt.AlignmentFlag.AlignRight and ends & Qt.AlignmentFlag.AlignLeft
        assert begins & runs and ends & runs
