"""Where somebody arrives who follows a link to a part of a note: at its heading, or at its block.

Owns that the part is seen at the top when the note is shown. It refuses to know where parts begin, how links look, and which
note they mean.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCursor

from app.editor.dressing import blocks
from app.editor.editor import Editor
from app.editor.note_parts import BLOCK, folded, line_of
from app.editor.plaintext import text_of
from app.editor.preview import Preview
from app.editor.text import NoteText
from app.editor.views import Show
from core import tr


class Landing(QObject):
    """Brings whoever follows a link to the part of the note that it names."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._wanted: tuple[UUID, str] | None = None
        self._shown: UUID | None = editor.note
        editor.linking.part_wanted.connect(self._want)
        editor.opened.connect(self._arrived)
        editor.text.textChanged.connect(self._more_came)

    def _want(self, note: UUID | None, part: str) -> None:
        """A part of a note is wanted; of another note, when that is shown."""
        here = note is None or note == self._editor.note
        self._wanted = (note, part) if note is not None and part and not here else None
        if here and part:
            self._land(part)

    def _arrived(self, note: UUID | None) -> None:
        self._shown = note
        if self._wanted is not None and self._wanted[0] == note:
            self._try()
        else:
            self._wanted = None

    def _more_came(self) -> None:
        """A very long note comes in pieces. While it is not shown yet, its caret is still to be set."""
        if self._wanted is not None and self._wanted[0] == self._shown:
            self._try()

    def _try(self) -> None:
        assert self._wanted is not None  # both callers looked
        part, coming = self._wanted[1], self._editor.coming
        if self._land(part, quietly=coming) or not coming:
            self._wanted = None

    def _land(self, part: str, *, quietly: bool = False) -> bool:
        editor = self._editor
        text = text_of(editor.text.document())
        number = line_of(text, part)
        if number is None:
            if not quietly:
                editor.notice.say("part", tr("There is no part “{part}” in this note.", part=part))
            return False
        _show_at_top(editor.text, editor.text.document().findBlockByNumber(number))
        if editor.shown_as is not Show.TEXT:
            _show_in_preview(editor.preview, part)
        return True


def _show_at_top(text: NoteText, block: QTextBlock) -> None:
    text.setTextCursor(QTextCursor(block))
    text.verticalScrollBar().setValue(block.firstLineNumber())


def _show_in_preview(preview: Preview, part: str) -> None:
    """The same in the note as it reads, where marks of Markdown are gone."""
    wanted = folded(part.rpartition("#")[2])
    for block in blocks(preview.document()):
        named = BLOCK.search(block.text()) if part.startswith("^") else None
        heading = block.blockFormat().headingLevel() and folded(block.text()) == wanted
        if heading or (named and named[1].lower() == part[1:].strip().lower()):
            top = preview.document().documentLayout().blockBoundingRect(block).top()
            preview.verticalScrollBar().setValue(round(top))
            return
