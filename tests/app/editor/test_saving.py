"""What is typed is safe within a second and becomes history when the hand rests; nothing of it is ever lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import Editor, Pace, State
from app.workspace import Workspace
from core import DatabaseUnavailable, View
from core.brain import Brain
from tests.app.editor.conftest import PATIENT, QUICK, opened, select_all, settle, text_in, write


def test_a_new_note_exists_from_its_first_word_on(qtbot: QtBot, editor: Editor, brain: Brain) -> None:
    editor.new_note()
    write(editor, "  \n ")
    qtbot.wait(400)
    assert brain.drafts() == ()
    assert brain.counts().memories == 0
    write(editor, "Bread")
    qtbot.waitUntil(lambda: brain.counts().memories == 1, timeout=10_000)
    assert editor.note is not None
    assert text_in(brain, editor.note) == "  \n Bread"
    assert brain.drafts() == ()


def test_every_change_reaches_a_draft_while_typing_goes_on_without_a_rest(
    qtbot: QtBot, make_editor: Callable[[Pace], Editor], brain: Brain
) -> None:
    editor = make_editor(Pace(draft=100, rest=60_000, longest=60_000))
    editor.new_note()
    kept: set[str] = set()
    began = time.monotonic()
    for _ in range(60):
        write(editor, "x")
        qtbot.wait(15)
        kept |= {draft.content for draft in brain.drafts()}
    assert 2 <= len(kept) <= 10 * (time.monotonic() - began) + 1, "coalesced, yet again and again"
    assert brain.counts().memories == 0
    qtbot.waitUntil(lambda: editor.state is State.SAVED)
    assert [draft.content for draft in brain.drafts()] == ["x" * 60]


def test_the_rest_of_the_hand_makes_one_event_of_all_that_was_typed(
    qtbot: QtBot, make_editor: Callable[[Pace], Editor], brain: Brain
) -> None:
    editor = make_editor(Pace(draft=40, rest=1_000, longest=60_000))
    note = brain.create_memory("Bread").memory
    opened(qtbot, editor, note)
    editor.text.moveCursor(editor.text.textCursor().MoveOperation.End)
    for letter in " and milk":
        write(editor, letter)
        qtbot.wait(5)
    qtbot.waitUntil(lambda: text_in(brain, note) == "Bread and milk", timeout=10_000)
    assert [each.event.event_type for each in brain.history(note)] == ["memory.created", "memory.updated"]


def test_typing_without_a_rest_becomes_an_event_now_and_then(
    qtbot: QtBot, make_editor: Callable[[Pace], Editor], brain: Brain
) -> None:
    editor = make_editor(Pace(draft=100, rest=5_000, longest=300))
    editor.new_note()
    note = editor.note
    began = time.monotonic()
    for _ in range(50):
        write(editor, "x")
        qtbot.wait(15)
    most = (time.monotonic() - began) / 0.3 + 1
    assert note is not None
    qtbot.waitUntil(lambda: brain.counts().memories == 1)
    assert 1 <= len(brain.history(note)) <= most


def test_leaving_a_note_saves_it_at_once(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    first, second = (brain.create_memory(text).memory for text in ("One", "Two"))
    opened(qtbot, patient, first)
    write(patient, "!")
    patient.open_note(second)
    settle(qtbot, workspace)
    assert text_in(brain, first) == "!One"
    patient.open_note(None)
    assert patient.note is None


def test_what_is_typed_before_the_next_note_is_there_goes_nowhere(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    first, second = (brain.create_memory(text).memory for text in ("One", "Two"))
    opened(qtbot, patient, first)
    patient.open_note(second)
    QTest.keyClick(patient.text, Qt.Key.Key_X)
    assert patient.text.toPlainText() == "One"
    opened(qtbot, patient, second)
    patient.flush()
    settle(qtbot, workspace)
    assert (text_in(brain, first), text_in(brain, second)) == ("One", "Two")


def test_looking_at_a_note_changes_nothing(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    odd = "a\r\nb\u00a0c\u2029d\ufdd0 \u2028\r"
    note = brain.create_memory(odd).memory
    opened(qtbot, patient, note)
    patient.set_preview(True)
    patient.set_preview(False)
    patient.flush()
    settle(qtbot, workspace)
    assert brain.memory(note).version == 1
    assert text_in(brain, note) == odd


def test_a_note_with_windows_line_ends_keeps_them(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("one\r\ntwo\u00a0words\r\n").memory
    opened(qtbot, patient, note)
    write(patient, "zero\n")
    patient.flush()
    settle(qtbot, workspace)
    assert text_in(brain, note) == "zero\r\none\r\ntwo\u00a0words\r\n"


def test_a_new_note_that_was_emptied_leaves_no_note_behind(
    qtbot: QtBot, make_editor: Callable[[Pace], Editor], brain: Brain, workspace: Workspace
) -> None:
    """As long as it was nowhere, as it was kept as a draft, and as it was a note; then it is in the trash."""
    patient, quick = make_editor(PATIENT), make_editor(QUICK)
    come: list[tuple[Editor, str, Callable[[], bool]]] = [
        (patient, "Typed", lambda: True),
        (patient, "Kept", lambda: len(brain.drafts()) == 1),
        (quick, "Saved", lambda: brain.counts().memories == 1),
    ]
    for editor, words, there in come:
        editor.new_note()
        write(editor, words)
        qtbot.waitUntil(there)
        select_all(editor)
        editor.text.textCursor().removeSelectedText()
        qtbot.wait(80)
        editor.open_note(None)
        settle(qtbot, workspace)
        assert brain.counts().memories == 0
        assert brain.drafts() == ()
    assert [row.title for row in brain.memories(View(trash=True)).items] == ["Saved"]


def test_going_on_in_a_note_that_was_emptied_brings_it_back(
    qtbot: QtBot, editor: Editor, brain: Brain, workspace: Workspace
) -> None:
    editor.new_note(("food",))
    note = editor.note
    write(editor, "Bread")
    qtbot.waitUntil(lambda: brain.counts().memories == 1, timeout=10_000)
    select_all(editor)
    write(editor, " ")
    editor.flush()
    settle(qtbot, workspace)
    assert brain.counts().memories == 0
    write(editor, "Milk")
    assert note is not None
    qtbot.waitUntil(lambda: text_in(brain, note) == " Milk", timeout=10_000)
    assert brain.counts().memories == 1
    assert brain.memory(note).tags == ("food",)


def test_an_old_note_may_be_emptied(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, patient, note)
    select_all(patient)
    patient.text.textCursor().removeSelectedText()
    patient.open_note(None)
    settle(qtbot, workspace)
    assert text_in(brain, note) == ""


class Outage:
    """A database that goes away: the brain's own methods fail as they do when it does, and nothing is written."""

    def __init__(self, brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._brain = brain
        self.calls = 0

    def begin(self, *, after_writing: bool = False) -> None:
        def fail(method: Callable[..., Any]) -> Callable[..., Any]:
            def failing(*args: Any, **kwargs: Any) -> Any:
                self.calls += 1
                if after_writing:
                    method(*args, **kwargs)
                raise DatabaseUnavailable("The notebook's database does not answer.", "Try again.")

            return failing

        for name in ("write", "save_draft", "create_memory", "drop_draft"):
            self._patch.setattr(self._brain, name, fail(getattr(self._brain, name)))

    def end(self) -> None:
        self._patch.undo()


@pytest.fixture
def outage(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> Outage:
    return Outage(brain, monkeypatch)


def test_when_the_database_goes_away_the_text_stays_and_is_saved_later(
    qtbot: QtBot, editor: Editor, brain: Brain, outage: Outage
) -> None:
    note = brain.create_memory("Bread").memory
    opened(qtbot, editor, note)
    outage.begin()
    write(editor, "Milk and ")
    qtbot.waitUntil(lambda: editor.state is State.UNSAVED, timeout=10_000)
    assert "not saved yet" in editor.notice.words
    assert "does not answer" in editor.notice.words
    write(editor, "eggs and ")
    qtbot.waitUntil(lambda: outage.calls > 3, timeout=10_000)
    assert editor.state is State.UNSAVED
    assert editor.unsaved
    outage.end()
    qtbot.waitUntil(lambda: editor.state is State.SAVED, timeout=10_000)
    qtbot.waitUntil(lambda: not editor.unsaved, timeout=10_000)
    assert text_in(brain, note) == "Milk and eggs and Bread"
    assert editor.notice.words == ""
    assert brain.counts().memories == 1


@pytest.mark.parametrize("new", [True, False])
def test_an_answer_that_was_lost_is_not_taken_for_somebody_elses_change(
    qtbot: QtBot, editor: Editor, brain: Brain, outage: Outage, new: bool
) -> None:
    if new:
        editor.new_note()
    else:
        opened(qtbot, editor, brain.create_memory("Bread").memory)
    note = editor.note
    outage.begin(after_writing=True)
    write(editor, "one ")
    editor.flush()
    qtbot.waitUntil(lambda: editor.state is State.UNSAVED, timeout=10_000)
    write(editor, "two ")
    qtbot.wait(200)
    outage.end()
    qtbot.waitUntil(lambda: editor.state is State.SAVED and not editor.unsaved, timeout=10_000)
    assert brain.counts().memories == 1
    assert note is not None
    assert text_in(brain, note) == ("one two " if new else "one two Bread")


def test_a_note_that_was_left_while_the_database_was_away_is_saved_later(
    qtbot: QtBot, editor: Editor, brain: Brain, outage: Outage
) -> None:
    first, second = (brain.create_memory(text).memory for text in ("One", "Two"))
    opened(qtbot, editor, first)
    outage.begin()
    write(editor, "Number ")
    opened(qtbot, editor, second)
    qtbot.waitUntil(lambda: editor.state is State.UNSAVED, timeout=10_000)
    outage.end()
    qtbot.waitUntil(lambda: text_in(brain, first) == "Number One", timeout=10_000)
    qtbot.waitUntil(lambda: editor.state is State.SAVED, timeout=10_000)


def test_closing_the_window_writes_what_is_typed(
    qtbot: QtBot, patient: Editor, brain: Brain, workspace: Workspace
) -> None:
    patient.new_note()
    note = patient.note
    write(patient, "Last words")
    patient.flush()
    write(patient, ", and more")
    patient.flush()
    workspace.tasks.close()
    assert note is not None
    assert text_in(brain, note) == "Last words, and more"


def test_what_the_status_says_is_true(qtbot: QtBot, editor: Editor, brain: Brain) -> None:
    said: list[str] = []
    editor.state_changed.connect(said.append)
    editor.new_note()
    write(editor, "Bread")
    assert said == ["editing"]
    qtbot.waitUntil(lambda: said[-1] == "saved here", timeout=10_000)
    assert [draft.content for draft in brain.drafts()] == ["Bread"] or brain.counts().memories == 1


def test_switching_and_typing_at_random_loses_nothing(
    qtbot: QtBot,
    make_editor: Callable[[Pace], Editor],
    brain: Brain,
    workspace: Workspace,
    chance: random.Random,
) -> None:
    editor = make_editor(QUICK)
    expected: dict[UUID, str] = {}
    for number in range(5):
        text = f"Note {number}\r\nwith lines" if number == 2 else f"Note {number}"
        expected[brain.create_memory(text).memory] = text
    for step in range(150):
        _one_step(qtbot, editor, chance, expected, step)
    editor.flush()
    settle(qtbot, workspace)
    qtbot.waitUntil(lambda: not editor.unsaved, timeout=10_000)
    assert {note: text_in(brain, note) for note in expected} == expected
    assert brain.counts().memories == len(expected)
    assert brain.drafts() == ()
    assert brain.upkeep.replay().equal


def _one_step(
    qtbot: QtBot, editor: Editor, chance: random.Random, expected: dict[UUID, str], step: int
) -> None:
    kind = chance.choice(["open", "type", "type", "type", "pause", "new", "undo", "tag"])
    if kind == "open":
        editor.open_note(chance.choice(list(expected)))  # and perhaps on at once, before it is there
    elif kind == "new":
        editor.new_note(("new",))
        assert editor.note is not None
        write(editor, f"New {step}")
        expected[editor.note] = f"New {step}"
    elif kind == "pause":
        qtbot.wait(chance.choice([0, 10, 60, 250]))
    elif editor.note is not None and not editor.text.isReadOnly():
        _change(editor, chance, kind, step)
        end = "\r\n" if "\r\n" in expected[editor.note] else "\n"
        expected[editor.note] = editor.text.document().toRawText().replace("\u2029", end)


def _change(editor: Editor, chance: random.Random, kind: str, step: int) -> None:
    if kind == "undo":
        editor.text.undo()
        if not editor.text.document().toRawText().strip():
            write(editor, "x")
    elif kind == "tag":
        editor.foot.tags.field.setText(f"t{step % 3}")
        editor.foot.tags.field.enter()
    else:
        cursor = editor.text.textCursor()
        cursor.setPosition(chance.randrange(editor.text.document().characterCount()))
        editor.text.setTextCursor(cursor)
        write(editor, chance.choice(["a", "ü", "🍞", "\n", "\u00a0", " word ", "# "]))
