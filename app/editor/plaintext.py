"""Between the text of a note and the text in a Qt document, without losing a character.

Qt counts in UTF-16 and separates paragraphs by U+2029, and its own way to plain text turns hard spaces into soft ones.
Here text goes in and comes out as it is; only line ends become what the document has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QTextCursor, QTextDocument

from core import Splice

# What Qt takes for the end of a paragraph, besides "\n".
_PARAGRAPH_ENDS = re.compile("\r\n|[\r\u2029\ufdd0\ufdd1]")
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def text_of(document: QTextDocument) -> str:
    """The document's text, lines ended by "\\n"."""
    return document.toRawText().replace("\u2029", "\n")


def as_typed(text: str) -> str:
    """A text as a document would give it back: all ends of lines are "\\n"."""
    if text.isascii():  # as most are, and quick
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return _PARAGRAPH_ENDS.sub("\n", text)


def line_end(text: str) -> str:
    """How the lines of a text end: "\\r\\n" when all of them do, else "\\n"."""
    ends = text.count("\r\n")
    return "\r\n" if ends and ends == text.count("\n") == text.count("\r") else "\n"


def without_impossible(text: str) -> tuple[str, int]:
    """The text without what a note cannot hold (U+0000 and halves of characters), and how many of those there were."""
    return _IMPOSSIBLE.subn("", text)


def units(text: str) -> int:
    """How long a text is in a Qt document."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def splice_into(document: QTextDocument, old: str, splices: Iterable[Splice]) -> None:
    """Change a document, whose text is `old`, as one step that can be undone. Carets and selections stay where they are."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for at, removed, inserted in reversed(list(splices)):
        start = units(old[:at])
        cursor.setPosition(start)
        cursor.setPosition(start + units(old[at : at + removed]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(inserted)
    cursor.endEditBlock()
