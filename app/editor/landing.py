"""Where somebody arrives who follows a link to a part of a note: at its heading, or at its block.

Owns where a part begins, and that it is seen at the top when the note is shown. It refuses to know how links look, and which
note they mean. A heading is found whatever its capital letters and signs are, as `Some heading` and as `some-heading`.
"""

from __future__ import annotations

import re
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCursor

from app.editor.dressing import blocks
from app.editor.editor import Editor
from app.editor.markdown import FENCED, NO_TITLE_YET, read_line, state_stays
from app.editor.plaintext import text_of
from app.editor.preview import Preview
from app.editor.text import NoteText
from app.editor.views import Show
from core import tr

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BLOCK = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_LINKED = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]]*)\]\([^()]*\)")


def line_of(text: str, part: str) -> int | None:
    """The number of the line where a part of a text begins; None when it has no such part.

    `Chapter#Section` is the section in the chapter, or the chapter where that has none.
    """
    if part.startswith("^"):
        return _line_of_block(text, part[1:].strip().lower())
    wanted = [folded(each) for each in part.split("#") if folded(each)]
    found = None
    for number, heading in _headings(text):
        if wanted and folded(heading) == wanted[0]:
            found = number
            del wanted[0]
    return found


def folded(heading: str) -> str:
    """A heading as links compare it."""
    words = _LINKED.sub(lambda match: match[1] or match[2] or "", heading)
    return "".join(each for each in words.lower() if each.isalnum()) or "".join(words.split())


def _headings(text: str) -> list[tuple[int, str]]:
    found = []
    state = NO_TITLE_YET
    for number, line in enumerate(text.split("\n")):
        if state < FENCED and (match := _HEADING.match(line)):
            found.append((number, match[1]))
        if not state_stays(line, state):
            state = read_line(line, state).after
    return found


def _line_of_block(text: str, name: str) -> int | None:
    """A line that ends with a name; where the name stands alone, it is that of the paragraph before."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if (match := _BLOCK.search(line)) and match[1].lower() == name:
            while number and not _BLOCK.sub("", lines[number]).strip():
                number -= 1
            return number
    return None


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
        named = _BLOCK.search(block.text()) if part.startswith("^") else None
        heading = block.blockFormat().headingLevel() and folded(block.text()) == wanted
        if heading or (named and named[1].lower() == part[1:].strip().lower()):
            top = preview.document().documentLayout().blockBoundingRect(block).top()
            preview.verticalScrollBar().setValue(round(top))
            return
