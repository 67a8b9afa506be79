"""Which links of the open note lead nowhere, so that they look so in its text and its preview.

Owns when that is asked: when a note is painted, when the hand rests, and when notes changed; away from the window's thread.
What was answered is kept for each note, so one that is opened again looks right at once. It refuses to know how links look.
"""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor, QTextDocument

from app.editor.editor import Editor
from app.editor.page import Page
from app.workspace import Workspace

REST_MS = 400
LOOKED_AT = 500_000  # characters of a note
_KEPT = 100  # notes


class LostLinks(QObject):
    """The links of one open note at a time."""

    def __init__(self, editor: Editor, workspace: Workspace) -> None:
        super().__init__(editor)
        self._editor = editor
        self._workspace = workspace
        self._known: OrderedDict[UUID, frozenset[str]] = OrderedDict()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        editor.text.textChanged.connect(self._rest.start)
        editor.opened.connect(self._opened)
        editor.painted.told.connect(self._ask)
        workspace.changed.connect(self._notes_changed)

    def _opened(self, note: UUID | None) -> None:
        self._show(self._known.get(note, frozenset()) if note is not None else frozenset())

    def _notes_changed(self) -> None:
        """During a sync they change all the time: what is under way goes on."""
        if not self._rest.isActive():
            self._rest.start()

    def _ask(self) -> None:
        note = self._editor.note
        if note is None:
            return
        text = _beginning(self._editor.text.document())

        def answer(lost: frozenset[str]) -> None:
            self._known[note] = lost
            self._known.move_to_end(note)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
            if note == self._editor.note:
                self._show(lost)

        if "[" in text:
            self._workspace.read(
                lambda brain: brain.note_links.lost_in(text.replace("\u2029", "\n"), note),
                answer,
                owner=self,
                latest="lost",
            )
        else:
            answer(frozenset())

    def _show(self, lost: frozenset[str]) -> None:
        page = self._editor.text.document().documentLayout()
        if isinstance(page, Page):
            page.show_lost(lost, LOOKED_AT)
        self._editor.preview.show_lost(lost)


def _beginning(document: QTextDocument) -> str:
    """As much of a text as is looked at, its paragraphs apart as Qt has them: all of 10 MB would take the window's thread
    longer than a key may wait."""
    end = document.findBlock(LOOKED_AT)
    if not end.isValid():
        return document.toRawText()
    cursor = QTextCursor(end)
    cursor.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()
