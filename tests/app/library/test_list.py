"""The list of notes as a person meets it: quick, steady under changes, and whole by keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.library.list_pane import ListPane
from app.library.note_list import NoteList
from app.library.note_rows import ROW, NoteRow
from app.session import Session
from app.theme import GRID
from app.theme import ROW as HEIGHT
from core import Memory, View
from core.brain import Brain


def fill(brain: Brain, count: int) -> list[UUID]:
    """So many notes, the newest last."""
    memories = [Memory.create(f"# Note {number}\n\nwords of it", brain.user_id) for number in range(count)]
    brain._log.append((), lambda _: memories)
    return [memory.id for memory in memories]


def pane(session: Session) -> ListPane:
    assert session.notebook is not None
    return session.notebook.pane


def titles(notes: NoteList) -> list[str | None]:
    """The titles in sight; None for a row whose words are on their way."""
    first = notes.rowAt(0)
    last = notes.rowAt(notes.viewport().height() - 1)
    last = last if last >= 0 else len(notes.ids) - 1
    rows = [notes.model().index(number, 0).data(ROW) for number in range(first, last + 1)]
    return [row.title if isinstance(row, NoteRow) else None for row in rows]


def wait_for_words(qtbot: QtBot, notes: NoteList) -> None:
    def all_there() -> bool:
        notes.viewport().repaint()
        return None not in titles(notes)

    qtbot.waitUntil(all_there, timeout=10_000)


def test_the_newest_notes_are_there_and_the_rest_comes_when_one_scrolls(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    fill(brain, 1_500)
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 1_500, timeout=10_000)
    wait_for_words(qtbot, notes)
    assert titles(notes)[0] == "Note 1499"
    notes.scrollTo(notes.model().index(700, 0))
    wait_for_words(qtbot, notes)
    assert "Note 799" in titles(notes)
    QTest.keyClick(notes, Qt.Key.Key_End)
    wait_for_words(qtbot, notes)
    assert titles(notes)[-1] == "Note 0"
    assert pane(session).heading.text().endswith("500 notes")


def test_a_new_note_elsewhere_does_not_move_the_row_under_the_pointer(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    fill(brain, 200)
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 200, timeout=10_000)
    notes.verticalScrollBar().setValue(50 * HEIGHT + 10)
    chosen = notes.ids[52]
    notes.follow(chosen)
    seen = notes.ids[notes.rowAt(5)]
    at = notes.rowViewportPosition(notes.rowAt(5))
    brain.create_memory("Written by another program")
    qtbot.waitUntil(lambda: len(notes.ids) == 201, timeout=10_000)
    assert notes.ids[notes.rowAt(5)] == seen
    assert notes.rowViewportPosition(notes.rowAt(5)) == at
    assert notes.selected == [chosen]


def test_selected_notes_stay_selected_when_others_come(qtbot: QtBot, brain: Brain, session: Session) -> None:
    fill(brain, 20)
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 20, timeout=10_000)
    notes.setCurrentIndex(notes.model().index(2, 0))
    QTest.keyClick(notes, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = notes.selected
    assert len(chosen) == 2
    brain.create_memory("Another")
    qtbot.waitUntil(lambda: len(notes.ids) == 21, timeout=10_000)
    assert notes.selected == chosen
    QTest.keyClick(notes, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert notes.selected == list(notes.ids[3:]), "from where they were chosen, not from the first note on"


def test_a_changed_note_shows_its_new_words(qtbot: QtBot, brain: Brain, session: Session) -> None:
    first, _ = fill(brain, 2)
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 2, timeout=10_000)
    wait_for_words(qtbot, notes)
    brain.update_memory(first, "Renamed elsewhere")
    qtbot.waitUntil(lambda: titles(notes)[0] == "Renamed elsewhere", timeout=10_000)


def test_a_screen_reader_hears_title_words_date_and_tags(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    brain.create_memory("Bread\n\nflour and water", tags=["kitchen"])
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 1, timeout=10_000)
    wait_for_words(qtbot, notes)
    told = notes.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Bread, flour and water, today")
    assert told.endswith("kitchen")
    assert notes.accessibleName() == "Notes"


def test_each_empty_place_says_what_belongs_there(qtbot: QtBot, session: Session) -> None:
    shown = pane(session)
    said = []
    for view in (View(), View(untagged=True), View(trash=True), View(tag="garden")):
        shown.go(view)
        qtbot.waitUntil(lambda view=view: shown._shown == view)  # type: ignore[misc]  # a lambda's default
        said.append(shown._empty.words)
    assert len(set(said)) == 4
    assert said[3] == "No note has the tag “garden” now. A note that you begin here has it."
    assert all(sentence.endswith(".") for sentence in said)


def test_where_nothing_is_pinned_it_is_said_how_one_pins(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    brain.create_memory("Bread")
    shown = pane(session)
    shown.search_for("is:pinned")
    qtbot.waitUntil(lambda: "No note is pinned. Note, Pin to the top" in shown._empty.words, timeout=10_000)
    assert shown._empty.offers == ["Show all notes"]
    shown._empty._buttons[0].click()
    qtbot.waitUntil(lambda: len(shown.list.ids) == 1 and not shown.search.text(), timeout=10_000)


def click(notes: NoteList, row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    point = notes.visualRect(notes.model().index(row, 0)).center()
    QTest.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton, held, point)


def test_several_notes_are_chosen_by_keys_and_mouse_as_in_any_list(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    fill(brain, 60)
    notebook = session.notebook
    assert notebook is not None
    notes, editor = notebook.pane.list, notebook.editor
    qtbot.waitUntil(lambda: len(notes.ids) == 60, timeout=10_000)
    ids = list(notes.ids)
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

    def opens(row: int) -> None:
        qtbot.waitUntil(lambda: editor.note == ids[row], timeout=10_000)

    click(notes, 2)
    click(notes, 5, shift)
    click(notes, 6, control)
    assert notes.selected == ids[2:7]
    opens(6)
    click(notes, 3, control)  # out of the choice, and so it is not opened
    assert notes.selected == [ids[2], *ids[4:7]]
    QTest.keyClick(notes, Qt.Key.Key_Escape)
    assert notes.selected == [ids[3]]
    opens(3)
    click(notes, 3, control)
    assert notes.selected == []
    QTest.keyClick(notes, Qt.Key.Key_Down)
    assert notes.selected == [ids[4]], "on from where the keyboard was"
    QTest.keyClick(notes, Qt.Key.Key_End, shift)
    assert notes.selected == ids[4:]
    QTest.keyClick(notes, Qt.Key.Key_Home, shift)
    assert notes.selected == ids[:5]
    opens(0)
    QTest.keyClick(notes, Qt.Key.Key_Down, control)
    QTest.keyClick(notes, Qt.Key.Key_Down, control)
    assert (notes.currentIndex().row(), notes.selected) == (2, ids[:5]), "it goes there and chooses nothing"
    QTest.keyClick(notes, Qt.Key.Key_Return)
    assert notes.selected == [ids[2]]
    opens(2)
    notebook.pane.search_for("note")
    notebook.pane.search.clear()
    session._window.actions_["sort.title"].trigger()
    qtbot.waitUntil(lambda: notes.ids[0] == ids[-1], timeout=10_000)
    assert notes.selected == [ids[2]] and notes.stand_of(ids[2]) is not None, "it stays in sight"


def test_the_menu_of_the_list_opens_at_once_and_holds_nothing_up(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    fill(brain, 3)
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 3, timeout=10_000)
    notes.step(1)
    QTimer.singleShot(1_000, notes, close_menu)  # whoever waited for the menu would never end
    at = notes.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, notes.mapToGlobal(at))
    QApplication.sendEvent(notes.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    below = notes.viewport().mapToGlobal(notes.visualRect(notes.currentIndex()).bottomLeft())
    assert menu.pos() == below
    assert menu.activeAction().text() == "New note"
    assert "Move to trash" in [each.text() for each in menu.actions()]
    close_menu()


def close_menu() -> None:
    """Close what popped up."""
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()


def test_the_words_of_a_row_stand_in_the_middle_of_its_mark(
    qtbot: QtBot, brain: Brain, session: Session
) -> None:
    """Above their capitals there is as much of the mark as below the line on which they stand."""
    fill(brain, 3)
    notes = pane(session).list
    qtbot.waitUntil(lambda: len(notes.ids) == 3, timeout=10_000)
    wait_for_words(qtbot, notes)
    picture = notes.viewport().grab(QRect(0, 0, notes.viewport().width(), HEIGHT - 1)).toImage()
    ground = picture.pixelColor(12, HEIGHT // 2)
    written = [
        y
        for y in range(4, HEIGHT - 4)
        if any(picture.pixelColor(x, y) != ground for x in range(4 * GRID, 30 * GRID))
    ]
    above, below = written[0] - 1, HEIGHT - 3 - written[-1]
    assert abs(above - below) <= 2
