"""From one wrong word to the next, through the whole text: also where nobody has looked yet, and round again at its end.

Owns how far it has looked. It goes through the text in parts, so that a long one does not hold up the window, and gives up
when somebody writes meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from app.editor.text import NoteText
from app.spelling.marking import Marking

_PARAGRAPHS = 200  # that are looked at in one go


@dataclass(frozen=True, slots=True)
class _Round:
    """One way through a text: it began behind `start`, in this document as it was at this revision."""

    document: QTextDocument
    start: int
    revision: int
    none: Callable[[], None]


class Stepping(QObject):
    """Steps through one text."""

    def __init__(self, text: NoteText, marking: Marking) -> None:
        super().__init__(text)
        self._text = text
        self._marking = marking

    def step(self, none: Callable[[], None]) -> None:
        """Select the next wrong word after the caret; `none` is called when there is no wrong word at all."""
        cursor, document = self._text.textCursor(), self._text.document()
        one = _Round(document, cursor.selectionEnd(), document.revision(), none)
        self._look(one, document.findBlock(one.start), round_again=False)

    def _look(self, one: _Round, block: QTextBlock, *, round_again: bool) -> None:
        """From this paragraph on, as far as is known what is wrong."""
        unknown: set[str] = set()
        here, first = block, block
        for _ in range(_PARAGRAPHS):
            if not here.isValid() or (round_again and here.position() > one.start):
                break
            found, new = self._marking.judge(here)
            unknown |= new
            wrong = None if unknown else self._of(one, here, found, round_again=round_again)
            if wrong is not None:
                self._select(wrong)
                return
            here = here.next()
        if unknown:
            self._ask(one, unknown, first, round_again=round_again)
        elif here.isValid() and not (round_again and here.position() > one.start):
            self._ask(one, unknown, here, round_again=round_again)
        elif not round_again:
            self._ask(one, unknown, self._text.document().begin(), round_again=True)
        else:
            one.none()

    def _of(
        self, one: _Round, block: QTextBlock, found: list[QTextCursor], *, round_again: bool
    ) -> QTextCursor | None:
        """The first of these words that is not behind where the step began."""
        past = one.start if not round_again and block.contains(one.start) else -1
        return next((each for each in found if each.selectionStart() >= past), None)

    def _ask(self, one: _Round, words: set[str], block: QTextBlock, *, round_again: bool) -> None:
        """Look on when it is known which of these words are wrong, unless another note is shown by then: its document has
        paragraphs of its own, and those of this one may be gone."""
        number = block.blockNumber()

        def on() -> None:
            document = self._text.document()
            if document is one.document and document.revision() == one.revision:
                self._look(one, document.findBlockByNumber(number), round_again=round_again)

        self._marking.learn(words, on)

    def _select(self, word: QTextCursor) -> None:
        self._text.setTextCursor(word)
        self._text.ensureCursorVisible()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
