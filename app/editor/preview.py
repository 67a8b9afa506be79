"""A note as it reads: its Markdown drawn as text, to look at only.

A note is untrusted: nothing in it is loaded from files or the network, its HTML is shown as it was typed, and a link is
followed only when it is clicked and leads to the web or to a mail address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.editor.dressing import PADDING, blocks, dress, is_code, quote_level
from app.editor.text import COLUMN, MARGIN
from app.theme import Theme

# What is drawn of a note: Qt's drawing would hold up the window for longer ones, most of all for long tables.
AT_MOST, LINES_AT_MOST = 50_000, 1_500
_SAFE = ("http", "https", "mailto")
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


def may_follow(url: QUrl) -> bool:
    """Whether a link may be given to the desktop."""
    return url.scheme().lower() in _SAFE


class Preview(QTextBrowser):
    """Shows one text."""

    left = Signal()
    """Esc was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._panels: list[tuple[QTextBlock, QTextBlock]] = []
        self._bars: list[tuple[QTextBlock, QTextBlock]] = []
        self._shown: QTextDocument | None = None
        self._blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._blank.fill(Qt.GlobalColor.transparent)
        self.setAccessibleName("Preview of the note")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(self._follow)

    def show_text(self, markdown: str) -> None:
        """Draw a text; of a very long one the beginning."""
        shown = _beginning(markdown)
        place = self.verticalScrollBar().value()
        document = QTextDocument(
            self
        )  # dressed before it is shown: otherwise each step would lay it out again
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._theme.font("body"))
        document.setMarkdown(shown, _FEATURES)
        dress(document, self._theme)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document
        self._panels = list(_runs(document, is_code))
        self._bars = list(_runs(document, lambda block: quote_level(block) > 0))
        self.verticalScrollBar().setValue(place)

    def set_column(self, width: int) -> None:
        """Make the column fit into a widget of this width."""
        side = max(MARGIN, (width - COLUMN) // 2)
        self.setViewportMargins(side, 0, max(side - self.verticalScrollBar().sizeHint().width(), 8), 0)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Called by Qt for pictures and the like. It gets an empty one: given nothing, Qt would read the file itself."""
        return self._blank

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
            painter.drawRoundedRect(self._around(run).adjusted(0, -PADDING, 0, PADDING), 6, 6)
        painter.setBrush(self._theme.colors.hairline)
        for run in self._bars:
            rect = self._around(run)
            painter.drawRect(QRectF(0, rect.top(), 3, rect.height()))
        painter.end()
        super().paintEvent(event)

    def _around(self, run: tuple[QTextBlock, QTextBlock]) -> QRectF:
        """The text of some paragraphs, as wide as the column."""
        layout = self.document().documentLayout()
        top, bottom = layout.blockBoundingRect(run[0]).top(), layout.blockBoundingRect(run[1]).bottom()
        return QRectF(0, top, self.viewport().width(), bottom - top)

    def _follow(self, url: QUrl) -> None:
        if may_follow(url):
            QDesktopServices.openUrl(url)


def _runs(
    document: QTextDocument, holds: Callable[[QTextBlock], bool]
) -> Iterator[tuple[QTextBlock, QTextBlock]]:
    """First and last of the paragraphs that follow each other and are all of a kind."""
    first = last = None
    for block in blocks(document):
        if holds(block):
            first, last = first or block, block
        elif first is not None and last is not None:
            yield first, last
            first = last = None
    if first is not None and last is not None:
        yield first, last


def _beginning(markdown: str) -> str:
    shown = "\n".join(markdown[:AT_MOST].split("\n")[:LINES_AT_MOST])
    if len(shown) == len(markdown):
        return markdown
    cut = shown.rfind("\n")
    return shown[: cut if cut > 0 else AT_MOST] + "\n\n---\n\n*The preview ends here; the note goes on.*"
