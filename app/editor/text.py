"""Where a note's text is written: keys, clicks and pasting, and what is painted behind the text.

Owns the widget. What a key does in a list is decided in `lists`, how text looks in `page` and `ink`; where the text goes is
nobody's business here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from contextlib import nullcontext
from itertools import takewhile

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget

from app.capture.brought import apart, brought, is_for_import, words_of
from app.editor import lists, table_keys, tables
from app.editor.edits import apply, beside, points
from app.editor.line_keys import change_lines, renumber, tab
from app.editor.margins import Margins
from app.editor.markdown import Kind
from app.editor.page import Below, Page
from app.editor.pasting import on_lines_of_its_own
from app.editor.plaintext import without_impossible
from app.editor.pointer import (
    address_at_caret,
    address_under,
    box_at,
    chosen_parts,
    line_of,
    snapped,
    visible,
    written,
)
from app.sizes import COLUMN, MARGIN, SCROLLED, WRITING
from app.theme import Theme
from core import tr


def beside_column(width: int) -> int:
    """How much is empty at each side of the column of text in a pane of this width."""
    return max(MARGIN, (width - COLUMN) // 2)


class NoteText(QPlainTextEdit):
    """The text of one note at a time, in a column in the middle."""

    undo_wanted = Signal()
    """Somebody wants the last step back; which one that is the note's sheet knows."""
    brought = Signal(tuple)
    """Files and pictures were pasted or dropped here: `app.capture.brought` values. The cursor is where they belong."""
    redo_wanted = Signal()
    """Somebody wants it again."""
    removed = Signal(int)
    """So many pasted characters were left out, because no note can hold them."""
    followed = Signal(str)
    """The address of a link that a person wants to follow."""
    typed = Signal()
    """A key or an input method changed something at the caret."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margins = Margins(self)
        self._margins.point()
        self._theme = theme
        self._found: tuple[tuple[int, int], ...] = ()
        self.first: Callable[[QKeyEvent], bool] | None = None
        """Gets each key before the text does, and says whether it took it."""
        self.below: Below | None = None
        """What is shown below some of the paragraphs."""
        self.over: Callable[[QPainter, QTextBlock, QRectF], None] | None = None
        """Paints over each paragraph that is seen."""
        self.menu: Callable[[QContextMenuEvent], bool] | None = None
        """Is asked for the menu at a place before the usual one, and says whether it shows one."""
        self.more: QAction | None = None
        """What the usual menu offers beside Qt's own."""
        self.setAccessibleName(tr("Text of the note"))
        self.setAccessibleDescription(tr("Markdown. Esc goes back, Ctrl+Tab to the next field."))
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the column must not move
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # it paints all itself
        self.updateRequest.connect(self._scrolled)
        self._dress()
        theme.changed.connect(self._dress)

    def undo(self) -> None:
        """Take back what was typed last."""
        if not self.isReadOnly():
            self.undo_wanted.emit()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self.isReadOnly():
            self.redo_wanted.emit()

    def show_document(self, document: QTextDocument, page: Page) -> None:
        """Write in this document from now on."""
        before = self.document().documentLayout()
        if isinstance(before, Page):
            before.restyled.disconnect(self._redraw)
        page.set_width(self.viewport().width())
        page.show_below(self.below)
        with page.gathering():
            self.setDocument(document)
            page.hold(None)
            list(visible(self))  # lays out what is seen, so that painting finds the size as it is
        page.restyled.connect(self._redraw)
        self._redraw()  # Qt does only where it has lines to break

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(WRITING)

    # ---- keys

    def event(self, event: QEvent) -> bool:
        """Called by Qt. Keys that mean something in the text come here before they are a shortcut of the window."""
        if isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        taken = self._margins.take(event)
        return super().event(event) if taken is None else taken

    def _takes(self, event: QKeyEvent) -> bool:
        asked = event.type() is QEvent.Type.ShortcutOverride
        return asked and _is_toggle(event) and not self.isReadOnly()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if self.first is not None and self.first(event):
            event.accept()
            return
        self._press(event)
        if event.text() not in ("", "\r", "\n"):
            self.typed.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Called by Qt."""
        super().inputMethodEvent(event)
        self.typed.emit()

    def _press(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # it goes back one level, and which one that is the panes around know
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(event)
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif _is_toggle(event):
            self._follow_or_toggle()
        elif event.matches(QKeySequence.StandardKey.InsertParagraphSeparator) and self._enter():
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def tick(self, number: int) -> None:
        """Tick the task in this line, where it is one and may be changed."""
        block = self.document().findBlockByNumber(number)
        if not self.isReadOnly() and lists.box(block.text()):
            apply(QTextCursor(block), block, lists.toggle(block.text()))

    def _follow_or_toggle(self) -> None:
        """A link under the caret is followed; elsewhere the lines become tasks, done or open, but for code."""
        if address := address_at_caret(self):
            self.followed.emit(address)
        else:
            change_lines(self, lists.toggle, but=lambda block: line_of(self, block).kind is Kind.CODE)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Called by Qt for Tab, which leads on where it does not write. Control and Tab lead on everywhere."""
        return not self.takes_tab() and QWidget.focusNextPrevChild(self, forward)

    def takes_tab(self) -> bool:
        """Whether Tab writes here: wherever one may write."""
        return not self.isReadOnly()

    def _tab(self, event: QKeyEvent) -> None:
        back = event.key() == Qt.Key.Key_Backtab or bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QWidget.focusNextPrevChild(self, not back)
        else:
            tab(self, back=back)

    def _enter(self) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection() or line_of(self, cursor.block()).kind is Kind.CODE:
            return False
        text = cursor.block().text()
        if tables.is_row(text):
            return table_keys.enter(self)
        edit = lists.enter(text, points(text, cursor.positionInBlock()))
        if edit is not None:
            cursor.beginEditBlock()
            apply(cursor, cursor.block(), edit)
            renumber(cursor.block())
            cursor.endEditBlock()
            self.setTextCursor(cursor)
        return edit is not None

    # ---- pasting

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Called by Qt for what is pasted or dropped: its files, else its words, a piece of a web page as Markdown."""
        if files := brought(source):
            self.brought.emit(files)
        else:
            words = words_of(source, plain=line_of(self, self.textCursor().block()).kind is Kind.CODE)
            plain = words == source.text()
            self._write(words if plain else on_lines_of_its_own(words, *beside(self.textCursor())))

    def paste_plain(self) -> None:
        """Paste the words alone, whatever form they had."""
        self._write(QApplication.clipboard().text())

    def insert_apart(self, links: str) -> None:
        """Put links where the cursor is, apart from the words beside it."""
        self.insertPlainText(apart(links, *beside(self.textCursor())))

    def _write(self, words: str) -> None:
        words, lost = without_impossible(words)
        self.textCursor().insertText(words)
        self.ensureCursorVisible()
        if lost:
            self.removed.emit(lost)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Called by Qt. What is to be imported goes on to the window around."""
        return not is_for_import(source) and (source.hasText() or source.hasHtml() or bool(brought(source)))

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Called by Qt. A click on a task's box ticks it, Ctrl and a click follow a link."""
        at = snapped(self, event)
        plain = event.button() is Qt.MouseButton.LeftButton
        controlled = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if plain and not self.isReadOnly() and (block := box_at(self, at.position())) is not None:
            cursor = QTextCursor(self.document())
            apply(cursor, block, lists.toggle(block.text()))
        elif plain and controlled and (address := address_under(self, at.position())):
            self.followed.emit(address)
        else:
            super().mousePressEvent(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        super().mouseMoveEvent(snapped(self, event))
        resting = not event.buttons()
        over_box = resting and box_at(self, event.position()) is not None
        over_link = resting and bool(address_under(self, event.position()))
        leads = over_link and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shape = Qt.CursorShape.PointingHandCursor if over_box or leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(tr("Ctrl and a click follow the link") if over_link else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        super().mouseReleaseEvent(snapped(self, event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        super().mouseDoubleClickEvent(snapped(self, event))

    # ---- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        page = self.document().documentLayout()
        if isinstance(page, Page):
            page.set_width(self.viewport().width())
        super().resizeEvent(event)

    def show_found(self, places: tuple[tuple[int, int], ...]) -> None:
        """Mark these places, from and to a position, in their order."""
        if places != self._found:
            self._found = places
            self._redraw()

    def hold_still(self) -> QTextCursor:
        """The line at the top of what is seen, for `stay_at` when something came in above it."""
        return QTextCursor(self.firstVisibleBlock())

    def stay_at(self, top: QTextCursor) -> None:
        """Show that line at the top again."""
        self.verticalScrollBar().setValue(top.block().firstLineNumber())

    def set_column(self, width: int) -> None:
        """Make the column fit into a widget of this width."""
        side = beside_column(width)
        self.setViewportMargins(side, 0, max(side - self.verticalScrollBar().sizeHint().width(), SCROLLED), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        page = self.document().documentLayout()
        with page.gathering() if isinstance(page, Page) else nullcontext():
            seen, cursor = list(visible(self)), self.textCursor()
            chosen = cursor.selectionStart(), cursor.selectionEnd()
            # A painter ends whatever happens: Qt does not survive one that goes on.
            with QPainter(self.viewport()) as painter:
                painter.fillRect(event.rect(), self._theme.colors.base)
                for block, rect in seen:
                    self._paint_behind(painter, block, rect, chosen)
                    if self.below is not None:
                        self.below.paint(painter, block, rect)
            super().paintEvent(event)
            if self.over is not None:
                with QPainter(self.viewport()) as painter:
                    for block, rect in seen:
                        self.over(painter, block, rect)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Called by Qt."""
        if self.menu is None or not self.menu(event):
            menu = self.usual_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def usual_menu(self) -> QMenu:
        """What is possible everywhere in the text."""
        menu = self.createStandardContextMenu()
        if self.more is not None and not self.isReadOnly():
            menu.addSeparator()
            menu.addAction(self.more)
        return menu

    def _paint_behind(
        self, painter: QPainter, block: QTextBlock, rect: QRectF, chosen: tuple[int, int]
    ) -> None:
        colors, kind = self._theme.colors, line_of(self, block).kind
        if kind is Kind.CODE:
            painter.fillRect(written(self, block, rect), colors.side)
        elif kind is Kind.QUOTE:
            words = written(self, block, rect)
            painter.fillRect(QRectF(0, words.top(), 3, words.height()), colors.hairline)
        begin, length = block.position(), block.length()
        first = bisect_left(self._found, (begin, 0))
        for place in takewhile(lambda each: each[0] < begin + length, self._found[first : first + 500]):
            for part in chosen_parts(block, rect.topLeft(), (place[0] - begin, place[1] - begin)):
                painter.fillRect(part, colors.found)
        start, end = chosen[0] - begin, chosen[1] - begin
        if end > start and end > 0 and start < length:
            for part in chosen_parts(block, rect.topLeft(), (start, end)):
                painter.fillRect(part, colors.selected)

    def _redraw(self) -> None:
        self.viewport().update()

    def _scrolled(self, _rect: QRect, by: int) -> None:
        """What Qt moved on the screen is not all that moves: pictures do by less than a line."""
        if by:
            self._redraw()

    def _dress(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))  # painted behind, without stripes
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.colors.text)
        self.setPalette(palette)
        self._redraw()


def _is_toggle(event: QKeyEvent) -> bool:
    controlled = (
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
    )
    return controlled and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
