"""Notes that have to do with the open one: read when the note rests, one click away, and quiet."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.editor.related import REST_MS, Related
from app.session import Session
from app.theme import Theme
from app.workspace import Workspace
from core import BrainError
from core.brain import Brain

LONG = 10_000


@pytest.fixture
def notes(brain: Brain) -> list[UUID]:
    """Two notes that are linked, and one that has to do with nothing."""
    made = [brain.create_memory(text).memory for text in ("Telescope", "Collimating the mirrors", "Soup")]
    brain.link(made[0], made[1])
    return made


@pytest.fixture
def panel(qtbot: QtBot, notes: list[UUID], workspace: Workspace, theme: Theme) -> Iterator[Related]:
    made = Related(workspace, theme)
    made.resize(600, 200)
    yield made
    shiboken6.delete(made)


def test_a_note_that_rests_is_read_for_what_it_has_to_do_with(
    qtbot: QtBot, notes: list[UUID], panel: Related
) -> None:
    panel.follow(notes[0])
    assert panel.titles == []
    qtbot.waitUntil(lambda: panel.titles == ["Collimating the mirrors"], timeout=LONG)
    assert "linked from here" in panel.rows[0].accessibleName()


def test_stepping_through_notes_asks_nothing(qtbot: QtBot, notes: list[UUID], panel: Related) -> None:
    for note in (*notes, notes[2], notes[1], notes[0], notes[2]):
        panel.follow(note)
        qtbot.wait(REST_MS // 4)
        assert panel.titles == []


def test_a_notebook_that_cannot_be_asked_is_told_of_and_what_another_note_has_goes(
    qtbot: QtBot,
    notes: list[UUID],
    panel: Related,
    workspace: Workspace,
    brain: Brain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel.follow(notes[0])
    qtbot.waitUntil(lambda: panel.titles == ["Collimating the mirrors"], timeout=LONG)

    def gone(*_: object, **__: object) -> object:
        raise BrainError("The database does not answer.")

    monkeypatch.setattr(brain, "related", gone)
    with qtbot.waitSignal(workspace.trouble, timeout=LONG):
        panel.follow(notes[2])
    assert panel.titles == []


def test_it_takes_no_room_when_there_is_nothing(qtbot: QtBot, notes: list[UUID], panel: Related) -> None:
    panel.follow(notes[0])
    qtbot.waitUntil(panel.isVisible, timeout=LONG)
    panel.follow(notes[2])
    qtbot.waitUntil(panel.isHidden, timeout=LONG)


def test_it_follows_what_is_linked_elsewhere(
    qtbot: QtBot, brain: Brain, notes: list[UUID], panel: Related
) -> None:
    panel.follow(notes[0])
    qtbot.waitUntil(lambda: panel.titles == ["Collimating the mirrors"], timeout=LONG)
    brain.link(notes[0], notes[2])
    qtbot.waitUntil(lambda: "Soup" in panel.titles, timeout=LONG)


def test_a_note_that_links_here_stands_above_and_not_among_the_related_ones_too(
    qtbot: QtBot, brain: Brain, notes: list[UUID], session: Session
) -> None:
    telescope, mirrors, soup = notes
    brain.update_memory(mirrors, "Collimating the mirrors\n\nof the [[Telescope]]")
    brain.tag(telescope, "stars")
    brain.tag(mirrors, "stars")
    brain.tag(soup, "stars")
    brain.link(brain.create_memory("Letter").memory, telescope)
    assert session.notebook is not None
    editor = session.notebook.editor
    editor.open_note(telescope)
    qtbot.waitUntil(lambda: editor.back_links.titles == ["Letter", "Collimating the mirrors"], timeout=LONG)
    qtbot.waitUntil(lambda: editor.related.titles == ["Soup"], timeout=LONG)


def test_folding_leaves_the_heading_with_its_figure(qtbot: QtBot, notes: list[UUID], panel: Related) -> None:
    panel.follow(notes[0])
    qtbot.waitUntil(panel.isVisible, timeout=LONG)
    with qtbot.waitSignal(panel.folded) as told:
        panel._head.click()
    assert told.args == [True, False]
    assert panel.rows[0].isHidden()
    assert panel._head.text() == "Related · 1 note"


def test_a_low_editor_leaves_the_room_to_the_text(
    qtbot: QtBot, brain: Brain, notes: list[UUID], workspace: Workspace, theme: Theme
) -> None:
    for number in range(3):
        brain.link(notes[0], brain.create_memory(f"Mirror {number}").memory)
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(600, 470)
    around.show()
    panel = Related(workspace, theme, around)
    panel.follow(notes[0])
    qtbot.waitUntil(lambda: len(panel.titles) == 2, timeout=LONG)
    assert panel._head.text() == "Related · 4 notes" and panel.rows[0].isHidden()
    around.resize(600, 800)
    assert len(panel.titles) == 4 and panel._head.text() == "Related" and panel.rows[3].isVisible()
    around.resize(600, 470)
    assert panel.rows[0].isHidden(), "one line again, until it is unfolded"
    panel._head.click()
    assert panel.rows[1].isVisible() and panel.rows[2].isHidden()


def test_a_related_note_opens_by_keyboard_and_the_panel_can_be_put_away(
    qtbot: QtBot, notes: list[UUID], session: Session
) -> None:
    notebook = session.notebook
    assert notebook is not None
    with qtbot.waitActive(session._window):
        session._window.activateWindow()
    notebook.editor.open_note(notes[0])
    related = notebook.editor.related
    qtbot.waitUntil(lambda: related.titles == ["Collimating the mirrors"], timeout=LONG)
    low = related.is_folded
    session._window.actions_["view.below"].trigger()
    assert (low, related.is_folded) == (True, False)
    assert session._remembered.shown("related_notes_low", by_default=False)
    related._head.setFocus()
    related.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is related.rows[0]
    QTest.keyClick(related.rows[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notebook.editor.note == notes[1], timeout=LONG)
    assert notebook.pane.list.selected == [notes[1]]
    assert QApplication.focusWidget() is notebook.editor.text
    session._window.actions_["view.related"].trigger()
    assert related.isHidden()
    assert not session._remembered.shown("related")
