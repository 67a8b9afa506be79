"""The titles that are offered while a link to a note is typed, in a small list below the caret.

Owns the list and its keys. It never takes the focus, asks away from the window's thread, and writes only when a title is
chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget

from app.editor.edits import points
from app.editor.markdown import Kind
from app.editor.pointer import line_of
from app.editor.text import NoteText
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Summary, link_begun, linkable

_MOST = 8  # titles
_WIDTH = 320
_LONGEST = 400  # characters before the caret that are looked at
_KEEP = QTextCursor.MoveMode.KeepAnchor
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Completing(QListWidget):
    """Offers titles in one text."""

    def __init__(self, text: NoteText, workspace: Workspace, theme: Theme) -> None:
        super().__init__(text)
        self._text = text
        self._workspace = workspace
        self._begun: str | None = None
        self.setObjectName("completions")
        self.setAccessibleName("Notes to link to")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFont(theme.font("body"))
        self.itemClicked.connect(self._take)
        self.hide()
        text.first = self._key
        text.typed.connect(self._look)
        text.cursorPositionChanged.connect(self._moved)
        text.verticalScrollBar().valueChanged.connect(self.hide)

    @property
    def offered(self) -> list[str]:
        """The titles that can be chosen now."""
        return [self.item(row).text() for row in range(self.count())] if not self.isHidden() else []

    def _look(self) -> None:
        begun = self._typed_so_far()
        if begun is None:
            self.hide()
        elif begun != self._begun or self.isHidden():
            self._begun = begun
            self._workspace.read(
                lambda brain: brain.note_links.titled_like(begun, _MOST),
                lambda found: self._offer(begun, found),
                owner=self,
                latest="titles",
            )

    def _moved(self) -> None:
        if not self.isHidden():
            self._look()

    def _typed_so_far(self) -> str | None:
        cursor = self._text.textCursor()
        if cursor.hasSelection() or self._text.isReadOnly():
            return None
        text = cursor.block().text()
        at = points(text, cursor.positionInBlock())
        begun = link_begun(text[max(at - _LONGEST, 0) : at])
        if begun is None or line_of(self._text, cursor.block()).kind is Kind.CODE:
            return None
        return begun

    def _offer(self, begun: str, found: tuple[Summary, ...]) -> None:
        titles = list(dict.fromkeys(title for each in found if (title := linkable(each.title))))
        if begun != self._typed_so_far() or not titles:
            self.hide()
            return
        self.clear()
        self.addItems(titles)
        self.setCurrentRow(0)
        height = len(titles) * self.sizeHintForRow(0) + 2 * GRID  # with the room and line around
        size = (min(_WIDTH, self._text.width() - 2 * GRID), height)
        self.resize(*size)
        self.move(self._place(*size))
        self.show()
        self.raise_()

    def _place(self, width: int, height: int) -> QPoint:
        """Below the caret, or above it where there is no room."""
        text = self._text
        caret = text.cursorRect()
        corner = text.viewport().mapTo(text, caret.bottomLeft()) + QPoint(0, GRID)
        if corner.y() + height > text.height():
            corner.setY(max(text.viewport().mapTo(text, caret.topLeft()).y() - height - GRID, 0))
        corner.setX(max(min(corner.x(), text.width() - width - GRID), 0))
        return corner

    def _key(self, event: QKeyEvent) -> bool:
        """Keys of the text while titles are offered."""
        if self.isHidden():
            return False
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.setCurrentRow((self.currentRow() + step) % self.count())
        elif event.key() in _TAKE and not event.modifiers():
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _take(self) -> None:
        """Write the chosen title in the place of what was typed of it, with the end of the link."""
        item, begun = self.currentItem(), self._typed_so_far()
        self.hide()
        if begun is None:
            return
        cursor = self._text.textCursor()
        text = cursor.block().text()
        after = text[points(text, cursor.positionInBlock()) :]
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Left, _KEEP, len(begun))
        cursor.insertText(item.text())
        if after.startswith("]]"):
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, 2)
        else:
            cursor.insertText("]]")
        cursor.endEditBlock()
        self._text.setTextCursor(cursor)
