"""The search box: asks while a person types, and shows only the answer to the last question.

Owns the question and when it is asked. It refuses to know how answers look.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.theme import Theme
from app.workspace import Workspace
from core import Changes, SearchResult

LIMIT = 100  # hits; who does not find it among these types another word
_TYPING_MS = 40
_CHANGED_MS = 400


class SearchBox(QLineEdit):
    """One line to type in."""

    found = Signal(object, bool)
    """`core.SearchResult`, and whether the question is another one than before."""
    cleared = Signal()
    """Nothing is asked any more."""
    entered = Signal()
    """Enter or the down key: on to the results."""
    escaped = Signal()
    """Esc in an empty box."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._answered = ""
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search notes")
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(theme.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        theme.changed.connect(lambda: self._glass.setIcon(theme.icon("magnifying-glass")))
        self.textChanged.connect(self._typed)
        workspace.changed.connect(self._something_changed)

    @property
    def searching(self) -> bool:
        """Whether something is asked."""
        return bool(self.text().strip())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard may type over what is there."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.TabFocusReason):
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears, then leaves; Enter and down go on to the results."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        if self.searching:
            self._soon.start(_TYPING_MS)
        else:
            self._soon.stop()
            self._answered = ""
            self.cleared.emit()

    def _something_changed(self, _changes: Changes) -> None:
        if self.searching and not self._soon.isActive():
            self._soon.start(_CHANGED_MS)

    def _ask(self) -> None:
        text = self.text()
        self._workspace.read(
            lambda brain: brain.search(text, LIMIT),
            lambda result: self._answer(text, result),
            owner=self,
            latest="search",
        )

    def _answer(self, text: str, result: SearchResult) -> None:
        if self.searching:  # it may have been cleared while this was on its way
            anew = text != self._answered
            self._answered = text
            self.found.emit(result, anew)
