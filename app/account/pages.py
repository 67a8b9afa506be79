"""What stands around the pages of sync and of the account, and how one leaves them by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent

from app.migration.frame import Frame
from app.theme import Theme


class Pages(Frame):
    """One page at a time, in place of the notebook."""

    left = Signal()
    """The person wants to go back to where they came from."""
    gone = Signal()
    """They are not shown any more, whatever took their place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, stepwise=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back: on the page itself first, where that has something to take back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.sheet is None or not self.sheet.step_back():
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Called by Qt, also when the window goes, which is nothing to tell."""
        super().hideEvent(event)
        if self.isHidden():
            self.gone.emit()
