"""A word that no dictionary knows, and the menu on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from app.spelling.place import Spelling
from app.theme import Mode
from core import View
from tests.screenshots.stage import Stage

_TEXT = """# Letter to the allotment society

The hedge along the path grows over the fence again. I shall trim it on Saturday if the weathr holds,
and bring the cuttings to the compost.

Please send the new list of members. The old one has `mebmers` in its name and nobody finds it.
"""
_WRONG = "weathr"
_BOTH = (Mode.LIGHT, Mode.DARK)


def play_spelling(stage: Stage) -> None:
    """A word is marked, and its menu is open; where there is no dictionary, the text alone."""
    part = next(each for each in stage.session._parts if isinstance(each, Spelling))
    stage.wait(lambda: part.installed is not None)
    editor, text = part._editor, part._editor.text
    note = stage.session._workspace.brain.create_memory(_TEXT).memory  # type: ignore[union-attr]  # it is open
    stage.notebook.places.go(View())
    stage.notebook.show_note(note)
    stage.wait(lambda: editor.note == note and note in stage.notebook.pane.list.ids)
    if part.installed:
        stage.wait(lambda: _WRONG in part.marking.marked())
    text.moveCursor(QTextCursor.MoveOperation.Start)
    text.find(_WRONG)
    caret = text.textCursor()
    caret.setPosition(caret.selectionStart() + 2)
    text.setTextCursor(caret)
    at = text.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, text.viewport().mapToGlobal(at))
    if part.installed:
        QApplication.sendEvent(text.viewport(), event)
        stage.wait(lambda: part.menu.menu is not None and part.menu.menu.isVisible())
    for look in _BOTH:
        stage.theme.set_mode(look)
        stage.rest()
        _shoot(stage, part.menu.menu, f"spelling-{look.value}")
    stage.theme.set_mode(Mode.LIGHT)
    if part.menu.menu is not None:
        part.menu.menu.close()
    stage.rest()


def _shoot(stage: Stage, menu: QMenu | None, name: str) -> None:
    """The window, and over it the menu, which is a window of its own."""
    picture = stage.window.grab()
    if menu is not None:
        painter = QPainter(picture)
        painter.drawPixmap(menu.pos() - stage.window.mapToGlobal(QPoint()), menu.grab())
        painter.end()
    stage.keep(picture, name)
