"""A look at where a link leads: by the mouse that rests, by key, and gone as soon as one goes on."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.editor.glance import Glance, Told
from app.theme import Theme
from app.workspace import Workspace
from core.brain import Brain
from tests.app.editor.conftest import opened, settle
from tests.app.editor.test_typing import middle_of

LONG = 10_000
PLAN = "# Garden plan\n\nWhat **grows** where.\n\n- [[Beans|beans]]\n2. peas\n\n## Paths\n\ngravel"
TEXT = "see [[Garden plan]] and [[Compost]], [[Garden plan#Paths]], [list](seeds.csv) or [web](https://example.org)"


@pytest.fixture
def plan(brain: Brain) -> UUID:
    return brain.create_memory(PLAN, tags=("garden", "plan")).memory


@pytest.fixture
def house(qtbot: QtBot, patient: Editor, brain: Brain, plan: UUID) -> UUID:
    note = brain.create_memory(TEXT).memory
    brain.files.give(note, brain.files.keep(b"bean;12\n" * 200, "seeds.csv"))
    opened(qtbot, patient, note)
    patient.text.setFocus()
    return note


@pytest.fixture
def glance(house: UUID, patient: Editor, theme: Theme) -> Glance:
    return Glance(patient, theme)


def rest(widget: QWidget, at: QPoint) -> None:
    """The mouse rests there for as long as it takes until Qt asks for a tooltip."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))


def move(widget: QWidget, at: QPoint) -> None:
    none = Qt.MouseButton.NoButton
    where = QPointF(at), QPointF(widget.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, *where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def over(editor: Editor, words: str) -> QPoint:
    return middle_of(editor, TEXT.index(words) + len(words) // 2)


def is_there(glance: Glance) -> bool:
    return glance.told is not None


def looked(qtbot: QtBot, glance: Glance) -> Told:
    qtbot.waitUntil(lambda: glance.told is not None, timeout=LONG)
    assert glance.told is not None
    return glance.told


def test_over_a_link_stands_what_the_note_says(qtbot: QtBot, patient: Editor, glance: Glance) -> None:
    viewport, at = patient.text.viewport(), over(patient, "Garden plan")
    rest(viewport, at)
    told = looked(qtbot, glance)
    assert told.title == "Garden plan"
    assert told.lines == ("What grows where.", "• beans", "2. peas", "Paths", "gravel")
    assert told.small.startswith("edited today ")
    assert told.small.endswith(" · garden · plan\nCtrl and a click follow the link")
    assert glance.accessibleName() == "\n".join((told.title, *told.lines, told.small))
    assert patient.text.hasFocus(), "it takes no keyboard"
    area = glance.rect().translated(glance.mapTo(patient, QPoint()))
    assert not area.contains(viewport.mapTo(patient, at)), "it is not where the mouse is"
    assert glance.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("Compost", Told("", ("There is no note called “Compost” yet. Follow the link to begin it.",))),
        ("seeds.csv", Told("seeds.csv", small="1\u202fkB")),
        ("plan#Paths", Told("Garden plan", ("gravel",))),
    ],
)
def test_a_part_a_file_and_what_is_missing_are_told_as_such(
    qtbot: QtBot, patient: Editor, glance: Glance, link: str, told: Told
) -> None:
    cursor = patient.text.textCursor()
    cursor.setPosition(TEXT.index(link) - 3 if "." in link else TEXT.index(link) + 1)
    patient.text.setTextCursor(cursor)
    glance.look()
    found = looked(qtbot, glance)
    assert found[:2] == told[:2]
    assert told.small in found.small


def test_it_goes_when_the_mouse_leaves_the_link_a_key_is_pressed_or_the_text_is_scrolled(
    qtbot: QtBot, patient: Editor, glance: Glance
) -> None:
    viewport, at = patient.text.viewport(), over(patient, "Garden plan")

    def shown() -> None:
        rest(viewport, at)
        looked(qtbot, glance)

    shown()
    move(viewport, at + QPoint(2, 0))
    assert is_there(glance), "still over the same link"
    QTest.keyPress(patient.text, Qt.Key.Key_Control)
    assert is_there(glance), "a click may follow"
    move(viewport, over(patient, "see"))
    assert not is_there(glance)
    shown()
    QTest.keyClick(patient.text, Qt.Key.Key_Right)
    assert not is_there(glance)
    assert patient.text.textCursor().position() == 1, "the key is not lost"
    shown()
    patient.text.insertPlainText("as to ")  # as another hand may
    assert not is_there(glance)
    patient.text.undo()
    shown()
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert not is_there(glance)
    shown()
    patient.text.verticalScrollBar().valueChanged.emit(1)
    assert not is_there(glance)


def test_what_arrives_when_one_went_on_is_not_shown(
    qtbot: QtBot, patient: Editor, workspace: Workspace, glance: Glance
) -> None:
    rest(patient.text.viewport(), over(patient, "Garden plan"))
    QTest.keyClick(patient.text, Qt.Key.Key_Right)
    settle(qtbot, workspace)
    qtbot.wait(200)
    assert not is_there(glance)


def test_by_key_it_is_there_until_escape_which_goes_no_further(
    qtbot: QtBot, patient: Editor, glance: Glance
) -> None:
    glance.look()
    assert patient.notice.words == "Put the cursor into a link first, to see where it leads."
    cursor = patient.text.textCursor()
    cursor.setPosition(TEXT.index("plan"))
    patient.text.setTextCursor(cursor)
    glance.look()
    assert looked(qtbot, glance).title == "Garden plan"
    assert "click" not in looked(qtbot, glance).small
    reached: list[int] = []

    def first(event: QKeyEvent) -> bool:
        reached.append(event.key())
        return False

    patient.text.first = first
    QTest.keyClick(patient.text, Qt.Key.Key_Escape)
    assert not is_there(glance)
    assert not reached


def test_links_of_the_preview_and_rows_below_the_note_show_it_too(
    qtbot: QtBot, patient: Editor, glance: Glance, plan: UUID, house: UUID
) -> None:
    patient.set_preview(True)
    cursor = QTextCursor(patient.preview.document())
    cursor.setPosition(6)
    rest(patient.preview.viewport(), patient.preview.cursorRect(cursor).center() + QPoint(2, 0))
    assert looked(qtbot, glance).title == "Garden plan"
    glance.go()
    opened(qtbot, patient, plan)
    qtbot.waitUntil(lambda: bool(patient.back_links.titles), timeout=LONG)
    row = patient.back_links.rows[0]
    rest(row, row.rect().center())
    assert looked(qtbot, glance).lines == ()
    assert "see Garden plan and Compost" in looked(qtbot, glance).title
    assert glance.geometry().bottom() < row.mapTo(patient, QPoint()).y(), "above the row"


def test_an_address_of_the_web_has_the_usual_words(patient: Editor, glance: Glance) -> None:
    rest(patient.text.viewport(), over(patient, "web"))
    assert glance._link is None
