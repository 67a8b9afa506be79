"""A note as it reads: its Markdown drawn as text, to look at only.

A note is untrusted: of files only pictures that the note itself has are shown, nothing is loaded from elsewhere or the
network, its HTML is shown as it was typed, and a link is followed only when somebody chooses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.editor.dressing import PADDING, begins_callout, blocks, dress, is_code, marker_of, quote_level
from app.editor.margins import Margins
from app.editor.properties import properties_of
from app.editor.reading import as_lines, ends_in_code, has_title, readable, tasks_in
from app.editor.text import beside_column
from app.pictures import Pictures
from app.sizes import BOX, ROUND, SCROLLED
from app.theme import GRID, Theme
from core import Memory, tr

# What is drawn of a note: Qt's drawing would hold up the window for longer ones, most of all for long tables.
AT_MOST, LINES_AT_MOST = 50_000, 1_500
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


_MARKS = (QTextBlockFormat.MarkerType.Checked, QTextBlockFormat.MarkerType.Unchecked)


class Preview(QTextBrowser):
    """Shows one text."""

    left = Signal()
    """Esc was pressed."""
    followed = Signal(str)
    """The address of a link that a person wants to follow."""
    ticked = Signal(int)
    """The number of the line whose task shall be done or open again."""

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margins = Margins(self)
        self._margins.point()
        self._theme = theme
        self._pictures = pictures
        self._tasks: list[tuple[QTextBlock, int]] = []
        self._boxes: list[QTextBlock] = []
        self._panels: list[tuple[QTextBlock, QTextBlock]] = []
        self._bars: list[tuple[QTextBlock, QTextBlock]] = []
        self._shown: QTextDocument | None = None
        self._markdown = ""
        self._memory: Memory | None = None
        self._lost: frozenset[str] = frozenset()
        self._blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._blank.fill(Qt.GlobalColor.transparent)
        self.setAccessibleName(tr("Preview of the note"))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))

    def show_text(self, markdown: str, memory: Memory | None = None) -> None:
        """Draw a text, of a very long one the beginning, and below it the note's properties."""
        self._markdown, self._memory = markdown, memory
        shown = _beginning(markdown)
        place = self.verticalScrollBar().value()
        # Dressed before it is shown: otherwise each step would lay it out again.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._theme.text_font("body"))
        drawn = readable(_with_properties(shown, memory.metadata if memory else {}))
        document.setMarkdown(as_lines(drawn, titled=has_title(markdown)), _FEATURES)
        dress(document, self._theme, self._pictures.find, self._lost)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document
        self._panels = list(_runs(document, is_code))
        self._bars = list(_runs(document, lambda block: quote_level(block) > 0, begins_callout))
        self._boxes = [block for block in blocks(document) if marker_of(block) in _MARKS]
        self._tasks = _tasks(self._boxes, tasks_in(shown))
        self.verticalScrollBar().setValue(place)

    def show_lost(self, lost: frozenset[str]) -> None:
        """Titles and paths of notes that are not there: links to them look so."""
        if lost != self._lost:
            self._lost = lost
            if self.isVisible():
                self.show_text(self._markdown, self._memory)

    def set_column(self, width: int) -> None:
        """Make the column fit into a widget of this width."""
        side = beside_column(width)
        self.setViewportMargins(side, 0, max(side - self.verticalScrollBar().sizeHint().width(), SCROLLED), 0)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Called by Qt for pictures and the like. It gets an empty one: given nothing, Qt would read the file itself."""
        return self._blank

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        taken = self._margins.take(event)
        return super().event(event) if taken is None else taken

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt: panels behind code and bars beside quotes come first."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(0, -self.verticalScrollBar().value())
        painter.setBrush(self._theme.colors.side)
        for run in self._panels:
            painter.drawRoundedRect(self._around(run).adjusted(0, -PADDING, 0, PADDING), ROUND, ROUND)
        painter.setBrush(self._theme.colors.hairline)
        for run in self._bars:
            rect = self._around(run)
            painter.drawRect(QRectF(0, rect.top(), 3, rect.height()))
        painter.end()
        super().paintEvent(event)
        self._paint_boxes(event.rect().translated(0, self.verticalScrollBar().value()))

    def _paint_boxes(self, seen: QRect) -> None:
        """The boxes of tasks as they are everywhere in the window; Qt's own have a cross in them, as if something failed."""
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        for block in self._boxes:
            room = _room_of_box(block)
            if room.bottom() < seen.top() or room.top() > seen.bottom():
                continue
            painter.fillRect(room.adjusted(0, 0, -1, 0), self._theme.colors.base)
            side = min(4 * GRID, room.height())
            box = QRectF(room.right() - side - GRID, room.center().y() - side / 2, side, side)
            done = block.blockFormat().marker() == _MARKS[0]
            icon = "check-square" if done else "square"
            self._theme.paint_icon(painter, box, icon, self._theme.colors.muted)
        painter.end()

    def _around(self, run: tuple[QTextBlock, QTextBlock]) -> QRectF:
        """The text of some paragraphs, as wide as the column."""
        layout = self.document().documentLayout()
        top, bottom = layout.blockBoundingRect(run[0]).top(), layout.blockBoundingRect(run[1]).bottom()
        return QRectF(0, top, self.viewport().width(), bottom - top)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt. A click on a task's box ticks it."""
        number = self._task_at(event)
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.ticked.emit(number)
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        super().mouseMoveEvent(event)
        if not event.buttons() and self._task_at(event) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _task_at(self, event: QMouseEvent) -> int | None:
        """The line of the task whose box, at the left of its words, is under the mouse."""
        at = event.position() + QPointF(0, self.verticalScrollBar().value())
        return next((number for block, number in self._tasks if _room_of_box(block).contains(at)), None)


