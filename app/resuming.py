"""Where a person was when the window was closed: the place and the note, how far both were scrolled, where they wrote.

Owns what is found again at the next start, also after a sudden end: it is kept whenever the person rests, together with the
size of the window and of its panes, which those know.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor, QTextDocument

from app.library.place_rows import ALL
from app.parts import Shell
from core import View

_RESTS_MS = 2_000


class Resuming(QObject):
    """In one window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._window, self._notebook = shell.window, shell.notebook
        self._remembered = shell.remembered
        self._note, self._left = shell.remembered.last_note, shell.remembered.left_at
        self._go_to_place()
        self._rests = QTimer(self, singleShot=True, interval=_RESTS_MS)
        self._rests.timeout.connect(self._keep)
        for moved in (self._notebook.editor.opened, self._notebook.editor.state_changed):
            moved.connect(lambda _: self._rests.start())
        self._window.reshaped.connect(self._rests.start)
        self._notebook.splitterMoved.connect(lambda _at, _which: self._rests.start())
        if self._note is not None:
            self._notebook.editor.opened.connect(self._go_to_line)
            self._notebook.pane.listed.connect(self._scroll_list)

    def end(self) -> None:
        """Keep where the person is."""
        self._rests.stop()
        self._keep()

    def _keep(self) -> None:
        self._window.remember()
        notebook = self._notebook
        notebook.remember()
        editor, view = notebook.editor, notebook.places.view
        text, note = editor.text, editor.note
        if editor.memory is None and not any(each.id == note for each in editor.typed):
            note = None  # it was begun, and nothing is in it
        self._remembered.last_note = note
        self._remembered.left_at = {
            "note": None if note is None else str(note),
            "tag": view.tag,
            "below": view.below,
            "untagged": view.untagged,
            "row": None if note is None else notebook.pane.list.stand_of(note),
            "caret": text.textCursor().position(),
            "scrolled": text.verticalScrollBar().value(),
        }

    def _go_to_place(self) -> None:
        tag, places = self._left.get("tag"), self._notebook.places
        if isinstance(tag, str) and tag:
            places.go(View(tag=tag, below=bool(self._left.get("below"))))
            self._notebook.pane.listed.connect(self._leave_nothing)
        elif self._left.get("untagged"):
            places.go(View(untagged=True))

    def _leave_nothing(self) -> None:
        """The tag may be gone, or called otherwise, since the window was closed."""
        pane, places = self._notebook.pane, self._notebook.places
        if pane.shows(places.view):
            pane.listed.disconnect(self._leave_nothing)
            if not len(pane.list.ids):
                places.go(ALL)

    def _go_to_line(self, note: object) -> None:
        """Once, and only in the note that was open last."""
        editor = self._notebook.editor
        editor.opened.disconnect(self._go_to_line)
        if note == self._note and self._left.get("note") == str(note):
            editor.text.setTextCursor(_caret(editor.text.document(), _number(self._left.get("caret"))))
            editor.text.verticalScrollBar().setValue(_number(self._left.get("scrolled")))

    def _scroll_list(self) -> None:
        """When all of the place is listed, not only its first notes."""
        pane, note, row = self._notebook.pane, self._note, self._left.get("row")
        if pane.whole:
            pane.listed.disconnect(self._scroll_list)
            left = self._left.get("note") == str(note)
            if note is not None and left and isinstance(row, int) and note == self._notebook.editor.note:
                pane.list.stand(note, row)


def _caret(document: QTextDocument, position: int) -> QTextCursor:
    """A cursor as near to a position as one can write: the text may be shorter now, or have one sign there that is several
    of Qt's characters."""
    cursor = QTextCursor(document)
    cursor.setPosition(min(position, document.characterCount() - 1))
    layout, within = cursor.block().layout(), cursor.positionInBlock()
    if not layout.isValidCursorPosition(within):
        cursor.setPosition(cursor.block().position() + layout.previousCursorPosition(within))
    return cursor


def _number(kept: Any) -> int:
    """A number that was kept; 0 where the file was tampered with."""
    return max(kept, 0) if isinstance(kept, int) else 0
