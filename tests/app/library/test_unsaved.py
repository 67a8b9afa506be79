"""What is typed is in the list at once: a new note at its place, an old one with its new words, and nothing jumps later."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.library.note_rows import ROW, NoteRow
from app.library.place_rows import PLACE
from app.notebook import Notebook
from app.session import Session
from core import View
from core.brain import Brain
from tests.fixtures.desktop import OpenSession

LONG = 20_000


def rows(notebook: Notebook) -> list[tuple[UUID, str | None]]:
    """The notes of the list as they are shown, with their titles; None for a row whose words are on their way."""
    notes = notebook.pane.list
    told = [notes.model().index(number, 0).data(ROW) for number in range(len(notes.ids))]
    return [
        (each, row.title if isinstance(row, NoteRow) else None)
        for each, row in zip(notes.ids, told, strict=True)
    ]


def test_a_new_note_is_in_the_list_while_it_is_typed_and_stays_put_when_it_is_saved(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    old = brain.create_memory("Old", tags=["garden"]).memory
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: rows(notebook) == [(old, "Old")], timeout=LONG)
    session._window.actions_["note.new"].trigger()
    text, new = notebook.editor.text, notebook.editor.note
    assert new is not None
    QTest.keyClicks(text, "# Milk")
    qtbot.waitUntil(lambda: rows(notebook) == [(new, "Milk"), (old, "Old")], timeout=LONG)
    assert brain.position() == 1, "nothing is history yet"
    assert notebook.pane.list.selected == [new]
    QTest.keyClicks(text, " and tea")
    qtbot.waitUntil(lambda: rows(notebook)[0] == (new, "Milk and tea"), timeout=LONG)
    seen = watched(notebook)
    notebook.editor.flush()
    qtbot.waitUntil(lambda: not notebook.editor.unsaved and not notebook.pane._unsaved, timeout=LONG)
    qtbot.waitUntil(lambda: not notebook.pane.list._rows._stale and not notebook.pane._soon.isActive())
    assert brain.memory_ids()[0] == new
    assert set(seen) <= {((new, "Milk and tea"), (old, "Old"))}, "nothing flickers"

    # A note of another tag is not listed among those of this one, and an emptied one nowhere.
    notebook.pane.go(notebook.pane.view.__class__(tag="garden"))
    qtbot.waitUntil(lambda: rows(notebook) == [(old, "Old")], timeout=LONG)
    QTest.keyClicks(text, " or")
    qtbot.waitUntil(lambda: bool(notebook.pane._unsaved) and not notebook.pane._soon.isActive())
    assert rows(notebook) == [(old, "Old")]


def test_an_old_note_goes_up_with_its_new_words_when_one_types_and_back_when_that_is_taken_back(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    old, other = brain.create_memory("Old").memory, brain.create_memory("Other").memory
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: rows(notebook) == [(other, "Other"), (old, "Old")], timeout=LONG)
    notebook.show_note(old)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: notebook.editor.note == old and not text.isReadOnly(), timeout=LONG)
    text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(text, "er")
    qtbot.waitUntil(lambda: rows(notebook) == [(old, "Older"), (other, "Other")], timeout=LONG)
    assert notebook.pane.list.selected == [old]
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(notebook) == [(other, "Other"), (old, "Old")], timeout=LONG)
    QTest.keyClicks(text, "est")
    seen = watched(notebook)
    notebook.show_note(other)  # what was typed in the one that is left stays in its row
    qtbot.waitUntil(lambda: not notebook.editor.unsaved and not notebook.pane._unsaved, timeout=LONG)
    qtbot.waitUntil(lambda: not notebook.pane.list._rows._stale, timeout=LONG)
    qtbot.waitUntil(lambda: rows(notebook) == [(old, "Oldest"), (other, "Other")], timeout=LONG)
    assert [title for moment in seen for note, title in moment if note == old and title == "Old"] == []


def test_a_found_note_says_its_old_title_again_when_what_was_typed_is_taken_back(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    old = brain.create_memory("Old\n\nwith bread in it").memory
    notebook = open_session().notebook
    assert notebook is not None
    notebook.pane.search.setText("bread")
    qtbot.waitUntil(lambda: notebook.pane.heading.text() == "1 note found", timeout=LONG)
    notebook.pane.asking.blockSignals(True)  # nothing is asked again that would say it by chance
    notebook.show_note(old)
    text = notebook.editor.text
    qtbot.waitUntil(lambda: notebook.editor.note == old and not text.isReadOnly(), timeout=LONG)
    excerpt = notebook.pane.list.model().index(0, 0).data(ROW).excerpt
    QTest.keyClicks(text, "Very ")
    qtbot.waitUntil(lambda: rows(notebook) == [(old, "Very Old")], timeout=LONG)
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(notebook) == [(old, "Old")], timeout=LONG)
    sheet = notebook.editor._sheet
    assert sheet is not None
    assert sheet.saving.behind, "at once, and not when the hand rests"
    row = notebook.pane.list.model().index(0, 0).data(ROW)
    assert (row.excerpt, [row.excerpt[a:b] for a, b in row.marks]) == (excerpt, ["bread"])
    qtbot.waitUntil(lambda: not notebook.pane.list._rows._stale, timeout=LONG)


def watched(notebook: Notebook) -> list[tuple[tuple[UUID, str | None], ...]]:
    """All that the list shows from now on."""
    seen: list[tuple[tuple[UUID, str | None], ...]] = []
    for told in (notebook.pane.list.model().dataChanged, notebook.pane.list.model().modelReset):
        told.connect(lambda *_: seen.append(tuple(rows(notebook))))
    return seen


def test_the_side_bar_counts_a_note_while_it_is_typed_and_its_foot_has_the_time(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    brain.create_memory("Old", tags=["house/garden"])
    notebook = session.notebook
    assert notebook is not None
    places, status = notebook.places, session._window.status
    qtbot.waitUntil(lambda: counts(notebook) == {"All notes": 1, "house": 1, "garden": 1}, timeout=LONG)
    places.go(View(tag="house/garden"))
    session._window.actions_["note.new"].trigger()
    counted = [counts(notebook)["All notes"]]
    for told in (places.list.model().dataChanged, places.list.model().modelReset):
        told.connect(lambda *_: counted.append(counts(notebook)["All notes"]))
    QTest.keyClicks(notebook.editor.text, "Beans")
    qtbot.waitUntil(lambda: counts(notebook) == {"All notes": 2, "house": 2, "garden": 2}, timeout=LONG)
    qtbot.waitUntil(lambda: notebook.pane.heading.text() == "house/garden · 2 notes", timeout=LONG)
    assert status._count.text() == "2 notes", "one figure, wherever it stands"
    assert notebook.editor.foot._dates.text().startswith("Edited ")
    assert brain.position() == 1, "nothing is history yet"
    notebook.editor.flush()
    qtbot.waitUntil(lambda: not notebook.editor.unsaved and not places._begun, timeout=LONG)
    assert (brain.position(), counted == sorted(counted)) == (2, True), counted
    assert counts(notebook) == {"All notes": 2, "house": 2, "garden": 2}

    # One that is emptied again before it was saved is counted no more.
    session._window.actions_["note.new"].trigger()
    QTest.keyClicks(notebook.editor.text, "B")
    qtbot.waitUntil(lambda: counts(notebook)["All notes"] == 3, timeout=LONG)
    QTest.keyClick(notebook.editor.text, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: counts(notebook)["All notes"] == 2, timeout=LONG)
    assert (brain.position(), status._count.text()) == (2, "2 notes")


def test_the_foot_says_when_one_typed_last_and_no_more_when_that_is_taken_back(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    old = brain.create_memory("Old", created_at=datetime(2020, 5, 1, 12, tzinfo=UTC)).memory
    notebook = session.notebook
    assert notebook is not None
    notebook.show_note(old)
    text, dates = notebook.editor.text, notebook.editor.foot._dates
    qtbot.waitUntil(lambda: notebook.editor.note == old and "2020" in dates.text(), timeout=LONG)
    QTest.keyClicks(text, "Very ")
    qtbot.waitUntil(lambda: dates.text().startswith("Edited today"), timeout=LONG)
    assert brain.position() == 1, "nothing is history yet"
    assert "Created" in dates.toolTip()
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "2020" in dates.text(), timeout=LONG)


def counts(notebook: Notebook) -> dict[str, int]:
    """What the side bar counts."""
    rows = notebook.places.list.model()
    found = [rows.index(number, 0).data(PLACE) for number in range(rows.rowCount())]
    return {each.name: each.count for each in found if each.count}
