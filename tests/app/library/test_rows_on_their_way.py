"""Rows whose words are being read while the notes change: in the end each row says what is in its note."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.note_rows import ROW, NoteRow, NoteRows
from app.theme import Theme
from app.workspace import Workspace
from core import BrainError, Summary, View
from core.brain import Brain

LONG = 20_000


class Slow:
    """Answers what rows say as the notes are when it is asked, and only when it is let."""

    def __init__(self, brain: Brain) -> None:
        self._summaries = brain.summaries
        self.asked: list[list[UUID]] = []
        self.fails = False
        self.read, self.let = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, wanted: Sequence[UUID]) -> tuple[Summary, ...]:
        found = self._summaries(wanted)
        self.asked.append(list(wanted))
        self.read.release()
        assert self.let.acquire(timeout=30)
        if self.fails:
            self.fails = False
            raise BrainError("The notes cannot be read.")
        return found


@pytest.fixture
def slow(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """Rows wait until this lets them."""
    made = Slow(brain)
    monkeypatch.setattr(brain, "summaries", made)
    yield made
    made.let.release(100)


def said(rows: NoteRows) -> list[str | None]:
    """The titles that the rows say; whoever paints them asks this."""
    told = [rows.index(number, 0).data(ROW) for number in range(rows.rowCount())]
    return [row.title if isinstance(row, NoteRow) else None for row in told]


def on_their_way(qtbot: QtBot, rows: NoteRows, slow: Slow) -> None:
    """Paint the rows; their words are read and do not arrive yet."""
    said(rows)
    qtbot.waitUntil(lambda: slow.read.acquire(blocking=False), timeout=LONG)


@pytest.mark.parametrize("known", [False, True])
def test_a_note_that_changes_while_its_row_is_read_is_read_again(
    qtbot: QtBot, brain: Brain, workspace: Workspace, slow: Slow, *, known: bool
) -> None:
    note = brain.create_memory("Old").memory
    assert note is not None
    rows = NoteRows(workspace)
    rows.show_place(brain.memory_ids(), brain.memories(View()).items if known else ())
    rows.doubt([note])
    on_their_way(qtbot, rows, slow)
    brain.update_memory(note, "New")
    rows.doubt([note])
    slow.let.release(10)
    qtbot.waitUntil(lambda: said(rows) == ["New"], timeout=LONG)
    assert len(slow.asked) == 2
    qtbot.wait(50)
    said(rows)
    qtbot.wait(50)
    assert len(slow.asked) == 2, "nothing is asked for twice"


def test_what_is_on_its_way_when_a_search_is_over_does_not_bring_old_words(
    qtbot: QtBot, brain: Brain, workspace: Workspace, slow: Slow
) -> None:
    note = brain.create_memory("Old").memory
    assert note is not None
    rows = NoteRows(workspace)
    rows.show_place(brain.memory_ids())
    on_their_way(qtbot, rows, slow)
    rows.show_hits(brain.search("old").hits)
    brain.update_memory(note, "New")
    rows.doubt([note])
    rows.show_place(brain.memory_ids())
    slow.let.release(10)
    qtbot.waitUntil(lambda: said(rows) == ["New"], timeout=LONG)


def test_when_a_search_is_over_no_row_is_a_blank_that_was_seen_before(
    qtbot: QtBot, brain: Brain, workspace: Workspace, slow: Slow
) -> None:
    notes = [brain.create_memory(text).memory for text in ("Bread", "Garden")]
    rows = NoteRows(workspace)
    rows.show_place(brain.memory_ids(), brain.memories(View()).items)
    rows.show_hits(brain.search("garden").hits)
    brain.update_memory(notes[0], "Rye bread")
    rows.doubt([notes[0]])
    rows.show_place(brain.memory_ids())
    assert sorted(map(str, said(rows))) == ["Bread", "Garden"]
    slow.let.release(10)
    qtbot.waitUntil(lambda: sorted(map(str, said(rows))) == ["Garden", "Rye bread"], timeout=LONG)


def test_rows_that_were_wanted_while_others_could_not_be_read_are_read(
    qtbot: QtBot, brain: Brain, workspace: Workspace, slow: Slow
) -> None:
    for number in range(300):
        brain.create_memory(f"Note {number}")
    rows, troubles = NoteRows(workspace), list[BrainError]()
    workspace.trouble.connect(troubles.append)
    rows.show_place(brain.memory_ids())
    rows.index(0, 0).data(ROW)
    qtbot.waitUntil(lambda: slow.read.acquire(blocking=False), timeout=LONG)
    rows.index(200, 0).data(ROW)
    qtbot.wait(20)
    slow.fails = True
    slow.let.release(10)
    qtbot.waitUntil(lambda: rows.ids[200] in rows._rows, timeout=LONG)
    assert len(troubles) == 1
    assert len(slow.asked) == 2


def test_a_list_that_is_read_anew_asks_for_each_row_once(
    qtbot: QtBot, brain: Brain, workspace: Workspace, slow: Slow
) -> None:
    first = brain.create_memory("First").memory
    rows = NoteRows(workspace)
    rows.show_place(brain.memory_ids())
    on_their_way(qtbot, rows, slow)
    brain.create_memory("Second")
    rows.show_place(brain.memory_ids())
    said(rows)
    slow.let.release(10)
    qtbot.waitUntil(lambda: said(rows) == ["Second", "First"], timeout=LONG)
    assert [asked.count(first) for asked in slow.asked] == [1, 0], "what came is not asked for again"


def test_a_note_that_changes_while_the_list_is_read_does_not_keep_its_old_words(
    qtbot: QtBot, brain: Brain, workspace: Workspace, theme: Theme, slow: Slow
) -> None:
    note = brain.create_memory("Old").memory
    assert note is not None
    with qtbot.waitSignal(workspace.changed, timeout=LONG):
        workspace.look()  # so that nobody tells of the note once more
    pane = ListPane(workspace, theme, QAction("New"), QAction("Empty"))
    qtbot.addWidget(pane)
    pane.go(View())
    qtbot.waitUntil(lambda: slow.read.acquire(blocking=False), timeout=LONG)
    workspace.tell(brain.update_memory(note, "New"))
    slow.let.release(10)
    rows = pane.list._rows
    qtbot.waitUntil(lambda: said(rows) == ["New"], timeout=LONG)
    assert slow.asked == [[note], [note]]
