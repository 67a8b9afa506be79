"""What Tab and Enter do in a table of a note's text.

Owns the way from a caret in the document to the rows around it and back. Where a key leads is decided in `tables`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from app.editor import tables
from app.editor.edits import apply, points, position_of, replace_lines, table_around
from app.editor.lists import Edit
from app.editor.markdown import Kind
from app.editor.pointer import line_of


def tab(text: QPlainTextEdit, *, back: bool) -> bool:
    """On to the next cell of a table, whose columns are aligned; whether the caret is in one."""
    cursor = text.textCursor()
    block = cursor.block()
    if cursor.hasSelection() or not tables.is_row(block.text()) or line_of(text, block).kind is Kind.CODE:
        return False
    first, lines = table_around(block)
    at = points(block.text(), cursor.positionInBlock())
    moved = tables.move(lines, block.blockNumber() - first, at, back=back)
    if moved is not None:
        cursor.beginEditBlock()
        replace_lines(cursor, first, moved.lines, len(lines))
        cursor.endEditBlock()
        cursor.setPosition(position_of(text.document(), first + moved.row, moved.offset))
        text.setTextCursor(cursor)
    return moved is not None


def enter(text: QPlainTextEdit) -> bool:
    """From within a row to the cell below, or to a new line below the table; whether Enter would have cut a row."""
    cursor = text.textCursor()
    block = cursor.block()
    first, lines = table_around(block)
    goal = tables.below(lines, block.blockNumber() - first, points(block.text(), cursor.positionInBlock()))
    if goal is None:
        return False
    row, offset = goal
    if row == len(lines):
        last = text.document().findBlockByNumber(first + row - 1)
        apply(cursor, last, Edit(len(last.text()), 0, "\n"))
    else:
        cursor.setPosition(position_of(text.document(), first + row, offset))
    text.setTextCursor(cursor)
    return True
