"""A thought comes while the hands are elsewhere: it is caught from a link, finished later, and kept with a picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.capture.capturing import Capturing
from app.capture.card import Card
from app.session import Session
from tests.fixtures.desktop import OpenSession
from tests.stories.machine import ROOT

CTRL = Qt.KeyboardModifier.ControlModifier
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
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
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
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText().startswith("# 20"), timeout=10_000)
    qtbot.keyClicks(notebook.editor.text, "Baked bread.")
    notebook.editor.flush()
    qtbot.waitUntil(
        lambda: any("journal" in each.tags and "Baked" in each.excerpt for each in brain.memories().items)
    )
