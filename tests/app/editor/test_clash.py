"""Two versions of a note that could not be merged: seen, compared, settled by one press."""

from __future__ import annotations

from unittest.mock import Mock
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.editor import Editor
from app.workspace import Workspace
from core import BrainError
from core.brain import Brain
from tests.app.editor.conftest import opened, settle, text_in, write
from tests.app.test_mirrored import hanging_out


@pytest.fixture
def note(brain: Brain) -> UUID:
    """A note with two versions of its second line."""
    memory = brain.create_memory("# Trip\n\nTrain at 9\nBring 🍞").memory
    brain.update_memory(memory, "# Trip\n\nTrain at 10\nBring 🍞")
    brain.write(memory, "# Trip\n\nTrain at 11\nBring 🍞", 1)
    return memory


def comparing(qtbot: QtBot, editor: Editor, note: UUID) -> None:
    """Open the note and press Compare."""
    opened(qtbot, editor, note)
    qtbot.waitUntil(lambda: "could not be merged" in editor.notice.words, timeout=10_000)
    button = next(each for each in editor.notice.findChildren(QPushButton) if each.text() == "Compare")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(editor.clash.isVisible, timeout=10_000)


def test_both_texts_are_side_by_side_and_what_differs_is_marked(
    qtbot: QtBot, patient: Editor, note: UUID
) -> None:
    comparing(qtbot, patient, note)
    clash = patient.clash
    assert clash.present.text.toPlainText() == "# Trip\n\nTrain at 10\nBring 🍞"
    assert clash.other.text.toPlainText() == "# Trip\n\nTrain at 11\nBring 🍞"
    assert clash.both.text.toPlainText() == "# Trip\n\nTrain at 10\nTrain at 11\nBring 🍞"
    for side, marked in ((clash.present, "10"), (clash.other, "11")):
        (mark,) = side.text.extraSelections()
        assert mark.cursor.selectedText() == marked
    assert "this device" in clash.other.text.accessibleName()
    assert clash.present.button.hasFocus(), "the keyboard goes on from the first choice"


@pytest.mark.parametrize(
    ("side", "text"),
    [
        ("present", "# Trip\n\nTrain at 10\nBring 🍞"),
        ("other", "# Trip\n\nTrain at 11\nBring 🍞"),
        ("both", "# Trip\n\nTrain at 10\nTrain at 11\nBring 🍞"),
    ],
)
def test_one_press_settles_it(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace, note: UUID, side: str, text: str
) -> None:
    comparing(qtbot, patient, note)
    button = getattr(patient.clash, side).button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(qtbot, workspace)
    qtbot.waitUntil(lambda: not patient.clash.isVisible(), timeout=10_000)
    qtbot.waitUntil(lambda: patient.text.toPlainText() == text, timeout=10_000)
    assert text_in(brain, note) == text
    assert brain.conflicts.of(note) == ()
    qtbot.waitUntil(lambda: patient.notice.words == "", timeout=10_000)
    assert patient.text.hasFocus()


def test_what_could_not_be_kept_is_said_and_can_be_chosen_again(
    qtbot: QtBot,
    patient: Editor,
    brain: Brain,
    workspace: Workspace,
    note: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk is full for a while."""
    comparing(qtbot, patient, note)
    with monkeypatch.context() as full:
        error = BrainError("The disk is full.", "Free some room.")
        full.setattr(type(brain.conflicts), "settle", Mock(side_effect=error))
        with qtbot.waitSignal(workspace.trouble, timeout=10_000) as told:
            qtbot.mouseClick(patient.clash.other.button, Qt.MouseButton.LeftButton)
        assert told.args == [error]
    assert patient.clash.isVisible()
    settle(qtbot, workspace)
    qtbot.waitUntil(lambda: patient.clash._conflict is not None, timeout=10_000)
    qtbot.mouseClick(patient.clash.other.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not patient.clash.isVisible(), timeout=10_000)
    assert text_in(brain, note) == "# Trip\n\nTrain at 11\nBring 🍞"


def test_esc_decides_nothing(qtbot: QtBot, patient: Editor, brain: Brain, note: UUID) -> None:
    for side in (patient.clash.present, patient.clash.other, patient.clash.both):
        comparing(qtbot, patient, note)
        side.text.setFocus()
        qtbot.keyClick(side.text, Qt.Key.Key_Escape)
        assert not patient.clash.isVisible()
        assert patient.text.hasFocus()
        patient.open_note(None)
    assert len(brain.conflicts.of(note)) == 1


def test_what_is_typed_before_comparing_is_in_the_text_that_is_shown(
    qtbot: QtBot, patient: Editor, note: UUID
) -> None:
    opened(qtbot, patient, note)
    write(patient, "My ")
    patient.compare()
    qtbot.waitUntil(patient.clash.isVisible, timeout=10_000)
    assert patient.clash.present.text.toPlainText().startswith("My # Trip")


def test_another_note_leaves_the_comparison(qtbot: QtBot, patient: Editor, brain: Brain, note: UUID) -> None:
    comparing(qtbot, patient, note)
    opened(qtbot, patient, brain.create_memory("plain").memory)
    assert not patient.clash.isVisible()
    assert not patient.clashes
    assert patient.notice.words == ""


def test_beside_the_list_in_the_least_window_the_texts_have_the_room(
    qtbot: QtBot, patient: Editor, note: UUID
) -> None:
    comparing(qtbot, patient, note)
    clash = patient.clash
    (hint,) = [each for each in clash.findChildren(QLabel) if each.text().startswith("What differs")]
    for width, height, beside in ((299, 355, False), (760, 640, True), (299, 355, False)):
        patient.resize(width, height)
        qtbot.waitUntil(lambda beside=beside: (hint.parentWidget() is clash) is beside)  # type: ignore[misc]  # a lambda's default
        qtbot.waitUntil(lambda: clash.later.width() >= clash.later.sizeHint().width())
        qtbot.waitUntil(lambda: hint.height() >= hint.heightForWidth(hint.width()))
        assert clash.heading.height() >= clash.heading.heightForWidth(clash.heading.width())
        assert not hanging_out(clash)
        seen = clash.present.text.visibleRegion().boundingRect()
        assert seen.height() >= 3 * clash.present.text.fontMetrics().lineSpacing()


@pytest.mark.parametrize(("width", "height"), [(420, 520), (760, 640)])
def test_each_text_can_be_read_and_chosen_however_small_the_pane(
    qtbot: QtBot, patient: Editor, note: UUID, width: int, height: int
) -> None:
    comparing(qtbot, patient, note)
    clash = patient.clash
    patient.resize(width, height)
    qtbot.wait(50)
    for side in (clash.present, clash.other, clash.both):
        lines = side.text.height() // side.text.fontMetrics().lineSpacing()
        assert lines >= 4, f"{lines} lines of a text can be seen"
        assert side.button.height() >= side.button.sizeHint().height()
        side.button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.wait(20)
        seen = side.button.visibleRegion().boundingRect()
        assert seen.height() == side.button.height(), "what has the keyboard is in sight"
    if width > 600:
        assert clash.present.text.y() == clash.other.text.y()
