"""What differs between two texts on the screen: in one column, or the old one beside the new one.

Owns how it is drawn: what is gone is struck through, what is new is underlined, and both have a color of their own. It is
given pieces that are short (`core.Piece`) and refuses to know where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.editor.plaintext import as_typed
from app.editor.version_text import VersionText
from app.theme import GRID, Theme
from core import Kind, Piece, tr, tr_n


class Difference(QWidget):
    """Two texts, or one with both in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pieces: Sequence[Piece] = ()
        self._apart = True  # until it is laid out
        self.old = _Column(theme, self)
        self.new = _Column(theme, self)
        self._grid = QGridLayout(self)  # the texts begin at one height, however long their titles are
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setRowStretch(1, 1)
        self._grid.setColumnStretch(1, 1)
        for number, column in enumerate((self.old, self.new)):
            self._grid.addWidget(column.heading, 0, number, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(column.text, 1, number)
        theme.changed.connect(self._draw)
        self.set_apart(apart=False)

    def show_pieces(self, pieces: Sequence[Piece], old: str, new: str) -> None:
        """Show these; `old` and `new` say in words what the two texts are. Without such words nothing is said yet."""
        self._pieces = pieces
        self.old.title, self.new.title = old, new
        self._draw()

    def set_apart(self, *, apart: bool) -> None:
        """Show the two beside each other, or in one column."""
        if apart == self._apart:
            return
        self._apart = apart
        self._grid.setColumnStretch(0, 1 if apart else 0)
        for part in (self.old.heading, self.old.text):
            part.setVisible(apart)
        self._draw()

    def _draw(self) -> None:
        if self._apart:
            self.old.show_pieces(self._pieces, without=Kind.NEW, title=self.old.title)
            self.new.show_pieces(self._pieces, without=Kind.GONE, title=self.new.title)
        else:
            new, old = self.new.title, self.old.title
            title = tr("{new}, compared with {old}", new=new, old=old) if new else ""
            self.new.show_pieces(self._pieces, without=None, title=title)


class _Column:
    """One text and its title."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._theme = theme
        self.title = ""
        self.heading = QLabel(parent)
        self.heading.setObjectName("muted")
        self.heading.setWordWrap(True)
        self.text = VersionText(parent)

    def show_pieces(self, pieces: Sequence[Piece], without: Kind | None, title: str) -> None:
        """Show all pieces but those of a kind."""
        self.heading.setText(title[:1].upper() + title[1:])
        self.text.setAccessibleName(title)
        self.text.setFont(self._theme.text_font("body"))
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        first: int | None = None
        for piece in pieces:
            if piece.kind is without:
                continue
            if piece.kind in (Kind.GONE, Kind.NEW) and first is None:
                first = cursor.position()
            cursor.insertText(_said(piece), self._format(piece.kind))
        cursor.endEditBlock()
        if title and not pieces:
            cursor.insertText(tr("Nothing differs in the text."), self._format(Kind.LEFT_OUT))
        cursor.setPosition(first or 0)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _format(self, kind: Kind) -> QTextCharFormat:
        colors = self._theme.colors
        look = QTextCharFormat()
        look.setForeground(colors.text)
        if kind is Kind.GONE:
            look.setForeground(colors.danger)
            look.setFontStrikeOut(True)
        elif kind is Kind.NEW:
            look.setForeground(colors.good)
            look.setFontUnderline(True)
        elif kind is Kind.LEFT_OUT:
            look.setForeground(colors.muted)
        return look


def _said(piece: Piece) -> str:
    if piece.kind is not Kind.LEFT_OUT:
        return as_typed(piece.text)
    left_out = tr_n("{n} line left out", "{n} lines left out", int(piece.text))
    return f"\n      ⋯ {left_out} ⋯\n"
