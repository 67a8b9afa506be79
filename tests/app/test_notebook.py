"""The three panes together: writing, finding one's way, and taking back what was done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.editor.find_bar import FindBar
from app.notebook import Notebook
from app.session import Session
from core import View
from core.brain import Brain

LONG = 10_000
_CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    """Three notes, the newest last."""
    return [brain.create_memory(text).memory for text in ("Bread\n\nflour", "Garden", "Books")]


@pytest.fixture
def notebook(qtbot: QtBot, notes: list[UUID], session: Session) -> Notebook:
    assert session.notebook is not None
    opened = session.notebook
    qtbot.waitUntil(lambda: len(opened.pane.list.ids) == len(notes), timeout=LONG)
    return opened


def do(session: Session, action: str) -> None:
    made = session._window.actions_[action]
    assert made.isEnabled(), action
    made.trigger()


def toast(session: Session) -> str:
    shown = session._window.toast
    return shown.findChildren(QLabel)[0].text() if shown.isVisible() else ""


def test_a_note_goes_to_the_trash_and_comes_back_by_undo(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    listed = notebook.pane.list
    listed.step(1)
    qtbot.waitUntil(lambda: notebook.editor.note == notes[2], timeout=LONG)
    beside = {notes[1], notes[0]}
    qtbot.waitUntil(lambda: {each.memory_id for each in notebook.editor.ahead} == beside, timeout=LONG)
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: toast(session) == "Moved 1 note to the trash", timeout=LONG)
    qtbot.waitUntil(lambda: len(listed.ids) == 2, timeout=LONG)
    assert brain.memory(notes[2]).deleted_at is not None
    qtbot.waitUntil(lambda: listed.selected == [notes[1]] and notebook.editor.note == notes[1], timeout=LONG)
    do(session, "edit.undo")
    qtbot.waitUntil(lambda: len(listed.ids) == 3, timeout=LONG)
    assert brain.memory(notes[2]).deleted_at is None
    qtbot.waitUntil(lambda: toast(session) == "Undid: delete “Books”", timeout=LONG)


def test_what_is_deleted_for_good_is_asked_first_with_its_number(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    brain.delete(notes[:2])
    do(session, "go.trash")
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 2, timeout=LONG)
    for answer, left in (("Cancel", 2), ("Delete 2 notes", 0)):
        do(session, "trash.empty")
        qtbot.waitUntil(lambda: bool(boxes(session)), timeout=LONG)
        (box,) = boxes(session)
        assert box.text() == "Delete 2 notes for good?"
        assert "as of an earlier day they can still be read" in box.informativeText()
        (button,) = [each for each in box.findChildren(QPushButton) if each.text() == answer]
        button.click()
        qtbot.waitUntil(lambda left=left: len(notebook.pane.list.ids) == left, timeout=LONG)  # type: ignore[misc]  # a lambda's default
        qtbot.waitUntil(lambda: not boxes(session), timeout=LONG)
    assert brain.counts().trash == 0
    assert brain.counts().memories == 1


def test_after_a_note_is_deleted_for_good_the_next_one_is_open_and_nothing_blames_somebody_else(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    brain.delete(notes[:2])
    do(session, "go.trash")
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 2, timeout=LONG)
    listed = notebook.pane.list
    for left in (1, 0):
        listed.step(1)
        gone = listed.selected[0]
        qtbot.waitUntil(lambda gone=gone: notebook.editor.note == gone, timeout=LONG)  # type: ignore[misc]  # a lambda's default
        do(session, "note.purge")
        qtbot.waitUntil(lambda: bool(boxes(session)), timeout=LONG)
        (button,) = [
            each for each in boxes(session)[0].findChildren(QPushButton) if each.text() == "Delete 1 note"
        ]
        button.click()
        qtbot.waitUntil(lambda left=left: len(listed.ids) == left, timeout=LONG)  # type: ignore[misc]  # a lambda's default
        qtbot.wait(200)
        assert notebook.editor.note == (listed.ids[0] if left else None)
        assert notebook.editor.notice.words == ("This note is in the trash." if left else "")


def test_in_the_trash_a_note_that_is_not_in_it_is_never_the_one_to_be_deleted_for_good(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    brain.delete(notes[:1])
    notebook.show_note(notes[1])
    qtbot.waitUntil(lambda: notebook.editor.note == notes[1], timeout=LONG)
    do(session, "go.trash")
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1, timeout=LONG)
    actions = session._window.actions_
    qtbot.waitUntil(lambda: not actions["note.purge"].isEnabled(), timeout=LONG)
    assert (notebook.editor.note, actions["note.restore"].isEnabled()) == (notes[1], False)
    notebook.pane.list.step(1)
    qtbot.waitUntil(actions["note.purge"].isEnabled, timeout=LONG)
    assert actions["note.restore"].isEnabled()


def test_who_deletes_a_note_in_its_text_writes_in_no_other_and_takes_it_back_by_key(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    listed, text = notebook.pane.list, notebook.editor.text
    session._window.activateWindow()
    listed.step(1)
    gone = listed.selected[0]
    qtbot.waitUntil(lambda: notebook.editor.note == gone, timeout=LONG)
    notebook.editor.focus_text()
    qtbot.waitUntil(text.hasFocus, timeout=LONG)
    do(session, "note.delete")
    qtbot.waitUntil(lambda: notebook.editor.note not in (None, gone), timeout=LONG)
    following, words = notebook.editor.note, text.toPlainText()
    focus = QApplication.focusWidget()
    assert focus is not None and not text.hasFocus()
    QTest.keyClicks(focus, "xyz")
    assert (notebook.editor.note, text.toPlainText()) == (following, words)
    QTest.keyClick(focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: brain.memory(gone).deleted_at is None, timeout=LONG)
    assert text.toPlainText() == words


def boxes(session: Session) -> list[QMessageBox]:
    return [box for box in session._window.findChildren(QMessageBox) if box.isVisible()]


def test_notes_are_restored_from_the_trash(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    brain.delete(notes)
    do(session, "go.trash")
    qtbot.waitUntil(lambda: notebook.pane.in_trash and len(notebook.pane.list.ids) == 3, timeout=LONG)
    notebook.pane.list.selectAll()
    do(session, "note.restore")
    qtbot.waitUntil(lambda: toast(session) == "Restored 3 notes", timeout=LONG)
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 0, timeout=LONG)
    assert brain.counts().memories == 3


def test_one_key_begins_a_note_which_is_in_the_list_when_it_has_words(
    qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook
) -> None:
    do(session, "note.new")
    notebook.editor.text.insertPlainText("Written at once")
    notebook.editor.flush()
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 4, timeout=LONG)
    qtbot.waitUntil(lambda: not notebook.editor.unsaved, timeout=LONG)  # the list has it sooner
    assert notebook.editor.note is not None
    assert brain.memory(notebook.editor.note).content == "Written at once"
    assert notebook.pane.list.selected == [notebook.editor.note]


def test_a_note_begun_in_a_tag_has_the_tag(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    brain.tag(notes[0], "kitchen")
    notebook.places.go(View(tag="kitchen"))
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1, timeout=LONG)
    do(session, "note.new")
    notebook.editor.text.insertPlainText("Soup")
    notebook.editor.flush()
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 2, timeout=LONG)


def test_everything_is_in_reach_of_the_keyboard(
    qtbot: QtBot, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    listed = notebook.pane.list
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: notebook.editor.note == notes[2], timeout=LONG)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert notebook.editor.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]  # something has it
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert listed.hasFocus()
    ways: list[tuple[str, Callable[[], bool]]] = [
        ("go.search", notebook.pane.search.hasFocus),
        ("go.next_pane", lambda: notebook.editor.isAncestorOf(QApplication.focusWidget())),  # type: ignore[arg-type]  # as above
        ("go.next_pane", notebook.places.list.hasFocus),
        ("go.next_pane", listed.hasFocus),
        ("go.previous_pane", notebook.places.list.hasFocus),
    ]
    for action, arrived in ways:
        do(session, action)
        assert arrived(), action


def test_the_order_is_a_choice_that_is_remembered(
    qtbot: QtBot, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    do(session, "sort.title")
    in_order = [notes[2], notes[0], notes[1]]
    qtbot.waitUntil(lambda: list(notebook.pane.list.ids) == in_order, timeout=LONG)
    assert session._remembered.order == "title"


def test_saved_here_is_said_only_when_it_is_true(
    qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook
) -> None:
    said: list[str] = []
    label = session._window.status._saved
    assert label.text() == "saved here"
    do(session, "note.new")
    notebook.editor.text.insertPlainText("Not there yet")
    said.append(label.text())
    qtbot.waitUntil(lambda: label.text() == "saved here", timeout=LONG)
    assert said == ["editing"]
    kept = [draft.content for draft in brain.drafts()]
    note = notebook.editor.note
    assert note is not None
    assert kept == ["Not there yet"] or brain.memory(note).content == "Not there yet"


def test_the_last_note_the_panes_and_the_look_are_there_again_next_time(
    qtbot: QtBot, notes: list[UUID], open_session: Callable[[], Session], theme: object
) -> None:
    first = open_session()
    assert first.notebook is not None
    qtbot.waitUntil(lambda: len(first.notebook.pane.list.ids) == 3, timeout=LONG)  # type: ignore[union-attr]  # asserted above
    first.notebook.pane.list.step(1)
    first.notebook.pane.list.step(1)
    qtbot.waitUntil(lambda: first.notebook.editor.note == notes[1], timeout=LONG)  # type: ignore[union-attr]  # as above
    first._window.resize(1_120, 700)
    for at, to in ((1, 200), (2, 501)):
        first.notebook.moveSplitter(to, at)
    widths = first.notebook.sizes()
    with qtbot.waitSignal(first.ended, timeout=LONG):
        first.end()
    first.close()
    first._instance.release()
    second = open_session()
    assert second.notebook is not None
    qtbot.waitUntil(lambda: second.notebook.editor.note == notes[1], timeout=LONG)  # type: ignore[union-attr]  # as above
    second._window.resize(1_120, 700)  # the screen of these tests is narrower, so the side bar was folded
    qtbot.waitUntil(lambda: second.notebook.sizes()[:2] == widths[:2])  # type: ignore[union-attr]  # as above
    qtbot.waitUntil(lambda: second.notebook.pane.list.selected == [notes[1]], timeout=LONG)  # type: ignore[union-attr]  # as above


def test_what_was_typed_is_written_when_the_window_closes(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    notebook.pane.list.step(1)
    qtbot.waitUntil(lambda: notebook.editor.note == notes[2], timeout=LONG)
    notebook.editor.text.insertPlainText("Last words ")
    with qtbot.waitSignal(session.ended, timeout=LONG):
        session._window.close()
    assert brain.memory(notes[2]).content.startswith("Last words ")


def test_finding_is_in_the_open_note_wherever_the_keyboard_is(
    qtbot: QtBot, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    window = session._window
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(notebook.pane.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert notebook.pane.search.hasFocus(), "no note is open"
    notebook.show_note(notes[0])
    qtbot.waitUntil(lambda: notebook.editor.note == notes[0], timeout=LONG)
    bar = notebook.editor.findChild(FindBar)
    assert bar is not None
    for here in (notebook.pane.search, notebook.pane.list, notebook.places.list, notebook.editor.text):
        here.setFocus()
        QTest.keyClick(here, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert bar.field.hasFocus()
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    QTest.keyClick(notebook.editor.text, Qt.Key.Key_F, _CONTROL_SHIFT)
    assert notebook.pane.search.hasFocus()


def test_who_reads_goes_on_reading_where_a_link_leads(
    qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook
) -> None:
    """A link in the preview leads to the preview of the next note; only a note that is made by it is to be written."""
    editor = notebook.editor
    garden = brain.create_memory("Garden beds\n\nsee [[Roof garden]]").memory
    roof = brain.create_memory("Roof garden\n\nsee [[Garden beds]] and [[Compost]]").memory
    notebook.show_note(garden)
    qtbot.waitUntil(lambda: editor.note == garden, timeout=LONG)
    do(session, "note.preview")
    editor.preview.followed.emit("note:Roof garden")
    qtbot.waitUntil(lambda: editor.note == roof, timeout=LONG)
    assert editor.preview_shown and "and Compost" in editor.preview.toPlainText()
    assert QApplication.focusWidget() is editor.preview
    qtbot.waitUntil(lambda: editor.back_links.titles == ["Garden beds"], timeout=LONG)
    editor.back_links.chosen.emit(garden)
    qtbot.waitUntil(lambda: editor.note == garden, timeout=LONG)
    assert editor.preview_shown
    editor.preview.followed.emit("note:Compost")
    qtbot.waitUntil(lambda: "no note “Compost”" in editor.notice.words, timeout=LONG)
    editor.notice._button.click()
    qtbot.waitUntil(lambda: editor.text.toPlainText() == "# Compost\n\n", timeout=LONG)
    assert not editor.preview_shown


def test_who_takes_back_new_links_gets_them_back_though_one_of_the_notes_is_gone(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session, notebook: Notebook
) -> None:
    plain, changed, gone = (
        brain.create_memory(f"{name} [[Garden]]").memory for name in ("Plain", "Changed", "Gone")
    )
    editor = notebook.editor
    notebook.show_note(notes[1])
    qtbot.waitUntil(lambda: editor.note == notes[1] and not editor.text.isReadOnly(), timeout=LONG)
    QTest.keyClicks(editor.text, "Big ")
    editor.flush()
    qtbot.waitUntil(lambda: "3 notes link to “Big Garden”" in editor.notice.words, timeout=LONG)
    editor.notice._button.click()
    qtbot.waitUntil(lambda: "name “Big Garden” now" in editor.notice.words, timeout=LONG)
    assert brain.memory(plain).content == "Plain [[Big Garden]]"
    brain.update_memory(changed, "Changed [[Bigger Garden]]")
    brain.delete(gone)
    brain.purge(gone)
    editor.notice._button.click()
    qtbot.waitUntil(lambda: brain.memory(plain).content == "Plain [[Garden]]", timeout=LONG)
    notice = session._window.notice
    qtbot.waitUntil(notice.isVisible, timeout=LONG)
    said = notice._words.text()
    assert "Not all of it: edit 3 notes." in said
    assert "“Changed Bigger Garden” was changed since then in the same place" in said
    assert "1 note was deleted for good since then" in said
    assert brain.memory(changed).content == "Changed [[Bigger Garden]]"
    assert toast(session) == "Undid: edit 3 notes"
