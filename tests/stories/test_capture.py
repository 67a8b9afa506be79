"""A thought comes while the hands are elsewhere: it is caught from a link, finished later, and kept with a picture; and
what is written again and again, or dropped into a folder, becomes notes by itself."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.capture.card import Card
from app.capture.making import Making
from app.session import Session
from core import View
from core.brain import Brain
from tests.fixtures.desktop import OpenSession
from tests.stories.keyboard import ALT, CTRL, SHIFT, choose, click, press, write
from tests.stories.machine import ROOT

LINK = "secondbrain://capture?text=https%3A%2F%2Fexample.org%2Fbread&tag=kitchen"


def card_of(session: Session) -> Card:
    return next(each for each in session._window.findChildren(Capturing)).card


def test_a_thought_is_caught_put_aside_and_kept(
    qtbot: QtBot, home: Path, tmp_path: Path, open_session: OpenSession
) -> None:
    first = open_session()
    caught_from_a_link_and_put_aside(qtbot, first, home)
    with qtbot.waitSignal(first.ended, timeout=20_000):
        first._window.close()
    first.close()
    first._instance.release()
    second = open_session()
    finished_the_next_morning_with_a_picture(qtbot, second, tmp_path)
    the_day_gets_its_note(qtbot, second)


def caught_from_a_link_and_put_aside(qtbot: QtBot, session: Session, home: Path) -> None:
    """A click in the browser is a second start of the program, which hands the link over and ends."""
    brain, card = session._brain, card_of(session)
    assert brain is not None
    second = subprocess.Popen([sys.executable, "-m", "app.cli", "open", LINK, "--home", str(home)], cwd=ROOT)
    qtbot.waitUntil(card.window.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    text = card.window.text
    assert QApplication.focusWidget() is text
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "Try this one")
    qtbot.keyClick(text, Qt.Key.Key_Escape)  # the phone rings
    assert not card.window.isVisible()
    qtbot.waitUntil(lambda: card.window.words == "kept as a draft")
    assert brain.counts().memories == 0


def finished_the_next_morning_with_a_picture(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    brain, notebook, card = session._brain, session.notebook, card_of(session)
    assert brain is not None and notebook is not None
    window, text = session._window, card.window.text
    said = next(each for each in window.findChildren(Capturing)).said
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(card.window.isVisible)
    assert (card.text, card.tags) == ("https://example.org/bread\nTry this one", ("kitchen",))
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(180, 120, 60))
    image.save(str(tmp_path / "loaf.png"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "loaf.png"))])
    qtbot.keyClick(text, Qt.Key.Key_Return)
    text.insertFromMimeData(mime)
    qtbot.waitUntil(lambda: "![loaf](loaf.png)" in card.text)
    qtbot.mouseClick(card.window._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.window.isVisible())
    assert said.words.startswith("Saved: ") and QApplication.activeWindow() is not said
    qtbot.waitUntil(lambda: len(notebook.pane.list.ids) == 1)
    note = brain.memory(notebook.pane.list.ids[0])
    assert note.content == "https://example.org/bread\nTry this one\n![loaf](loaf.png)"
    assert (note.tags, [file.name for file in note.attachments]) == (("kitchen",), ["loaf.png"])
    assert "Saved: https://example.org/bread" in window.toast._words.text()
    qtbot.waitUntil(lambda: not said.isVisible())


def the_day_gets_its_note(qtbot: QtBot, session: Session) -> None:
    """A desktop gives the keyboard back to the window by itself; here a hand does."""
    brain, notebook, window = session._brain, session.notebook, session._window
    assert brain is not None and notebook is not None
    window.come_forward()
    qtbot.waitUntil(window.isActiveWindow)
    notebook.pane.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL | SHIFT)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText().startswith("# 20"), timeout=10_000)
    qtbot.keyClicks(notebook.editor.text, "Baked bread.")
    notebook.editor.flush()
    qtbot.waitUntil(
        lambda: any("journal" in each.tags and "Baked" in each.excerpt for each in brain.memories().items)
    )


def test_a_new_note_begins_as_its_template_does_and_a_folder_becomes_notes(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("inbox", "watching"):
        monkeypatch.setattr(f"app.capture.{module}.STILL", 0.2)
    session._window.activateWindow()
    qtbot.waitUntil(session._window.isActiveWindow)
    a_template_is_a_note_and_begins_others(qtbot, brain, session)
    what_is_dropped_into_a_folder_is_a_note(qtbot, brain, session, tmp_path)


def a_template_is_a_note_and_begins_others(qtbot: QtBot, brain: Brain, session: Session) -> None:
    """It is written and tagged like any other; the note that it begins has its words, its other tags, and the title."""
    notebook, window = session.notebook, session._window
    assert notebook is not None
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(notebook.editor.text.hasFocus)
    write("# {{title}}\nWho was there on {{date}}:\n")
    press(Qt.Key.Key_T, CTRL)
    write("template,meeting,")
    qtbot.waitUntil(lambda: len(brain.memory_ids(View(tag="template"))) == 1)
    press(Qt.Key.Key_Escape)
    sheet = next(each for each in window.findChildren(Making)).sheet
    press(Qt.Key.Key_N, CTRL | ALT)
    qtbot.waitUntil(sheet.title.hasFocus)
    write("Gardeners")
    press(Qt.Key.Key_Return)
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    text = notebook.editor.text
    qtbot.waitUntil(lambda: text.toPlainText() == f"# Gardeners\nWho was there on {today}:\n")
    qtbot.waitUntil(text.hasFocus)
    write("Ada and Bob")  # at the end, where one goes on
    notebook.editor.flush()
    qtbot.waitUntil(lambda: not notebook.editor.unsaved)
    assert notebook.editor.note is not None
    made = brain.memory(notebook.editor.note)
    assert (made.content.splitlines()[-1], made.tags) == ("Ada and Bob", ("meeting",))


def what_is_dropped_into_a_folder_is_a_note(
    qtbot: QtBot, brain: Brain, session: Session, tmp_path: Path
) -> None:
    """Off until somebody chooses a folder; each text once, and the files stay."""
    notebook, window = session.notebook, session._window
    assert notebook is not None
    part = next(each for each in window.findChildren(Capturing))
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "before.txt").write_text("# From the scanner")
    assert part.watching.folder is None
    window.actions_["capture.settings"].trigger()
    settings = part.settings
    assert settings is not None
    assert settings.folder.text() == "No folder is watched."
    click(qtbot, settings, "Choose a folder…")
    choose(qtbot, settings, folder)
    listed = notebook.pane.list
    qtbot.waitUntil(lambda: len(listed.ids) == 3)
    (folder / "dropped.md").write_text("# From a friend\n\nwith *Markdown*")
    qtbot.waitUntil(lambda: len(listed.ids) == 4)
    assert brain.memory(listed.ids[0]).content == "# From a friend\n\nwith *Markdown*"
    assert "1 note came from the watched folder." in settings._folder_words.text()
    assert sorted(each.name for each in folder.iterdir()) == ["before.txt", "dropped.md"]
    click(qtbot, settings, "Stop")
    qtbot.waitUntil(lambda: part.watching.folder is None)
    assert settings.folder.text() == "No folder is watched."
