"""The lines of a note, broken before it is shown.

Qt forgets the lines of a document that is given to a view, unless another view of that width has it already. So a view that
nobody sees has it until then. Owns how much is laid out; refuses to know which notes are shown next.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from app.editor.pointer import visible
from app.editor.sheet import Sheet
from app.editor.text import NoteText

_LARGEST = 50_000  # characters: one paragraph of a longer note may hold up a key


def typeset(sheet: Sheet, text: NoteText) -> None:
    """Lay out the first and the last screen of a note, which is all that is measured when it is shown in this text."""
    if sheet.size > _LARGEST:
        return
    view, room = QPlainTextEdit(text), text.viewport().size()
    view.hide()  # else it is shown together with the text, where that is hidden now
    view.viewport().resize(room)
    sheet.page.set_width(room.width())
    sheet.page.hold(view)
    view.setDocument(sheet.document)
    with sheet.page.gathering():
        list(visible(view))
        sheet.page.last_top(room.height())
