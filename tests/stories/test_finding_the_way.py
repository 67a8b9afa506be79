"""A person finds the way through a notebook by keys and mouse: to notes, to actions, back again, to what is pinned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.finding.choice import CHOICE, Choice
from app.finding.palette import Palette
from app.finding.sheet import ShortcutSheet
from app.notebook import Notebook
from app.session import Session
from core import Memory
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import ALT, CTRL, LONG, SHIFT, press, write

TITLES = ("Sourdough", "Boiler", "Roof", "Garden plan", "Old garden", "Letter to Maria")


@pytest.fixture
def notes(brain: Brain) -> dict[str, UUID]:
    """A note of each title, a day apart, the last one of today."""
    now = datetime.now(UTC)
    made = [
        Memory.create(
            f"# {title}\n\nwords", brain.user_id, ["house"], created_at=now - timedelta(days=5 - number)
        )
        for number, title in enumerate(TITLES)
    ]
    brain._log.append((), lambda _: made)
    return {memory.title: memory.id for memory in made}


def palette(session: Session) -> Palette:
    return session._window.findChildren(Palette)[0]


def offered(session: Session) -> list[Choice]:
    rows = palette(session).rows
    return [rows.index(number).data(CHOICE) for number in range(rows.rowCount())]


@pytest.mark.timeout(120)
def test_a_person_finds_the_way(
    qtbot: QtBot, brain: Brain, notes: dict[str, UUID], open_session: OpenSession
) -> None:
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    session._window.activateWindow()
    qtbot.waitUntil(lambda: bool(session._window.findChildren(Palette)), timeout=LONG)
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == len(TITLES), timeout=LONG)
    _goes_to_a_note(qtbot, session, notebook, notes)
    _makes_one_that_is_not_there(qtbot, brain, session, notebook)
    _goes_back_and_forward(qtbot, session, notebook, notes)
    _pins(qtbot, brain, session, notebook, notes)
    _groups(qtbot, session, notebook)
    _does_an_action_by_name(qtbot, session, notebook)
    _changes_a_shortcut(qtbot, session, notebook)


def _goes_to_a_note(qtbot: QtBot, session: Session, notebook: Notebook, notes: dict[str, UUID]) -> None:
    press(Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(
        lambda: [each.title for each in offered(session)][:1] == ["Letter to Maria"], timeout=LONG
    )
    write("gard")
    qtbot.waitUntil(lambda: [each.title for each in offered(session)][:2] == ["Garden plan", "Old garden"])
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notebook.editor.note == notes["Old garden"], timeout=LONG)
    assert not palette(session).isVisible()
    press(Qt.Key.Key_P, CTRL)
    write("#hou")
    qtbot.waitUntil(lambda: [each.title for each in offered(session)] == ["house"], timeout=LONG)
    press(Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert notebook.editor.isAncestorOf(focus)


def _makes_one_that_is_not_there(qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook) -> None:
    press(Qt.Key.Key_P, CTRL)
    write("Bees in spring")
    qtbot.waitUntil(
        lambda: [each.title for each in offered(session)] == ["New note “Bees in spring”"], timeout=LONG
    )
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText().startswith("# Bees"), timeout=LONG)
    assert [each.title for each in brain.ways.called_like("bees")] == ["Bees in spring"]


def _goes_back_and_forward(
    qtbot: QtBot, session: Session, notebook: Notebook, notes: dict[str, UUID]
) -> None:
    bees = notebook.editor.note
    press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: notebook.editor.note == notes["Old garden"], timeout=LONG)
    where = notebook.pane.list.viewport().mapTo(session._window, QPoint(20, 20))
    QTest.mouseClick(session._window.windowHandle(), Qt.MouseButton.ForwardButton, pos=where)
    qtbot.waitUntil(lambda: notebook.editor.note == bees, timeout=LONG)
    assert not session._window.actions_["go.forward"].isEnabled()


def _pins(qtbot: QtBot, brain: Brain, session: Session, notebook: Notebook, notes: dict[str, UUID]) -> None:
    listed, boiler = notebook.pane.list, notes["Boiler"]
    notebook.show_note(boiler)
    qtbot.waitUntil(lambda: listed.selected == [boiler], timeout=LONG)
    press(Qt.Key.Key_P, CTRL | ALT)
    qtbot.waitUntil(lambda: len(listed.ids) > 0 and listed.ids[0] == boiler, timeout=LONG)
    assert brain.memory(boiler).metadata == {"pinned": True}
    assert listed.selected == [boiler]
    qtbot.waitUntil(session._window.actions_["note.pin"].isChecked, timeout=LONG)
    qtbot.waitUntil(
        lambda: (open_note := notebook.editor.memory) is not None and "pinned" in open_note.metadata,
        timeout=LONG,
    )
    for note, pinned in ((notes["Old garden"], False), (boiler, True)):
        _show(qtbot, notebook, note)
        assert session._window.actions_["note.pin"].isChecked() is pinned, "a menu is open in a moment"
    press(Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: list(listed.ids) == [boiler], timeout=LONG)
    press(Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: len(listed.ids) == len(TITLES) + 1, timeout=LONG)


def _show(qtbot: QtBot, notebook: Notebook, note: UUID) -> None:
    notebook.show_note(note)
    qtbot.waitUntil(lambda: notebook.editor.note == note, timeout=LONG)


def _groups(qtbot: QtBot, session: Session, notebook: Notebook) -> None:
    listed = notebook.pane.list
    chosen = listed.selected
    press(Qt.Key.Key_G, CTRL | SHIFT)
    qtbot.waitUntil(lambda: listed._rows.headings.get(0) == "Pinned", timeout=LONG)
    assert "Today" in listed._rows.headings.values()
    assert listed.selected == chosen
    first = listed.visualRect(listed.model().index(0, 0))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=first.topLeft() + QPoint(20, 8))
    assert listed.selected == chosen
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=first.bottomLeft() + QPoint(20, -20))
    assert listed.selected == [listed.ids[0]]
    assert first.height() > listed.visualRect(listed.model().index(2, 0)).height()


def _does_an_action_by_name(qtbot: QtBot, session: Session, notebook: Notebook) -> None:
    press(Qt.Key.Key_P, CTRL | SHIFT)
    write("restore")
    (restore,) = [each for each in offered(session) if each.title == "Restore from trash"]
    assert (restore.possible, restore.detail) == (False, "Note · no note in the trash is chosen")
    palette(session).field.setText(">by tit")
    assert offered(session)[0].title == "By title"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "B" in notebook.pane.list._rows.headings.values(), timeout=LONG)
    press(Qt.Key.Key_P, CTRL | SHIFT)
    assert offered(session)[0].title == "By title"  # what was chosen last
    press(Qt.Key.Key_Escape)


def _changes_a_shortcut(qtbot: QtBot, session: Session, notebook: Notebook) -> None:
    actions = session._window.actions_
    press(Qt.Key.Key_Slash, CTRL)
    sheet = session._window.findChildren(ShortcutSheet)[0]
    shortcuts = sheet.shortcuts
    write("light")
    press(Qt.Key.Key_Return)
    assert "“Light or dark as the system”" in shortcuts.said.text(), "Enter takes what was found first"
    press(Qt.Key.Key_Escape)
    shortcuts.field.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_L)
    assert "alone is for typing" in shortcuts.said.text()
    press(Qt.Key.Key_N, CTRL)
    assert "belongs to “New note”" in shortcuts.said.text()
    press(Qt.Key.Key_N, CTRL)
    assert actions["look.light"].shortcut().toString() == "Ctrl+N"
    assert actions["note.new"].shortcut().isEmpty()
    assert session._remembered.shortcuts == {"look.light": "Ctrl+N", "note.new": ""}
    _uses_it(qtbot, session, sheet, notebook)
    press(Qt.Key.Key_Slash, CTRL)
    qtbot.waitUntil(sheet.isVisible, timeout=LONG)
    shortcuts.reset_all_button.click()
    assert actions["note.new"].shortcut().toString() == "Ctrl+N"
    assert session._remembered.shortcuts == {}
    _leaves(qtbot, sheet)


def _leaves(qtbot: QtBot, sheet: ShortcutSheet) -> None:
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=LONG)


def _uses_it(qtbot: QtBot, session: Session, sheet: ShortcutSheet, notebook: Notebook) -> None:
    """The key does what it was given, from now on, and nothing else any more."""
    _leaves(qtbot, sheet)
    session._window.actions_["look.dark"].trigger()
    notes, light = len(notebook.pane.list.ids), session._window.actions_["look.light"]
    assert not light.isChecked()
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(light.isChecked, timeout=LONG)
    assert len(notebook.pane.list.ids) == notes and notebook.editor.text.toPlainText() != ""
