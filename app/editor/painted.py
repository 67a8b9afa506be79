"""When an open note is on the screen.

Owns the moment from which nobody waits for the note any more: what only asks something about it, or makes others ready,
begins then, for a question takes the interpreter's time from the text. It refuses to know what is asked.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_BREATH_MS = 5  # from the paint on: it is handed to the screen meanwhile
_LATEST_MS = 100  # where nothing is painted, as below another page


class Painted(QObject):
    """Watches where notes are painted."""

    told = Signal(object)
    """The id of the open note, or None, once it is painted: once for several that were opened before the first was."""

    def __init__(self, *views: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._views = views
        self._note: UUID | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(lambda: self.told.emit(self._note))

    def wait(self) -> None:
        """Another note is on its way: say nothing of the one before."""
        self._watch(False)
        self._soon.stop()

    def expect(self, note: UUID | None) -> None:
        """This note is open, and is painted next."""
        self._note = note
        self._soon.start(_LATEST_MS)
        self._watch(True)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Called by Qt: the first paint."""
        if event.type() is QEvent.Type.Paint:
            self._watch(False)
            self._soon.start(_BREATH_MS)
        return False

    def _watch(self, on: bool) -> None:
        for view in self._views:
            if on:
                view.installEventFilter(self)
            else:
                view.removeEventFilter(self)
