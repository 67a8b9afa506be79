"""Words that are offered while one types, in a small list below the caret.

Owns the list and its keys. It never takes the focus, and nothing is written before a word is chosen. It refuses to know
which words there are.
"""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget

from app.announcing import Calm
from app.editor.edits import points
from app.editor.markdown import Kind
from app.editor.pointer import line_of
from app.editor.text import NoteText
from app.sizes import OFFERS
from app.theme import GRID, Theme

_CALM_MS = 250  # until a word is said
_LONGEST = 400  # characters before the caret that are looked at
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Offering(QListWidget):
    """Offers words in one text. What begins one, which there are, and what choosing one does is said by its kinds."""

    def __init__(self, text: NoteText, theme: Theme, name: str) -> None:
        super().__init__(text)
        self._text = text
        self._begun: str | None = None
        self._shown_for = ""
        self.setObjectName("completions")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFont(theme.font("body"))
        self.itemClicked.connect(lambda item: self._take(item.text()))
        self.hide()
        self._calm = Calm(self, _CALM_MS)
        self.currentTextChanged.connect(self._calm.say)  # the keyboard stays in the text
        text.first = self._key
        text.typed.connect(self._look)
        text.cursorPositionChanged.connect(self._moved)
        text.verticalScrollBar().valueChanged.connect(self.hide)

    @property
    def offered(self) -> list[str]:
        """The words that can be chosen now."""
        return [self.item(row).text() for row in range(self.count())] if not self.isHidden() else []

    @abstractmethod  # the type checker asks for these three: a class of Qt cannot be an ABC
    def begun_in(self, before: str) -> str | None:
        """What was typed of a word so far, given the line up to the caret; None where none was begun."""

    @abstractmethod
    def ask(self, begun: str) -> None:
        """Find the words for that, away from the window's thread, and `offer` them."""

    @abstractmethod
    def take(self, begun: str, word: str) -> None:
        """Do what choosing this word means; the caret stands behind what was typed of it."""

    def offer(self, begun: str, found: list[str]) -> None:
        """Show these words, if this is still what is typed."""
        if begun != self._typed_so_far() or not found:
            self.hide()
            return
        self._shown_for = begun
        self.clear()
        self.addItems(found)
        self.setCurrentRow(0)
        height = len(found) * self.sizeHintForRow(0) + 2 * GRID  # with the room and line around
        size = (min(OFFERS, self._text.viewport().width()), height)
        self.resize(*size)
        self.move(self._place(*size))
        self.show()
        self.raise_()

    def _look(self) -> None:
        begun = self._typed_so_far()
        if begun is None:
            self.hide()
        elif begun != self._begun or self.isHidden():
            self._begun = begun
            self.ask(begun)

    def _moved(self) -> None:
        if not self.isHidden():
            self._look()

    def _typed_so_far(self) -> str | None:
        cursor = self._text.textCursor()
        if cursor.hasSelection() or self._text.isReadOnly():
            return None
        text = cursor.block().text()
        at = points(text, cursor.positionInBlock())
        begun = self.begun_in(text[max(at - _LONGEST, 0) : at])
        if begun is None or line_of(self._text, cursor.block()).kind is Kind.CODE:
            return None
        return begun

    def _place(self, width: int, height: int) -> QPoint:
        """Below the caret, or above it where there is no room; within the column, beside which the scroll bar is."""
        text = self._text
        caret = text.cursorRect()
        corner = text.viewport().mapTo(text, caret.bottomLeft()) + QPoint(0, GRID)
        if corner.y() + height > text.height():
            corner.setY(max(text.viewport().mapTo(text, caret.topLeft()).y() - height - GRID, 0))
        column = text.viewport().geometry()
        corner.setX(max(min(corner.x(), column.right() + 1 - width), column.left()))
        return corner

    def _key(self, event: QKeyEvent) -> bool:
        """Keys of the text while words are offered."""
        if self.isHidden():
            return False
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.setCurrentRow((self.currentRow() + step) % self.count())
        elif event.key() in _TAKE and not event.modifiers():
            if (word := self._meant()) is None:
                self.hide()
                return False
            self._take(word)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _meant(self) -> str | None:
        """The word that a key takes. Who typed on while the list was still that of fewer letters means one that has them
        all, where there is one."""
        begun, words = self._typed_so_far(), self.offered
        if begun is None or begun == self._shown_for:
            return self.currentItem().text()
        letters = begun.casefold()
        return next((each for each in words if letters in each.casefold()), None)

    def _take(self, word: str) -> None:
        begun = self._typed_so_far()
        self.hide()
        if begun is not None:
            self.take(begun, word)
