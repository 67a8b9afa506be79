"""The tags of a note: typed, completed, removed, all by keyboard."""

from __future__ import annotations

from threading import Event
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.chip import Chip
from app.editor import Editor
from app.sizes import CHIP
from app.workspace import Workspace
from core import Changes, DatabaseUnavailable
from core.brain import Brain
from tests.app.editor.conftest import opened, settle, write


def chips(editor: Editor) -> list[str]:
    shown = [chip for chip in editor.foot.tags.findChildren(Chip) if not chip.isHidden()]
    return [chip.text() for chip in sorted(shown, key=lambda chip: (chip.y(), chip.x()))]


def test_enter_and_comma_add_a_tag_and_backspace_removes_the_last_one(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    field = patient.foot.tags.field
    patient.focus_tags()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "food")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "#rye, to  do,")
    field.setText("süß 🍞")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("food", "rye", "to do", "süß 🍞")
    patient.grab()
    assert chips(patient) == ["food", "rye", "to do", "süß 🍞"]
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("food", "rye", "to do")
    assert field.hasFocus()


def test_a_tag_that_exists_is_completed_and_keeps_its_spelling(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    brain.create_memory("Other", tags=["Kitchen", "Baking"])
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    field = patient.foot.tags.field
    patient.focus_tags()
    completer = field.completer()
    qtbot.waitUntil(lambda: completer.model().rowCount() == 2, timeout=10_000)
    QTest.keyClicks(field, "itch")
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(patient) == ["Kitchen"] and not field.text(), timeout=5_000)
    QTest.keyClicks(field, "BAKING,baking,")
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("Kitchen", "Baking")
    assert field.text() == ""


def test_chips_are_walked_and_removed_by_keyboard_and_by_their_cross(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread", tags=["a", "b", "c"]).memory
    opened(qtbot, patient, note)
    patient.focus_tags()
    field = patient.foot.tags.field
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(patient.focusWidget(), Qt.Key.Key_Left)
    focused = patient.focusWidget()
    assert isinstance(focused, Chip)
    assert (focused.text(), focused.accessibleName()) == ("b", "Tag b")
    QTest.keyClick(focused, Qt.Key.Key_Delete)
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("a", "c")
    patient.grab()
    last = next(chip for chip in patient.foot.tags.findChildren(Chip) if chip.text() == "c")
    QTest.mouseClick(last, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("a", "c"), "the words are not the cross"
    QTest.mouseClick(last, Qt.MouseButton.LeftButton, pos=QPoint(last.width() - 6, 10))
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("a",)


def test_a_tag_stays_in_its_row_while_the_one_before_it_is_saved(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    shown: list[list[str]] = []
    patient.clashed.connect(lambda: shown.append(chips(patient)))  # told with each answer
    slow, go_on, tag = Event(), Event(), brain.tag

    def slowly(memory_id: UUID, *tags: str) -> Changes:
        if "rye" in tags:
            slow.set()
            assert go_on.wait(60)
        return tag(memory_id, *tags)

    monkeypatch.setattr(brain, "tag", slowly)
    patient.focus_tags()
    QTest.keyClicks(patient.foot.tags.field, "food,rye,")
    qtbot.waitUntil(lambda: slow.is_set() and shown != [], timeout=10_000)
    assert set(map(tuple, shown)) == {("food", "rye")}
    go_on.set()
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("food", "rye")
    assert chips(patient) == ["food", "rye"]


def test_what_is_typed_on_a_chip_is_one_more_tag(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    """Tab leads from the text to the first chip, not to the field."""
    note = brain.create_memory("Bread", tags=["a", "b"]).memory
    opened(qtbot, patient, note)
    first = next(chip for chip in patient.foot.tags.findChildren(Chip) if chip.text() == "a")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_R)
    field = patient.foot.tags.field
    assert field.hasFocus()
    QTest.keyClicks(field, "ye,")
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("a", "b", "rye")


def test_a_tag_that_a_note_cannot_get_before_it_is_saved_is_not_shown_as_its_tag(
    qtbot: QtBot, patient: Editor, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Changes:
        raise DatabaseUnavailable("The notebook's database does not answer.", "Try again.")

    monkeypatch.setattr("app.editor.door.Door.tag", refused)
    patient.new_note(("food",))
    told: list[object] = []
    workspace.trouble.connect(told.append)
    field = patient.foot.tags.field
    field.setText("rye")
    field.enter()
    assert chips(patient) == ["food", "rye"]
    settle(qtbot, workspace)
    assert (chips(patient), len(told)) == (["food"], 1)


def test_a_tag_that_was_begun_is_of_the_note_that_is_left(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    left, next_one = (brain.create_memory(text).memory for text in ("Bread", "Roof"))
    opened(qtbot, patient, left)
    patient.focus_tags()
    QTest.keyClicks(patient.foot.tags.field, "food")
    opened(qtbot, patient, next_one)
    assert patient.foot.tags.field.text() == ""
    settle(qtbot, workspace)
    assert (brain.memory(left).tags, brain.memory(next_one).tags) == (("food",), ())


def test_tab_takes_the_tag_that_is_offered(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    brain.create_memory("Other", tags=["garden"])
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    field = patient.foot.tags.field
    patient.focus_tags()
    qtbot.waitUntil(lambda: field.completer().model().rowCount() == 1, timeout=10_000)
    QTest.keyClicks(field, "gard")
    popup = field.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    settle(qtbot, workspace)
    assert brain.memory(note).tags == ("garden",)
    assert (field.text(), field.hasFocus(), popup.isVisible()) == ("", True, False)


def test_escape_goes_from_the_tags_to_the_text(qtbot: QtBot, patient: Editor) -> None:
    patient.new_note()
    patient.focus_tags()
    field = patient.foot.tags.field
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "half")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert patient.text.hasFocus()
    assert chips(patient) == []


def test_tags_of_a_new_note_are_there_when_it_is(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    patient.new_note(("food",))
    field = patient.foot.tags.field
    field.setText("rye")
    field.enter()
    settle(qtbot, workspace)
    assert brain.counts().memories == 0
    write(patient, "Bread")
    patient.flush()
    settle(qtbot, workspace)
    note = patient.note
    assert note is not None
    assert brain.memory(note).tags == ("food", "rye")
    assert [each.event.event_type for each in brain.history(note)] == ["memory.created"]


def test_many_tags_take_as_many_rows_as_they_need(qtbot: QtBot, patient: Editor, brain: Brain) -> None:
    note = brain.create_memory("Bread", tags=[f"a tag with number {number}" for number in range(20)]).memory
    opened(qtbot, patient, note)
    patient.resize(480, 700)
    patient.grab()
    tags = patient.foot.tags
    for chip in tags.findChildren(Chip):
        assert tags.rect().contains(chip.geometry())
    assert tags.rect().contains(tags.field.geometry())


def test_in_a_narrow_pane_the_dates_take_no_row_from_the_text(
    qtbot: QtBot, patient: Editor, brain: Brain
) -> None:
    plain, tagged = (
        brain.create_memory(title, tags=tags).memory
        for title, tags in (("Bread", []), ("Garden", ["garden", "plan"]))
    )
    foot = patient.foot
    for width, note, told in ((380, plain, True), (380, tagged, False), (700, tagged, True)):
        patient.resize(width, 480)
        opened(qtbot, patient, note)
        patient.grab()
        assert foot._dates.isVisible() is told
        assert foot.height() < 2 * CHIP
