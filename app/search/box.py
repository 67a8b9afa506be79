"""The search box: one line in which a query is typed.

Owns what its keys do and how a place that cannot be understood is marked. It refuses to know what is asked and found.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QWidget

from app.clearing import make_clearable
from app.editor.plaintext import units
from app.theme import Theme
from core import tr

_FORMAT = QInputMethodEvent.AttributeType.TextFormat


class SearchBox(QLineEdit):
    """One line to type in."""

    entered = Signal()
    """Enter or the down key: on to the results."""
    finished = Signal()
    """Enter, before anything else happens: the query is typed to its end."""
    escaped = Signal()
    """Esc in an empty box."""
    filters_wanted = Signal()
    """The button for filters was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marked = self._composing = False
        self.setPlaceholderText(tr("Search"))
        self.setAccessibleName(tr("Search notes"))
        self.setAccessibleDescription(
            tr("Words, phrases in quotes, filters such as tag:work. Down goes to the results.")
        )
        self._glass = self.addAction(theme.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self._funnel = self.addAction(theme.icon("funnel-simple"), QLineEdit.ActionPosition.TrailingPosition)
        make_clearable(self, theme)  # beside the funnel, which stays where it is
        self._glass.setText(tr("Search"))
        self._funnel.setText(tr("Filters"))
        self._funnel.triggered.connect(self.filters_wanted)
        theme.changed.connect(self._dress)
        self.textChanged.connect(self.unmark)

    @property
    def searching(self) -> bool:
        """Whether something is asked."""
        return bool(self.text().strip())

    def mark(self, start: int, end: int) -> None:
        """Underline a place that cannot be understood, unless an input method is at work."""
        if self._composing:
            return
        text, before = self.text(), units(self.text()[:start])
        line = QTextCharFormat()
        line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        line.setUnderlineColor(self._theme.colors.danger)
        # Qt counts in UTF-16, from the cursor on.
        place = before - self.cursorPosition(), units(text[start:end])
        self._format([QInputMethodEvent.Attribute(_FORMAT, *place, line)])
        self._marked = True

    def unmark(self) -> None:
        """Everything can be understood, as far as is known."""
        if self._marked:
            self._marked = False
            self._format([])

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Called by Qt when an input method composes something, and by `mark`."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

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
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif key == Qt.Key.Key_Down:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _format(self, attributes: list[QInputMethodEvent.Attribute]) -> None:
        """A line edit has no formats of its own but those that an input method gives to what it composes."""
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def _dress(self) -> None:
        self._glass.setIcon(self._theme.icon("magnifying-glass"))
        self._funnel.setIcon(self._theme.icon("funnel-simple"))
