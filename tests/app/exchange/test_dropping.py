"""Folders and files that are dropped anywhere on the window, by the events that the system sends."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.exchange.place import ExchangePlace
from app.exchange.sheets import Planned
from app.notebook import Notebook
from app.session import Session
from core.brain import Brain

LONG = 10_000


@pytest.fixture
def place(qtbot: QtBot, brain: Brain, session: Session) -> ExchangePlace:
    brain.create_memory("# Mine\n\nwas here before")
    qtbot.waitUntil(lambda: bool(session._window.findChildren(ExchangePlace)), timeout=LONG)
    shown = notebook_of(session)
    qtbot.waitUntil(lambda: len(shown.pane.list.ids) == 1, timeout=LONG)
    shown.show_note(shown.pane.list.ids[0])
    qtbot.waitUntil(lambda: not shown.editor.text.isReadOnly(), timeout=LONG)
    (found,) = session._window.findChildren(ExchangePlace)
    return found


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "MyVault"
    folder.mkdir()
    (folder / "Roof.md").write_text("Leaks")
    (tmp_path / "song.mp3").write_text("no note")
    (tmp_path / "Cellar.md").write_text("Dry")
    return folder


def notebook_of(session: Session) -> Notebook:
    assert session.notebook is not None
    return session.notebook


def drop(onto: QWidget, *paths: Path) -> bool:
    """Drop these in the middle of a widget, through the window of the system; whether they were taken."""
    window = onto.window()
    handle = window.windowHandle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    at = onto.mapTo(window, QPoint(onto.width() // 2, onto.height() // 2))
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(at, either, data, left, none)
    QApplication.sendEvent(handle, enters)
    dropped = QDropEvent(QPointF(at), either, data, left, none)
    QApplication.sendEvent(handle, dropped)
    assert not dropped.isAccepted() or dropped.dropAction() == Qt.DropAction.CopyAction
    return dropped.isAccepted()


@pytest.mark.parametrize("where", ["list", "places", "text"])
def test_a_folder_shows_what_would_come_wherever_it_is_dropped(
    qtbot: QtBot, brain: Brain, session: Session, place: ExchangePlace, vault: Path, where: str
) -> None:
    notebook = notebook_of(session)
    text = notebook.editor.text
    onto = {"list": notebook.pane.list, "places": notebook.places.list, "text": text}[where]
    before = text.toPlainText()
    assert drop(onto, vault)
    pages = place.importing.course.pages
    qtbot.waitUntil(lambda: isinstance(pages.sheet, Planned) and pages.isVisible(), timeout=LONG)
    assert pages.sheet is not None
    assert pages.sheet.accessibleName() == "1 note to import"
    assert text.toPlainText() == before
    assert brain.counts().memories == 1, "nothing is changed yet"


def test_notes_dropped_on_the_list_are_planned_and_what_is_none_is_told(
    qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path
) -> None:
    notebook = notebook_of(session)
    song, cellar = vault.parent / "song.mp3", vault.parent / "Cellar.md"
    toast = session._window.toast
    assert drop(notebook.pane.list, song)
    assert toast.findChildren(QLabel)[0].text().startswith("No notes to import. To attach a file")
    assert notebook.isVisible()
    assert drop(notebook.pane.list, cellar, song)
    pages = place.importing.course.pages
    qtbot.waitUntil(lambda: isinstance(pages.sheet, Planned) and pages.isVisible(), timeout=LONG)


def test_a_markdown_file_dropped_on_the_text_is_a_file_of_the_note(
    qtbot: QtBot, session: Session, place: ExchangePlace, vault: Path
) -> None:
    notebook = notebook_of(session)
    assert drop(notebook.editor.text, vault.parent / "Cellar.md")
    qtbot.waitUntil(lambda: "[Cellar.md](Cellar.md)" in notebook.editor.text.toPlainText(), timeout=LONG)
    assert notebook.isVisible()
