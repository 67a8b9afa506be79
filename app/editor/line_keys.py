"""What keys do to whole lines of a note's text: Tab moves them in and out, and a task is done or open again.

Owns which lines of a document are meant. What becomes of one is decided in `lists`, what Tab does in a table in
`table_keys`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.editor import lists, table_keys, tables
from app.editor.edits import apply, following_blocks
from app.editor.lists import Edit


def tab(text: QPlainTextEdit, *, back: bool) -> None:
    """On to the next cell of a table; items of a list and chosen lines move in or out; elsewhere a tab is written."""
    if table_keys.tab(text, back=back):
        return
    cursor = text.textCursor()
    if back or cursor.hasSelection() or lists.indent(cursor.block().text()):
        change_lines(text, lists.move_out if back else lists.move_in)
    else:
        cursor.insertText("\t")
        text.ensureCursorVisible()


def in_list_or_table(text: QPlainTextEdit) -> bool:
    """Whether Tab moves an item or goes from cell to cell."""
    row = tables.is_row(text.textCursor().block().text())
    return row or any(lists.indent(block.text()) for block in chosen_blocks(text))


def change_lines(
    text: QPlainTextEdit,
    change: Callable[[str], Edit | None],
    but: Callable[[QTextBlock], bool] = lambda _: False,
) -> None:
    """Change each chosen line as one step, `but` for some; caret and selection stay on their characters."""
    cursor = QTextCursor(text.document())
    blocks = list(chosen_blocks(text))
    cursor.beginEditBlock()
    for block in blocks:
        meant = (block.text().strip() or len(blocks) == 1) and not but(block)
        edit = change(block.text()) if meant else None
        if edit is not None:
            apply(cursor, block, edit)
    cursor.endEditBlock()


def renumber(item: QTextBlock) -> None:
    """The numbers below a new item count on. Whoever calls makes it one step with the item."""
    cursor, first = QTextCursor(item), item.blockNumber() + 1
    following = (block.text() for block in following_blocks(item))
    for at, edit in lists.renumbered(following, item.text()):
        apply(cursor, item.document().findBlockByNumber(first + at), edit)


def chosen_blocks(text: QPlainTextEdit) -> Iterator[QTextBlock]:
    """The paragraphs that are chosen, or the one at the caret; not one of which nothing but its beginning is."""
    cursor = text.textCursor()
    block = text.document().findBlock(cursor.selectionStart())
    end = cursor.selectionEnd()
    yield block
    while (block := block.next()).isValid() and block.position() < end:
        yield block
