"""A window beside the notes in which one reads: the guide or the log. Searchable, with its headings beside it and links that
lead on.

Owns finding and following. It refuses to know what is read.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.announcing import Calm
from app.clearing import make_clearable
from app.editor.dressing import HEADINGS, blocks
from app.help.contents import Headings
from app.help.texts import slug
from app.migration.sheet import button_of
from app.notice import Notice
from app.opening import open_outside
from app.sizes import READER
from app.theme import GRID, Theme
from core import tr

_GROWN = QTextFormat.Property.FontSizeAdjustment
_NARROW, _WIDE = 8, 48
"""How many characters make the narrowest column of a table and the widest one, in proportion."""


class Reader(QMainWindow):
    """One such window."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        page = QWidget(self)
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCentralWidget(page)
        self.setWindowTitle(title)
        self.box = QLineEdit()
        self.box.setPlaceholderText(tr("Find"))
        self.box.setAccessibleName(tr("Find"))
        make_clearable(self.box, theme)
        self.box.textChanged.connect(self._begin_anew)
        self.box.returnPressed.connect(self.find_next)
        self._calm = Calm(self)
        self.notice = Notice(theme)
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setFont(theme.font("body"))
        self.text.setOpenLinks(False)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.anchorClicked.connect(self.follow)
        self.contents = Headings(self.text, theme)
        self.contents.wanted.connect(self._read_from)
        self._theme = theme
        theme.changed.connect(self._dress)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(button_of(tr("Copy"), self.copy, name=tr("Copy all of {title}", title=title)))
        column = QVBoxLayout(page)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(row)
        column.addWidget(self.notice)
        beside = QHBoxLayout()
        beside.setSpacing(3 * GRID)
        beside.addWidget(self.contents)
        beside.addWidget(self.text, 1)
        column.addLayout(beside, 1)
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self.box.setFocus)
        self.resize(READER)

    def show_markdown(self, text: str) -> None:
        """Show a text in Markdown."""
        self.text.setMarkdown(text)
        _fit(self.text.document())
        self._set_type()
        self._dress()
        self.contents.look_again()
        self._come()

    def show_plain(self, text: str) -> None:
        """Show a text as it stands."""
        self.text.setPlainText(text)
        self.contents.look_again()
        self._come()

    def find_next(self) -> bool:
        """Go to the next place that has the words of the box, round again at the end; whether there is one."""
        words = self.box.text()
        found = bool(words) and self.text.find(words)
        if words and not found:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.text.find(words)
        if words:
            self._calm.say(self.text.textCursor().block().text() if found else tr("Nothing found"))
        return found

    def follow(self, url: QUrl) -> None:
        """Go where a link leads: to a heading here, or with the system's browser to elsewhere."""
        if url.scheme() in ("http", "https"):
            open_outside(url, self.notice.offer_instead)
            return
        wanted = url.fragment()
        for block in blocks(self.text.document()):
            if block.blockFormat().headingLevel() and slug(block.text()) == wanted:
                self._read_from(block.position())
                return

    def copy(self) -> None:
        """Put all of it on the clipboard."""
        QApplication.clipboard().setText(self.text.toPlainText())

    def _read_from(self, place: int) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(place)
        self.text.moveCursor(QTextCursor.MoveOperation.End)  # so that the heading is at the top then
        self.text.setTextCursor(cursor)

    def _set_type(self) -> None:
        """Headings and code as large as in notes, and room around them: Qt's own are larger than anything in the window."""
        document = self.text.document()
        together = QTextCursor(document)
        together.beginEditBlock()  # it is laid out once
        for cursor in _pieces(document, lambda form: form.hasProperty(_GROWN) or form.fontFixedPitch()):
            level = cursor.block().blockFormat().headingLevel()
            font = self._theme.font(HEADINGS[min(level, len(HEADINGS)) - 1] if level else "code")
            form = cursor.charFormat()
            form.clearProperty(_GROWN)
            form.setFontPointSize(font.pointSizeF())
            form.setFontWeight(font.weight())
            if form.fontFixedPitch():
                form.setFontFamilies(self._theme.font("code").families())
            cursor.setCharFormat(form)
            if level:
                room = QTextBlockFormat()
                room.setTopMargin(6 * GRID if cursor.block().blockNumber() else 0)
                room.setBottomMargin(2 * GRID)
                cursor.mergeBlockFormat(room)
        together.endEditBlock()

    def _dress(self) -> None:
        """Links in the color of the present look: Qt gives them that of the look in which they were read."""
        for cursor in links_in(self.text.document()):
            form = cursor.charFormat()
            form.setForeground(self._theme.colors.accent)
            cursor.setCharFormat(form)

    def _begin_anew(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    def _come(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.show()
        self.raise_()
        self.activateWindow()
        self.box.setFocus()


def links_in(document: QTextDocument) -> list[QTextCursor]:
    """The words of each link, selected."""
    return _pieces(document, QTextCharFormat.isAnchor)


def _pieces(document: QTextDocument, wanted: Callable[[QTextCharFormat], bool]) -> list[QTextCursor]:
    """The words that have a form of such a kind, selected piece by piece."""
    found: list[QTextCursor] = []
    for block in blocks(document):
        steps = block.begin()
        while not steps.atEnd():
            fragment = steps.fragment()
            if wanted(fragment.charFormat()):
                cursor = QTextCursor(block)
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                found.append(cursor)
            steps += 1
    return found


def _fit(document: QTextDocument) -> None:
    """Let tables and code wrap, so that nothing is wider than the window. Columns share its width by their longest
    texts."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            longest = [
                max(len(_said(frame, row, column)) for row in range(frame.rows()))
                for column in range(frame.columns())
            ]
            shown = [min(max(each, _NARROW), _WIDE) for each in longest]
            form = frame.format()
            form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            form.setColumnWidthConstraints(
                [QTextLength(QTextLength.Type.PercentageLength, 100 * each / sum(shown)) for each in shown]
            )
            frame.setFormat(form)
    bar = document.find("\\|")  # Qt leaves the escape of a bar in code
    while not bar.isNull():
        bar.insertText("|")
        bar = document.find("\\|", bar)
    for block in blocks(document):
        if block.blockFormat().nonBreakableLines():
            cursor = QTextCursor(block)
            form_of_lines = block.blockFormat()
            form_of_lines.setNonBreakableLines(False)
            cursor.setBlockFormat(form_of_lines)


def _said(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()
