"""Somebody lives in the window: its look follows at once, empty places lead on, what comes from elsewhere is no bother."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.history.note_history import NoteHistory
from app.history.past_page import PastPage
from app.library.empty import Empty
from app.library.note_rows import ROW, NoteRow
from app.notebook import Notebook
from app.session import Session
from app.sizes import WINDOW_LEAST
from app.theme import Colors, Mode, Theme
from core import Memory, View, new_id
from core.brain import Brain
from tests.app.test_mirrored import hanging_out
from tests.fixtures.desktop import OpenSession
from tests.fixtures.exchange import Exchange, pull
from tests.stories.keyboard import CTRL, SHIFT, click, press, write

_A_FEW = 20  # pixels: where letters meet their ground, a color of the other look may come about by chance
_STEPS = ("go.activity", "app.settings", "note.history", "view.shortcuts", "go.past")
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def test_a_new_notebook_teaches_and_every_empty_place_leads_on(
    qtbot: QtBot, open_session: OpenSession
) -> None:
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    window, brain = session._window, session._brain
    assert brain is not None
    window.activateWindow()
    qtbot.waitUntil(lambda: "first note" in said_by(notebook))
    click(qtbot, notebook.pane, "New note")
    qtbot.waitUntil(notebook.editor.text.hasFocus)
    write("# Bread\n\nwith walnuts")
    notebook.editor.flush()
    qtbot.waitUntil(lambda: brain.counts().memories == 1)
    press(Qt.Key.Key_F, CTRL | SHIFT)
    write("zeppelin")
    qtbot.waitUntil(lambda: "zeppelin" in said_by(notebook))
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1)
    press(Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: "trash is empty" in said_by(notebook))
    click(qtbot, notebook.pane, "Show all notes")
    qtbot.waitUntil(lambda: notebook.pane.shows(View()) and len(notebook.pane.list.ids) == 1)


def said_by(notebook: Notebook) -> str:
    """What the list says where there is nothing in it."""
    (empty,) = notebook.pane.findChildren(Empty)
    return empty.words if empty.isVisible() else ""


def test_the_look_changes_while_the_window_is_open_and_leaves_nothing_behind(
    qtbot: QtBot, brain: Brain, theme: Theme, open_session: OpenSession
) -> None:
    """By the menu, in whichever place one is; the window is then as if it had never been another."""
    for number in range(8):
        made = brain.create_memory(f"# Note {number}\n\n- [ ] a task, `code` and [[Note 1]]\n\n> said")
        brain.tag(made.memory, "house")
    session = open_session()
    notebook, window = session.notebook, session._window
    assert notebook is not None and session._arrival is not None
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 8)
    notebook.pane.list.step(1)
    qtbot.waitUntil(lambda: notebook.editor.note is not None)
    notebook.pane.search_for("task")
    qtbot.waitUntil(lambda: "found" in notebook.pane.heading.text())
    look = Mode.LIGHT
    for place in ("", *_STEPS):
        if place:
            window.actions_[place].trigger()
        qtbot.wait(150)
        before, look = theme.colors, Mode.DARK if look is Mode.LIGHT else Mode.LIGHT
        window.actions_[f"look.{look.value}"].trigger()
        qtbot.wait(100)
        picture = window.grab().toImage()
        assert theme.mode is look and picture.pixelColor(2, picture.height() - 3) == theme.colors.side
        assert left_behind(picture, before, theme.colors) == {}, (place, look)
        session._arrival.go_to_notes()
    window.actions_["look.light"].trigger()


def left_behind(picture: QImage, before: Colors, now: Colors) -> dict[str, int]:
    """How many pixels have a color of the look before, by what it means; those that letters have at their edges left out."""
    pixels = Counter(memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I"))
    gone = {each.name: getattr(before, each.name).rgb() for each in fields(Colors)}
    here = {getattr(now, each.name).rgb() for each in fields(Colors)}
    return {name: pixels[rgb] for name, rgb in gone.items() if rgb not in here and pixels[rgb] > _A_FEW}


def test_what_comes_from_elsewhere_takes_no_focus_and_moves_nothing(
    qtbot: QtBot, brain: Brain, tmp_path: Path, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody writes, notes come from another window, from the server and from the watched folder."""
    for module in ("inbox", "watching"):
        monkeypatch.setattr(f"app.capture.{module}.STILL", 0.2)
    brain._log.append((), lambda _: [Memory.create(f"# Note {each}", brain.user_id) for each in range(40)])
    mine = brain.create_memory(
        "\n\n".join(f"Paragraph {each} of a long letter." for each in range(60))
    ).memory
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    eyes = Eyes(session, notebook)
    session._window.activateWindow()
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 41)
    notebook.show_note(mine)
    qtbot.waitUntil(lambda: notebook.editor.note == mine)
    somewhere_in_the_middle(notebook)
    write("x")
    notebook.editor.flush()
    qtbot.waitUntil(lambda: not notebook.editor.unsaved)
    qtbot.wait(300)
    server, folder = Exchange(), tmp_path / "inbox"
    folder.mkdir()
    brain.replica.join(server.account())
    written_elsewhere, *others = ways_in(brain, session, server, folder)
    bar = notebook.pane.list.verticalScrollBar()
    for come, part in ((written_elsewhere, 0.0), *((each, 0.5) for each in (written_elsewhere, *others))):
        bar.setValue(round(part * bar.maximum()))  # at the top of the list, what comes is in sight
        write("y")
        qtbot.waitUntil(lambda: notebook.pane.list.ids[0] == mine)
        eyes.begin()
        more = len(notebook.pane.list.ids) + 1
        come()
        qtbot.waitUntil(partial(eyes.see, more), timeout=20_000)
        for _ in range(5):
            qtbot.wait(20)
            eyes.see()
        assert len(eyes.seen) == 1, eyes.seen
    assert "xyyyy" in notebook.editor.text.toPlainText()
    assert not eyes.blanks, "a row without words was in sight"


