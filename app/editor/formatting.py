"""The actions of the menu *Format*, on the text of the open note: which of it is meant, and where the caret is then.

Owns the way from what is chosen in a document to lines and back. What becomes of words is decided in `marks`, of lines in
`paragraphs` and `tables`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.actions import Actions
from app.editor import marks, paragraphs, tables
from app.editor.editor import Editor
from app.editor.edits import (
    apply,
    following_blocks,
    points,
    position_of,
    replace_lines,
    table_around,
)
from app.editor.line_keys import chosen_blocks, renumber
from app.editor.lists import Edit
from app.editor.markdown import FENCED, Kind
from app.editor.marks import Marking
from app.editor.paragraphs import Shape
from app.editor.pointer import line_of
from app.editor.views import Show

_MENU = "Format"
_KEEP = QTextCursor.MoveMode.KeepAnchor
_EMPTY = ["|     |     |", "| --- | --- |", "|     |     |"]


class Formatting(QObject):
    """The actions of one editor."""

    def __init__(self, editor: Editor, actions: Actions) -> None:
        super().__init__(editor)
        self._editor = editor
        self._actions = actions
        for name, deed in DEEDS.items():
            actions.on(name, partial(self._do, deed))
        editor.text.more = actions.menus[_MENU].menuAction()
        for told in (editor.opened, editor.preview_changed, editor.clashed):
            told.connect(self._allow)
        self._allow()

    def _allow(self, *_: object) -> None:
        """Where one may write, and sees what one writes."""
        writes = self._editor.note is not None and not self._editor.text.isReadOnly()
        for name in DEEDS:
            self._actions.allow(name, writes and self._editor.shown_as is not Show.PREVIEW)

    def _do(self, deed: Callable[[QPlainTextEdit], None]) -> None:
        """In the text, wherever the keyboard is; but what is typed into another field is not meant for the note."""
        text, focus = self._editor.text, QApplication.focusWidget()
        elsewhere = isinstance(focus, QLineEdit | QPlainTextEdit) and focus is not text
        if not elsewhere and not text.isReadOnly():
            self._editor.focus_text()
            deed(text)
            text.ensureCursorVisible()


class LentKey(QAction):
    """An action of the menu in a text of another window, by the keys that it has in the first one, whatever they become."""

    def __init__(self, action: QAction, text: QPlainTextEdit, deed: Callable[[QPlainTextEdit], None]) -> None:
        super().__init__(action.text(), text)
        self._action = action
        self.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._follow()
        action.changed.connect(self._follow)
        self.triggered.connect(lambda: None if text.isReadOnly() else deed(text))
        text.addAction(self)

    def _follow(self) -> None:
        if self.shortcuts() != self._action.shortcuts():
            self.setShortcuts(self._action.shortcuts())


class _Place(NamedTuple):
    """A character of a document: the number of its paragraph, and how many code points are before it there."""

    row: int
    offset: int


def mark(text: QPlainTextEdit, marking: Marking) -> None:
    """Mark what is chosen in each line but code, as one step and one wish for all; it stays chosen."""
    cursor, document = text.textCursor(), text.document()
    begun, ended = _chosen(text)
    parts = {}
    for row in range(begun.row, ended.row + 1):
        block = document.findBlockByNumber(row)
        line = block.text()
        some = begun.offset if row == begun.row else 0, ended.offset if row == ended.row else len(line)
        is_torn = tables.is_row(line) and not tables.is_in_cell(line, *some)
        if line_of(text, block).kind is not Kind.CODE and not is_torn:
            parts[row] = (line, *some)
    one = begun.row == ended.row
    told = [marking(*each) for each in parts.values()] if one else marks.several(parts.values(), marking)
    cursor.beginEditBlock()
    for row, each in zip(parts, told, strict=True):
        block = document.findBlockByNumber(row)
        for edit in each.edits:
            apply(cursor, block, edit)
        begun = _Place(row, each.start) if row == begun.row else begun
        ended = _Place(row, each.end) if row == ended.row else ended
    cursor.endEditBlock()
    _choose(text, begun, ended)


def shape(text: QPlainTextEdit, wanted: Shape) -> None:
    """Make the chosen paragraphs this, or plain again; caret and selection stay on their characters. Code and tables have no
    paragraphs, and are quoted as a whole."""
    cursor, blocks = text.textCursor(), list(chosen_blocks(text))
    if wanted is not Shape.QUOTE:
        blocks = [
            each
            for each in blocks
            if line_of(text, each).kind is not Kind.CODE and not tables.is_row(each.text())
        ]
    elif _cuts_table(text, blocks):
        return
    if not blocks:
        return
    above = blocks[0].previous().text()
    lines = paragraphs.shaped([each.text() for each in blocks], wanted, above)
    cursor.beginEditBlock()
    for block, line in zip(blocks, lines, strict=True):
        replace_lines(cursor, block.blockNumber(), [line], 1)
    if wanted is Shape.NUMBERS:
        renumber(blocks[-1])
    cursor.endEditBlock()


def fence(text: QPlainTextEdit) -> None:
    """Make the chosen lines a block of code, or the block around the caret plain lines; not a part of a table."""
    blocks = list(chosen_blocks(text))
    if line_of(text, blocks[0]).kind is Kind.CODE:
        _unfence(text, blocks[0])
        return
    if _cuts_table(text, blocks):
        return
    begun, ended = _chosen(text)
    first, last = blocks[0], blocks[-1]
    ended = min(ended, _Place(last.blockNumber(), len(last.text())))
    around = paragraphs.fence_around(each.text() for each in blocks)
    cursor = QTextCursor(text.document())
    cursor.beginEditBlock()
    apply(cursor, last, Edit(len(last.text()), 0, f"\n{around}"))
    apply(cursor, first, Edit(0, 0, f"{around}\n"))
    cursor.endEditBlock()
    _choose(text, begun._replace(row=begun.row + 1), ended._replace(row=ended.row + 1))


def table(text: QPlainTextEdit) -> None:
    """Make the chosen lines a table, or the table around the caret lines; where nothing is chosen, begin an empty one."""
    blocks = list(chosen_blocks(text))
    if any(line_of(text, each).kind is Kind.CODE for each in blocks):
        return
    if tables.is_row(blocks[0].text()):
        row, rows = table_around(blocks[0])
        _put(text, row, len(rows), tables.lines_of(rows))
        _choose(text, _Place(row, 0))
        return
    first, above, below = blocks[0].blockNumber(), blocks[0].previous().text(), blocks[-1].next().text()
    lines = [each.text() for each in blocks]
    chosen = text.textCursor().hasSelection() and any(map(str.strip, lines))
    made = tables.made_of(lines) if chosen else _EMPTY
    if made is None:
        return
    before = lines if not chosen and lines[0].strip() else []
    if before or above.strip():
        before = [*before, ""]  # a table begins and ends at an empty line
    behind = [""] if below.strip() else []
    _put(text, first, len(lines), [*before, *made, *behind])
    _choose(text, _Place(first + len(before), made[0].index(" ") + 1))


DEEDS: dict[str, Callable[[QPlainTextEdit], None]] = {
    "format.bold": partial(mark, marking=marks.bold),
    "format.italic": partial(mark, marking=marks.italic),
    "format.code": partial(mark, marking=marks.code),
    "format.link": partial(mark, marking=marks.link),
    "format.heading1": partial(shape, wanted=Shape.HEADING1),
    "format.heading2": partial(shape, wanted=Shape.HEADING2),
    "format.heading3": partial(shape, wanted=Shape.HEADING3),
    "format.list": partial(shape, wanted=Shape.LIST),
    "format.numbers": partial(shape, wanted=Shape.NUMBERS),
    "format.tasks": partial(shape, wanted=Shape.TASKS),
    "format.quote": partial(shape, wanted=Shape.QUOTE),
    "format.fence": fence,
    "format.table": table,
}


def _cuts_table(text: QPlainTextEdit, blocks: list[QTextBlock]) -> bool:
    """Whether of a table some rows are among these paragraphs and others are not."""
    edges = (blocks[0].previous(), blocks[0]), (blocks[-1], blocks[-1].next())
    return any(
        all(tables.is_row(each.text()) and line_of(text, each).kind is not Kind.CODE for each in edge)
        for edge in edges
    )


def _unfence(text: QPlainTextEdit, block: QTextBlock) -> None:
    """Take away the fences above and below a line of code; the lower one may be missing."""
    while block.previous().isValid() and line_of(text, block.previous()).after >= FENCED:
        block = block.previous()
    end = next((each for each in following_blocks(block) if line_of(text, each).after < FENCED), None)
    alone = end == block.next() if end is not None else not block.next().isValid()
    cursor = QTextCursor(block)
    cursor.beginEditBlock()
    if end is not None:
        cursor.setPosition(end.position() - 1)
        cursor.setPosition(end.position() + len(end.text()), _KEEP)
        cursor.removeSelectedText()
    cursor.setPosition(block.position())
    cursor.setPosition(block.position() + block.length() - alone, _KEEP)
    cursor.removeSelectedText()
    cursor.endEditBlock()


def _put(text: QPlainTextEdit, first: int, count: int, lines: list[str]) -> None:
    """Put lines in the place of `count` paragraphs from number `first` on."""
    document = text.document()
    last = document.findBlockByNumber(first + count - 1)
    cursor = QTextCursor(document.findBlockByNumber(first))
    cursor.setPosition(last.position() + last.length() - 1, _KEEP)
    cursor.insertText("\n".join(lines))


def _chosen(text: QPlainTextEdit) -> tuple[_Place, _Place]:
    """Where what is chosen begins and ends."""
    cursor = text.textCursor()
    return _place(text, cursor.selectionStart()), _place(text, cursor.selectionEnd())


def _place(text: QPlainTextEdit, position: int) -> _Place:
    block = text.document().findBlock(position)
    return _Place(block.blockNumber(), points(block.text(), position - block.position()))


def _choose(text: QPlainTextEdit, begun: _Place, ended: _Place | None = None) -> None:
    cursor, document = text.textCursor(), text.document()
    cursor.setPosition(position_of(document, *begun))
    cursor.setPosition(position_of(document, *(ended or begun)), _KEEP)
    text.setTextCursor(cursor)