def _room_of_box(block: QTextBlock) -> QRectF:
    """Where the box of a task is, at the left of its first line; of what is read from the right Qt's own stays."""
    layout = block.layout()
    if not layout.lineCount() or block.textDirection() is Qt.LayoutDirection.RightToLeft:
        return QRectF()
    line = layout.lineAt(0).rect().translated(layout.position())
    return QRectF(line.left() - BOX, line.top(), BOX, line.height())


def _tasks(found: list[QTextBlock], lines: list[int]) -> list[tuple[QTextBlock, int]]:
    """The paragraphs that are tasks with the lines they come from; none where the two readings of the text differ."""
    return list(zip(found, lines, strict=True)) if len(found) == len(lines) else []


def _runs(
    document: QTextDocument,
    holds: Callable[[QTextBlock], bool],
    begins: Callable[[QTextBlock], bool] = lambda _: False,
) -> Iterator[tuple[QTextBlock, QTextBlock]]:
    """First and last of the paragraphs that follow each other and are all of a kind, anew where one begins something."""
    first = last = None
    for block in blocks(document):
        if first is not None and last is not None and (begins(block) or not holds(block)):
            yield first, last
            first = last = None
        if holds(block):
            first, last = first or block, block
    if first is not None and last is not None:
        yield first, last


def _with_properties(markdown: str, metadata: Mapping[str, object]) -> str:
    """The text with a table of its properties; not where it ends within code, which would take the table in."""
    table = properties_of(metadata)
    if not table or ends_in_code(markdown):
        return markdown
    return f"{markdown.rstrip()}\n\n---\n\n{table}\n"


def _beginning(markdown: str) -> str:
    shown = "\n".join(markdown[:AT_MOST].split("\n")[:LINES_AT_MOST])
    if len(shown) == len(markdown):
        return markdown
    cut = shown.rfind("\n")
    end = tr("The preview ends here; the note goes on.")
    return f"{shown[: cut if cut > 0 else AT_MOST]}\n\n---\n\n*{end}*"
