"""Everything about capturing in one window: the actions, the capture window, and what is said when a note was made.

Owns how one leads to the other. It refuses to know what happens inside each.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from app.capture.card import Card
from app.capture.thought import thought_in
from app.instance import Wish
from app.parts import Shell


class Capturing(QObject):
    """The part of the window that captures."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.card = Card(shell.workspace, shell.theme, shell.remembered, self)
        self.card.saved.connect(self._saved)
        shell.window.actions_.on("note.capture", self.card.open)

    def heed(self, wish: Wish) -> None:
        """A second start brings a thought: it stands in the capture window until a person saves it."""
        if (thought := thought_in(wish)) is not None:
            self.card.open(thought.text, thought.tags)

    def end(self) -> None:
        """The window is about to close: what is begun is kept."""
        self.card.put_aside()

    def _saved(self, _note: UUID, title: str) -> None:
        self._shell.window.toast.say(f"Saved: {title or 'Untitled'}")
