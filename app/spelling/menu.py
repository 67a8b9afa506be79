"""The menu on a marked word: what it could be, and the two ways to say that it is right.

Owns the menu, which opens when the suggestions are there or after a moment without them, so that no row moves under the
pointer. Suggestions are looked for on a lane beside the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QMenu

from app.editor.text import NoteText
from app.spelling.marking import Marking
from app.workspace import Workspace
from core import Dictionaries, tr

PATIENCE_MS = 400
_SHOWN = 24  # letters of a word


class SpellingMenu(QObject):
    """The menu of one text."""

    right = Signal(str)
    """The person says that this word is right everywhere."""
    ignored = Signal(str)
    """The person says that it is right in this note."""

    def __init__(
        self, text: NoteText, marking: Marking, workspace: Workspace, dictionaries: Dictionaries
    ) -> None:
        super().__init__(text)
        self._text = text
        self._marking = marking
        self._workspace = workspace
        self.menu: QMenu | None = None
        """The one that is open."""
        self._suggest = lru_cache(maxsize=200)(dictionaries.suggest)
        self._open: Callable[[tuple[str, ...] | None], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._answer(None))
        text.menu = self._wanted

    def _wanted(self, event: QContextMenuEvent) -> bool:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self._text.textCursor() if by_key else self._text.cursorForPosition(event.pos())
        found = self._marking.at(at)
        if found is None:
            return False
        place, word = found
        corner = self._corner(place) if by_key else event.globalPos()
        tags = self._marking.tags
        self._open = lambda words: self._show(place, word, corner, words, by_key=by_key)
        self._patience.start()
        self._workspace.tasks.read(
            lambda: self._suggest(word, tags), self._answer, owner=self, latest="suggest"
        )
        return True

    def _corner(self, place: QTextCursor) -> QPoint:
        """Below the word, where it cannot hide it."""
        begin = QTextCursor(place)
        begin.setPosition(place.selectionStart())
        viewport = self._text.viewport()
        return viewport.mapToGlobal(self._text.cursorRect(begin).bottomLeft())

    def _answer(self, suggestions: tuple[str, ...] | None) -> None:
        open_now, self._open = self._open, None
        self._patience.stop()
        if open_now is not None:
            open_now(suggestions)

    def _show(
        self,
        place: QTextCursor,
        word: str,
        corner: QPoint,
        suggestions: tuple[str, ...] | None,
        *,
        by_key: bool,
    ) -> None:
        menu = self.menu = self._text.usual_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self._closed)
        menu.setAccessibleName(tr("Spelling of {word}", word=word))
        usual = menu.actions()[0] if menu.actions() else None
        rows = [self._replacing(menu, place, word, each) for each in suggestions or ()]
        if not rows:
            none = QAction(
                tr("No suggestions") if suggestions is not None else tr("Suggestions take longer"), menu
            )
            none.setEnabled(False)
            rows.append(none)
        shown = word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"
        add = QAction(tr("Add “{word}” to my dictionary", word=shown), menu)
        add.triggered.connect(lambda: self.right.emit(word))
        ignore = QAction(tr("Ignore in this note"), menu)
        ignore.triggered.connect(lambda: self.ignored.emit(word))
        for group in (rows, [add, ignore]):
            menu.insertActions(usual, group) if usual else menu.addActions(group)
            menu.insertSeparator(usual) if usual else menu.addSeparator()
        menu.popup(corner)
        if by_key:
            menu.setActiveAction(rows[0] if suggestions else add)

    def _closed(self) -> None:
        self.menu = None

    def _replacing(self, menu: QMenu, place: QTextCursor, word: str, suggestion: str) -> QAction:
        def replace() -> None:
            here = place.document() is self._text.document()  # else another note was opened meanwhile
            if here and place.selectedText() == word and not self._text.isReadOnly():
                place.insertText(suggestion)

        action = QAction(suggestion.replace("&", "&&"), menu)
        font = action.font()
        font.setBold(True)
        action.setFont(font)
        action.triggered.connect(replace)
        return action
