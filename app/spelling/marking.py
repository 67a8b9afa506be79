"""Words that no dictionary knows, marked in the text that is on the screen with a wavy line.

Owns what is looked up and when: the words that are seen, each once, a moment after the hand rests, on a lane beside the
window's thread. What is painted is what is known by then. With each key all of the screen is painted, so where the lines
stand is kept for paragraphs of which everything is known. It refuses to know how a language is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QTextBlock,
    QTextCursor,
    QTextLayout,
    QTextLine,
)

from app.direction import x_of
from app.editor.edits import points
from app.editor.page import Page
from app.editor.plaintext import units
from app.editor.pointer import line_of
from app.editor.text import NoteText
from app.spelling.own import OwnWords
from app.spelling.wording import Word, words_of
from app.theme import Theme
from app.workspace import Workspace
from core import Dictionaries

Wave = tuple[float, float, int]
"""Where a wavy line is in its paragraph, from the left and from the top, and how wide."""

REST_MS = 250
_MOST = 50_000  # words that are remembered
_PARAGRAPHS = 1_000  # of which it is kept where the wavy lines are
_LONG, _HIGH = 4, 4  # device-independent pixels: one wave, with the width of its line


class Marking(QObject):
    """Marks the words of one text."""

    def __init__(
        self, text: NoteText, workspace: Workspace, theme: Theme, dictionaries: Dictionaries, own: OwnWords
    ) -> None:
        super().__init__(text)
        self._text = text
        self._workspace = workspace
        self._theme = theme
        self._dictionaries = dictionaries
        self._own = own
        self._tags: tuple[str, ...] = ()
        self._note: UUID | None = None
        self._known: dict[str, bool] = {}
        self._unknown: set[str] = set()
        self._writing = self._revision = -1
        self._drawn: tuple[float, QColor, QPixmap] | None = None
        self._waves: dict[tuple[object, ...], list[Wave]] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        text.over = self._paint
        text.typed.connect(self._typed)
        text.cursorPositionChanged.connect(self._moved)

    @property
    def tags(self) -> tuple[str, ...]:
        """The dictionaries in use; none where nothing is marked."""
        return self._tags

    def go_to(self, note: UUID | None) -> None:
        """This note is shown now; until it is known in which language, the same dictionaries hold."""
        if note != self._note:
            self._note, self._writing = note, -1
            self._waves.clear()  # a word may be right in one note only

    def use(self, tags: tuple[str, ...], note: UUID | None) -> None:
        """Mark by these dictionaries from now on, in this note; by none, mark nothing."""
        if (tags, note, -1) == (self._tags, self._note, self._writing):
            return  # it is painted already
        if tags != self._tags:
            self._known.clear()
            self._unknown.clear()
        self._tags, self._note, self._writing = tags, note, -1
        self.look_again()

    def look_again(self) -> None:
        """What is right may be something else now."""
        self._waves.clear()
        self._redraw()

    def at(self, cursor: QTextCursor) -> tuple[QTextCursor, str] | None:
        """The marked word at a place, selected, and as it is written."""
        block = cursor.block()
        place = points(block.text(), cursor.positionInBlock())
        for word in self._wrong(block):
            if word.start <= place <= word.end:
                return _selected(block, word), word.text
        return None

    def judge(self, block: QTextBlock) -> tuple[list[QTextCursor], set[str]]:
        """The wrong words of a paragraph, each selected, and the words of which nobody knows yet; `learn` asks for them."""
        wrong, unknown = [], set()
        for word in words_of(block.text(), line_of(self._text, block)) if self._tags else ():
            known = self._known.get(word.text)
            if known is None:
                unknown.add(word.text)
            elif known and not self._own.right(word.text, self._note):
                wrong.append(_selected(block, word))
        return wrong, unknown

    def learn(self, words: Collection[str], then: Callable[[], None]) -> None:
        """Look these words up beside the window's thread; `then` is called when it is known which of them are wrong."""
        asked, tags = frozenset(words), self._tags

        def found(wrong: frozenset[str]) -> None:
            self._found(asked, tags, wrong)
            then()

        self._workspace.tasks.read(lambda: self._dictionaries.wrong(asked, tags), found, owner=self)

    def marked(self) -> list[str]:
        """The words that are marked on the screen, from the top."""
        from app.editor.pointer import visible

        return [word.text for block, _ in visible(self._text) for word in self._wrong(block)]

    def _wrong(self, block: QTextBlock) -> Iterator[Word]:
        """The words of a paragraph that are known to be wrong. What is not known yet is asked for soon."""
        if not self._tags or self._text.isReadOnly():
            return
        for word in words_of(block.text(), line_of(self._text, block)):
            wrong = self._known.get(word.text)
            if wrong is None:
                self._unknown.add(word.text)
            elif wrong and not self._own.right(word.text, self._note):
                yield word
        if self._unknown and not self._rest.isActive():
            self._rest.start()

    # ---- looking up

    def _ask(self) -> None:
        asked, tags = frozenset(self._unknown), self._tags
        self._unknown.clear()
        if asked and tags:
            self._workspace.tasks.read(
                lambda: self._dictionaries.wrong(asked, tags),
                partial(self._found, asked, tags),
                owner=self,
            )

    def _found(self, asked: frozenset[str], tags: tuple[str, ...], wrong: frozenset[str]) -> None:
        if tags != self._tags:
            return
        if len(self._known) > _MOST:
            self._known.clear()
        self._known.update((word, word in wrong) for word in asked)
        if wrong:
            self._redraw()

    # ---- the word that is being written

    def _typed(self) -> None:
        if self._tags:
            self._writing = self._text.textCursor().position()
            self._revision = self._text.document().revision()
            self._rest.start()

    def _moved(self) -> None:
        """The caret went elsewhere without a key that writes: the word is finished."""
        if self._writing >= 0 and self._revision == self._text.document().revision():
            self._writing = -1
            self._redraw()

    # ---- painting

    def _redraw(self) -> None:
        self._text.viewport().update()

    def _paint(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        # What an input method composes stands between, and none of it is finished.
        if not self._tags or self._text.isReadOnly() or block.layout().preeditAreaText():
            return
        left, top, wave = rect.left(), rect.top(), self._wave(self._text.devicePixelRatioF())
        for x, y, width in self._waves_in(block):
            painter.drawTiledPixmap(round(left + x), round(top + y), width, _HIGH, wave)

    def _waves_in(self, block: QTextBlock) -> list[Wave]:
        """Those of a paragraph that is laid out. They stay where they are while its words and its lines do."""
        layout, text, line = block.layout(), block.text(), line_of(self._text, block)
        first, page = layout.lineAt(0), self._text.document().documentLayout()
        ink = page.ink if isinstance(page, Page) else None
        key = (text, line, first.y(), first.width(), ink)
        writing = block.contains(self._writing)
        waves = None if writing else self._waves.get(key)
        if waves is None:
            waves = self._find_waves(block, layout, text)
            if not writing and all(word.text in self._known for word in words_of(text, line)):
                if len(self._waves) >= _PARAGRAPHS:
                    self._waves.clear()
                self._waves[key] = waves
        return waves

    def _find_waves(self, block: QTextBlock, layout: QTextLayout, text: str) -> list[Wave]:
        rows: list[tuple[int, int, QTextLine]] = []
        found: list[Wave] = []
        plain = text.isascii()
        for word in self._wrong(block):
            start, end = word.start, word.end
            if not plain:
                start, end = units(text[:start]), units(text[:end])
            if block.position() + end == self._writing:
                continue
            if not rows:
                each = [layout.lineAt(number) for number in range(layout.lineCount())]
                rows = [(row.textStart(), row.textStart() + row.textLength(), row) for row in each]
            for first, last, row in rows:
                if first < end and start < last:
                    found.append(_wave_below(row, max(start, first), min(end, last)))
        return found

    def _wave(self, scale: float) -> QPixmap:
        """One wave, painted once for each look: where a text is in another language, each word on the screen has some."""
        color = self._theme.colors.danger
        if self._drawn is None or self._drawn[:2] != (scale, color):
            wave = QPixmap(round(_LONG * scale), round(_HIGH * scale))
            wave.setDevicePixelRatio(scale)
            wave.fill(Qt.GlobalColor.transparent)
            painter = QPainter(wave)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color, 1))
            half = _LONG / 2
            corners = [QPointF(each * half, 1 + half * (each % 2)) for each in range(-1, 4)]
            painter.drawPolyline(QPolygonF(corners))
            painter.end()
            self._drawn = scale, color, wave
        return self._drawn[2]


def _wave_below(row: QTextLine, start: int, end: int) -> Wave:
    """Below the characters of a line, from left to right whichever way they are written."""
    one, other = x_of(row, start), x_of(row, end)
    return min(one, other), row.y() + row.ascent() + 1, round(abs(other - one))


def _selected(block: QTextBlock, word: Word) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + units(block.text()[: word.start]))
    cursor.setPosition(block.position() + units(block.text()[: word.end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor
