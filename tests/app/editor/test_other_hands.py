"""A note that changes elsewhere while it is open here: caret, selection, undo and both texts stay."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.chip import Chip
from app.editor import Editor
from app.workspace import Workspace
from core import open_brain
from core.brain import Brain
from tests.app.editor.conftest import opened, settle, text_in, write

KEEP = QTextCursor.MoveMode.KeepAnchor


@pytest.fixture
def other(database_url: str, tmp_path: Path) -> Iterator[Brain]:
    """Another program on the same notebook."""
    with open_brain(tmp_path / "other", database_url) as opened_elsewhere:
        yield opened_elsewhere


def shown(editor: Editor) -> str:
    return editor.text.toPlainText()


def choose(editor: Editor, text: str, words: str) -> None:
    cursor = editor.text.textCursor()
    cursor.setPosition(text.index(words))
    cursor.setPosition(text.index(words) + len(words), KEEP)
    editor.text.setTextCursor(cursor)


def test_a_change_from_elsewhere_appears_and_the_selection_stays_on_its_words(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    before = "Title\n\nfirst line\nthe chosen words\nlast line"
    note = brain.create_memory(before).memory
    opened(qtbot, patient, note)
    choose(patient, before, "chosen")
    other.update_memory(
        note, "Another title 🍞\n\nfirst line, longer\nthe chosen words\nlast line\nand one more"
    )
    workspace.look()
    qtbot.waitUntil(lambda: "and one more" in shown(patient), timeout=10_000)
    assert shown(patient) == text_in(other, note)
    assert patient.text.textCursor().selectedText() == "chosen"
    patient.flush()
    settle(qtbot, workspace)
    assert brain.memory(note).version == 2, "what came from elsewhere is not typed here"


def test_undo_takes_back_what_was_typed_here_and_not_what_came_from_elsewhere(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("one\ntwo\nthree").memory
    opened(qtbot, patient, note)
    write(patient, "zero ")
    patient.flush()
    settle(qtbot, workspace)
    for more in (" and four", " and four, and five"):
        other.update_memory(note, f"zero one\ntwo\nthree{more}")
        workspace.look()
        qtbot.waitUntil(lambda more=more: shown(patient).endswith(more), timeout=10_000)  # type: ignore[misc]  # a lambda's default
    patient.text.undo()
    assert shown(patient) == "one\ntwo\nthree and four, and five"
    patient.text.undo()
    assert shown(patient) == "one\ntwo\nthree and four, and five", "there is nothing else of ours"
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == "one\ntwo\nthree and four, and five"
    write(patient, "0 ")
    patient.text.undo()
    assert shown(patient) == "one\ntwo\nthree and four, and five"
    patient.text.redo()
    assert shown(patient) == "0 one\ntwo\nthree and four, and five"


def test_what_comes_in_above_does_not_move_the_lines_on_the_screen(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    lines = "\n".join(f"line {number}" for number in range(400))
    note = brain.create_memory(lines).memory
    opened(qtbot, patient, note)
    patient.text.verticalScrollBar().setValue(200)
    top = patient.text.firstVisibleBlock().text()
    other.update_memory(note, "above\n" * 7 + lines)
    workspace.look()
    qtbot.waitUntil(lambda: shown(patient).startswith("above"), timeout=10_000)
    assert patient.text.firstVisibleBlock().text() == top == "line 200"


def test_two_hands_in_two_lines_of_a_note_come_together(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread\n\nflour\nsalt").memory
    opened(qtbot, patient, note)
    write(patient, "Rye ")
    other.update_memory(note, "Bread\n\nflour\nwater\nsalt")
    workspace.look()
    qtbot.waitUntil(lambda: "water" in shown(patient), timeout=10_000)
    assert shown(patient) == "Rye Bread\n\nflour\nwater\nsalt"
    assert patient.text.textCursor().position() == 4
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == "Rye Bread\n\nflour\nwater\nsalt"
    assert brain.memory(note).clashes == ()


def test_two_hands_in_one_place_both_keep_their_words(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread", tags=["food"]).memory
    opened(qtbot, patient, note)
    write(patient, "My ")
    other.update_memory(note, "Their bread")
    workspace.look()
    settle(qtbot, workspace)
    assert shown(patient) == "My Bread", "nothing is taken from under the hand"
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == "Their bread"
    qtbot.waitUntil(lambda: shown(patient) == "Their bread", timeout=10_000)
    assert "could not be merged" in patient.notice.words
    (conflict,) = brain.conflicts.of(note)
    assert conflict.other.text == "My Bread"
    assert brain.counts().memories == 1


def test_a_tag_from_elsewhere_is_no_reason_for_a_copy(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    write(patient, "Rye ")
    other.tag(note, "food")
    workspace.look()
    qtbot.waitUntil(lambda: patient.foot.tags.findChildren(Chip) != [], timeout=10_000)
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == "Rye Bread"
    assert brain.counts().memories == 1


def test_somebody_who_writes_right_after_us_is_seen(
    qtbot: QtBot,
    patient: Editor,
    brain: Brain,
    other: Brain,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    write(patient, "Rye ")
    real = brain.write

    def write_and_be_followed(*args: object) -> object:
        changes = real(*args)  # type: ignore[arg-type]  # passed on as it came
        other.update_memory(note, "Rye Bread, sliced")
        return changes

    monkeypatch.setattr(brain, "write", write_and_be_followed)
    patient.flush()
    settle(qtbot, workspace)
    monkeypatch.undo()
    qtbot.waitUntil(lambda: shown(patient) == "Rye Bread, sliced", timeout=10_000)
    write(patient, "Dark ")
    patient.flush()
    settle(qtbot, workspace)
    assert brain.counts().memories == 1


def test_somebody_who_writes_right_after_us_loses_nothing_when_we_type_on(
    qtbot: QtBot,
    patient: Editor,
    brain: Brain,
    other: Brain,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    write(patient, "Rye ")
    real = brain.write

    def write_and_be_followed(*args: object) -> object:
        changes = real(*args)  # type: ignore[arg-type]  # passed on as it came
        other.update_memory(note, "Rye Bread, sliced")
        return changes

    monkeypatch.setattr(brain, "write", write_and_be_followed)
    patient.flush()
    write(patient, "and spelt ")
    settle(qtbot, workspace)
    monkeypatch.undo()
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == "Rye and spelt Bread, sliced"
    qtbot.waitUntil(lambda: shown(patient) == "Rye and spelt Bread, sliced", timeout=10_000)


def test_a_note_that_is_deleted_elsewhere_says_so_and_can_come_back(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    other.delete(note)
    workspace.look()
    qtbot.waitUntil(lambda: "in the trash" in patient.notice.words, timeout=10_000)
    assert patient.text.isReadOnly()
    other.restore(note)
    workspace.look()
    qtbot.waitUntil(lambda: not patient.text.isReadOnly(), timeout=10_000)
    assert patient.notice.words == ""


def test_words_typed_into_a_note_that_was_deleted_for_good_become_a_note(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    write(patient, "Rye ")
    other.delete(note)
    other.purge(note)
    patient.flush()
    settle(qtbot, workspace)
    assert patient.note is not None
    assert text_in(brain, patient.note) == "Rye Bread"


def test_what_is_typed_after_a_pause_is_a_step_of_its_own(
    qtbot: QtBot, patient: Editor, brain: Brain
) -> None:
    opened(qtbot, patient, brain.create_memory("").memory)
    QTest.keyClicks(patient.text, "merge one")
    qtbot.wait(1_200)
    QTest.keyClicks(patient.text, " two")
    patient.text.undo()
    assert patient.text.toPlainText() == "merge one"
    patient.text.redo()
    assert patient.text.toPlainText() == "merge one two"


def test_undo_survives_switching_notes(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace
) -> None:
    first, second = (brain.create_memory(text).memory for text in ("One", "Two"))
    opened(qtbot, patient, first)
    write(patient, "Number ")
    choose(patient, "Number One", "One")
    opened(qtbot, patient, second)
    settle(qtbot, workspace)
    other.update_memory(first, "Number One and a half")
    opened(qtbot, patient, first)
    assert patient.text.textCursor().selectedText() == "One"
    qtbot.waitUntil(lambda: shown(patient) == "Number One and a half", timeout=10_000)
    patient.text.undo()
    assert shown(patient) == "One and a half"
    patient.open_note(None)
    settle(qtbot, workspace)
    assert text_in(brain, first) == "One and a half"


def test_undo_stops_at_the_text_that_was_opened(qtbot: QtBot, patient: Editor, brain: Brain) -> None:
    opened(qtbot, patient, brain.create_memory("One\nTwo").memory)
    patient.text.undo()
    assert shown(patient) == "One\nTwo"


def test_a_note_that_is_not_there_is_told_in_words(qtbot: QtBot, patient: Editor, brain: Brain) -> None:
    note = brain.create_memory("Bread").memory
    brain.delete(note)
    brain.purge(note)
    patient.open_note(note)
    qtbot.waitUntil(lambda: "no note" in patient.notice.words, timeout=10_000)
    assert patient.note is None


def test_any_change_from_elsewhere_gives_the_text_as_it_is_there(
    qtbot: QtBot, patient: Editor, brain: Brain, other: Brain, workspace: Workspace, chance: random.Random
) -> None:
    letters = ["a", "ü", "🍞", "\n", "\n\n", "面", "\t", "\u00a0", "# "]
    note = brain.create_memory("".join(chance.choices(letters, k=30))).memory
    opened(qtbot, patient, note)
    for _ in range(15):
        text = text_in(other, note)
        begin, end = sorted(chance.choices(range(len(text) + 1), k=2))
        text = text[:begin] + "".join(chance.choices(letters, k=chance.randrange(6))) + text[end:]
        other.update_memory(note, text)
        workspace.look()
        qtbot.waitUntil(
            lambda text=text: patient.text.document().toRawText().replace("\u2029", "\n") == text,  # type: ignore[misc]  # a lambda's default
            timeout=10_000,
        )
