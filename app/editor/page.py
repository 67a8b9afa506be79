"""The layout of a note's text: lines with room between them, drawn as the Markdown they are.

Owns how a paragraph is broken into lines and which formats it gets. Both happen when a paragraph is first needed on the
screen, so a note of 10 MB opens as quickly as a short one. Refuses to know what is typed and where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Protocol

import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QWidget

from app.direction import runs_left, x_of
from app.editor.code import code_spans
from app.editor.ink import Ink
from app.editor.links import lost_spans
from app.editor.markdown import Kind, Line, Span, known_line
from app.editor.picture_links import pictures_in
from app.editor.plaintext import units
from app.editor.states import States
from app.sizes import CODE_INSET, PAGE_BOTTOM, PAGE_TOP, QUOTE_BAR

_LONG = 10_000  # characters
_AT_ONCE = 2_000  # lines that may be read before something is drawn
_SOME, _WHOLE = 16, 100_000  # lines that are read one by one, then a text of so many characters at once
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
# What a paragraph remembers: how far its lines are apart, and that it names pictures.
_PITCH, _PICTURED = 0xFFFF, 0x10000


class Below(Protocol):
    """What is shown below the lines of some paragraphs."""

    def height(self, block: QTextBlock, width: float) -> float:
        """How much, below a paragraph that names pictures, in device-independent pixels."""

    def paint(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        """Paint it, where the paragraph fills this rectangle on the screen."""


class Page(QPlainTextDocumentLayout):
    """Lays out one document."""

    restyled = Signal()
    """What is on the screen has to be drawn again."""

    def __init__(self, document: QTextDocument, ink: Ink) -> None:
        super().__init__(document)
        self._ink = ink
        self._width = 0.0
        self._busy = False
        self._below: Below | None = None
        self._holding: QWidget | None = None
        self._options: dict[tuple[bool, bool], QTextOption] = {}
        self._lost: frozenset[str] = frozenset()
        # In the paragraph that begins above the screen, by its pictures.
        self._head: QTextCursor | None = None
        self._beyond = 0.0
        self._gathering = self._resized = False
        self._states = States(self._lines_from, self._state_changed)
        self._reading_on = QTimer(self, singleShot=True, interval=0)
        self._reading_on.timeout.connect(self._read_on)

    @property
    def ink(self) -> Ink:
        """The look in which everything is drawn."""
        return self._ink

    def set_width(self, width: float) -> None:
        """How wide lines may be. Whoever changes it has the document laid out again, as QPlainTextEdit does."""
        if width != self._width:
            self.hold(None)
        self._width = width

    def hold(self, view: QWidget | None) -> None:
        """A view that nobody sees has the document, so that Qt keeps its lines when another one gets it, which needs the
        first no longer: with None it is gone."""
        if self._holding is not None and shiboken6.isValid(self._holding):
            shiboken6.delete(self._holding)
        self._holding = view

    def set_ink(self, ink: Ink) -> None:
        """Draw everything in another look."""
        self._ink = ink
        document = self.document()
        document.setDefaultFont(ink.body)
        document.markContentsDirty(0, document.characterCount())

    def show_below(self, below: Below | None) -> None:
        """Leave room for this below paragraphs that name pictures; called again, it is measured again."""
        self._below = below
        self._tell_size()
        self.restyled.emit()

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Tell once at the end that the size is another one, not for each paragraph that is laid out meanwhile: whoever
        hears it measures the last screen of the text."""
        if self._gathering:
            yield
            return
        self._gathering = True
        try:
            yield
        finally:
            self._gathering = False
            if self._resized:
                self._tell_size()

    def show_lost(self, lost: frozenset[str], within: int) -> None:
        """Titles and paths of notes that are not there: links to them look so, in so many characters from the beginning."""
        if lost == self._lost:
            return
        self._lost = lost
        block = self.document().firstBlock()
        while block.isValid() and block.position() < within:
            if "[" in block.text():
                block.clearLayout()
            block = block.next()
        self.restyled.emit()

    def scroll_into(self, block: QTextBlock, lines: int) -> None:
        """So many lines of a paragraph are above the screen. Qt knows lines of text only: where there are more of them, what
        is drawn of the paragraph moves up instead."""
        if not block.isValid() or not self.blockBoundingRect(block).isValid():
            return
        beyond = lines - block.layout().lineCount()
        moved = beyond * (block.userState() & _PITCH) + self._text_height(block) if beyond > 0 else 0.0
        before = self._head.block() if self._head is not None else block
        if moved == self._beyond and (not moved or before == block):
            return
        self._head, self._beyond = (QTextCursor(block), moved) if moved else (None, 0.0)
        for each in (before, block):
            each.clearLayout()
        self.restyled.emit()

    def last_top(self, height: float) -> int:
        """The number of the line that is at the top of so much room when the end is seen in it."""
        block, above = self.document().lastBlock(), -height
        while True:
            above += self.blockBoundingRect(block).height()
            if above > 0 or not block.previous().isValid():
                break
            block = block.previous()
        layout, lines = block.layout(), 0
        text = self._text_height(block)
        while above > 0 and lines < layout.lineCount():
            if layout.lineAt(lines).y() >= above:
                break
            lines += 1
        if above > text:
            lines = layout.lineCount() + ceil((above - text) / (block.userState() & _PITCH))
        return block.firstLineNumber() + lines

    def line_of(self, block: QTextBlock) -> Line:
        """A paragraph as Markdown."""
        number = block.blockNumber()
        self._reach(number)
        return known_line(block.text(), self._states.before(number))

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Called by Qt, for what it is about to draw or to measure."""
        if not block.isValid():
            return QRectF()
        if not self._states.complete:
            self._reach(block.blockNumber())
        layout = block.layout()
        if not layout.lineCount():
            self._lay_out(block, layout)
        rect = super().blockBoundingRect(block)
        bottom = band(block, layout.lineAt(layout.lineCount() - 1))[1]
        if block.userState() & _PICTURED:
            bottom += self._room_below(block, layout)
        rect.setHeight(bottom + (0 if block.next().isValid() else PAGE_BOTTOM))
        return rect

    def _room_below(self, block: QTextBlock, layout: QTextLayout) -> float:
        """For the pictures of a paragraph; it counts as so many lines, so that it is scrolled line by line."""
        room = self._below.height(block, self._width) if self._below is not None else 0.0
        lines = layout.lineCount() + ceil(room / (block.userState() & _PITCH))
        if block.lineCount() != lines:
            block.setLineCount(lines)
            self._tell_size()
        return room

    def _text_height(self, block: QTextBlock) -> float:
        """How high the lines of a paragraph are that is laid out, wherever they are now."""
        layout = block.layout()
        moved = self._beyond if self._is_head(block) else 0.0
        return band(block, layout.lineAt(layout.lineCount() - 1))[1] + moved

    def _is_head(self, block: QTextBlock) -> bool:
        return self._head is not None and self._head.block() == block

    def documentChanged(self, position: int, _removed: int, added: int) -> None:
        """Called by Qt: so many characters at this position gave way to so many others."""
        if self._busy:
            return
        self._options.clear()  # Qt says so, too, when the document has other ones
        document = self.document()
        first = document.findBlock(position)
        last = document.findBlock(min(position + added, document.characterCount() - 1))
        self._states.replaced(first.blockNumber(), last.blockNumber(), document.blockCount())
        self._let_qt_forget(first, last)
        self.restyled.emit()

    def _let_qt_forget(self, first: QTextBlock, last: QTextBlock) -> None:
        """Qt would break a single paragraph into lines in its own way, slowly when it is long; of several it only forgets
        the lines. So it is told of a neighbor too."""
        after = last.next() if last.next().isValid() else last
        before = first if after != first or not first.previous().isValid() else first.previous()
        reach = after.position() - before.position() + 2
        super().documentChanged(before.position(), 0, reach)
        if before == after:
            first.clearLayout()

    def _lay_out(self, block: QTextBlock, layout: QTextLayout) -> None:
        line, text = self.line_of(block), block.text()
        self._set_formats(block, layout, line, text)
        option = self._option(line, text)
        layout.setTextOption(option)
        mirrored = option.textDirection() is Qt.LayoutDirection.RightToLeft
        left = {Kind.CODE: CODE_INSET, Kind.QUOTE: QUOTE_BAR}.get(line.kind, 0.0)
        right = CODE_INSET if line.kind is Kind.CODE else 0.0
        above, pitch = self._ink.spacing(line)
        block.setUserState(pitch | (_PICTURED if pictures_in(text, line) else 0))
        y = PAGE_TOP if block.blockNumber() == 0 else above
        y -= self._beyond if self._is_head(block) else 0.0
        hanging = 0.0
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLeadingIncluded(False)
            row.setLineWidth(max(self._width - left - hanging - right, 40.0))
            height = max(pitch, row.height())
            row.setPosition(QPointF(left + (0.0 if mirrored else hanging), y + (height - row.height()) / 2))
            y += height
            if line.hanging and not hanging:
                x = x_of(row, units(text[: line.hanging])) - left
                hanging = min(row.width() - x if mirrored else x, self._width / 2)
        layout.endLayout()
        if block.lineCount() != layout.lineCount() and not block.userState() & _PICTURED:
            block.setLineCount(layout.lineCount())
            self._tell_size()

    def _tell_size(self) -> None:
        self._resized = self._gathering
        if not self._gathering:
            self.documentSizeChanged.emit(self.documentSize())

    def _option(self, line: Line, text: str) -> QTextOption:
        """Which way a paragraph runs, as its own words do and code never; and how its lines are broken: within words in
        very long ones, since looking for their words takes seconds."""
        leftwards = line.kind is not Kind.CODE and runs_left(text[line.hanging :])
        long = len(text) >= _LONG
        option = self._options.get((leftwards, long))
        if option is None:
            option = self._options[leftwards, long] = self.document().defaultTextOption()
            if long:
                option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
            option.setTextDirection(
                Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight
            )
            option.setAlignment(_RIGHT if leftwards else _LEFT)
            option.setTabStopDistance(self._ink.tab)
        return option

    def _set_formats(self, block: QTextBlock, layout: QTextLayout, line: Line, text: str) -> None:
        preedit = layout.preeditAreaText()
        formats = list(_within(layout, len(preedit))) if preedit else []
        spans = (*line.spans, *code_spans(text, line.language)) if line.language else line.spans
        if self._lost and line.kind is not Kind.CODE:
            spans = (*spans, *lost_spans(text, line.spans, self._lost))
        formats += self._ranges(text, spans, layout.preeditAreaPosition(), len(preedit))
        if not formats and not layout.formats():
            return
        self._busy = True  # the document would have us forget what we are doing
        layout.setFormats(formats)
        self.document().markContentsDirty(block.position(), 0)
        self._busy = False

    def _ranges(
        self, text: str, spans: Iterable[Span], preedit_at: int, preedit_length: int
    ) -> Iterator[QTextLayout.FormatRange]:
        """Spans as Qt wants them: in UTF-16, and around what an input method is composing."""
        plain = text.isascii() or max(text) <= "\uffff"
        for span in spans:
            start, length = span.start, span.length
            if not plain:
                start, length = units(text[:start]), units(text[start : start + length])
            if preedit_length and start >= preedit_at:
                start += preedit_length
            elif preedit_length and start + length > preedit_at:
                length += preedit_length
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = start, length, self._ink.format(span.style)
            yield made

    def _lines_from(self, number: int) -> Iterator[str]:
        document = self.document()
        block = document.findBlockByNumber(number)
        for _ in range(_SOME):
            if not block.isValid():
                return
            yield block.text()
            block = block.next()
        if document.characterCount() <= _WHOLE:
            yield from document.toRawText().split("\u2029")[number + _SOME :]
            return
        while block.isValid():
            yield block.text()
            block = block.next()

    def _state_changed(self, number: int) -> None:
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            block.clearLayout()

    def _reach(self, number: int) -> None:
        """Know what a line is, at once when it is not far; else it looks as it did, and is looked at again soon."""
        behind = number - self._states.known
        if behind > _AT_ONCE:
            self._reading_on.start()
        elif behind > 0:
            self._states.read_to(number)

    def _read_on(self) -> None:
        count = self.document().blockCount()
        self._states.read_to(min(count, self._states.known + _AT_ONCE))
        if self._states.known < count:
            self._reading_on.start()
        else:
            self.restyled.emit()


def band(block: QTextBlock, row: QTextLine) -> tuple[float, float]:
    """From where to where a line of a paragraph that is laid out reaches, with the room above and below its text."""
    top, height = row.y(), row.height()
    room = max((block.userState() & _PITCH) - height, 0.0) / 2
    return top - room, top + height + room


def _within(layout: QTextLayout, length: int) -> Iterator[QTextLayout.FormatRange]:
    """The formats of what an input method is composing."""
    begin = layout.preeditAreaPosition()
    for each in layout.formats():
        if each.start >= begin and each.start + each.length <= begin + length:
            yield each
