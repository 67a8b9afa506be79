"""What a screen reader says by itself: words that come onto the screen while the keyboard is elsewhere.

Owns how they are told, and that of what changes with each letter only the last is told, when the hand rests. It refuses to
know the words.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_REST_MS = 600


def announce(where: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have these words said, of this widget. What is `urgent` does not wait until something else was said."""
    if words:
        event = QAccessibleAnnouncementEvent(where, words)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


class Calm(QTimer):
    """Has the last of many words said, once nothing new came for a moment and if the widget is still to be seen. What was
    said already is not said again."""

    def __init__(self, where: QWidget, rest_ms: int = _REST_MS) -> None:
        super().__init__(where, singleShot=True, interval=rest_ms)
        self._where = where
        self._words = self._said = ""
        self.timeout.connect(self._say)

    def say(self, words: str) -> None:
        """These words, soon."""
        self._words = words
        self.start()

    def hush(self, said: str = "") -> None:
        """Nothing of that any more. `said` is what is known already."""
        self.stop()
        self._said = said

    def _say(self) -> None:
        if self._words != self._said and self._where.isVisible():
            self._said = self._words
            announce(self._where, self._words)
