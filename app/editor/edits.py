"""Edits that were decided on plain text, made in a Qt document: which counts in UTF-16 and keeps carets where they are.

Owns the way from code points to the document. It refuses to know why something is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from app.editor.lists import Edit
from app.editor.plaintext import units
from app.editor.tables import is_row

_KEEP = QTextCursor.MoveMode.KeepAnchor


def apply(cursor: QTextCursor, block: QTextBlock, edit: Edit) -> None:
    """Make one edit in a paragraph; the cursor ends up behind what was inserted."""
    text = block.text()
    start = block.position() + units(text[: edit.start])
    cursor.setPosition(start)
    cursor.setPosition(start + units(text[edit.start : edit.start + edit.removed]), _KEEP)
    cursor.insertText(edit.inserted)


def replace_lines(cursor: QTextCursor, first: int, lines: Sequence[str], count: int) -> None:
    """Give `count` paragraphs from number `first` on these texts, and put further lines below them; only what differs is
    touched. Whoever calls makes it one step."""
    document = cursor.document()
    for number, line in enumerate(lines[:count], first):
        block = document.findBlockByNumber(number)
        old = block.text()
        if old != line:
            start, end = _common(old, line)
            apply(cursor, block, Edit(start, len(old) - start - end, line[start : len(line) - end]))
    for more in lines[count:]:
        last = document.findBlockByNumber(first + count - 1)
        apply(cursor, last, Edit(len(last.text()), 0, f"\n{more}"))
        count += 1


def following_blocks(block: QTextBlock) -> Iterator[QTextBlock]:
    """The paragraphs below one."""
    while (block := block.next()).isValid():
        yield block


def table_around(block: QTextBlock) -> tuple[int, list[str]]:
    """The number of the first row of the table in which a paragraph is, and the rows."""
    first = block
    while first.previous().isValid() and is_row(first.previous().text()):
        first = first.previous()
    rows = [first.text(), *takewhile(is_row, (each.text() for each in following_blocks(first)))]
    return first.blockNumber(), rows


def position_of(document: QTextDocument, number: int, offset: int) -> int:
    """Where a character of a paragraph is in the document."""
    block = document.findBlockByNumber(number)
    return block.position() + units(block.text()[:offset])


def beside(cursor: QTextCursor) -> tuple[str, str]:
    """What stands before and behind what is chosen, on its first and its last line."""
    document, start, end = cursor.document(), cursor.selectionStart(), cursor.selectionEnd()
    first, last = document.findBlock(start), document.findBlock(end)
    before, after = first.text(), last.text()
    return (
        before[: points(before, start - first.position())],
        after[points(after, end - last.position()) :],
    )


def points(text: str, offset: int) -> int:
    """An offset of Qt's, in UTF-16, as one in code points."""
    return (
        offset
        if text.isascii()
        else len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore"))
    )


def _common(old: str, new: str) -> tuple[int, int]:
    """How many characters at the beginning, and how many at the end, are the same."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    rest = most - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return start, end