def somewhere_in_the_middle(notebook: Notebook) -> None:
    """Of the list and of the text, with the keyboard in the text."""
    bar = notebook.pane.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    text = notebook.editor.text
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(len(text.toPlainText()) // 2)
    text.setTextCursor(cursor)
    text.centerCursor()


def ways_in(brain: Brain, session: Session, server: Exchange, folder: Path) -> list[Callable[[], object]]:
    """Three, each of which brings one note."""
    assert session._workspace is not None
    look = session._workspace.look
    capturing = next(each for each in session._window.findChildren(Capturing))

    def watched() -> None:
        (folder / f"{new_id()}.md").write_text(f"# Dropped {new_id()}")
        capturing.watching.watch(str(folder))

    def synced() -> None:
        events = Memory.create("# From the other device", server.user_id).collect_events()
        server.put(*(replace(event, device_id=new_id(), clock=1) for event in events))
        pull(brain.replica, server)
        look()

    def written_elsewhere() -> None:
        brain.create_memory("# From another window")
        look()

    return [written_elsewhere, synced, watched]


class Eyes:
    """What somebody who writes has before them: the keyboard, the caret, the text and the list, and rows without words."""

    def __init__(self, session: Session, notebook: Notebook) -> None:
        self._session, self._notebook = session, notebook
        self.seen: set[tuple[object, ...]] = set()
        self.blanks = 0

    def begin(self) -> None:
        """From here on nothing may move."""
        self.seen = set()
        self.see()

    def see(self, count: int = 0) -> bool:
        """Look, and whether so many notes are listed."""
        text, listed = self._notebook.editor.text, self._notebook.pane.list
        top, rows = listed.rowAt(0), listed.model()
        last = listed.rowAt(listed.viewport().height() - 1)
        self.blanks += sum(
            not isinstance(rows.index(row, 0).data(ROW), NoteRow) for row in range(top, max(last, top))
        )
        self.seen.add(
            (
                QApplication.focusWidget() is text,
                text.textCursor().position(),
                text.verticalScrollBar().value(),
                tuple(listed.selected),
                (listed.ids[top], listed.rowViewportPosition(top))
                if listed.verticalScrollBar().value()
                else "top",
            )
        )
        return len(listed.ids) == count


def in_the_least_window(qtbot: QtBot, open_session: OpenSession, note: UUID) -> tuple[Session, Notebook]:
    """The note is open, and the window as small as it can be."""
    session = open_session()
    notebook, window = session.notebook, session._window
    assert notebook is not None
    window.activateWindow()
    notebook.show_note(note)
    qtbot.waitUntil(lambda: notebook.editor.note == note)
    window.resize(WINDOW_LEAST)
    return session, notebook


def test_a_small_window_with_large_letters_shows_what_is_written_and_cuts_no_button(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    note = brain.create_memory("# Bread\n\n" + "with walnuts and hazelnuts " * 40).memory
    brain.tag(note, "kitchen", "a rather long tag")
    session, notebook = in_the_least_window(qtbot, open_session, note)
    window = session._window
    assert session._arrival is not None
    for _ in range(5):
        window.actions_["view.larger"].trigger()
    for place in ("", *_STEPS):
        if place:
            window.actions_[place].trigger()
        qtbot.waitUntil(lambda: not hanging_out(window))
        qtbot.waitUntil(lambda: not cut_off(window) and not overlapping(notebook.editor))
        session._arrival.go_to_notes()
    text = notebook.editor.text
    text.setFocus()
    press(Qt.Key.Key_End, CTRL)
    write(" and salt")
    seen = text.viewport().rect().intersected(visible_part(text))
    assert seen.contains(text.cursorRect().center())
    window.actions_["view.usual_size"].trigger()


def test_the_smallest_window_holds_a_search_the_history_of_what_it_found_and_the_past(
    qtbot: QtBot, brain: Brain, open_session: OpenSession
) -> None:
    note = brain.create_memory("# Bread\n\nwith walnuts").memory
    session, notebook = in_the_least_window(qtbot, open_session, note)
    window = session._window
    assert session._arrival is not None
    qtbot.waitUntil(lambda: not notebook.pane.isVisible())

    def has_room() -> bool:
        return not crowded(notebook) and not hanging_out(window) and not cut_off(window)

    press(Qt.Key.Key_F, CTRL | SHIFT)
    write("walnuts")
    qtbot.waitUntil(lambda: "found" in notebook.pane.heading.text())
    qtbot.wait(300)
    qtbot.waitUntil(lambda: notebook.pane.isVisible() and has_room())
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: notebook.pane.list.selected == [note])
    window.actions_["note.history"].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(NoteHistory)))
    qtbot.wait(300)
    qtbot.waitUntil(lambda: not notebook.pane.isVisible() and has_room())
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: notebook.editor.isVisible() and notebook.pane.isVisible() and has_room())
    assert "found" in notebook.pane.heading.text()
    window.actions_["go.past"].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(PastPage)))
    (past,) = window.findChildren(PastPage)
    qtbot.wait(300)
    search = past.pane.search
    qtbot.waitUntil(lambda: search.height() >= search.minimumSizeHint().height())
    qtbot.waitUntil(lambda: not crowded(past._panes) and has_room())


def crowded(panes: QSplitter) -> list[str]:
    """Panes beside each other of which one lies over another."""
    all_panes = map(panes.widget, range(panes.count()))
    shown = [each for each in all_panes if each is not None and each.isVisible()]
    return [
        f"{one.geometry()} and {other.geometry()}"
        for one, other in combinations(shown, 2)
        if one.geometry().intersects(other.geometry())
    ]


def cut_off(window: QWidget) -> list[str]:
    """Buttons in sight whose words have no room."""
    return [
        each.text()
        for each in window.findChildren(QPushButton)
        if each.isVisible()
        and each.fontMetrics().horizontalAdvance(each.text().replace("&", "")) > each.width()
    ]


def overlapping(page: QWidget) -> list[str]:
    """Parts of a page that lie over each other."""
    parts = [each for each in page.findChildren(QWidget, options=_DIRECT) if each.isVisible()]
    return [
        f"{type(one).__name__} {one.geometry()} and {type(other).__name__} {other.geometry()}"
        for one, other in combinations(parts, 2)
        if one.geometry().intersects(other.geometry())
    ]


def visible_part(widget: QWidget) -> QRect:
    """What of a widget is not clipped by what it is in."""
    return widget.visibleRegion().boundingRect()
