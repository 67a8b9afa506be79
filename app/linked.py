"""The application, as a Mac tells it of links: not as words of a new start, but as an event of the program that runs.

Owns that no link is missed which comes before somebody opens links. It refuses to know what is in one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

_SCHEME = "secondbrain"


class Application(QApplication):
    """The one application object."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self._early: list[str] = []
        self._open: Callable[[str], None] = self._early.append

    def bring_links_to(self, whoever: Callable[[str], None]) -> None:
        """Have this called with every link of ours from now on, and with those that came before."""
        self._open = whoever
        while self._early:
            whoever(self._early.pop(0))

    def event(self, event: QEvent) -> bool:
        """Takes what the system asks to be opened, if it is a link of ours."""
        if isinstance(event, QFileOpenEvent) and event.url().scheme() == _SCHEME:
            self._open(bytes(event.url().toEncoded().data()).decode())
            return True
        return super().event(event)
