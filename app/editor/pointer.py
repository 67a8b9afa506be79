"""What of a note's text is under the mouse or on the screen: paragraphs, characters, boxes of tasks, links.

Owns the geometry of the text as it is drawn. It refuses to know what a click does.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QMouseEvent, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit

from app.direction import x_of
from app.editor import lists
from app.editor.edits import points
from app.editor.links import address_at
from app.editor.markdown import Kind, Line
from app.editor.page import Page, band
from app.sizes import PAGE_BOTTOM, PAGE_TOP


def visible(text: QPlainTextEdit) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The paragraphs on the screen and where they are."""
    block = text.firstVisibleBlock()
    bottom = text.viewport().height()
    rect_of = text.document().documentLayout().blockBoundingRect
    top = text.blockBoundingGeometry(block).translated(text.contentOffset()).top()
    while block.isValid() and top <= bottom:
        rect = rect_of(block)
        rect.moveTop(top)
        yield block, rect
        top = rect.bottom()
        block = block.next()


def written(text: QPlainTextEdit, block: QTextBlock, rect: QRectF) -> QRectF:
    """A paragraph that is there on the screen, as wide as the column: without the room above a note's first one and below
    its last."""
    top = rect.top() + (0 if block.previous().isValid() else PAGE_TOP)
    bottom = rect.bottom() - (0 if block.next().isValid() else PAGE_BOTTOM)
    return QRectF(0, top, text.viewport().width(), bottom - top)


def chosen_parts(block: QTextBlock, corner: QPointF, chosen: tuple[int, int]) -> Iterator[QRectF]:
    """Where some characters of a paragraph are, each line as high as it is with the room around it."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        row = layout.lineAt(number)
        begin, end = row.textStart(), row.textStart() + row.textLength()
        start, stop = max(chosen[0], begin), min(chosen[1], end)
        goes_on = chosen[1] > end and chosen[0] <= end
        if start >= stop and not goes_on:
            continue
        one, other = x_of(row, start), x_of(row, stop)
        right = max(one, other) + (6 if goes_on and number == layout.lineCount() - 1 else 0)
        top, bottom = band(block, row)
        left = min(one, other)
        yield QRectF(corner.x() + left, corner.y() + top, right - left, bottom - top)


def line_of(text: QPlainTextEdit, block: QTextBlock) -> Line:
    """A paragraph as Markdown."""
    page = text.document().documentLayout()
    return page.line_of(block) if isinstance(page, Page) else Line((), 0)


def snapped(text: QPlainTextEdit, event: QMouseEvent) -> QMouseEvent:
    """The same event on the nearest line: Qt takes a click between two lines for one at a line's beginning."""
    point = event.position()
    for block, rect in visible(text):
        if not rect.top() <= point.y() < rect.bottom():
            continue
        layout = block.layout()
        for number in range(layout.lineCount()):
            row = layout.lineAt(number)
            top, bottom = band(block, row)
            if number == layout.lineCount() - 1:
                bottom = rect.height()  # below its last line may be pictures
            if top <= point.y() - rect.top() < bottom:
                point = QPointF(point.x(), rect.top() + row.y() + row.height() / 2)
                break
    moved = point - event.position()
    return QMouseEvent(
        event.type(),
        point,
        event.globalPosition() + moved,
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )


def box_at(text: QPlainTextEdit, point: QPointF) -> QTextBlock | None:
    """The paragraph of the task whose box is under a point."""
    block, offset = _under(text, point)
    place = lists.box(block.text()) if block is not None else None
    if block is None or place is None or line_of(text, block).kind is Kind.CODE:
        return None
    return block if place[0] <= offset < place[1] else None


def address_under(text: QPlainTextEdit, point: QPointF) -> str:
    """The address of the link under a point, if it is one that may be followed."""
    block, offset = _under(text, point)
    return "" if block is None else address_in(text, block, offset)


def address_at_caret(text: QPlainTextEdit) -> str:
    """The address of the link in which the caret is; nothing where something is chosen."""
    cursor = text.textCursor()
    block = cursor.block()
    at = points(block.text(), cursor.positionInBlock())
    return "" if cursor.hasSelection() else address_in(text, block, at)


def address_in(text: QPlainTextEdit, block: QTextBlock, offset: int) -> str:
    """The address of the link at a character of a paragraph, in code points."""
    line = line_of(text, block)
    return "" if line.kind is Kind.CODE else address_at(block.text(), line.spans, offset)


def _under(text: QPlainTextEdit, point: QPointF) -> tuple[QTextBlock | None, int]:
    """The paragraph under a point and the character in it, in code points."""
    for block, rect in visible(text):
        layout = block.layout()
        for number in range(layout.lineCount()):
            row = layout.lineAt(number)
            top, bottom = band(block, row)
            inside = top <= point.y() - rect.top() < bottom
            if inside and row.naturalTextRect().left() <= point.x() <= row.naturalTextRect().right():
                return block, points(
                    block.text(), row.xToCursor(point.x(), row.CursorPosition.CursorOnCharacter)
                )
    return None, 0
