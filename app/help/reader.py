"""A window beside the notes in which one reads: the guide or the log. Searchable, with links that lead on.

Owns finding and following. It refuses to know what is read.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from app.help.texts import slug
from app.migration.sheet import button_of
from app.theme import GRID, Theme


class Reader(QWidget):
    """One such window."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.box = QLineEdit()
        self.box.setPlaceholderText("Find")
        self.box.setAccessibleName("Find")
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._begin_anew)
        self.box.returnPressed.connect(self.find_next)
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setFont(theme.font("body"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self.follow)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(button_of("Copy", self.copy, name=f"Copy all of {title}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(3 * GRID)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self.box.setFocus)
        self.resize(200 * GRID, 160 * GRID)

    def show_markdown(self, text: str) -> None:
        """Show a text in Markdown."""
        self.text.setMarkdown(text)
        self._come()

    def show_plain(self, text: str) -> None:
        """Show a text as it stands."""
        self.text.setPlainText(text)
        self._come()

    def find_next(self) -> bool:
        """Go to the next place that has the words of the box, round again at the end; whether there is one."""
        words = self.box.text()
        if not words or self.text.find(words):
            return bool(words)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        return self.text.find(words)

    def follow(self, url: QUrl) -> None:
        """Go where a link leads: to a heading here, or with the system's browser to elsewhere."""
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
            return
        wanted = url.fragment()
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == wanted:
                cursor = QTextCursor(block)
                self.text.moveCursor(QTextCursor.MoveOperation.End)  # so that the heading is at the top then
                self.text.setTextCursor(cursor)
                return
            block = block.next()

    def copy(self) -> None:
        """Put all of it on the clipboard."""
        QApplication.clipboard().setText(self.text.toPlainText())

    def _begin_anew(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    def _come(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.show()
        self.raise_()
        self.activateWindow()
        self.box.setFocus()


def without_pictures(text: str) -> str:
    """The guide without the lines that only lead to pictures in the sources."""
    return re.sub(r"^\*\*Pictures of it:\*\*.*?(?:\n\n|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
