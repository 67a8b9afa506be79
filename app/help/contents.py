"""What a text in the help has to offer: its headings, beside it.

Owns which headings are listed, and that the list follows where one reads. It refuses to know what stands below a heading.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser

from app.contents import Contents
from app.editor.dressing import blocks
from app.sizes import CONTENTS_WIDTH
from app.theme import Theme

_DEEPEST = 3  # levels of headings that are listed; the first is the text's own title


class Headings(Contents):
    """The headings of what a browser shows."""

    wanted = Signal(int)
    """The place in the document that somebody wants to read."""

    def __init__(self, text: QTextBrowser, theme: Theme) -> None:
        super().__init__(theme, CONTENTS_WIDTH)
        self._text = text
        self._places: list[int] = []
        self.chosen.connect(lambda part: self.wanted.emit(self._places[part]))
        text.verticalScrollBar().valueChanged.connect(self._follow)

    def look_again(self) -> None:
        """List the headings of what is shown now."""
        headings = [
            (block.text(), level - 2, block.position())
            for block in blocks(self._text.document())
            if 1 < (level := block.blockFormat().headingLevel()) <= _DEEPEST
        ]
        self._places = [place for _, _, place in headings]
        self.name((words, depth) for words, depth, _ in headings)
        self._follow()

    def _follow(self) -> None:
        top = self._text.cursorForPosition(self._text.viewport().rect().topLeft()).position()
        self.mark(max(bisect_right(self._places, top) - 1, 0))
