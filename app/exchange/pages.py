"""What stands around the pages of import and export: Esc leads back, and files can be dropped anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.account.pages import Pages as Covering
from app.theme import Theme


class Pages(Covering):
    """One page at a time, in place of the notebook."""

    dropped = Signal(tuple)
    """The paths that were dropped."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Called by Qt: files and folders are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Called by Qt."""
        event.acceptProposedAction()
        self.dropped.emit(
            tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        )
